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
const MAX_WORDS = 12;
const MAX_WORD_LENGTH = 40;

/**
 * Text as words to compare: lower case, no marks over letters, no signs, Indonesian endings and doublings taken off.
 * Queries and documents go through the same function, so they meet.
 */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0 && word.length <= MAX_WORD_LENGTH)
    .map(stem);
}

/**
 * Takes off what Indonesian hangs on to nouns without changing the thing (`-nya`, `-lah`, `-kah`, `-ku`, `-mu`). Careful
 * on purpose: a full stemmer makes `mainan` (toy) and `main` (play) one, which finds more and worse.
 */
export function stem(word: string): string {
  const match = /^(\p{L}{4,})(nya|lah|kah)$/u.exec(word);
  return match?.[1] ?? word;
}

/** The words of a query: no filler words (unless there is nothing else), no doubles (`baju-baju`), at most 12. */
export function queryWords(text: string): string[] {
  const all = [...new Set(wordsOf(text))];
  const meaningful = all.filter((word) => !STOPWORDS.has(word));
  return (meaningful.length > 0 ? meaningful : all).slice(0, MAX_WORDS);
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

/** A tsquery: every word (or one of its synonyms) must occur; `any` asks for one of the words only. Null for no words. */
export function tsQuery(words: readonly string[], synonyms: SynonymTable, mode: 'all' | 'any' = 'all'): string | null {
  if (words.length === 0) return null;
  const parts = words.map((word) => {
    const alternatives = [word, ...(synonyms.get(word) ?? [])].map(phrase);
    return alternatives.length === 1 ? alternatives[0] : `(${alternatives.join(' | ')})`;
  });
  return parts.join(mode === 'all' ? ' & ' : ' | ');
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
