import type { TextIndex } from './text-index.ts';
import { type Question, readQuestion } from './words.ts';

/** One word of a question with what the index knows of it. */
export type Term = {
  stem: string;
  surface: string;
  /** Undefined where no passage has it. */
  stemId: number | undefined;
  surfaceId: number | undefined;
  isCapital: boolean;
  isNumber: boolean;
  /** How telling it is: `ln(1 + (N − n + ½) / (n + ½))`. */
  weight: number;
  /** Stems written much like it, itself among them. */
  similar: { stemId: number; similarity: number }[];
};

export type PreparedQuestion = Question & {
  /** Different words that are not function words, in their order. */
  terms: Term[];
  totalWeight: number;
};

export type Candidate = {
  /** In the index. */
  place: number;
  /** Sum over the terms, as BM25. */
  exact: number;
  /** The same with words that are written much alike counted in part. */
  alike: number;
};

const K1 = 0.9;
const B = 0.4;

/** Reads a question and looks its words up. A question of function words only is taken by all its words. */
export function prepareQuestion(index: TextIndex, text: string): PreparedQuestion {
  const question = readQuestion(text);
  const terms: Term[] = [];
  const seen = new Set<string>();
  for (const word of question.words) {
    if (word.isFunction || seen.has(word.stem)) continue;
    seen.add(word.stem);
    const stemId = index.stemId(word.stem);
    const similar = index.similarStems(word.stem);
    terms.push({
      stem: word.stem,
      surface: word.surface,
      stemId,
      surfaceId: index.surfaceId(word.surface),
      isCapital: word.isCapital,
      isNumber: word.isNumber,
      weight: weightOf(index, stemId === undefined ? 0 : index.frequency(stemId)),
      similar,
    });
  }
  return { ...question, terms, totalWeight: terms.reduce((sum, term) => sum + term.weight, 0) };
}

function weightOf(index: TextIndex, frequency: number): number {
  return Math.log(1 + (index.size - frequency + 0.5) / (frequency + 0.5));
}

/**
 * The passages that share words with a question, best first: BM25 (Robertson and Zaragoza, "The probabilistic relevance
 * framework", 2009; k1 0.9, b 0.4) over stems, plus the same over stems that are written alike.
 */
export function findCandidates(index: TextIndex, question: PreparedQuestion, limit: number): Candidate[] {
  const many = index.passages.length;
  const work: Work = { index, exact: new Float64Array(many), alike: new Float64Array(many), norm: normsOf(index) };
  const counts = new Float64Array(many);
  for (const term of question.terms) {
    addExact(work, term);
    addAlike(work, term, counts);
  }
  const { exact, alike } = work;
  const bestExact = exact.reduce((best, value) => Math.max(best, value), 0) || 1;
  const bestAlike = alike.reduce((best, value) => Math.max(best, value), 0) || 1;
  const score = alike.map((value, place) => (value > 0 ? (exact[place] ?? 0) / bestExact + value / bestAlike : 0));
  return bestPlaces(score, limit).map((place) => ({ place, exact: exact[place] ?? 0, alike: alike[place] ?? 0 }));
}

type Work = { index: TextIndex; exact: Float64Array; alike: Float64Array; norm: Float64Array };

/** What the length of a passage adds below the line; the same for every term. */
function normsOf({ passages, averageLength }: TextIndex): Float64Array {
  return Float64Array.from(passages, (passage) => K1 * (1 - B + (B * (passage?.length ?? 1)) / averageLength));
}

/** Places with a score above 0, the highest first. Only those that may be among them are put in order. */
function bestPlaces(score: Float64Array, limit: number): number[] {
  const sorted = score.slice().sort();
  const least = Math.max(sorted[Math.max(0, sorted.length - limit)] ?? 0, Number.MIN_VALUE);
  const places: number[] = [];
  score.forEach((value, place) => {
    if (value >= least) places.push(place);
  });
  return places.sort((a, b) => (score[b] ?? 0) - (score[a] ?? 0) || a - b).slice(0, limit);
}

function addExact({ index, exact, norm }: Work, term: Term): void {
  if (term.stemId === undefined) return;
  const { passages, counts } = index.postings(term.stemId);
  for (let at = 0; at < passages.length; at++) {
    const place = passages[at] ?? 0;
    exact[place] = (exact[place] ?? 0) + term.weight * saturate(counts[at] ?? 0, norm[place] ?? 1);
  }
}

function addAlike({ index, alike, norm }: Work, term: Term, counts: Float64Array): void {
  const touched: number[] = [];
  for (const { stemId, similarity } of term.similar) {
    const { passages, counts: own } = index.postings(stemId);
    const share = similarity * similarity;
    for (let at = 0; at < passages.length; at++) {
      const place = passages[at] ?? 0;
      if (counts[place] === 0) touched.push(place);
      counts[place] = (counts[place] ?? 0) + share * (own[at] ?? 0);
    }
  }
  const weight = weightOf(index, touched.length);
  for (const place of touched) {
    alike[place] = (alike[place] ?? 0) + weight * saturate(counts[place] ?? 0, norm[place] ?? 1);
    counts[place] = 0;
  }
}

function saturate(count: number, norm: number): number {
  return (count * (K1 + 1)) / (count + norm);
}
