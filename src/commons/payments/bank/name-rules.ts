/** Titles and company forms that banks print, leave out or put elsewhere. */
const NOISE = new Set([
  'BAPAK',
  'BPK',
  'IBU',
  'SDR',
  'SDRI',
  'TN',
  'NY',
  'NN',
  'H',
  'HJ',
  'DR',
  'IR',
  'DRS',
  'DRA',
  'SE',
  'SH',
  'ST',
  'SKOM',
  'MM',
  'PT',
  'CV',
  'UD',
  'TBK',
]);

/**
 * Whether two spellings are one holder's name: the same words without case, accents, punctuation and titles. A name cut
 * short by the bank (it prints 20 or so characters) still matches when what is left is at least two words, or all there is.
 */
export function isSameHolder(claimed: string, atBank: string): boolean {
  const [one, other] = [wordsOf(claimed), wordsOf(atBank)];
  if (one.length === 0 || other.length === 0) return false;
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  if (shorter.length === longer.length)
    return shorter.every((word, index) => isSameWord(word, longer[index] ?? '', index === shorter.length - 1));
  return (
    shorter.length >= 2 &&
    shorter.every((word, index) => isSameWord(word, longer[index] ?? '', index === shorter.length - 1))
  );
}

/** The last word of a name may have been cut in the middle. */
function isSameWord(one: string, other: string, isLast: boolean): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return isLast && short.length >= 3 && long.startsWith(short);
}

function wordsOf(name: string): string[] {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/['’.]/g, '')
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
  return plain.split(' ').filter((word) => word !== '' && !NOISE.has(word));
}
