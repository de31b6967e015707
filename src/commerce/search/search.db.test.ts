import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ProductDocument } from '#commerce/products';
import { createMemoryCache } from '#platform/cache';
import { newUuid } from '#platform/ids';
import { Inbox } from '#platform/inbox';
import { silentLog } from '#platform/log';
import { isRefusal } from '#platform/refusal';
import { guestCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import type { SearchResult } from './contract.ts';
import { aCategory, aProduct, SELLER_ID } from './fixtures.ts';
import { createSearch } from './module.ts';

describe('search', () => {
  const world = testDatabase('search');
  const call = guestCall();
  const fashion = aCategory('Fashion', [
    { code: 'warna', name: 'Warna' },
    { code: 'bahan', name: 'Bahan' },
  ]);
  const shoes = aCategory(
    'Sepatu',
    [
      { code: 'warna', name: 'Warna' },
      { code: 'bahan', name: 'Bahan' },
    ],
    fashion,
  );
  const food = aCategory('Makanan', [{ code: 'berat', name: 'Berat' }]);
  const categories = [fashion, shoes, food];
  const goods = new Map<string, ProductDocument>();

  function module() {
    return createSearch({
      database: world.database,
      products: {
        productsByIds: async (_call, { productIds }) => ({ products: productIds.flatMap((id) => goods.get(id) ?? []) }),
        listProductIds: async (_call, { afterId, limit }) => ({
          productIds: [...goods.keys()]
            .sort()
            .filter((id) => !afterId || id > afterId)
            .slice(0, limit),
        }),
      },
      catalog: {
        listCategories: async () => ({ categories }),
        categoriesByIds: async (_call, { categoryIds }) => ({
          categories: categories.filter((category) => categoryIds.includes(category.categoryId)),
        }),
        categoryScope: async (_call, { category }) => ({
          categoryIds: categories
            .filter((one) => one.slug === category || one.categoryId === category)
            .map((one) => one.categoryId),
        }),
      },
      cache: createMemoryCache(),
      newId: newUuid,
      log: silentLog,
    });
  }
  const names = (result: SearchResult) => result.items.map((item) => item.name);
  const offer = (...products: ProductDocument[]) => {
    for (const product of products) goods.set(product.productId, product);
  };

  before(async () => {
    offer(
      aProduct(shoes, 'Sepatu Lari Cepat', {
        brandName: 'Angin',
        traits: { warna: 'Merah', bahan: 'Jaring' },
        priceFromMinor: 300_000,
        soldCount: 10,
        publishedAt: '2026-11-03T00:00:00.000Z',
      }),
      aProduct(shoes, 'Sepatu Kulit Pria', {
        brandName: 'Kuat',
        traits: { warna: 'Hitam', bahan: 'Kulit' },
        priceFromMinor: 500_000,
        soldCount: 3,
      }),
      aProduct(shoes, 'Sepatu Kanvas Wanita', {
        brandName: 'Angin',
        traits: { warna: 'Merah', bahan: 'Kanvas' },
        priceFromMinor: 200_000,
        seller: { name: 'Langkah', slug: 'langkah', city: 'Kota Solo' },
        sellerId: newUuid(),
      }),
      aProduct(food, 'Kopi Gayo 250 gr', {
        description: 'Cocok diseduh pagi hari',
        priceFromMinor: 80_000,
        soldCount: 100,
      }),
      aProduct(food, 'Keripik Tempe', { priceFromMinor: 20_000, inStock: false }),
      aProduct(food, 'Tersembunyi', { isListed: false }),
    );
    await module().api.reindex(call, {});
    await module().api.catchUp(call, {});
  });

  it('should find goods by their words when order, capitals and endings differ', async () => {
    assert.equal(names(await module().api.search(call, { q: 'LARI sepatunya' }))[0], 'Sepatu Lari Cepat');
    assert.deepEqual(names(await module().api.search(call, { q: 'kopi pagi' })), ['Kopi Gayo 250 gr']);
  });

  it('should find goods by a synonym when the shop uses another word', async () => {
    assert.equal(names(await module().api.search(call, { q: 'sepatu cewek' }))[0], 'Sepatu Kanvas Wanita');
    assert.deepEqual(names(await module().api.search(call, { q: 'coffee' })), ['Kopi Gayo 250 gr']);
  });

  it('should correct a word and say so when it is mistyped', async () => {
    const result = await module().api.search(call, { q: 'sepetu lari' });
    assert.deepEqual([result.correctedQuery, names(result)[0]], ['sepatu lari', 'Sepatu Lari Cepat']);
    const two = await module().api.search(call, { q: 'sepatumerah' });
    assert.deepEqual([two.correctedQuery, names(two)[0]], ['sepatu merah', 'Sepatu Lari Cepat']);
  });

  it('should show what comes near behind what has all the words when that is little, and only that when sorted by price', async () => {
    const near = await module().api.search(call, { q: 'sepatu kulit' });
    assert.deepEqual([near.isLoose, near.total, names(near)[0]], [true, 3, 'Sepatu Kulit Pria']);
    const exact = await module().api.search(call, { q: 'sepatu kulit', sort: 'price_asc' });
    assert.deepEqual([exact.isLoose, names(exact)], [false, ['Sepatu Kulit Pria']]);
    const paged = await module().api.search(call, { q: 'sepatu kulit', limit: 2 });
    const rest = await module().api.search(call, { q: 'sepatu kulit', limit: 2, cursor: paged.nextCursor ?? '' });
    assert.deepEqual([...names(paged), ...names(rest)], names(near));
  });

  it('should show goods with some of the words and say so when none has all', async () => {
    const result = await module().api.search(call, { q: 'kopi kulit' });
    assert.equal(result.isLoose, true);
    assert.deepEqual(names(result).sort(), ['Kopi Gayo 250 gr', 'Sepatu Kulit Pria']);
    const nothing = await module().api.search(call, { q: 'zzzzqqq' });
    assert.deepEqual([nothing.total, nothing.isLoose, nothing.items.length], [0, false, 0]);
  });

  it('should keep a product out of sight when it is not listed', async () => {
    assert.equal((await module().api.search(call, { q: 'tersembunyi' })).total, 0);
  });

  it('should count facets exactly when choices are made and when none is', async () => {
    const open = await module().api.search(call, { q: 'sepatu' });
    const values = (result: SearchResult, code: string) =>
      Object.fromEntries(
        result.facets.find((facet) => facet.code === code)?.values.map((v) => [v.value, v.count]) ?? [],
      );
    assert.equal(open.total, 3);
    assert.deepEqual(values(open, 'warna'), { Merah: 2, Hitam: 1 });
    assert.deepEqual(values(open, 'brand'), { Angin: 2, Kuat: 1 });
    const price = open.facets.find((facet) => facet.code === 'price');
    assert.deepEqual([price?.min, price?.max], [200_000, 500_000]);

    const red = await module().api.search(call, { q: 'sepatu', filter: ['warna:Merah'] });
    assert.equal(red.total, 2);
    assert.deepEqual(values(red, 'warna'), { Merah: 2, Hitam: 1 }, 'another colour shows what it would give');
    assert.deepEqual(values(red, 'bahan'), { Jaring: 1, Kanvas: 1 }, 'other facets count only what is left');

    const both = await module().api.search(call, {
      q: 'sepatu',
      filter: ['warna:Merah', 'warna:Hitam'],
      brand: ['Kuat'],
    });
    assert.deepEqual(names(both), ['Sepatu Kulit Pria']);
    assert.equal((await module().api.search(call, { filter: ['warna:Ungu'] })).total, 0);
  });

  it('should count and order the same when the database does it and when the server does', async () => {
    const wishes = [
      {},
      { filter: ['warna:Merah'] },
      { filter: ['warna:Merah', 'bahan:Kulit'] },
      { filter: ['warna:Merah'], brand: ['Angin', 'Kuat'], minPrice: 250_000 },
      { maxPrice: 250_000 },
      { minPrice: 1_000_000 },
    ];
    for (const wish of wishes)
      for (const sort of ['newest', 'price_asc', 'price_desc', 'best_selling'] as const) {
        const there = await module().api.search(call, { ...wish, sort, category: 'sepatu' });
        const here = await module().api.search(call, { ...wish, sort, q: 'sepatu' });
        const { items, total, facets } = here;
        assert.deepEqual({ items, total, facets }, { items: there.items, total: there.total, facets: there.facets });
      }
  });

  it('should include everything below when a category is asked for, and nothing for an unknown one', async () => {
    assert.equal((await module().api.search(call, { category: 'fashion' })).total, 3);
    assert.equal((await module().api.search(call, { category: shoes.categoryId })).total, 3);
    assert.equal((await module().api.search(call, { category: 'bulan' })).total, 0);
  });

  it('should leave out other goods when price, stock, city or shop are given', async () => {
    assert.deepEqual(
      names(await module().api.search(call, { minPrice: 80_000, maxPrice: 300_000, sort: 'price_asc' })),
      ['Kopi Gayo 250 gr', 'Sepatu Kanvas Wanita', 'Sepatu Lari Cepat'],
    );
    assert.equal((await module().api.search(call, { q: 'keripik', inStock: true })).total, 0);
    assert.deepEqual(names(await module().api.search(call, { city: ['Kota Solo'] })), ['Sepatu Kanvas Wanita']);
    assert.deepEqual(names(await module().api.search(call, { seller: 'langkah' })), ['Sepatu Kanvas Wanita']);
    assert.equal((await module().api.search(call, { seller: SELLER_ID })).total, 4);
  });

  it('should page without gaps or doubles when any order is asked for', async () => {
    for (const sort of ['relevance', 'newest', 'price_asc', 'price_desc', 'best_selling'] as const) {
      const whole = await module().api.search(call, { sort, limit: 50 });
      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const page: SearchResult = await module().api.search(call, { sort, limit: 2, ...(cursor ? { cursor } : {}) });
        assert.equal(page.total, whole.total);
        paged.push(...names(page));
        cursor = page.nextCursor;
      } while (cursor);
      assert.deepEqual(paged, names(whole), sort);
    }
    assert.equal(names(await module().api.search(call, { sort: 'best_selling' }))[0], 'Kopi Gayo 250 gr');
    assert.equal(names(await module().api.search(call, { sort: 'price_desc' }))[0], 'Sepatu Kulit Pria');
  });

  it('should stay unharmed when text and cursors are hostile', async () => {
    for (const q of [
      "'; drop table search.documents; --",
      '!!! & | <-> :*',
      '\\',
      '%_%',
      "a' | 'b",
      '🌶️',
      'x'.repeat(200),
    ])
      await module().api.search(call, { q });
    await assert.rejects(module().api.search(call, { cursor: 'nonsense' }), (error) =>
      isRefusal(error, 'request.invalid'),
    );
    assert.equal((await module().api.search(call, {})).total, 5);
  });

  it('should suggest searches, categories and goods when somebody types', async () => {
    await module().api.search(call, { q: 'sepatu kulit' });
    const { items } = await module().api.suggest(call, { q: 'sepat' });
    assert.ok(items.some((item) => item.kind === 'category' && item.text === 'Sepatu'));
    assert.ok(items.some((item) => item.kind === 'product' && item.text === 'Sepatu Lari Cepat' && item.slug));
    assert.deepEqual((await module().api.suggest(call, { q: ' ' })).items, []);
  });

  it('should read a product anew when it says that it has changed, and drop it when it is gone', async () => {
    const tea = aProduct(food, 'Teh Melati');
    offer(tea);
    const inbox = new Inbox({ database: world.database, reactions: module().reactions ?? [], log: silentLog });
    const say = (eventType: string) =>
      inbox.receive([
        {
          eventId: newUuid(),
          eventType,
          eventVersion: 1,
          aggregateType: 'product',
          aggregateId: tea.productId,
          eventTimestamp: new Date().toISOString(),
          metadata: { correlationId: 'c', causationId: null, userId: null, tenantId: null, source: 'products' },
          payload: { productId: tea.productId },
        },
      ]);
    await say('product.created');
    await module().api.catchUp(call, {});
    assert.equal((await module().api.search(call, { q: 'melati' })).items[0]?.priceFrom.amount, 50_000);
    offer({ ...tea, priceFromMinor: 45_000 });
    await say('offer.updated');
    await module().api.catchUp(call, {});
    assert.equal((await module().api.search(call, { q: 'melati' })).items[0]?.priceFrom.amount, 45_000);
    offer({ ...tea, isListed: false });
    await say('product.archived');
    await module().api.catchUp(call, {});
    assert.equal((await module().api.search(call, { q: 'melati' })).total, 0);
  });

  it('should find by a new synonym when staff adds one, and refuse to remove it twice (search.synonyms-not-found)', async () => {
    const { id } = await module().api.addSynonyms(call, { words: ['keripik', 'kerupuk'] });
    assert.deepEqual(names(await module().api.search(call, { q: 'kerupuk' })), ['Keripik Tempe']);
    await module().api.removeSynonyms(call, { id });
    await assert.rejects(module().api.removeSynonyms(call, { id }), (error) =>
      isRefusal(error, 'search.synonyms-not-found'),
    );
  });
});
