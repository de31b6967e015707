/** Words of price news, as people write headlines; a word counts wherever it begins a word. */
const BAD = [
  'naik',
  'melonjak',
  'lonjakan',
  'meroket',
  'mahal',
  'langka',
  'kelangkaan',
  'gagal panen',
  'banjir',
  'kekeringan',
  'inflasi',
  'krisis',
  'menipis',
  'terhambat',
  'penyakit',
  'wabah',
  'impor tertunda',
  'mogok',
  'tembus',
  'tertinggi',
  'soar',
  'surge',
  'shortage',
  'drought',
  'flood',
  'rise',
  'higher',
];
const GOOD = [
  'turun',
  'anjlok',
  'murah',
  'stabil',
  'panen raya',
  'melimpah',
  'surplus',
  'aman',
  'terkendali',
  'operasi pasar',
  'subsidi',
  'diskon',
  'terjangkau',
  'cukup',
  'fall',
  'drop',
  'stable',
  'cheaper',
  'harvest',
];

/** -1 (dearer, scarcer) to 1 (cheaper, plenty) by the words of a headline; 0 when they say neither. */
export function sentimentOf(title: string): number {
  const text = ` ${title.toLowerCase().replace(/[^a-z0-9 ]+/g, ' ')} `;
  const count = (words: readonly string[]): number => words.filter((word) => text.includes(` ${word}`)).length;
  const bad = count(BAD);
  const good = count(GOOD);
  return bad + good === 0 ? 0 : (good - bad) / (good + bad);
}
