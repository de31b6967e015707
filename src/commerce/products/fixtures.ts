import type { Category } from '#commerce/catalog';
import type { Seller } from '#commerce/sellers';
import { createMemoryCache } from '#platform/cache';
import { type Call, systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { EventEnvelope } from '#platform/events';
import { derivedId, newUuid } from '#platform/ids';
import { refuse } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import type { ImportedProduct, NewProduct, ProductsApi } from './contract.ts';
import { createProducts, type ProductsDeps } from './module.ts';

/** A picture of the seller with the user id in front: `pictureOf(userId)`. */
export const pictureOf = (userId: string): string => derivedId('picture', userId);

export const KOPI: Category = category('kopi', [
  {
    code: 'sangrai',
    name: 'Sangrai',
    kind: 'choice',
    unit: null,
    values: ['Terang', 'Sedang', 'Gelap'],
    isFilterable: true,
  },
  { code: 'berat_bersih', name: 'Berat bersih', kind: 'number', unit: 'g', values: [], isFilterable: true },
  { code: 'organik', name: 'Organik', kind: 'boolean', unit: null, values: [], isFilterable: true },
]);
export const BATIK: Category = category('batik', []);

function category(slug: string, attributes: Category['attributes']): Category {
  const categoryId = derivedId('category', slug);
  const name = slug.toUpperCase();
  return { categoryId, slug, name, parentId: null, path: [{ categoryId, slug, name }], attributes, version: 1 };
}

/** The module on a test database, its neighbours played by small objects that remember. */
export function productsWorld(database: () => Database) {
  const clock = fixedClock('2026-11-21T05:00:00.000Z');
  const sellers = new Map<string, Seller>();
  const stock = new Map<string, number>();
  const neighbours = {
    catalog: theCatalog,
    sellers: theSellers(sellers),
    inventory: theInventory(stock),
    media: theMedia,
  };
  // A new cache each time: tests look at what stands, not at what stood a second ago.
  const module = () =>
    createProducts({ database: database(), clock, cache: createMemoryCache(), newId: newUuid, ...neighbours });
  return {
    clock,
    stock,
    sellers,
    system: systemCall('test', newUuid()),
    get api(): ProductsApi {
      return module().api;
    },
    /** A new approved shop, and a call of its owner. */
    shop: (change: Partial<Seller> = {}): { seller: Seller; call: Call } => {
      const seller = aSeller(change);
      sellers.set(seller.sellerId, seller);
      return { seller, call: userCall(seller.userId, ['SELLER']) };
    },
    /** Lets the module hear an event, as the inbox would. */
    hear: async (eventType: string, payload: unknown) => {
      const reaction = module().reactions?.find((candidate) => candidate.eventType === eventType);
      const event = { payload } as EventEnvelope<never>;
      const call = systemCall('products', newUuid());
      if (reaction?.inTx) await database().inTx(async (tx) => reaction.inTx?.(tx, event, call));
      else await reaction?.run?.(call, event);
    },
  };
}

export function aSeller(change: Partial<Seller> = {}): Seller {
  const sellerId = newUuid();
  return {
    sellerId,
    userId: newUuid(),
    name: 'Kopi Lereng Sumbing',
    slug: `kopi-lereng-${sellerId.slice(-8)}`,
    city: 'Temanggung',
    status: 'approved',
    isVerified: true,
    commissionBps: 500,
    pickup: {
      street: 'Jl. Pasar 1',
      villageCode: '33.23.01.2001',
      postalCode: '56263',
      areaLabel: 'Parakan, Temanggung',
      contactName: 'Sari',
      contactPhone: '+6281234567890',
      timeZone: 'Asia/Jakarta',
    },
    ...change,
  };
}

const theCatalog: ProductsDeps['catalog'] = {
  categoriesByIds: async (_call, { categoryIds }) => ({
    categories: [KOPI, BATIK].filter((known) => categoryIds.includes(known.categoryId)),
  }),
  categoryScope: async (_call, { category: asked }) => ({
    categoryIds: [KOPI, BATIK]
      .filter((known) => known.slug === asked || known.categoryId === asked)
      .map((known) => known.categoryId),
  }),
  ensureBrands: async (_call, { names }) => ({
    brands: names.map((name) => ({ brandId: derivedId('brand', name), slug: name.toLowerCase(), name })),
  }),
  getBrand: async (_call, { brand }) => {
    if (brand !== 'sumbing') throw refuse('catalog.brand-not-found');
    return { brandId: derivedId('brand', 'Sumbing'), slug: 'sumbing', name: 'Sumbing' };
  },
};

function theSellers(sellers: ReadonlyMap<string, Seller>): ProductsDeps['sellers'] {
  return {
    sellerOfUser: async (_call, { userId }) => ({
      seller: [...sellers.values()].find((seller) => seller.userId === userId) ?? null,
    }),
    sellersByIds: async (_call, { sellerIds }) => ({
      sellers: sellerIds.flatMap((sellerId) => sellers.get(sellerId) ?? []),
    }),
  };
}

function theInventory(stock: Map<string, number>): ProductsDeps['inventory'] {
  return {
    freeByOffers: async (_call, { offerIds }) => ({
      stocks: offerIds.map((offerId) => ({ offerId, freeQuantity: stock.get(offerId) ?? 0 })),
    }),
    stocksByOffers: async (_call, { offerIds }) => ({
      stocks: offerIds.flatMap((offerId) => {
        const onHand = stock.get(offerId);
        if (onHand === undefined) return [];
        return [{ offerId, sellerId: offerId, onHand, reserved: 0, free: onHand, lowLevel: 5, locations: [] }];
      }),
    }),
    lowStocks: async (_call, { limit }) => ({
      stocks: [...stock]
        .filter(([, free]) => free <= 5)
        .sort(([, a], [, b]) => a - b)
        .slice(0, limit)
        .map(([offerId, free]) => ({ offerId, free, lowLevel: 5 })),
    }),
    openStocks: async (_call, { stocks }) => {
      for (const { offerId, quantity } of stocks) if (!stock.has(offerId)) stock.set(offerId, quantity);
      return {};
    },
    setStocks: async (_call, { stocks }) => {
      for (const { offerId, quantity } of stocks) stock.set(offerId, quantity);
      return { stocks: stocks.map(({ offerId, quantity }) => ({ offerId, freeQuantity: quantity })) };
    },
  };
}

const theMedia: ProductsDeps['media'] = {
  picturesByIds: async (_call, { pictureIds, ownerId }) => ({
    pictures: pictureIds
      .filter((id) => ownerId !== undefined && id === pictureOf(ownerId))
      .map((id) => ({ id, url: `/media/${id}/1280.webp`, width: 1280, height: 1280, sources: [] })),
  }),
};

/** A product in order, with what the test cares about. */
export function aProduct(change: Partial<NewProduct> = {}): NewProduct {
  return {
    name: 'Kopi Arabika Gayo',
    description: 'Biji utuh.\nSangrai sedang.\n\nDikirim segar.',
    categoryId: KOPI.categoryId,
    attributes: [{ code: 'sangrai', value: 'Sedang' }],
    variants: [{ weightGrams: 270, price: { amount: 78_000, currency: 'IDR' }, stock: 40 }],
    ...change,
  };
}

/** Two axes, four variants. */
export function aBatikShirt(change: Partial<NewProduct> = {}): NewProduct {
  const variant = (warna: string, ukuran: string, amount: number) => ({
    options: { Warna: warna, Ukuran: ukuran },
    weightGrams: 300,
    price: { amount, currency: 'IDR' as const },
    stock: 5,
  });
  return aProduct({
    name: 'Kemeja Batik Kawung',
    categoryId: BATIK.categoryId,
    attributes: [],
    axes: [
      { name: 'Warna', values: ['Nila', 'Soga'] },
      { name: 'Ukuran', values: ['M', 'L'] },
    ],
    variants: [
      variant('Nila', 'M', 150_000),
      variant('Nila', 'L', 155_000),
      variant('Soga', 'M', 150_000),
      variant('Soga', 'L', 160_000),
    ],
    ...change,
  });
}

export function anImportedProduct(
  sellerId: string,
  key: string,
  change: Partial<ImportedProduct> = {},
): ImportedProduct {
  return {
    sellerId,
    key,
    name: `Barang ${key}`,
    description: '',
    categoryId: KOPI.categoryId,
    brand: null,
    status: 'active',
    attributes: [],
    axes: [],
    images: [],
    variants: [
      {
        sku: key,
        options: {},
        weightGrams: 500,
        lengthMm: 100,
        widthMm: 100,
        heightMm: 100,
        image: null,
        priceMinor: 25_000,
        minQuantity: 1,
        maxQuantity: 99,
        stock: 7,
      },
    ],
    ...change,
  };
}
