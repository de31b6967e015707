/**
 * Words of Indonesian (and English) texts as retrieval sees them: folded, told apart from function words, and cut to a
 * light stem. Pure and without a dictionary: an index over any text is made in one pass.
 */

/** Carry grammar, not matter: they are neither searched for nor counted. */
const FUNCTION_WORDS = new Set(
  `yang di ke dari dan dengan untuk pada adalah ini itu oleh dalam sebagai tersebut saat ketika sebuah seorang para akan
  telah sudah sedang ada atau juga tidak nya ialah yaitu yakni merupakan bagi serta maka agar karena bahwa hingga sampai
  secara dapat bisa lalu kemudian tetapi namun jika bila kalau antara tentang terhadap kepada lain hanya masih lagi pun
  saya kami kita kamu anda mereka dia ia nama menurut suatu tolong mohon
  the a an of in on at to from and or is are was were be been by with for as it its this that these those do does did
  can could would should my our your me we you i please`.split(/\s+/),
);

/** What kind of thing a question wants to hear; decided by its question word. */
export const QUESTION_KINDS = ['when', 'where', 'who', 'how-many', 'what-is', 'why-how', 'other'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

const KIND_OF_WORD: Record<string, QuestionKind> = {
  kapan: 'when',
  kapankah: 'when',
  bilamana: 'when',
  when: 'when',
  mana: 'where',
  manakah: 'where',
  dimana: 'where',
  dimanakah: 'where',
  darimana: 'where',
  darimanakah: 'where',
  kemana: 'where',
  where: 'where',
  siapa: 'who',
  siapakah: 'who',
  who: 'who',
  whom: 'who',
  berapa: 'how-many',
  berapakah: 'how-many',
  seberapa: 'how-many',
  mengapa: 'why-how',
  kenapa: 'why-how',
  mengapakah: 'why-how',
  bagaimana: 'why-how',
  bagaimanakah: 'why-how',
  why: 'why-how',
  how: 'why-how',
  apa: 'what-is',
  apakah: 'what-is',
  apaan: 'what-is',
  what: 'what-is',
  which: 'other',
};
/** Say "what a word means", and nothing about the thing itself. */
const DEFINING = new Set(['dimaksud', 'maksud', 'dimaksudkan', 'arti', 'artinya', 'definisi', 'pengertian']);
/** Endings of question words that some write apart. */
const LOOSE_ENDINGS = new Set(['kah', 'tah', 'sih', 'dong', 'ya']);
/** Ask for what is not said of a thing: a text that tells what is does not answer them. */
const DENYING = new Set([
  'bukan',
  'bukanlah',
  'tidak',
  'tidaklah',
  'selain',
  'kecuali',
  'tanpa',
  'belum',
  'not',
  'never',
]);

/**
 * Written differently, or said differently, of the same fact: common words of questions and of texts that answer them. By
 * stem; each counts as `RELATED_SIMILARITY` of the other.
 */
const RELATED_GROUPS =
  `cipta temu ciptaan penemu|wafat tinggal mati gugur|istri suami nikah kawin|seri serial|letak lokasi ada
  |diri bentuk berdir|cina tiongkok china|tv televis|samudera samudra|single singel lagu|tulis karang novel|arti makna|luas km2 hektare
  |juml banyak total|umur usia|juara menang|lahir lahiran|mula awal|selesai akhir|harga biaya tarif|beli kulak pasok|jual laku
  |ibu ibunda|ayah bapak|anak putra putri|tokoh peran|pimpin ketua kepala|buat produksi|besar luas|panjang jarak|amerika as|inggris britania
  |belanda hindia|qur quran|muhammad nabi|laut samudra|gaji upah|kirim antar|bayar lunas|rusak cacat|tukar retur kembali|diskon potong
  |stok sedia|resep bahan|buka operas|tutup libur|simpan awet|kedaluwarsa kadaluarsa expired`
    .split('|')
    .map((group) => group.trim().split(/\s+/));
export const RELATED_SIMILARITY = 0.5;
export const RELATED: ReadonlyMap<string, readonly string[]> = relatedByStem();

function relatedByStem(): Map<string, string[]> {
  const related = new Map<string, string[]>();
  for (const group of RELATED_GROUPS)
    for (const stem of group)
      related.set(stem, [...(related.get(stem) ?? []), ...group.filter((other) => other !== stem)]);
  return related;
}

/** Look inflected and are not: cutting them would make a fragment, or another word. */
const WHOLE = new Set(
  `pertama perang jumlah kereta dinasti serial menang sekolah sekali sebelum selama negeri nabi televisi penting perlu peran
  perak perut permai perdana perkara pernah persen menteri menurut mendung merek merdeka merpati mentega merica kemeja kelapa
  kecap kedelai keju kertas kelas ketan kerupuk kemasan terigu tepung telur terong terasi bersama beras berita berat bensin
  diskon dinding disiplin diesel sendiri senin selasa serikat sejarah semangka santai mainan pantai kopi nasi sapi roti teri
  industri energi materi asisten distribusi komunikasi organisasi produksi informasi operasi migrasi delapan sembilan makan
  bulan tahun jalan ikan hutan tuhan aturan badan papan intan wakil april juli juni mei senjata setuju seperti setiap sebab
  segera sementara senang sehat sepatu sepeda selatan tenggara kabupaten kelompok kepala kepulauan kerajaan kekaisaran`.split(
    /\s+/,
  ),
);

/** Written apart by some and together by others. */
const JOINED: Record<string, readonly string[]> = {
  ibukota: ['ibu', 'kota'],
  dimana: ['di', 'mana'],
  olahraga: ['olah', 'raga'],
  matauang: ['mata', 'uang'],
  terimakasih: ['terima', 'kasih'],
  orangtua: ['orang', 'tua'],
  beribukota: ['ibu', 'kota'],
  korsel: ['korea', 'selatan'],
  korut: ['korea', 'utara'],
};

export type Word = {
  /** As written, without marks, in lower case. */
  surface: string;
  stem: string;
  isFunction: boolean;
  isCapital: boolean;
  isNumber: boolean;
  /** Characters from the start of the text. */
  from: number;
  to: number;
};

const WORD = /[\p{L}\p{N}]+/gu;
const MARKS = /\p{M}+/gu;
const PLAIN = /^[a-z0-9]+$/;

/** Lower case without marks: `Café` and `cafe` are one word. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  return PLAIN.test(lower) ? lower : lower.normalize('NFKD').replace(MARKS, '');
}

/** All words of a text in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const [written] = match;
    const surface = foldWord(written);
    if (surface === '') continue;
    const from = match.index;
    const part = { isCapital: isCapital(written), isNumber: isDigit(surface), from, to: from + written.length };
    const joined = Object.hasOwn(JOINED, surface) ? JOINED[surface] : undefined;
    for (const piece of joined ?? [surface])
      words.push({ surface: piece, stem: rememberedStem(piece), isFunction: FUNCTION_WORDS.has(piece), ...part });
  }
  return words;
}

function isCapital(written: string): boolean {
  const first = written.charAt(0);
  return first !== first.toLowerCase();
}

function isDigit(surface: string): boolean {
  const code = surface.charCodeAt(0);
  return code >= 48 && code <= 57;
}

export type Question = { words: Word[]; kind: QuestionKind; isDefinition: boolean; isDenying: boolean };

/** Words to search for, without question words; and the kind of answer that is wanted. */
export function readQuestion(text: string): Question {
  const all = wordsOf(text);
  let kind: QuestionKind = 'other';
  const words: Word[] = [];
  let isDefinition = false;
  let isDenying = false;
  for (const word of all) {
    if (LOOSE_ENDINGS.has(word.surface)) continue;
    if (DENYING.has(word.surface)) isDenying = true;
    const found = Object.hasOwn(KIND_OF_WORD, word.surface) ? KIND_OF_WORD[word.surface] : undefined;
    if (found) {
      if (kind === 'other' || kind === 'what-is') kind = found;
      continue;
    }
    if (DEFINING.has(word.surface)) {
      isDefinition = true;
      continue;
    }
    words.push(word);
  }
  return { words, kind, isDefinition, isDenying };
}

const PARTICLE = /(?:lah|kah|pun|tah)$/;
const POSSESSIVE = /(?:nya|ku|mu)$/;
const SUFFIX = /(?:kan|an|i)$/;
const MIN_STEM = 4;
/** Prefix, what must follow, and what the root began with before it melted into the prefix. */
const PREFIXES: readonly [RegExp, string][] = [
  [/^(?:meng|peng)(?=[aiueogh])/, ''],
  [/^(?:mem|pem)(?=[bfv])/, ''],
  [/^(?:mem|pem)(?=[aiueo])/, 'p'],
  [/^(?:meny|peny)/, 's'],
  [/^(?:men|pen)(?=[dcjz])/, ''],
  [/^(?:men|pen)(?=[aiueo])/, 't'],
  [/^(?:me|pe)(?=[lrwymn])/, ''],
  [/^(?:ber|ter|per|bel|di|ke|se)/, ''],
];

const known = new Map<string, string>();
const MAX_KNOWN = 50_000;

/** `stemOf`, remembered: texts use few words often. */
function rememberedStem(word: string): string {
  const before = known.get(word);
  if (before !== undefined) return before;
  const stem = stemOf(word);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(word, stem);
  return stem;
}

/**
 * A light stem: at most one particle, one possessive, one suffix and one prefix go, and four letters always stay. Not the
 * root of the dictionary, but the same string for `penjualan`, `menjual`, `dijualnya`, which is what a search needs.
 * After Tala, "A study of stemming effects on information retrieval in Bahasa Indonesia" (2003).
 */
export function stemOf(word: string): string {
  if (word.length < 6 || isDigit(word) || WHOLE.has(word)) return word;
  const bare = word.replace(PARTICLE, '').replace(POSSESSIVE, '');
  if (WHOLE.has(bare)) return bare;
  const cut = bare.replace(SUFFIX, '');
  const rest = cut.length < MIN_STEM ? bare : cut;
  if (WHOLE.has(rest)) return rest;
  for (const [pattern, root] of PREFIXES) {
    if (!pattern.test(rest)) continue;
    const without = rest.replace(pattern, root);
    if (without.length >= MIN_STEM) return without;
    break;
  }
  return rest.length >= MIN_STEM ? rest : bare;
}
