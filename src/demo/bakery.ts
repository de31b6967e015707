import type { NewIngredient, UnitName } from '#insight/ingredients';

type Line = readonly [ingredient: string, quantity: number, unit: UnitName];
type Bread = {
  name: string;
  category: string;
  price: number;
  perDay: number;
  /** Of the level over the whole past. */
  growth: number;
  makes: number;
  of: readonly Line[];
};

/** What the demo bakery bakes, made up: a batch of `makes` pieces takes what stands in `of`. */
export const BREADS: readonly Bread[] = [
  bread(
    'Roti sobek cokelat',
    ['Roti manis', 14_000],
    [46, 0.15],
    [
      20,
      [
        ['Tepung terigu', 1_000, 'g'],
        ['Gula pasir', 180, 'g'],
        ['Mentega', 160, 'g'],
        ['Telur ayam', 4, 'butir'],
        ['Susu cair', 400, 'ml'],
        ['Cokelat batang', 300, 'g'],
        ['Ragi instan', 12, 'g'],
      ],
    ],
  ),
  bread(
    'Roti tawar',
    ['Roti tawar', 18_000],
    [38, 0.05],
    [
      10,
      [
        ['Tepung terigu', 2_500, 'g'],
        ['Gula pasir', 150, 'g'],
        ['Mentega', 150, 'g'],
        ['Susu cair', 700, 'ml'],
        ['Ragi instan', 25, 'g'],
        ['Garam', 40, 'g'],
      ],
    ],
  ),
  bread(
    'Roti pisang keju',
    ['Roti manis', 12_000],
    [30, 0.1],
    [
      20,
      [
        ['Tepung terigu', 900, 'g'],
        ['Gula pasir', 150, 'g'],
        ['Mentega', 140, 'g'],
        ['Telur ayam', 3, 'butir'],
        ['Pisang raja', 1_200, 'g'],
        ['Keju parut', 250, 'g'],
        ['Ragi instan', 11, 'g'],
      ],
    ],
  ),
  bread(
    'Donat gula',
    ['Donat', 5_000],
    [85, -0.1],
    [
      40,
      [
        ['Tepung terigu', 1_500, 'g'],
        ['Gula pasir', 300, 'g'],
        ['Telur ayam', 5, 'butir'],
        ['Susu cair', 500, 'ml'],
        ['Minyak goreng', 900, 'ml'],
        ['Ragi instan', 18, 'g'],
      ],
    ],
  ),
  bread(
    'Donat cokelat',
    ['Donat', 7_000],
    [60, 0.05],
    [
      40,
      [
        ['Tepung terigu', 1_500, 'g'],
        ['Gula pasir', 200, 'g'],
        ['Telur ayam', 5, 'butir'],
        ['Minyak goreng', 900, 'ml'],
        ['Cokelat batang', 350, 'g'],
        ['Ragi instan', 18, 'g'],
      ],
    ],
  ),
  bread(
    'Bolu pandan',
    ['Kue', 45_000],
    [9, 0],
    [
      4,
      [
        ['Tepung terigu', 500, 'g'],
        ['Gula pasir', 450, 'g'],
        ['Telur ayam', 16, 'butir'],
        ['Minyak goreng', 300, 'ml'],
        ['Susu cair', 200, 'ml'],
      ],
    ],
  ),
  bread(
    'Roti ayam pedas',
    ['Roti asin', 15_000],
    [34, 0.2],
    [
      20,
      [
        ['Tepung terigu', 950, 'g'],
        ['Daging ayam', 900, 'g'],
        ['Cabai rawit', 120, 'g'],
        ['Bawang merah', 200, 'g'],
        ['Mentega', 120, 'g'],
        ['Telur ayam', 3, 'butir'],
        ['Ragi instan', 12, 'g'],
      ],
    ],
  ),
  bread(
    'Roti abon',
    ['Roti asin', 13_000],
    [22, 0],
    [
      20,
      [
        ['Tepung terigu', 950, 'g'],
        ['Abon sapi', 350, 'g'],
        ['Mentega', 120, 'g'],
        ['Telur ayam', 3, 'butir'],
        ['Ragi instan', 12, 'g'],
      ],
    ],
  ),
  bread(
    'Croissant mentega',
    ['Pastry', 19_000],
    [17, 0.3],
    [
      24,
      [
        ['Tepung terigu', 1_200, 'g'],
        ['Mentega', 700, 'g'],
        ['Susu cair', 450, 'ml'],
        ['Gula pasir', 120, 'g'],
        ['Ragi instan', 20, 'g'],
      ],
    ],
  ),
  bread(
    'Kue lapis legit',
    ['Kue', 160_000],
    [2, 0.1],
    [
      1,
      [
        ['Telur ayam', 20, 'butir'],
        ['Mentega', 400, 'g'],
        ['Gula pasir', 250, 'g'],
        ['Tepung terigu', 100, 'g'],
      ],
    ],
  ),
  bread(
    'Risoles mayo',
    ['Gorengan', 6_000],
    [48, 0.05],
    [
      30,
      [
        ['Tepung terigu', 600, 'g'],
        ['Daging ayam', 500, 'g'],
        ['Telur ayam', 6, 'butir'],
        ['Minyak goreng', 700, 'ml'],
        ['Susu cair', 400, 'ml'],
      ],
    ],
  ),
  bread(
    'Kopi susu',
    ['Minuman', 15_000],
    [40, 0.25],
    [
      10,
      [
        ['Kopi bubuk', 180, 'g'],
        ['Susu cair', 1_500, 'ml'],
        ['Gula aren', 300, 'g'],
      ],
    ],
  ),
];

function bread(
  name: string,
  [category, price]: readonly [string, number],
  [perDay, growth]: readonly [number, number],
  [makes, of]: readonly [number, readonly Line[]],
): Bread {
  return { name, category, price, perDay, growth, makes, of };
}

const rupiah = (amount: number) => ({ amount, currency: 'IDR' as const });
const sack = (label: string, quantity: number, amount: number) => ({ label, quantity, price: rupiah(amount) });
const market = (commodity: string, per: UnitName = 'kg', factor = 1) => ({ commodity, per, factor });

export const INGREDIENTS: readonly NewIngredient[] = [
  {
    name: 'Tepung terigu',
    category: 'Tepung',
    unit: 'kg',
    pack: sack('Karung 25 kg', 25, 272_000),
    stock: 90,
    leadTimeDays: 2,
    supplier: 'Grosir Pasar Baru',
  },
  {
    name: 'Gula pasir',
    category: 'Bahan pokok',
    unit: 'kg',
    pack: sack('Karung 50 kg', 50, 860_000),
    market: market('gula_pasir'),
    stock: 38,
    leadTimeDays: 2,
    supplier: 'Grosir Pasar Baru',
  },
  {
    name: 'Mentega',
    category: 'Susu',
    unit: 'kg',
    pack: sack('Dus 15 kg', 15, 1_350_000),
    stock: 12,
    leadTimeDays: 3,
    shelfLifeDays: 90,
    supplier: 'Toko Bahan Kue Sari',
  },
  {
    name: 'Telur ayam',
    category: 'Telur',
    unit: 'butir',
    pack: sack('Tray 30 butir', 30, 54_000),
    market: market('telur_ayam'),
    conversions: [
      { unit: 'tray', quantity: 30, of: 'butir' },
      { unit: 'butir', quantity: 62, of: 'g' },
    ],
    stock: 210,
    leadTimeDays: 1,
    shelfLifeDays: 21,
    supplier: 'Peternak Lembang',
  },
  {
    name: 'Susu cair',
    category: 'Susu',
    unit: 'l',
    pack: sack('Dus 12 l', 12, 228_000),
    stock: 30,
    leadTimeDays: 2,
    shelfLifeDays: 14,
    supplier: 'Toko Bahan Kue Sari',
  },
  {
    name: 'Cokelat batang',
    category: 'Isian',
    unit: 'kg',
    pack: sack('Dus 10 kg', 10, 720_000),
    stock: 9,
    leadTimeDays: 3,
    supplier: 'Toko Bahan Kue Sari',
  },
  {
    name: 'Keju parut',
    category: 'Isian',
    unit: 'kg',
    unitPrice: rupiah(98_000),
    stock: 3,
    leadTimeDays: 2,
    shelfLifeDays: 30,
    supplier: 'Toko Bahan Kue Sari',
  },
  {
    name: 'Pisang raja',
    category: 'Buah',
    unit: 'kg',
    unitPrice: rupiah(17_000),
    stock: 6,
    leadTimeDays: 1,
    shelfLifeDays: 4,
    supplier: 'Pasar Simpang',
  },
  {
    name: 'Daging ayam',
    category: 'Daging',
    unit: 'kg',
    market: market('daging_ayam', 'kg', 1.15),
    stock: 5,
    leadTimeDays: 1,
    shelfLifeDays: 3,
    supplier: 'Pasar Simpang',
  },
  {
    name: 'Cabai rawit',
    category: 'Bumbu',
    unit: 'kg',
    market: market('cabai_rawit'),
    stock: 1,
    leadTimeDays: 1,
    shelfLifeDays: 5,
    supplier: 'Pasar Simpang',
  },
  {
    name: 'Bawang merah',
    category: 'Bumbu',
    unit: 'kg',
    market: market('bawang_merah'),
    stock: 2,
    leadTimeDays: 1,
    shelfLifeDays: 30,
    supplier: 'Pasar Simpang',
  },
  {
    name: 'Minyak goreng',
    category: 'Bahan pokok',
    unit: 'l',
    pack: sack('Jeriken 18 l', 18, 315_000),
    market: market('minyak_goreng', 'l', 0.95),
    stock: 25,
    leadTimeDays: 2,
    supplier: 'Grosir Pasar Baru',
  },
  {
    name: 'Ragi instan',
    category: 'Tepung',
    unit: 'g',
    pack: sack('Bungkus 500 g', 500, 42_000),
    stock: 1_500,
    leadTimeDays: 3,
    supplier: 'Toko Bahan Kue Sari',
  },
  {
    name: 'Garam',
    category: 'Bahan pokok',
    unit: 'kg',
    unitPrice: rupiah(11_000),
    stock: 4,
    leadTimeDays: 1,
    supplier: 'Grosir Pasar Baru',
  },
  {
    name: 'Abon sapi',
    category: 'Isian',
    unit: 'kg',
    unitPrice: rupiah(165_000),
    stock: 3,
    leadTimeDays: 3,
    supplier: 'Toko Bahan Kue Sari',
  },
  {
    name: 'Kopi bubuk',
    category: 'Minuman',
    unit: 'kg',
    unitPrice: rupiah(135_000),
    stock: 4,
    leadTimeDays: 3,
    supplier: 'Kopi Lereng Sumbing',
  },
  {
    name: 'Gula aren',
    category: 'Bahan pokok',
    unit: 'kg',
    unitPrice: rupiah(38_000),
    stock: 6,
    leadTimeDays: 2,
    supplier: 'Pasar Simpang',
  },
];

/** Made-up levels for the demo's price board, in rupiah, and how far each swings. */
export const MARKET: readonly { commodity: string; price: number; swing: number }[] = [
  { commodity: 'cabai_rawit', price: 62_000, swing: 0.22 },
  { commodity: 'cabai_merah', price: 48_000, swing: 0.18 },
  { commodity: 'bawang_merah', price: 38_000, swing: 0.12 },
  { commodity: 'telur_ayam', price: 29_000, swing: 0.05 },
  { commodity: 'daging_ayam', price: 37_000, swing: 0.06 },
  { commodity: 'gula_pasir', price: 17_800, swing: 0.01 },
  { commodity: 'minyak_goreng', price: 19_500, swing: 0.015 },
  { commodity: 'beras', price: 14_600, swing: 0.01 },
];
