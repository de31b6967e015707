import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Call } from '#platform/call';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { encodeCursor } from '#platform/lists';
import { isRefusal } from '#platform/refusal';
import { guestCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { aBatikShirt, aProduct, KOPI, productsWorld } from './fixtures.ts';
import type { ListInput } from './list-products.ts';
import type { SellerProduct } from './product-shapes.ts';

describe('listProducts', () => {
  const db = testDatabase('products');
  const world = productsWorld(() => db.database);
  const made: SellerProduct[] = [];
  let seller: { sellerId: string; slug: string };
  let sellerCall: Call;

  const list = (change: Partial<ListInput> = {}) =>
    world.api.listProducts(guestCall(), {
      category: null,
      seller: null,
      brand: null,
      minPriceMinor: null,
      maxPriceMinor: null,
      inStock: false,
      sort: 'newest',
      limit: 20,
      cursor: null,
      ...change,
    });
  const names = async (change: Partial<ListInput> = {}) => (await list(change)).items.map((item) => item.name);

  before(async () => {
    const shop = world.shop({ city: 'Bandung' });
    seller = shop.seller;
    sellerCall = shop.call;
    for (const [index, amount] of [30_000, 10_000, 20_000].entries()) {
      world.clock.advance(1_000);
      const variants = [{ weightGrams: 100, price: { amount, currency: 'IDR' as const }, stock: index }];
      made.push(
        await world.api.createProduct(
          shop.call,
          aProduct({ name: `Kopi ${amount}`, variants, brand: index === 0 ? 'Sumbing' : null }),
        ),
      );
    }
    world.clock.advance(1_000);
    made.push(await world.api.createProduct(world.shop().call, aBatikShirt()));
    await world.api.createProduct(world.shop().call, aProduct({ status: 'draft' }));
  });

  it('should show cards of listed goods, newest first, when nothing is asked for', async () => {
    const { items, nextCursor } = await list();
    assert.deepEqual(
      items.map((item) => item.name),
      ['Kemeja Batik Kawung', 'Kopi 20000', 'Kopi 10000', 'Kopi 30000'],
    );
    assert.equal(nextCursor, null);
    assert.deepEqual(items[3], {
      id: made[0]?.id,
      slug: made[0]?.slug,
      name: 'Kopi 30000',
      priceFrom: { amount: 30_000, currency: 'IDR' },
      priceTo: { amount: 30_000, currency: 'IDR' },
      image: null,
      seller: { id: seller.sellerId, name: 'Kopi Lereng Sumbing', city: 'Bandung' },
      offerCount: 1,
      soldCount: 0,
      inStock: false,
      categoryId: KOPI.categoryId,
    });
  });

  it('should filter when category, seller, brand, price or stock are asked for', async () => {
    assert.deepEqual(await names({ category: 'kopi', sort: 'price_asc' }), ['Kopi 10000', 'Kopi 20000', 'Kopi 30000']);
    assert.deepEqual(await names({ category: KOPI.categoryId, sort: 'price_desc' }), [
      'Kopi 30000',
      'Kopi 20000',
      'Kopi 10000',
    ]);
    assert.equal((await names({ seller: seller.slug })).length, 3);
    assert.equal((await names({ seller: seller.sellerId, category: 'batik' })).length, 0);
    assert.deepEqual(await names({ brand: 'sumbing' }), ['Kopi 30000']);
    assert.deepEqual(await names({ minPriceMinor: 15_000, maxPriceMinor: 25_000 }), ['Kopi 20000']);
    assert.deepEqual(await names({ inStock: true, category: 'kopi' }), ['Kopi 20000', 'Kopi 10000']);
  });

  it('should be empty when category, seller or brand do not exist', async () => {
    for (const change of [
      { category: 'tidak-ada' },
      { seller: 'tidak-ada' },
      { brand: 'tidak-ada' },
      { seller: newUuid() },
      { brand: newUuid() },
    ]) {
      assert.deepEqual(await list(change), { items: [], nextCursor: null });
    }
  });

  it('should give every product once when pages follow each other in any order', async () => {
    for (const sort of ['newest', 'price_asc', 'price_desc', 'best_selling'] as const) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list({ sort, limit: 1, cursor });
        seen.push(...page.items.map((item) => item.id));
        cursor = page.nextCursor;
      } while (cursor);
      assert.deepEqual(seen.toSorted(), made.map((product) => product.id).toSorted(), sort);
    }
  });

  it('should refuse when the cursor is not one of this list', async () => {
    const wrong = [
      'x',
      encodeCursor(['2026', 'x']),
      encodeCursor([5, newUuid()]),
      encodeCursor(['+275760-09-13T00:00:00.000Z', newUuid()]),
      encodeCursor([null, newUuid()]),
    ];
    for (const cursor of wrong)
      await assert.rejects(list({ cursor }), (error) => isRefusal(error, 'request.invalid'), cursor);
    await assert.rejects(
      list({ sort: 'price_asc', cursor: encodeCursor(['2026-11-21T05:00:00.000Z', newUuid()]) }),
      (error) => isRefusal(error, 'request.invalid'),
    );
  });

  it('should follow the stock when inventory says that it changed', async () => {
    const offerId = made[0]?.variants[0]?.offer?.offerId ?? '';
    const inStock = async () =>
      (await list({ category: 'kopi' })).items.find((item) => item.id === made[0]?.id)?.inStock;
    await world.hear('stock.changed', { offerId, sellerId: seller.sellerId, freeQuantity: 4 });
    assert.equal(await inStock(), true);
    await world.hear('stock.changed', { offerId, sellerId: seller.sellerId, freeQuantity: 3 });
    await world.hear('stock.changed', { offerId, sellerId: seller.sellerId, freeQuantity: 0 });
    assert.equal(await inStock(), false);
    const events = await db.database.run(
      sql`select from products.outbox where event_type = 'product.updated' and aggregate_id = ${made[0]?.id}`,
    );
    assert.equal(events.length, 2);
  });

  it('should count what was sold when an order is completed', async () => {
    const productId = made[1]?.id ?? '';
    await world.hear('order.completed', {
      lines: [
        { productId, quantity: 2 },
        { productId, quantity: 3 },
        { productId: newUuid(), quantity: 1 },
      ],
    });
    assert.deepEqual(
      (await list({ sort: 'best_selling', limit: 1 })).items.map((item) => [item.id, item.soldCount]),
      [[productId, 5]],
    );
  });

  it('should hide and show the goods of a seller when he is suspended and comes back', async () => {
    const known = world.sellers.get(seller.sellerId);
    assert.ok(known);
    world.sellers.set(seller.sellerId, { ...known, status: 'suspended' });
    await world.hear('seller.suspended', { sellerId: seller.sellerId });
    assert.deepEqual(await names({ seller: seller.sellerId }), []);
    assert.deepEqual(
      (await world.api.offersByIds(sellerCall, { offerIds: [made[0]?.variants[0]?.offer?.offerId ?? ''] })).offers.map(
        (offer) => offer.isSellable,
      ),
      [false],
    );
    world.sellers.set(seller.sellerId, { ...known, name: 'Kopi Nama Baru' });
    await world.hear('seller.updated', { sellerId: seller.sellerId });
    const { items } = await list({ seller: seller.sellerId });
    assert.deepEqual(
      items.map((item) => item.seller.name),
      ['Kopi Nama Baru', 'Kopi Nama Baru', 'Kopi Nama Baru'],
    );
  });

  it('should show a product and its seller as they stand when a card of before is still in memory', async () => {
    const known = world.sellers.get(seller.sellerId);
    assert.ok(known);
    const [first] = (await list({ category: 'kopi', sort: 'price_asc' })).items;
    await db.database.run(sql`update products.products set name = 'Kopi Lain' where id = ${first?.id}`);
    world.sellers.set(seller.sellerId, { ...known, name: 'Kopi Nama Ketiga' });
    await world.hear('seller.updated', { sellerId: seller.sellerId });
    const [again] = (await list({ category: 'kopi', sort: 'price_asc', limit: 3 })).items;
    assert.deepEqual([again?.id, again?.name, again?.seller.name], [first?.id, 'Kopi Lain', 'Kopi Nama Ketiga']);
  });

  it('should show the same page when few goods are within the wished prices, in every order', async () => {
    for (const sort of ['newest', 'price_asc', 'price_desc', 'best_selling'] as const) {
      const all = (await list({ sort })).items;
      const within = all.filter((item) => item.priceFrom.amount >= 15_000 && item.priceFrom.amount <= 40_000);
      assert.ok(within.length > 0 && within.length < all.length);
      for (const limit of [1, within.length, 20]) {
        const page = await list({ sort, minPriceMinor: 15_000, maxPriceMinor: 40_000, limit });
        assert.deepEqual(page.items, within.slice(0, limit), `${sort} ${limit}`);
        assert.equal(page.nextCursor !== null, limit < within.length);
      }
    }
  });
});
