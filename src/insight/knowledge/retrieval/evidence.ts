import { type CountSigns, createSignCounter } from './answer-signs.ts';
import type { Candidate, PreparedQuestion } from './candidates.ts';
import { bestSentence, bestWindow, longestRun, namePairShare, pairShare, type Stretch } from './closeness.ts';
import { createReader, type Reader, type Scan, scanPassage } from './scan-passage.ts';
import type { TextIndex } from './text-index.ts';
import { QUESTION_KINDS } from './words.ts';

/**
 * What is looked at when a passage is weighed against a question. The order is that of the learned weights: who adds,
 * removes or changes a line learns them anew (`bench/retrieval/learn.ts`).
 */
export const EVIDENCE = [
  'exact of best',
  'alike of best',
  'exact share',
  'alike share',
  'coverage',
  'coverage as written',
  'coverage alike',
  'subject coverage',
  'subject named',
  'subject coverage alike',
  'opening coverage',
  'sentence',
  'window',
  'pairs',
  'run',
  'first place',
  'length',
  'names',
  'numbers',
  'heaviest missing',
  'answer near',
  'answer in passage',
  'answer in sentence',
  'asks what it is',
  'count of rarest',
  'question length',
  'rank',
  'all in sentence',
  'first word',
  'says what it is',
  'subject and rest',
  'outside sentence',
  'name pairs',
  ...QUESTION_KINDS,
] as const;

export type Evidence = {
  /** In the order of `EVIDENCE`. */
  figures: Float64Array;
  /** The sentence that fits best, in words of the passage. */
  sentence: Stretch;
};

/** The highest scores among the candidates of a question, by which each is measured. */
export type Best = { exact: number; alike: number };

export type Weigh = (candidate: Candidate, rank: number) => Evidence;

const NEAR_BEFORE = 3;
const NEAR_AFTER = 10;
const SHORT_SUBJECT = 6;
const LONG_SUBJECT = 14;

/** Makes the function that weighs the candidates of one question. */
export function createWeigh(index: TextIndex, question: PreparedQuestion, best: Best): Weigh {
  const reader = createReader(index, question);
  const countSigns = createSignCounter(reader);
  return (candidate, rank) => {
    const passage = index.passages[candidate.place];
    if (!passage) throw new Error('A candidate is a live passage');
    const scan = scanPassage(reader, passage);
    const sentence = bestSentence(reader, scan);
    const figures = Float64Array.from([
      ...scoreFigures(question, candidate, best),
      ...coverageFigures(reader, scan),
      ...closenessFigures(reader, scan, sentence),
      ...termFigures(reader, scan),
      ...signFigures(countSigns, scan, sentence, bestWindow(reader, scan)),
      ...wholeFigures(reader, scan, rank, sentence),
      ...QUESTION_KINDS.map((kind) => (kind === question.kind ? 1 : 0)),
    ]);
    return { figures, sentence };
  };
}

function scoreFigures(question: PreparedQuestion, { exact, alike }: Candidate, best: Best): number[] {
  const total = 2 * (question.totalWeight || 1);
  return [exact / (best.exact || 1), alike / (best.alike || 1), exact / total, alike / total];
}

function coverageFigures({ shares }: Reader, scan: Scan): number[] {
  const found = scan.counts.map((count) => (count > 0 ? 1 : 0));
  return [
    shareOf(shares, found),
    shareOf(shares, scan.asWritten),
    shareOf(shares, scan.alike),
    shareOf(shares, scan.inSubject),
    scan.subjectNamed,
    shareOf(shares, scan.alikeInSubject),
    shareOf(shares, scan.inOpening),
  ];
}

function closenessFigures(reader: Reader, scan: Scan, sentence: Stretch): number[] {
  return [
    sentence.share,
    bestWindow(reader, scan).share,
    pairShare(reader, scan),
    longestRun(reader, scan),
    1 / (1 + Math.log1p(scan.first)),
    Math.log1p(scan.passage.stems.length) / 6,
  ];
}

function termFigures({ question, shares }: Reader, scan: Scan): number[] {
  let names = 0;
  let namesFound = 0;
  let numbers = 0;
  let numbersFound = 0;
  let missing = 0;
  question.terms.forEach((term, at) => {
    const isFound = (scan.counts[at] ?? 0) > 0;
    const alike = scan.alike[at] ?? 0;
    if (term.isCapital) {
      names += term.weight;
      namesFound += term.weight * (isFound ? 1 : alike * 0.7);
    }
    if (term.isNumber) {
      numbers++;
      numbersFound += isFound ? 1 : 0;
    }
    if (!isFound) missing = Math.max(missing, (shares[at] ?? 0) * (1 - alike));
  });
  return [names > 0 ? namesFound / names : 0.5, numbers > 0 ? numbersFound / numbers : 0.5, missing];
}

function signFigures(count: CountSigns, scan: Scan, sentence: Stretch, window: Stretch): number[] {
  return [
    Math.log1p(count(scan, window.from - NEAR_BEFORE, window.to + NEAR_AFTER)) / 3,
    Math.log1p(count(scan, 0, scan.passage.stems.length)) / 4,
    Math.log1p(count(scan, sentence.from, sentence.to)) / 3,
  ];
}

function wholeFigures(reader: Reader, scan: Scan, rank: number, sentence: Stretch): number[] {
  const { question, shares } = reader;
  const { subjectEnd } = scan.passage;
  let rarest = 0;
  question.terms.forEach((term, at) => {
    if (term.weight > (question.terms[rarest]?.weight ?? 0)) rarest = at;
  });
  return [
    question.isDefinition || (question.kind === 'what-is' && shares.length <= 2) ? 1 : 0,
    Math.log1p(scan.counts[rarest] ?? 0) / 2,
    Math.log1p(shares.length) / 2,
    1 / (1 + rank / 5),
    sentence.share > 0.999 ? 1 : 0,
    scan.firstWord,
    subjectEnd !== SHORT_SUBJECT && subjectEnd < LONG_SUBJECT ? 1 : 0,
    restOfSubject(reader, scan),
    shareOf(shares, outside(scan, sentence)),
    namePairShare(reader, scan),
  ];
}

/** Where the subject answers to one part of the question: how much of the other part the passage holds. */
function restOfSubject({ shares }: Reader, scan: Scan): number {
  let rest = 0;
  let found = 0;
  let named = 0;
  shares.forEach((share, at) => {
    if ((scan.inSubject[at] ?? 0) > 0) named += share;
    else rest += share;
    if ((scan.inSubject[at] ?? 0) === 0 && (scan.counts[at] ?? 0) > 0) found += share;
  });
  if (named === 0) return 0;
  return rest > 0 ? found / rest : 1;
}

/** Terms that the best sentence lacks and the rest of the passage has, or has something like. */
function outside(scan: Scan, sentence: Stretch): Float64Array {
  const elsewhere = scan.alike.slice();
  scan.hits.forEach((place, hit) => {
    if (place >= sentence.from && place < sentence.to) elsewhere[scan.hitTerms[hit] ?? 0] = 0;
  });
  return elsewhere;
}

function shareOf(shares: Float64Array, has: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < shares.length; at++) sum += (shares[at] ?? 0) * (has[at] ?? 0);
  return sum;
}
