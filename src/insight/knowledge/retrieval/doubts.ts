import type { PreparedQuestion } from './candidates.ts';
import type { Stretch } from './closeness.ts';
import { OPPOSITES } from './opposites.ts';
import { type IndexedPassage, NUMBER, type TextIndex } from './text-index.ts';

/**
 * What speaks against a passage that looks like the answer: a name, a year or a deed of the question that it does not have, or has the
 * opposite of ("kapan ditutup" beside "didirikan"). The order is that of the learned weights, as with `EVIDENCE`.
 */
export const DOUBTS = [
  'name missing',
  'number missing',
  'deed missing',
  'name missing in sentence',
  'number missing in sentence',
  'deed missing in sentence',
  'opposite in passage',
  'opposite in sentence',
  'unknown words',
  'names missing',
  'deeds missing',
  'all missing in sentence',
  'asks by an opposite',
  'other numbers in sentence',
] as const;

/** A word this little like any of the passage is missing. */
const MISSING = 0.4;
const MOST_NUMBERS = 3;

/** In the order of `DOUBTS`. Shares are of the question, 0 to 1. */
export function doubtsOf(
  index: TextIndex,
  question: PreparedQuestion,
  { passage, sentence }: { passage: IndexedPassage; sentence: Stretch },
): number[] {
  const whole = new Set(passage.stems);
  const near = new Set(passage.stems.subarray(sentence.from, sentence.to));
  const words = question.terms.map((term) => ({
    term,
    share: term.weight / (question.totalWeight || 1),
    away: 1 - likeness(term, whole),
    awayHere: 1 - likeness(term, near),
  }));
  type Missed = (typeof words)[number];
  const names = words.filter(({ term }) => term.isCapital && !term.isNumber);
  const numbers = words.filter(({ term }) => term.isNumber);
  const deeds = words.filter(({ term }) => !term.isCapital && !term.isNumber);
  const heaviest = (of: readonly Missed[], by: (word: Missed) => number) => Math.max(0, ...of.map(by));
  const sum = (of: readonly Missed[], by: (word: Missed) => number) => of.reduce((total, word) => total + by(word), 0);
  const inPassage = ({ away, share }: Missed) => away * share;
  const inSentence = ({ awayHere, share }: Missed) => awayHere * share;
  const opposites = words
    .filter(({ away }) => away > MISSING)
    .flatMap(({ term }) => OPPOSITES.get(term.stem) ?? [])
    .map((stem) => index.stemId(stem) ?? -1);
  const unknown = words.filter(({ term }) => term.stemId === undefined && term.similar.length === 0);
  return [
    heaviest(names, inPassage),
    heaviest(numbers, ({ away }) => away),
    heaviest(deeds, inPassage),
    heaviest(names, inSentence),
    heaviest(numbers, ({ awayHere }) => awayHere),
    heaviest(deeds, inSentence),
    opposites.some((stem) => whole.has(stem)) ? 1 : 0,
    opposites.some((stem) => near.has(stem)) ? 1 : 0,
    sum(unknown, ({ share }) => share),
    sum(names, inPassage),
    sum(deeds, inPassage),
    sum(words, inSentence),
    words.some(({ term }) => OPPOSITES.has(term.stem)) ? 1 : 0,
    numbers.length > 0 ? Math.min(MOST_NUMBERS, countNumbers(passage, sentence)) : 0,
  ];
}

/** 1 where the word stands there, else how much it is written like one that does. */
function likeness({ stemId, similar }: PreparedQuestion['terms'][number], stems: ReadonlySet<number>): number {
  if (stemId !== undefined && stems.has(stemId)) return 1;
  return Math.max(0, ...similar.map((one) => (stems.has(one.stemId) ? one.similarity : 0)));
}

function countNumbers({ marks }: IndexedPassage, { from, to }: Stretch): number {
  return marks.subarray(from, to).filter((mark) => (mark & NUMBER) !== 0).length;
}
