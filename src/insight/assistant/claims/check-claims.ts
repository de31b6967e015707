import { isBorneOut, numbersOf, type Reading } from './numbers.ts';

/**
 * Checks what a model has written, sentence by sentence: every source that is named must exist, and every number must stand
 * in the sources that the sentence names (in any source, in the question, or in the day, where it names none). What fails is
 * not shown.
 */
export type ClaimCheck = {
  /** Takes the next piece of the answer; gives the sentences that have become whole and hold. */
  add(piece: string): string;
  /** The rest, at the end. */
  end(): string;
  readonly removed: number;
  /** Sentences that were kept and name a source. */
  readonly cited: number;
};

export type CheckedSource = { number: number; text: string };

const CITATION = /\[(\d{1,4})\]/g;
/** A sentence that never ends is cut here. */
const LONGEST = 1_500;

export function createClaimCheck(sources: readonly CheckedSource[], alsoKnown: string): ClaimCheck {
  const numbersBySource = new Map(sources.map(({ number, text }) => [number, numbersOf(text)]));
  const everywhere = [...[...numbersBySource.values()].flat(), ...numbersOf(alsoKnown)];
  const known = numbersOf(alsoKnown);
  let waiting = '';
  let removed = 0;
  let cited = 0;

  function take(sentence: string): string {
    if (sentence.trim() === '') return sentence;
    const clean = withoutMarkup(sentence);
    const numbers = [...clean.matchAll(CITATION)].map(([, digits]) => Number(digits));
    const named = numbers.map((number) => numbersBySource.get(number));
    const allowed = numbers.length > 0 ? [...named.flatMap((list) => list ?? []), ...known] : everywhere;
    if (named.includes(undefined) || !holds(clean, allowed)) {
      removed++;
      return '';
    }
    if (numbers.length > 0) cited++;
    return clean;
  }

  return {
    add(piece) {
      waiting += piece;
      let out = '';
      for (let cut = endOfSentence(waiting); cut > 0; cut = endOfSentence(waiting)) {
        out += take(waiting.slice(0, cut));
        waiting = waiting.slice(cut);
      }
      return out;
    },
    end() {
      const out = take(waiting);
      waiting = '';
      return out;
    },
    get removed() {
      return removed;
    },
    get cited() {
      return cited;
    },
  };
}

/** After a sign that ends it, its citations, and a blank (so that "12.5" is not cut); or after a line. 0 where none is whole. */
function endOfSentence(text: string): number {
  const end = /\n+|[.!?](?:["')]|\s?\[\d{1,4}\])*\s+(?!\[)(?=\S)/.exec(text);
  if (end) return end.index + end[0].length;
  return text.length > LONGEST ? LONGEST : 0;
}

function holds(sentence: string, allowed: readonly Reading[][]): boolean {
  // The "1." that begins a line of a list counts nothing.
  const bare = sentence.replace(CITATION, ' ').replace(/^\s*\d{1,2}[.)]\s/, ' ');
  return numbersOf(bare).every((readings) => isBorneOut(readings, allowed));
}

/** Pictures, links, addresses and HTML are not shown: nothing is fetched, and nobody is led away, by an answer. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '')
    .replace(/\[([^\]]+)\]\((?!\s*\))[^)]*\)/g, '$1')
    .replace(/<[^<>]*>/g, '')
    .replace(/[<>]/g, '')
    .replace(/\b(?:https?|ftp|javascript|data):\S+/gi, '')
    .replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, '');
}
