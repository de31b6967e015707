import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { waitFor } from '../../src/platform/testing/template.ts';
import { PASSWORD, PEOPLE } from '../journeys/market.ts';
import { guest } from '../journeys/person.ts';

/**
 * Fills the shelves of the small market as its sellers would: enough goods with pictures for lists that are longer than
 * a screen, one product with two axes, and some that sell out during a test.
 */
type Good = {
  name: string;
  price: number;
  stock?: number;
  colours?: string[];
  sizes?: string[];
  /** Pieces left of one combination, `Indigo M`, when others have plenty. */
  soldOut?: string;
};
type Seller = { authorization: string };
type Made = { id: string; slug: string; variants: { offer: { offerId: string } | null }[] };

const CLOTH: Good[] = [
  {
    name: 'Kaus Katun Celup Indigo',
    price: 129_000,
    colours: ['Indigo', 'Putih Gading', 'Hijau Daun'],
    sizes: ['S', 'M', 'L', 'XL'],
    soldOut: 'Indigo S',
  },
  { name: 'Sarung Tenun Goyor Pemalang Motif Kembang Cengkih Warna Alam', price: 245_000 },
  { name: 'Kain Batik Tulis Tiga Negeri', price: 1_850_000 },
  { name: 'Kain Batik Motif Kopi Pecah', price: 165_000 },
  { name: 'Taplak Meja Tenun Lurik', price: 87_500, stock: 2 },
  ...['Merah Saga', 'Biru Langit', 'Kuning Kunyit', 'Hijau Lumut', 'Cokelat Tanah', 'Abu Batu', 'Ungu Terung'].map(
    (colour, at) => ({ name: `Selendang Sutra ${colour}`, price: 112_000 + at * 7_500 }),
  ),
];
const COFFEE: Good[] = [
  'Gayo',
  'Toraja',
  'Kintamani',
  'Bajawa',
  'Mandailing',
  'Ciwidey',
  'Temanggung',
  'Wamena',
].flatMap((place, at) => [
  { name: `Kopi Arabika ${place} 250 gr`, price: 68_000 + at * 4_000 },
  { name: `Kopi Bubuk ${place} 100 gr`, price: 24_500 + at * 1_500 },
]);

export type Shelves = {
  /** A seller takes everything of a product off the shelf, as after a sale at the market. */
  sellOut(name: string): Promise<void>;
};

export async function fillShelves(url: string): Promise<Shelves> {
  const [cloth, coffee] = await Promise.all(PEOPLE.sellers.map((email) => signIn(url, email)));
  assert.ok(cloth && coffee);
  const { items } = await guest(url).get<{ items: { id: string }[] }>('/categories');
  const categoryId = items[0]?.id ?? '';
  const stood = await countGoods(url);
  const made = new Map<string, { seller: Seller; product: Made; stock: number }>();
  const put = async (seller: Seller, goods: Good[], hue: number): Promise<void> => {
    for (const [at, good] of goods.entries()) {
      const mediaId = await uploadPicture(url, seller, still((hue + at * 23) % 360));
      const product = await post<Made>(url, seller, '/sellers/me/products', newProduct(good, categoryId, mediaId));
      made.set(good.name, { seller, product, stock: good.stock ?? 40 });
    }
  };
  await Promise.all([put(cloth, CLOTH, 215), put(coffee, COFFEE, 25)]);
  const count = stood + CLOTH.length + COFFEE.length;
  await waitFor('all goods can be found', async () => (await countGoods(url)) >= count);
  return {
    sellOut: async (name) => {
      const good = made.get(name);
      const offerId = good?.product.variants[0]?.offer?.offerId;
      assert.ok(good && offerId, `nobody sells ${name}`);
      await post(url, good.seller, `/sellers/me/offers/${offerId}/movements`, {
        kind: 'adjust',
        quantity: -good.stock,
        reason: 'Terjual di pasar',
      });
    },
  };
}

async function countGoods(url: string): Promise<number> {
  return (await guest(url).get<{ total: number }>('/search?limit=1')).total;
}

function newProduct(good: Good, categoryId: string, mediaId: string): object {
  const { name, price, stock = 40, colours = [], sizes = [], soldOut } = good;
  const measures = { weightGrams: 350, lengthMm: 250, widthMm: 200, heightMm: 50 };
  const variants = colours.flatMap((colour) =>
    sizes.map((size, at) => ({
      ...measures,
      options: { Warna: colour, Ukuran: size },
      price: { amount: price + at * 5_000, currency: 'IDR' },
      stock: soldOut === `${colour} ${size}` ? 0 : 12,
    })),
  );
  const axes = [
    { name: 'Warna', values: colours },
    { name: 'Ukuran', values: sizes },
  ];
  return {
    name,
    description: `<p>${name}, dibuat di bengkel kami sendiri. Dikirim pada hari kerja yang sama bila dipesan sebelum pukul 14.00.</p>`,
    categoryId,
    images: [{ mediaId, alt: name }],
    ...(variants.length > 0
      ? { axes, variants }
      : { variants: [{ ...measures, price: { amount: price, currency: 'IDR' }, stock }] }),
  };
}

/** One object, one shadow, one ground tone. */
function still(hue: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="800" viewBox="0 0 800 800">
<rect width="800" height="800" fill="hsl(${hue} 45% 92%)"/>
<ellipse cx="400" cy="640" rx="220" ry="36" fill="hsl(${hue} 25% 78%)"/>
<rect x="240" y="200" width="320" height="440" rx="48" fill="hsl(${hue} 55% 42%)"/>
<rect x="290" y="320" width="220" height="160" rx="20" fill="hsl(${hue} 60% 88%)"/></svg>`;
  return sharp(Buffer.from(svg)).resize(640).webp({ effort: 0 }).toBuffer();
}

async function signIn(url: string, identifier: string): Promise<Seller> {
  const session = await guest(url).post<{ accessToken: string }>('/auth/login', { identifier, password: PASSWORD });
  return { authorization: `Bearer ${session.accessToken}` };
}

function post<T>(url: string, seller: Seller, path: string, body: object): Promise<T> {
  return guest(url).post<T>(path, body, { ...seller, 'idempotency-key': randomUUID() });
}

async function uploadPicture(url: string, seller: Seller, picture: Promise<Buffer>): Promise<string> {
  const form = new FormData();
  form.set('purpose', 'product');
  form.set('file', new Blob([new Uint8Array(await picture)], { type: 'image/webp' }), 'barang.webp');
  const response = await fetch(`${url}/api/v1/media`, { method: 'POST', headers: seller, body: form });
  assert.equal(response.status, 201, await response.clone().text());
  const { id } = (await response.json()) as { id: string };
  return id;
}
