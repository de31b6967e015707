import { RELATED, RELATED_SIMILARITY, type Word, wordsOf } from './words.ts';

/** A piece of text that can be found and cited. */
export type Passage = { id: string /** Title and headings above it; may be empty. */; title: string; text: string };

/** Marks of one word in a passage, as bits. */
export const FUNCTION_WORD = 1;
export const CAPITAL = 2;
export const NUMBER = 4;
export const SENTENCE_START = 8;

/** One passage as numbers: stems and surfaces in order, with the title in front. */
export type IndexedPassage = {
  id: string;
  stems: Int32Array;
  surfaces: Int32Array;
  marks: Uint8Array;
  /** Words that are not function words. */
  length: number;
  /** Words before this place name what the passage is about: its title, or what stands before "adalah". */
  subjectEnd: number;
};

export type Postings = { passages: number[]; counts: number[] };

/**
 * An inverted index in memory that grows and shrinks with its passages; memory is linear in the number of words (about
 * 14 bytes for each, and 60 for each different one).
 */
export type TextIndex = {
  /** Live passages. */
  readonly size: number;
  readonly averageLength: number;
  /** By place; undefined where one was taken out. */
  readonly passages: readonly (IndexedPassage | undefined)[];
  add(passage: Passage): void;
  remove(id: string): void;
  stemId(stem: string): number | undefined;
  surfaceId(surface: string): number | undefined;
  postings(stemId: number): Postings;
  /** Passages that hold the stem. */
  frequency(stemId: number): number;
  /** Stems of the index that are written much like this one, with how much (Dice over letter fours, 0 to 1), best first. */
  similarStems(stem: string): { stemId: number; similarity: number }[];
};

const NONE: Postings = { passages: [], counts: [] };
const GRAM = 4;
const MIN_SIMILARITY = 0.5;
const MAX_SIMILAR = 24;
/** Where a sentence begins to say what its subject is. */
const COPULAS = new Set(['adalah', 'ialah', 'merupakan', 'yaitu', 'is', 'are', 'was']);
const SUBJECT_WITHIN = 14;
const SUBJECT_ELSE = 6;

export function createTextIndex(): TextIndex {
  const passages: (IndexedPassage | undefined)[] = [];
  const placeOf = new Map<string, number>();
  const stems = createVocabulary();
  const surfaces = createVocabulary();
  const postings: Postings[] = [];
  const similar = createSimilarity(stems);
  let totalLength = 0;
  const frequency = (stemId: number) => postings[stemId]?.passages.length ?? 0;

  return {
    get size() {
      return placeOf.size;
    },
    get averageLength() {
      return placeOf.size === 0 ? 1 : totalLength / placeOf.size;
    },
    passages,
    add(passage) {
      if (placeOf.has(passage.id)) return;
      const indexed = indexPassage(passage, stems, surfaces);
      const place = passages.push(indexed) - 1;
      placeOf.set(passage.id, place);
      totalLength += indexed.length;
      for (const [stemId, count] of countStems(indexed)) {
        postings[stemId] ??= { passages: [], counts: [] };
        postings[stemId].passages.push(place);
        postings[stemId].counts.push(count);
      }
    },
    remove(id) {
      const place = placeOf.get(id);
      const indexed = place === undefined ? undefined : passages[place];
      if (place === undefined || !indexed) return;
      placeOf.delete(id);
      passages[place] = undefined;
      totalLength -= indexed.length;
      for (const stemId of countStems(indexed).keys()) withdraw(postings[stemId] ?? NONE, place);
    },
    stemId: (stem) => stems.idOf.get(stem),
    surfaceId: (surface) => surfaces.idOf.get(surface),
    postings: (stemId) => postings[stemId] ?? NONE,
    frequency,
    similarStems: (stem) => similar(stem, (stemId) => frequency(stemId) > 0),
  };
}

/** Finds words of a vocabulary that are written much alike, or known to say the same. The letter fours are indexed as late as possible. */
function createSimilarity(stems: Vocabulary) {
  const holders = new Map<string, number[]>();
  const counts: number[] = [];

  function indexNew(): void {
    for (let id = counts.length; id < stems.words.length; id++) {
      const own = gramsOf(stems.words[id] ?? '');
      counts.push(own.length);
      for (const gram of own) {
        const known = holders.get(gram);
        if (known) known.push(id);
        else holders.set(gram, [id]);
      }
    }
  }

  function relatedOf(stem: string): number[] {
    return (RELATED.get(stem) ?? []).flatMap((other) => stems.idOf.get(other) ?? []);
  }

  return (stem: string, isAlive: (stemId: number) => boolean) => {
    indexNew();
    const own = gramsOf(stem);
    const shared = new Map<number, number>();
    for (const gram of own) for (const id of holders.get(gram) ?? []) shared.set(id, (shared.get(id) ?? 0) + 1);
    const similarity = new Map<number, number>();
    for (const [id, count] of shared) similarity.set(id, (2 * count) / (own.length + (counts[id] ?? 1)));
    for (const id of relatedOf(stem)) similarity.set(id, RELATED_SIMILARITY);
    return [...similarity]
      .map(([stemId, value]) => ({ stemId, similarity: value }))
      .filter((one) => one.similarity >= MIN_SIMILARITY && isAlive(one.stemId))
      .sort((a, b) => b.similarity - a.similarity || a.stemId - b.stemId)
      .slice(0, MAX_SIMILAR);
  };
}

type Vocabulary = { idOf: Map<string, number>; words: string[]; intern(word: string): number };

function createVocabulary(): Vocabulary {
  const idOf = new Map<string, number>();
  const words: string[] = [];
  return {
    idOf,
    words,
    intern(word) {
      const known = idOf.get(word);
      if (known !== undefined) return known;
      idOf.set(word, words.length);
      return words.push(word) - 1;
    },
  };
}

function indexPassage(passage: Passage, stems: Vocabulary, surfaces: Vocabulary): IndexedPassage {
  const title = wordsOf(passage.title);
  const body = wordsOf(passage.text);
  const words = [...title, ...body];
  const starts = sentenceStarts(passage.text, body);
  return {
    id: passage.id,
    stems: Int32Array.from(words, (word) => stems.intern(word.stem)),
    surfaces: Int32Array.from(words, (word) => surfaces.intern(word.surface)),
    marks: Uint8Array.from(words, (word, place) => marksOf(word, place === 0 || starts.has(place - title.length))),
    length: words.reduce((count, word) => count + (word.isFunction ? 0 : 1), 0),
    subjectEnd: title.length > 0 ? title.length : subjectEndOf(body),
  };
}

function marksOf(word: Word, isStart: boolean): number {
  return (
    (word.isFunction ? FUNCTION_WORD : 0) |
    (word.isCapital ? CAPITAL : 0) |
    (word.isNumber ? NUMBER : 0) |
    (isStart ? SENTENCE_START : 0)
  );
}

/** Places of words before which a sentence or line ends. An abbreviation of one or two letters ends none. */
function sentenceStarts(text: string, words: readonly Word[]): Set<number> {
  const starts = new Set<number>([0]);
  for (let place = 1; place < words.length; place++) {
    const before = words[place - 1];
    const word = words[place];
    if (!before || !word || word.from <= before.to) continue;
    const between = text.slice(before.to, word.from);
    const isEnd =
      /\n/.test(between) ||
      (/[.!?]\s/.test(between) && before.surface.length > 2 && !/^[a-z]/.test(text[word.from] ?? ''));
    if (isEnd) starts.add(place);
  }
  return starts;
}

function subjectEndOf(words: readonly Word[]): number {
  const copula = words.slice(0, SUBJECT_WITHIN).findIndex((word) => COPULAS.has(word.surface));
  return copula > 0 ? copula : Math.min(words.length, SUBJECT_ELSE);
}

function countStems(passage: IndexedPassage): Map<number, number> {
  const counts = new Map<number, number>();
  for (let place = 0; place < passage.stems.length; place++) {
    if ((passage.marks[place] ?? 0) & FUNCTION_WORD) continue;
    const stemId = passage.stems[place] ?? 0;
    counts.set(stemId, (counts.get(stemId) ?? 0) + 1);
  }
  return counts;
}

function withdraw(list: Postings, place: number): void {
  const at = list.passages.indexOf(place);
  if (at < 0) return;
  list.passages.splice(at, 1);
  list.counts.splice(at, 1);
}

function gramsOf(word: string): string[] {
  const padded = `_${word}_`;
  if (padded.length <= GRAM) return [padded];
  const grams = new Set<string>();
  for (let at = 0; at + GRAM <= padded.length; at++) grams.add(padded.slice(at, at + GRAM));
  return [...grams];
}
