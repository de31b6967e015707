import type { InputOf } from '#platform/contract';
import type { productsContract } from '../../src/commerce/products/contract.ts';

/** Generated goods: the same number always gives the same good. */
export const COLOURS = ['Merah', 'Biru', 'Hijau', 'Hitam', 'Putih', 'Kuning', 'Cokelat', 'Abu-abu'] as const;
export const MATERIALS = ['Katun', 'Linen', 'Kayu Jati', 'Rotan', 'Bambu', 'Keramik', 'Kulit', 'Baja'] as const;
export const SIZES = ['S', 'M', 'L', 'XL'] as const;
export const NOUNS = [
  'kemeja',
  'selendang',
  'tas',
  'sepatu',
  'sandal',
  'topi',
  'dompet',
  'jaket',
  'celana',
  'sarung',
  'mangkuk',
  'piring',
  'gelas',
  'teko',
  'keranjang',
  'kursi',
  'meja',
  'rak',
  'lampu',
  'bantal',
  'selimut',
  'tirai',
  'karpet',
  'vas',
  'payung',
  'sabuk',
  'gelang',
  'kalung',
  'cincin',
  'anting',
  'panci',
  'wajan',
  'talenan',
  'pisau',
  'sendok',
  'nampan',
  'kotak',
  'bingkai',
  'cermin',
  'jam',
] as const;
export const KINDS = [
  'batik',
  'tenun',
  'polos',
  'ukir',
  'anyam',
  'lukis',
  'klasik',
  'modern',
  'mini',
  'besar',
  'lipat',
  'tebal',
  'tipis',
  'anak',
  'pria',
  'wanita',
  'harian',
  'pesta',
  'kantor',
  'pantai',
  'gunung',
  'rumah',
  'dapur',
  'taman',
  'istimewa',
] as const;
const PLACES = ['solo', 'jogja', 'cirebon', 'jepara', 'garut', 'bali', 'lombok', 'toraja', 'minang', 'madura'] as const;

type Row = InputOf<typeof productsContract, 'importProducts'>['rows'][number];

function pick<T>(list: readonly T[], number: number): T {
  const value = list[number % list.length];
  if (value === undefined) throw new Error('An empty list has nothing to pick from');
  return value;
}

/** Spreads numbers so that neighbouring goods do not share all their words (Knuth's multiplicative hash). */
function spread(place: number, salt: number): number {
  return Math.imul(place + 1, 2_654_435_761 + salt * 40_503) >>> 8;
}

export function goodsRow(
  place: number,
  shop: { sellerIds: readonly string[]; categoryIds: readonly string[]; stock: number },
): Row {
  const key = `BENCH-${place}`;
  const colour = pick(COLOURS, spread(place, 1));
  const material = pick(MATERIALS, spread(place, 2));
  const words = [
    pick(NOUNS, spread(place, 3)),
    pick(KINDS, spread(place, 4)),
    pick(PLACES, spread(place, 5)),
    colour.toLowerCase(),
  ];
  return {
    sellerId: pick(shop.sellerIds, place),
    key,
    name: `${words.join(' ')} ${place}`,
    description: `${words.join(' ')} dari ${material.toLowerCase()}, dibuat untuk pengukuran.`,
    categoryId: pick(shop.categoryIds, spread(place, 6)),
    brand: null,
    status: 'active',
    attributes: [
      { code: 'warna', name: 'Warna', value: colour, unit: null },
      { code: 'bahan', name: 'Bahan', value: material, unit: null },
      { code: 'ukuran', name: 'Ukuran', value: pick(SIZES, spread(place, 7)), unit: null },
    ],
    axes: [],
    images: [],
    variants: [
      {
        sku: key,
        options: {},
        weightGrams: 200 + (spread(place, 8) % 10) * 50,
        lengthMm: 200,
        widthMm: 150,
        heightMm: 60,
        image: null,
        priceMinor: 10_000 + (spread(place, 9) % 490) * 1_000,
        minQuantity: 1,
        maxQuantity: 100,
        stock: shop.stock,
      },
    ],
  };
}
