import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { guestCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { anImportedProduct, aProduct, productsWorld } from './fixtures.ts';

const refused = (code: string) => (error: unknown) => isRefusal(error, code);

describe('importProducts', () => {
  const db = testDatabase('products');
  const world = productsWorld(() => db.database);
  const { system } = world;
  const events = async (type: string, productId: string) =>
    (await db.database.run(sql`select from products.outbox where event_type = ${type} and aggregate_id = ${productId}`))
      .length;

  it('should create, leave alone and update by seller and key when a file comes again', async () => {
    const { sellerId } = world.shop().seller;
    const rows = ['A', 'B', 'C'].map((key) => anImportedProduct(sellerId, key));
    const first = await world.api.importProducts(system, { rows });
    assert.deepEqual(
      first.results.map((result) => [result.key, result.outcome]),
      [
        ['A', 'created'],
        ['B', 'created'],
        ['C', 'created'],
      ],
    );
    const [a, b, c] = rows;
    assert.ok(a && b && c);
    const changed = {
      ...b,
      name: 'Barang B baru',
      variants: b.variants.map((variant) => ({ ...variant, priceMinor: 30_000, stock: 0 })),
    };
    const second = await world.api.importProducts(system, { rows: [a, changed, c] });
    assert.deepEqual(
      second.results.map((result) => result.outcome),
      ['unchanged', 'updated', 'unchanged'],
    );
    assert.deepEqual(
      second.results.map((result) => result.productId),
      first.results.map((result) => result.productId),
    );
    const page = await world.api.getProduct(guestCall(), { product: first.results[1]?.productId ?? '' });
    assert.partialDeepStrictEqual(page, { name: 'Barang B baru', priceFrom: { amount: 30_000 }, version: 2 });
    assert.equal(page.variants[0]?.offers[0]?.available, 0);
    assert.deepEqual([await events('product.created', page.id), await events('product.updated', page.id)], [1, 1]);
    const { items } = await world.api.listProducts(guestCall(), {
      category: null,
      seller: sellerId,
      brand: null,
      minPriceMinor: null,
      maxPriceMinor: null,
      inStock: true,
      sort: 'newest',
      limit: 20,
      cursor: null,
    });
    assert.deepEqual(items.map((item) => item.name).toSorted(), ['Barang A', 'Barang C']);
  });

  it('should leave the stock as it is when the row says nothing of it', async () => {
    const { sellerId } = world.shop().seller;
    const row = anImportedProduct(sellerId, 'A');
    const { results } = await world.api.importProducts(system, { rows: [row] });
    const silent = {
      ...row,
      name: 'Nama baru',
      variants: row.variants.map((variant) => ({ ...variant, stock: null })),
    };
    await world.api.importProducts(system, { rows: [silent] });
    const page = await world.api.getProduct(guestCall(), { product: results[0]?.productId ?? '' });
    assert.deepEqual([page.name, page.variants[0]?.offers[0]?.available], ['Nama baru', 7]);
    assert.partialDeepStrictEqual(await world.api.productsByIds(system, { productIds: [page.id] }), {
      products: [{ inStock: true }],
    });
  });

  it('should keep, add and switch off variants when the options of a row change', async () => {
    const { sellerId } = world.shop().seller;
    const row = anImportedProduct(sellerId, 'KAOS');
    const [base] = row.variants;
    assert.ok(base);
    const sized = (sizes: string[]) => ({
      ...row,
      axes: [{ name: 'Ukuran', values: sizes }],
      variants: sizes.map((size) => ({ ...base, sku: `KAOS-${size}`, options: { Ukuran: size } })),
    });
    const { results } = await world.api.importProducts(system, { rows: [sized(['S', 'M'])] });
    const productId = results[0]?.productId ?? '';
    const before = await world.api.getProduct(guestCall(), { product: productId });
    await world.api.importProducts(system, { rows: [sized(['M', 'L'])] });
    const after = await world.api.getProduct(guestCall(), { product: productId });
    assert.deepEqual(
      after.variants.map((variant) => variant.options.Ukuran),
      ['M', 'L'],
    );
    assert.equal(after.variants[0]?.offers[0]?.offerId, before.variants[1]?.offers[0]?.offerId);
  });

  it('should make each product once when two imports run at the same time', async () => {
    const { sellerId } = world.shop().seller;
    const rows = Array.from({ length: 20 }, (_, index) => anImportedProduct(sellerId, `R${index}`));
    const [one, two] = await Promise.all([
      world.api.importProducts(system, { rows }),
      world.api.importProducts(system, { rows }),
    ]);
    assert.deepEqual(
      one.results.map((result) => result.productId),
      two.results.map((result) => result.productId),
    );
  });

  it('should refuse, naming the row, when it cannot stand', async () => {
    const {
      seller: { sellerId },
      call,
    } = world.shop();
    const [variant] = aProduct().variants;
    assert.ok(variant);
    await world.api.createProduct(call, aProduct({ variants: [{ ...variant, sku: 'PUNYA-LAIN' }] }));
    const one = (rows: ReturnType<typeof anImportedProduct>[]) => world.api.importProducts(system, { rows });
    const row = anImportedProduct(sellerId, 'A');
    await assert.rejects(one([row, row]), refused('products.row-twice'));
    await assert.rejects(one([anImportedProduct(newUuid(), 'A')]), refused('products.seller-not-found'));
    await assert.rejects(
      one([anImportedProduct(sellerId, 'PUNYA-LAIN')]),
      (error) => isRefusal(error, 'products.sku-taken') && error.details.key === 'PUNYA-LAIN',
    );
    const twice = { ...row, variants: [...row.variants, ...row.variants] };
    await assert.rejects(one([twice]), refused('products.sku-taken'));
    const same = { ...row, variants: row.variants.flatMap((each) => [each, { ...each, sku: 'A2' }]) };
    await assert.rejects(one([same]), refused('products.variants-wrong'));
  });
});

describe('importOffers', () => {
  const db = testDatabase('products');
  const world = productsWorld(() => db.database);
  const { system } = world;

  it('should add further offers once when sellers share a variant', async () => {
    const [owner, other] = [world.shop().seller, world.shop().seller];
    const { results } = await world.api.importProducts(system, { rows: [anImportedProduct(owner.sellerId, 'A')] });
    const rows = [
      { sellerId: other.sellerId, sku: 'X', ownerId: owner.sellerId, ownerSku: 'A', priceMinor: 24_000, stock: 3 },
    ];
    assert.deepEqual(await world.api.importOffers(system, { rows }), { created: 1 });
    assert.deepEqual(await world.api.importOffers(system, { rows }), { created: 0 });
    const page = await world.api.getProduct(guestCall(), { product: results[0]?.productId ?? '' });
    assert.deepEqual(
      page.variants[0]?.offers.map((offer) => offer.price.amount),
      [24_000, 25_000],
    );
  });

  it('should refuse when seller or variant do not exist', async () => {
    const { sellerId } = world.shop().seller;
    const row = { sellerId, sku: 'X', ownerId: newUuid(), ownerSku: 'A', priceMinor: 24_000, stock: 3 };
    await assert.rejects(world.api.importOffers(system, { rows: [row] }), refused('products.variant-not-found'));
    await assert.rejects(
      world.api.importOffers(system, { rows: [{ ...row, sellerId: newUuid() }] }),
      refused('products.seller-not-found'),
    );
  });

  it('should page through ids when an index is built anew', async () => {
    const { sellerId } = world.shop().seller;
    await world.api.importProducts(system, { rows: ['A', 'B', 'C'].map((key) => anImportedProduct(sellerId, key)) });
    const seen: string[] = [];
    for (let afterId: string | null = null; ; afterId = seen.at(-1) ?? null) {
      const { productIds } = await world.api.listProductIds(system, { afterId, limit: 2 });
      seen.push(...productIds);
      if (productIds.length < 2) break;
    }
    assert.equal(new Set(seen).size, 4);
  });
});
