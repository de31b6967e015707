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
  const exact = new Float64Array(index.passages.length);
  const alike = new Float64Array(index.passages.length);
  const counts = new Float64Array(index.passages.length);
  for (const term of question.terms) {
    addExact(index, term, exact);
    addAlike(index, term, counts, alike);
  }
  const found: Candidate[] = [];
  const best = { exact: 0, alike: 0 };
  alike.forEach((value, place) => {
    if (value <= 0) return;
    const own = exact[place] ?? 0;
    best.exact = Math.max(best.exact, own);
    best.alike = Math.max(best.alike, value);
    found.push({ place, exact: own, alike: value });
  });
  const score = (one: Candidate) => one.exact / (best.exact || 1) + one.alike / (best.alike || 1);
  return found.sort((a, b) => score(b) - score(a) || a.place - b.place).slice(0, limit);
}

function addExact(index: TextIndex, term: Term, exact: Float64Array): void {
  if (term.stemId === undefined) return;
  const { passages, counts } = index.postings(term.stemId);
  for (let at = 0; at < passages.length; at++) {
    const place = passages[at] ?? 0;
    exact[place] = (exact[place] ?? 0) + term.weight * saturate(index, place, counts[at] ?? 0);
  }
}

function addAlike(index: TextIndex, term: Term, counts: Float64Array, alike: Float64Array): void {
  const touched: number[] = [];
  for (const { stemId, similarity } of term.similar) {
    const { passages, counts: own } = index.postings(stemId);
    for (let at = 0; at < passages.length; at++) {
      const place = passages[at] ?? 0;
      if (counts[place] === 0) touched.push(place);
      counts[place] = (counts[place] ?? 0) + similarity * similarity * (own[at] ?? 0);
    }
  }
  const weight = weightOf(index, touched.length);
  for (const place of touched) {
    alike[place] = (alike[place] ?? 0) + weight * saturate(index, place, counts[place] ?? 0);
    counts[place] = 0;
  }
}

function saturate(index: TextIndex, place: number, count: number): number {
  const length = index.passages[place]?.length ?? 1;
  return (count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / index.averageLength));
}
