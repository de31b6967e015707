import type { Reader, Scan } from './scan-passage.ts';
import { CAPITAL, FUNCTION_WORD, type IndexedPassage, NUMBER, SENTENCE_START, type TextIndex } from './text-index.ts';

/** Words that answers of a kind are made of: a number for "berapa", a month for "kapan", a name for "siapa". */

const MONTHS = `januari februari maret april mei juni juli agustus september oktober november desember january february
  march may june july august october december`;
const PLACE_WORDS = `di dari ke kota provinsi kabupaten terletak desa pulau negara wilayah daerah berada jalan in at near city`;
const REASONS = `karena sebab akibat disebabkan alasan untuk dengan cara melalui because due by`;

type Lexicon = { months: Set<number>; places: Set<number>; reasons: Set<number> };
type IsSign = (passage: IndexedPassage, place: number) => boolean;

/** Counts the signs of the wanted kind between two places; words of the question itself do not count. */
export type CountSigns = (scan: Scan, from: number, to: number) => number;

export function createSignCounter(reader: Reader): CountSigns {
  const isSign = signOf(reader);
  return ({ passage }, from, to) => {
    let count = 0;
    for (let place = Math.max(0, from); place < Math.min(passage.stems.length, to); place++)
      if (!reader.termOfStem.has(passage.stems[place] ?? -1) && isSign(passage, place)) count++;
    return count;
  };
}

function signOf({ question, index }: Reader): IsSign {
  const { months, places, reasons } = lexiconOf(index);
  const surface = (passage: IndexedPassage, place: number) => passage.surfaces[place] ?? -1;
  const has = (passage: IndexedPassage, place: number, mark: number) => ((passage.marks[place] ?? 0) & mark) !== 0;
  switch (question.kind) {
    case 'when':
      return (passage, place) => has(passage, place, NUMBER) || months.has(surface(passage, place));
    case 'how-many':
      return (passage, place) => has(passage, place, NUMBER);
    case 'where':
      return (passage, place) =>
        places.has(surface(passage, place)) &&
        (has(passage, place + 1, CAPITAL) || places.has(surface(passage, place + 1)));
    case 'who':
      return (passage, place) => has(passage, place, CAPITAL) && !has(passage, place, SENTENCE_START | FUNCTION_WORD);
    case 'why-how':
      return (passage, place) => reasons.has(surface(passage, place));
    default:
      return (passage, place) => !has(passage, place, FUNCTION_WORD);
  }
}

function lexiconOf(index: TextIndex): Lexicon {
  const idsOf = (words: string): Set<number> =>
    new Set(words.split(/\s+/).flatMap((word) => index.surfaceId(word) ?? []));
  return { months: idsOf(MONTHS), places: idsOf(PLACE_WORDS), reasons: idsOf(REASONS) };
}
