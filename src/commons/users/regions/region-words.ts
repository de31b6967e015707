/** How names of places are cut into words, for the index and for what people type alike. */

export type RegionLevel = 'province' | 'regency' | 'district' | 'village';

/** Lower case, without accents, apostrophes and signs: `Ma'rang` and `marang` are the same, `Air-Hitam` is two words. */
export function plainText(text: string): string {
  // Ninety thousand names, nearly all of them plain letters: those need no Unicode.
  const letters = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '');
  return letters
    .toLowerCase()
    .replace(/['’‘`ʼ"]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** What stands before a name and says of which kind the place is. */
const KINDS: Readonly<Record<string, RegionLevel>> = {
  prov: 'province',
  provinsi: 'province',
  propinsi: 'province',
  kab: 'regency',
  kabupaten: 'regency',
  kota: 'regency',
  kotamadya: 'regency',
  kodya: 'regency',
  kec: 'district',
  kecamatan: 'district',
  kel: 'village',
  kelurahan: 'village',
  desa: 'village',
  ds: 'village',
};
/** Short and long form of the two kinds that are part of a name: `Kab. Bandung` is not `Kota Bandung`. */
const NAMED_KINDS: Readonly<Record<string, string>> = {
  kab: 'kabupaten',
  kabupaten: 'kabupaten',
  kota: 'kota',
  kotamadya: 'kota',
  kodya: 'kota',
};

/** A plain name without its kind: `kabupaten bandung` → `bandung`. By it hits are ranked. */
export function bareName(plain: string): string {
  return plain.replace(
    /^(kabupaten administrasi|kota administrasi|kabupaten|kota|daerah khusus ibukota|daerah istimewa)\s+(?=\S)/,
    '',
  );
}

export type RegionQuestion = {
  /** All of them must be met by the place or by what it lies in; each may be the beginning of a word. */
  words: string[];
  /** The words without kinds, as one text, to compare with whole names. */
  text: string;
  /** A kind in front (`Kec. Cibiru`) brings places of that kind forward. */
  level: RegionLevel | null;
};

const MAX_WORDS = 8;

/** What somebody typed, or null when there is no word in it. */
export function readQuestion(typed: string): RegionQuestion | null {
  // At most so many words; what follows is a whole address pasted into the field.
  const typedWords = plainText(typed).split(' ').filter(Boolean).slice(0, MAX_WORDS);
  const [first = ''] = typedWords;
  const isLast = (index: number) => index === typedWords.length - 1;
  // `kec` at the end may still become `kecap`: it is a kind only once something follows.
  const isKind = (word: string, index: number) => !isLast(index) && KINDS[word] !== undefined;
  const words = typedWords.flatMap((word, index) => (isKind(word, index) ? (NAMED_KINDS[word] ?? []) : word));
  if (words.length === 0) return null;
  const text = typedWords.filter((word, index) => !isKind(word, index)).join(' ');
  return { words: [...new Set(words)], text, level: isKind(first, 0) ? (KINDS[first] ?? null) : null };
}

const SHORT_FORMS: Readonly<Record<string, readonly string[]>> = {
  '12': ['sumut'],
  '13': ['sumbar'],
  '16': ['sumsel'],
  '19': ['babel'],
  '21': ['kepri'],
  '31': ['dki', 'jkt'],
  '32': ['jabar'],
  '33': ['jateng'],
  '34': ['diy', 'jogja', 'jogjakarta', 'di'],
  '35': ['jatim'],
  '52': ['ntb'],
  '53': ['ntt'],
  '61': ['kalbar'],
  '62': ['kalteng'],
  '63': ['kalsel'],
  '64': ['kaltim'],
  '65': ['kaltara'],
  '71': ['sulut'],
  '72': ['sulteng'],
  '73': ['sulsel'],
  '74': ['sultra'],
  '76': ['sulbar'],
  '82': ['malut'],
  // Cities by the names they had, or by which everybody calls them.
  '31.71': ['jakpus'],
  '31.72': ['jakut'],
  '31.73': ['jakbar'],
  '31.74': ['jaksel'],
  '31.75': ['jaktim'],
  '34.71': ['jogja', 'jogjakarta'],
  '73.71': ['ujung', 'pandang'],
};

/** Words of a place itself, from its plain name. */
export function ownWords(code: string, plain: string): string[] {
  return [...new Set([...plain.split(' ').filter(Boolean), ...(SHORT_FORMS[code] ?? [])])];
}

/**
 * Provinces and regencies carry their words a second time with this mark in front, so that one or two typed letters can
 * be looked up among those five hundred alone, by the same index.
 */
export const WIDE_MARK = '0';

export function wideWords(code: string, own: readonly string[]): string[] {
  return levelOf(code) === 'province' || levelOf(code) === 'regency' ? own.map((word) => `${WIDE_MARK}${word}`) : [];
}

/** `11.01.01.2001` → its level, by the number of parts. */
export function levelOf(code: string): RegionLevel {
  if (code.length <= 2) return 'province';
  if (code.length <= 5) return 'regency';
  return code.length <= 8 ? 'district' : 'village';
}

/** `11.01.01.2001` → `11.01.01`; null for a province. */
export function parentOf(code: string): string | null {
  const at = code.lastIndexOf('.');
  return at < 0 ? null : code.slice(0, at);
}

const WITA = new Set(['51', '52', '53', '63', '64', '65', '71', '72', '73', '74', '75', '76']);
const WIT = new Set(['81', '82', '91', '92', '93', '94', '95', '96']);
export type TimeZone = 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura';

/** The zone of a place by its province (Keputusan Presiden 41/1987 and the provinces made since). */
export function timeZoneOf(code: string): TimeZone {
  const province = code.slice(0, 2);
  if (WITA.has(province)) return 'Asia/Makassar';
  return WIT.has(province) ? 'Asia/Jayapura' : 'Asia/Jakarta';
}

/** Words that stay as they are in a name that came in capitals. */
const CAPITALS = new Set(['DKI', 'DI', 'II', 'III', 'IV', 'VI', 'VII', 'VIII', 'IX', 'XI', 'XII', 'XIII', 'XIV', 'XV']);

/** Names as people write them: `KABUPATEN ACEH SELATAN` → `Kabupaten Aceh Selatan`. Mixed case and
 * short names in capitals (`WKO`) are left alone; the list writes some apostrophes as quotation marks. */
export function displayName(name: string): string {
  const common = name
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/(?<=\p{L})"(?=\p{L})/gu, "'")
    .replace(/^Daerah Khusus Ibukota /i, 'DKI ')
    .replace(/^Daerah Istimewa /i, 'DI ');
  if (common !== common.toUpperCase() || /^[A-Z]{1,4}$/.test(common)) return common;
  return common.replace(/[^\s/(-]+/g, (word) =>
    CAPITALS.has(word) ? word : `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`,
  );
}
