import type { Commodity } from './contract.ts';

/** Code, name, category, unit, and the names that sources give it. */
type Known = readonly [code: string, name: string, category: string, unit: string, ...others: string[]];

/** Foods whose prices are followed, with the names that PIHPS, Bapanas and WFP give them. The first of a name wins. */
const KNOWN: readonly Known[] = [
  ['beras', 'Beras', 'Beras', 'kg', 'Beras Medium', 'Beras Kualitas Medium I', 'Rice', 'Rice (medium quality)'],
  ['beras_premium', 'Beras premium', 'Beras', 'kg', 'Beras Kualitas Super I', 'Rice (high quality)'],
  ['beras_sphp', 'Beras SPHP', 'Beras', 'kg'],
  ['bawang_merah', 'Bawang merah', 'Bumbu', 'kg', 'Bawang Merah Ukuran Sedang', 'Onions (shallot, medium)', 'Shallots'],
  [
    'bawang_putih',
    'Bawang putih',
    'Bumbu',
    'kg',
    'Bawang Putih Bonggol',
    'Bawang Putih Ukuran Sedang',
    'Garlic',
    'Garlic (medium)',
  ],
  ['cabai_merah', 'Cabai merah', 'Bumbu', 'kg', 'Cabai Merah Besar', 'Chili (red)', 'Chili (red, fresh)'],
  ['cabai_merah_keriting', 'Cabai merah keriting', 'Bumbu', 'kg', 'Chili (red, keriting)'],
  ['cabai_rawit', 'Cabai rawit', 'Bumbu', 'kg', 'Cabai Rawit Merah', 'Cabai Rawit Hijau', "Chili (bird's eye)"],
  [
    'daging_ayam',
    'Daging ayam',
    'Daging',
    'kg',
    'Daging Ayam Ras',
    'Daging Ayam Ras Segar',
    'Meat (chicken, broiler)',
    'Meat (chicken)',
  ],
  [
    'daging_sapi',
    'Daging sapi',
    'Daging',
    'kg',
    'Daging Sapi Murni',
    'Daging Sapi Kualitas 1',
    'Meat (beef, first quality)',
    'Meat (beef)',
  ],
  [
    'daging_kerbau',
    'Daging kerbau',
    'Daging',
    'kg',
    'Daging Kerbau Segar (Lokal)',
    'Daging Kerbau Beku (Impor Luar Negeri)',
  ],
  ['telur_ayam', 'Telur ayam', 'Telur', 'kg', 'Telur Ayam Ras', 'Telur Ayam Ras Segar', 'Eggs', 'Eggs (broiler)'],
  [
    'gula_pasir',
    'Gula pasir',
    'Bahan pokok',
    'kg',
    'Gula Konsumsi',
    'Gula Pasir Lokal',
    'Gula Pasir Kualitas Premium',
    'Sugar',
    'Sugar (local)',
  ],
  [
    'minyak_goreng',
    'Minyak goreng',
    'Bahan pokok',
    'l',
    'Minyak Goreng Kemasan',
    'Minyak Goreng Kemasan Bermerk 1',
    'Oil (vegetable)',
  ],
  ['minyak_goreng_curah', 'Minyak goreng curah', 'Bahan pokok', 'l', 'Oil (vegetable, bulk)'],
  ['minyakita', 'Minyakita', 'Bahan pokok', 'l'],
  ['tepung_terigu', 'Tepung terigu', 'Tepung', 'kg', 'Tepung Terigu (Curah)', 'Tepung Terigu Curah', 'Wheat flour'],
  ['tepung_terigu_kemasan', 'Tepung terigu kemasan', 'Tepung', 'kg'],
  ['garam', 'Garam', 'Bahan pokok', 'kg', 'Garam Konsumsi', 'Salt'],
  ['jagung', 'Jagung pipil', 'Palawija', 'kg', 'Jagung Tk Peternak', 'Maize'],
  ['kedelai', 'Kedelai', 'Palawija', 'kg', 'Kedelai Biji Kering (Impor)', 'Soybeans'],
  ['ikan_bandeng', 'Ikan bandeng', 'Ikan', 'kg', 'Fish (milkfish)'],
  ['ikan_kembung', 'Ikan kembung', 'Ikan', 'kg', 'Fish (mackerel)'],
  ['ikan_tongkol', 'Ikan tongkol', 'Ikan', 'kg', 'Fish (tuna)'],
  ['susu', 'Susu', 'Susu', 'l', 'Milk'],
  ['mentega', 'Mentega', 'Susu', 'kg', 'Butter'],
];

export const COMMODITIES: readonly Commodity[] = KNOWN.map(([code, name, category, unit]) => ({
  code,
  name,
  category,
  unit,
}));
const byCode = new Map(COMMODITIES.map((commodity) => [commodity.code, commodity]));
const byName = new Map<string, string>();
for (const [code, name, , , ...others] of KNOWN)
  for (const known of [code, name, ...others]) if (!byName.has(plain(known))) byName.set(plain(known), code);

export function commodityByCode(code: string): Commodity | null {
  return byCode.get(code) ?? null;
}

/** The commodity behind a name of a source, whatever its letters' size and punctuation. */
export function commodityOf(text: string): Commodity | null {
  return commodityByCode(byName.get(plain(text)) ?? '');
}

/** How many of the commodity's units the source's unit holds; null where that is not known. */
export function unitFactor(text: string | undefined, commodity: Commodity): number | null {
  if (text === undefined || text.trim() === '') return 1;
  const clean = text
    .toLowerCase()
    .replace(/^rp\.?\s*\/?\s*/, '')
    .replace(/\s+/g, '');
  const match = /^([0-9]+(?:\.[0-9]+)?)?(kg|kilogram|g|gr|gram|ons|l|lt|ltr|liter|litre|ml)$/.exec(clean);
  if (!match) return null;
  const [dimension, factor] = SIZES[match[2] ?? ''] ?? ['', 0];
  if (dimension !== commodity.unit) return null;
  return Number(match[1] ?? 1) * factor;
}

const SIZES: Record<string, readonly [unit: string, factor: number]> = {
  kg: ['kg', 1],
  kilogram: ['kg', 1],
  ons: ['kg', 0.1],
  g: ['kg', 0.001],
  gr: ['kg', 0.001],
  gram: ['kg', 0.001],
  l: ['l', 1],
  lt: ['l', 1],
  ltr: ['l', 1],
  liter: ['l', 1],
  litre: ['l', 1],
  ml: ['l', 0.001],
};

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
