/** Words that carry no meaning in a search for goods. */
const STOPWORDS = new Set([
  'yang',
  'dan',
  'untuk',
  'di',
  'ke',
  'dari',
  'atau',
  'dengan',
  'the',
  'for',
  'and',
  'of',
  'with',
]);
export const MAX_WORDS = 12;
const MAX_WORD_LENGTH = 40;

/** Text as words as people read them: lower case, no marks over letters, no signs. */
export function plainWords(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 0 && word.length <= MAX_WORD_LENGTH);
}

/** Text as words to compare. Queries and documents go through the same function, so they meet. */
export function wordsOf(text: string): string[] {
  return plainWords(text).flatMap(comparable);
}

/** A word as it is compared: numbers apart from their units (`4ft` is `4 ft`), endings taken off. */
export function comparable(word: string): string[] {
  return word
    .replace(/(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu, ' ')
    .split(' ')
    .map(stem);
}

/**
 * Takes off what Indonesian hangs on to nouns without changing the thing (`-nya`, `-lah`, `-kah`) and the English
 * plural. Careful on purpose: a full stemmer makes `mainan` (toy) and `main` (play) one, which finds more and worse; and
 * an `s` behind a, i, o, u belongs to the word (`beras`, `garis`, `kaos`, `plus`).
 */
export function stem(word: string): string {
  const match = /^(\p{L}{4,})(nya|lah|kah)$/u.exec(word);
  if (match) return match[1] ?? word;
  if (!/^[a-z]{4,}$/.test(word)) return word;
  if (/..ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(ch|sh|x|ss|zz)es$/.test(word)) return word.slice(0, -2);
  return /[^aiosu]s$/.test(word) ? word.slice(0, -1) : word;
}

/** The plain words of a query: no filler words (unless there is nothing else), no doubles (`baju-baju`), at most 12. */
export function typedWords(text: string): string[] {
  const all = [...new Set(plainWords(text))];
  const meaningful = all.filter((word) => !STOPWORDS.has(word));
  return (meaningful.length > 0 ? meaningful : all).slice(0, MAX_WORDS);
}

/** The words of a query as they are compared. */
export function queryWords(text: string): string[] {
  return [...new Set(typedWords(text).flatMap(comparable))].slice(0, MAX_WORDS);
}

/** Groups of words that mean the same, looked up by any of them. Words of several parts count as their parts together. */
export type SynonymTable = ReadonlyMap<string, readonly string[]>;

export function synonymTable(groups: readonly (readonly string[])[]): SynonymTable {
  const table = new Map<string, string[]>();
  for (const group of groups) {
    const words = group.map((word) => wordsOf(word).join(' ')).filter(Boolean);
    for (const word of words) table.set(word, [...(table.get(word) ?? []), ...words.filter((other) => other !== word)]);
  }
  return table;
}

/** A word to look for, and in how many documents it (or the commonest word of its meaning) stands. */
export type Wanted = { word: string; documents: number };

/** A tsquery: every word (or one of its synonyms) must occur. Null for no words. */
export function tsQuery(words: readonly string[], synonyms: SynonymTable): string | null {
  return words.length === 0 ? null : words.map((word) => meaning(word, synonyms).query).join(' & ');
}

/** The commonest words, together less than this share of what was said, make no find by themselves. */
const SLIGHT_SHARE = 0.3;

/** A tsquery for what comes near: any of the words that say something, the rarer ones. Null for no words. */
export function nearQuery(words: readonly Wanted[], synonyms: SynonymTable, total: number): string | null {
  const rarest = [...words].sort((a, b) => b.documents - a.documents);
  const known = rarest.filter(({ documents }) => documents > 0);
  const all = known.reduce((sum, { documents }) => sum + rarity(documents, total), 0);
  let slight = 0;
  const telling = known.filter(({ documents }) => {
    slight += rarity(documents, total);
    return slight >= SLIGHT_SHARE * all;
  });
  const asked = telling.length > 0 ? telling : words;
  return asked.length === 0 ? null : asked.map(({ word }) => meaning(word, synonyms).query).join(' | ');
}

/** What each word counts for: the rarer, the more (inverse document frequency). */
export type Weighted = { query: string; weight: number };
export function weighWords(words: readonly Wanted[], synonyms: SynonymTable, total: number): Weighted[] {
  return words.map(({ word, documents }) => {
    const { query, size } = meaning(word, synonyms);
    // `ts_rank` divides by the number of alternatives, of which a document needs one only.
    return { query, weight: rarity(documents, total) * size };
  });
}

function rarity(documents: number, total: number): number {
  return Math.log(1 + Math.max(total, documents) / (documents + 0.5));
}

function meaning(word: string, synonyms: SynonymTable): { query: string; size: number } {
  const alternatives = [word, ...(synonyms.get(word) ?? [])];
  const phrases = alternatives.map(phrase);
  const query = phrases.length === 1 ? (phrases[0] ?? '') : `(${phrases.join(' | ')})`;
  return { query, size: alternatives.flatMap((alternative) => alternative.split(' ')).length };
}

/** The last word may be half typed. */
export function prefixQuery(words: readonly string[]): string | null {
  const last = words.at(-1);
  if (!last) return null;
  return [...words.slice(0, -1).map(lexeme), `${lexeme(last)}:*`].join(' & ');
}

function phrase(words: string): string {
  const parts = words.split(' ').map(lexeme);
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' <-> ')})`;
}

/** Words hold letters and digits only, so quoting cannot be broken; quoted all the same. */
function lexeme(word: string): string {
  return `'${word.replaceAll("'", "''")}'`;
}

/** Ways to read a word as two (`lightbulb`), each of at least three letters. */
export function splits(word: string): [string, string][] {
  if (!/^\p{L}{6,}$/u.test(word)) return [];
  return Array.from({ length: word.length - 5 }, (_, at) => [word.slice(0, at + 3), word.slice(at + 3)]);
}

/** The word that was probably meant: the most alike, and of those the most frequent; null when none is near enough. */
export function chooseCorrection(
  word: string,
  candidates: readonly { word: string; alike: number; documents: number }[],
): string | null {
  if (word.length < 4 || /^\p{N}+$/u.test(word)) return null;
  const near = candidates.filter(
    (candidate) =>
      Math.abs(candidate.word.length - word.length) <= 2 && candidate.alike >= (word.length < 6 ? 0.34 : 0.4),
  );
  const best = [...near].sort(
    (a, b) => b.alike + Math.log10(1 + b.documents) / 20 - (a.alike + Math.log10(1 + a.documents) / 20),
  )[0];
  return best?.word ?? null;
}
