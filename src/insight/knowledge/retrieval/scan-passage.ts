import type { PreparedQuestion } from './candidates.ts';
import { FUNCTION_WORD, type IndexedPassage, type TextIndex } from './text-index.ts';

/** A question made ready to be laid against many passages. */
export type Reader = {
  question: PreparedQuestion;
  index: TextIndex;
  /** Place of a term by its stem. */
  termOfStem: ReadonlyMap<number, number>;
  /** Place of the term that a stem is written like, and how much. */
  alikeOfStem: ReadonlyMap<number, readonly [number, number]>;
  /** Weight of each term as a share of all; sums to 1. */
  shares: Float64Array;
  /** Stems of all words in order, function words too; -1 where no passage has it. */
  sequence: readonly number[];
};

/** What one pass over a passage has seen. Lists run along the terms of the question. */
export type Scan = {
  passage: IndexedPassage;
  counts: Float64Array;
  alike: Float64Array;
  asWritten: Float64Array;
  inSubject: Float64Array;
  alikeInSubject: Float64Array;
  inOpening: Float64Array;
  /** Places of words that are terms (or much like one), ascending, and which term each is. */
  hits: number[];
  hitTerms: number[];
  /** Place of the first term; the length of the passage without any. */
  first: number;
  /** How much of what the passage is about the question has named, 0 to 1. */
  subjectNamed: number;
  /** Similarity of the first word that is no function word. */
  firstWord: number;
};

const OPENING = 30;
const MUCH_ALIKE = 0.6;
const FIRST_WITHIN = 6;

export function createReader(index: TextIndex, question: PreparedQuestion): Reader {
  const termOfStem = new Map<number, number>();
  const alikeOfStem = new Map<number, readonly [number, number]>();
  question.terms.forEach((term, at) => {
    if (term.stemId !== undefined) termOfStem.set(term.stemId, at);
    for (const { stemId, similarity } of term.similar) {
      const known = alikeOfStem.get(stemId);
      if (!known || known[1] < similarity) alikeOfStem.set(stemId, [at, similarity]);
    }
  });
  const total = question.totalWeight || 1;
  return {
    question,
    index,
    termOfStem,
    alikeOfStem,
    shares: Float64Array.from(question.terms, (term) => term.weight / total),
    sequence: question.words.map((word) => index.stemId(word.stem) ?? -1),
  };
}

export function scanPassage(reader: Reader, passage: IndexedPassage): Scan {
  const many = reader.question.terms.length;
  const scan: Scan = {
    passage,
    counts: new Float64Array(many),
    alike: new Float64Array(many),
    asWritten: new Float64Array(many),
    inSubject: new Float64Array(many),
    alikeInSubject: new Float64Array(many),
    inOpening: new Float64Array(many),
    hits: [],
    hitTerms: [],
    first: passage.stems.length,
    subjectNamed: 0,
    firstWord: 0,
  };
  for (let place = 0; place < passage.stems.length; place++) {
    if ((passage.marks[place] ?? 0) & FUNCTION_WORD) continue;
    const stem = passage.stems[place] ?? -1;
    const term = reader.termOfStem.get(stem);
    if (term === undefined) noteAlike(scan, place, reader.alikeOfStem.get(stem));
    else noteTerm(scan, place, term, reader.question.terms[term]?.surfaceId);
  }
  readSubject(reader, scan);
  return scan;
}

function noteTerm(scan: Scan, place: number, term: number, surfaceId: number | undefined): void {
  scan.counts[term] = (scan.counts[term] ?? 0) + 1;
  scan.alike[term] = 1;
  if (scan.passage.surfaces[place] === surfaceId) scan.asWritten[term] = 1;
  if (place < scan.passage.subjectEnd) {
    scan.inSubject[term] = 1;
    scan.alikeInSubject[term] = 1;
  }
  if (place < OPENING) scan.inOpening[term] = 1;
  if (place < scan.first) scan.first = place;
  scan.hits.push(place);
  scan.hitTerms.push(term);
}

function noteAlike(scan: Scan, place: number, found: readonly [number, number] | undefined): void {
  if (!found) return;
  const [term, similarity] = found;
  scan.alike[term] = Math.max(scan.alike[term] ?? 0, similarity);
  if (place < scan.passage.subjectEnd) scan.alikeInSubject[term] = Math.max(scan.alikeInSubject[term] ?? 0, similarity);
  if (similarity < MUCH_ALIKE) return;
  scan.hits.push(place);
  scan.hitTerms.push(term);
}

/** A passage about "Vietnam Selatan" is not named by a question about "Vietnam", one about "Vietnam" is. */
function readSubject(reader: Reader, scan: Scan): void {
  const { index } = reader;
  const { stems, marks, subjectEnd } = scan.passage;
  let whole = 0;
  let named = 0;
  let isFirst = true;
  for (let place = 0; place < Math.min(subjectEnd, stems.length); place++) {
    if ((marks[place] ?? 0) & FUNCTION_WORD) continue;
    const stem = stems[place] ?? -1;
    const weight = Math.log(1 + index.size / (1 + index.frequency(stem)));
    const similarity = reader.termOfStem.has(stem) ? 1 : (reader.alikeOfStem.get(stem)?.[1] ?? 0);
    whole += weight;
    named += weight * similarity;
    if (isFirst && place < FIRST_WITHIN) scan.firstWord = similarity;
    isFirst = false;
  }
  scan.subjectNamed = whole > 0 ? named / whole : 0;
}
