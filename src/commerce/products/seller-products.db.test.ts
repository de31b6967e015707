import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { guestCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { aBatikShirt, aProduct, BATIK, KOPI, pictureOf, productsWorld } from './fixtures.ts';

const refused = (code: string) => (error: unknown) => isRefusal(error, code);

describe('createProduct', () => {
  const db = testDatabase('products');
  const world = productsWorld(() => db.database);

  it('should be on sale with offers, stock, history, event and audit when it is made', async () => {
    const { seller, call } = world.shop();
    const made = await world.api.createProduct(
      call,
      aBatikShirt({ brand: 'Sumbing', images: [{ mediaId: pictureOf(seller.userId), alt: 'Kemeja' }] }),
    );
    assert.deepEqual(
      made.variants.map(({ options, offer }) => [
        options.Warna,
        options.Ukuran,
        offer?.price.amount,
        offer?.stock.free,
      ]),
      [
        ['Nila', 'M', 150_000, 5],
        ['Nila', 'L', 155_000, 5],
        ['Soga', 'M', 150_000, 5],
        ['Soga', 'L', 160_000, 5],
      ],
    );
    const detail = await world.api.getProduct(guestCall(), { product: made.slug });
    assert.partialDeepStrictEqual(detail, {
      id: made.id,
      status: 'active',
      priceFrom: { amount: 150_000 },
      priceTo: { amount: 160_000 },
      brand: { name: 'Sumbing' },
    });
    assert.equal(detail.variants[0]?.offers[0]?.available, 5);
    assert.deepEqual(
      detail.images.map((image) => image.alt),
      ['Kemeja'],
    );
    const events = await db.database.run<{ event_type: string }>(
      sql`select event_type from products.outbox where aggregate_id in (${made.id}, ${`product:${made.id}`}) order by id`,
    );
    assert.deepEqual(
      events.map((event) => event.event_type),
      ['product.created', 'audit.recorded'],
    );
    const { prices } = await world.api.listPrices(call, { offerId: made.variants[3]?.offer?.offerId ?? '' });
    assert.deepEqual(prices, [{ priceMinor: 160_000, validFrom: '2026-11-21T05:00:00.000Z' }]);
  });

  it('should be found by nobody but its seller when it is a draft', async () => {
    const { call } = world.shop();
    const made = await world.api.createProduct(call, aProduct({ status: 'draft' }));
    await assert.rejects(
      world.api.getProduct(guestCall(), { product: made.id }),
      refused('products.product-not-found'),
    );
    assert.equal((await world.api.getSellerProduct(call, { productId: made.id })).status, 'draft');
    await assert.rejects(
      world.api.getSellerProduct(world.shop().call, { productId: made.id }),
      refused('products.product-not-found'),
    );
  });

  it('should list what is running out and on sale, the emptiest first, when the shop asks', async () => {
    const { call } = world.shop();
    const goods = (name: string, stock: number, status: 'active' | 'draft' = 'active') =>
      aProduct({ name, status, variants: [{ weightGrams: 100, price: { amount: 5_000, currency: 'IDR' }, stock }] });
    const made = [];
    for (const one of [goods('Sisa tiga', 3), goods('Banyak', 40), goods('Habis', 0), goods('Draf', 1, 'draft')])
      made.push(await world.api.createProduct(call, one));
    const own = new Set(made.map((product) => product.id));
    const { items, total } = await world.api.listLowOffers(call, { limit: 100 });
    assert.ok(total >= items.length);
    assert.deepEqual(
      items.filter((item) => own.has(item.productId)).map((item) => [item.name, item.free, item.lowLevel]),
      [
        ['Habis', 0, 5],
        ['Sisa tiga', 3, 5],
      ],
    );
    assert.deepEqual((await world.api.listLowOffers(call, { limit: 1 })).items.length, 1);
    assert.equal(made[0]?.variants[0]?.offer?.stock.lowLevel, 5);
    await assert.rejects(world.api.listLowOffers(guestCall(), { limit: 1 }), refused('products.not-a-seller'));
  });

  it('should refuse when the caller has no approved shop', async () => {
    await assert.rejects(world.api.createProduct(guestCall(), aProduct()), refused('products.not-a-seller'));
    const { call } = world.shop({ status: 'suspended' });
    await assert.rejects(world.api.createProduct(call, aProduct()), refused('products.not-a-seller'));
    await assert.rejects(
      world.api.listSellerProducts(call, { status: null, q: null, limit: 20, cursor: null }),
      refused('products.not-a-seller'),
    );
  });

  it('should refuse when something in it does not fit', async () => {
    const { call } = world.shop();
    const create = (change: Parameters<typeof aProduct>[0]) => world.api.createProduct(call, aProduct(change));
    const [variant] = aProduct().variants;
    assert.ok(variant);
    await assert.rejects(create({ categoryId: newUuid() }), refused('products.category-not-found'));
    await assert.rejects(
      create({ attributes: [{ code: 'warna', value: 'x' }] }),
      refused('products.attribute-unknown'),
    );
    await assert.rejects(
      create({ attributes: [{ code: 'sangrai', value: 'x' }] }),
      refused('products.attribute-wrong'),
    );
    await assert.rejects(create({ variants: [variant, variant] }), refused('products.variants-wrong'));
    await assert.rejects(create({ images: [{ mediaId: newUuid() }] }), refused('products.image-not-found'));
    await assert.rejects(
      create({ variants: [{ ...variant, minQuantity: 5, maxQuantity: 4 }] }),
      refused('products.quantity-wrong'),
    );
  });

  it('should refuse when the SKU is used already, and keep nothing', async () => {
    const { call } = world.shop();
    const [variant] = aProduct().variants;
    assert.ok(variant);
    await world.api.createProduct(call, aProduct({ variants: [{ ...variant, sku: 'GAYO 250, utuh' }] }));
    const again = world.api.createProduct(
      call,
      aProduct({ name: 'Kopi Kedua', variants: [{ ...variant, sku: 'GAYO 250, utuh' }] }),
    );
    await assert.rejects(
      again,
      (error) => isRefusal(error, 'products.sku-taken') && error.details.sku === 'GAYO 250, utuh',
    );
    assert.deepEqual(
      (await world.api.listSellerProducts(call, { status: null, q: 'kedua', limit: 20, cursor: null })).items,
      [],
    );
  });
});

describe('updateProduct', () => {
  const db = testDatabase('products');
  const world = productsWorld(() => db.database);

  it('should change content, variants and axes when the version that was read still stands', async () => {
    const { seller, call } = world.shop();
    const made = await world.api.createProduct(call, aBatikShirt());
    const [first, second] = made.variants;
    const after = await world.api.updateProduct(call, {
      productId: made.id,
      version: made.version,
      change: {
        name: 'Kemeja Batik Parang',
        description: '<p>Katun</p><script>x</script>',
        brand: 'Parang',
        images: [{ mediaId: pictureOf(seller.userId) }],
        variants: [
          { id: first?.id ?? '', isActive: false },
          { id: second?.id ?? '', weightGrams: 350 },
        ],
        newVariants: [
          {
            options: { Warna: 'Hijau', Ukuran: 'XL' },
            weightGrams: 320,
            price: { amount: 170_000, currency: 'IDR' },
            stock: 2,
          },
        ],
      },
    });
    assert.partialDeepStrictEqual(after, {
      name: 'Kemeja Batik Parang',
      description: '<p>Katun</p>',
      version: 2,
      slug: made.slug,
      brand: { name: 'Parang' },
    });
    assert.deepEqual(
      after.axes.map((axis) => axis.values),
      [
        ['Nila', 'Soga', 'Hijau'],
        ['M', 'L', 'XL'],
      ],
    );
    assert.deepEqual(
      after.variants.map((variant) => [variant.isActive, variant.weightGrams]),
      [
        [false, 300],
        [true, 350],
        [true, 300],
        [true, 300],
        [true, 320],
      ],
    );
    const detail = await world.api.getProduct(guestCall(), { product: made.id });
    assert.partialDeepStrictEqual(detail, { priceFrom: { amount: 150_000 }, priceTo: { amount: 170_000 } });
    assert.equal(detail.variants.length, 4);
  });

  it('should refuse when somebody else has changed it since', async () => {
    const { call } = world.shop();
    const made = await world.api.createProduct(call, aProduct());
    await world.api.updateProduct(call, { productId: made.id, version: 1, change: { name: 'Kopi Gayo Baru' } });
    await assert.rejects(
      world.api.updateProduct(call, { productId: made.id, version: 1, change: { name: 'Kopi Lain' } }),
      refused('request.stale'),
    );
    assert.equal((await world.api.getSellerProduct(call, { productId: made.id })).name, 'Kopi Gayo Baru');
  });

  it('should leave the list and say so when it is archived, and keep its page without offers', async () => {
    const { call } = world.shop();
    const made = await world.api.createProduct(call, aProduct());
    await world.api.updateProduct(call, { productId: made.id, version: null, change: { status: 'archived' } });
    const page = await world.api.getProduct(guestCall(), { product: made.id });
    assert.deepEqual([page.status, page.variants[0]?.offers], ['archived', []]);
    const { products } = await world.api.productsByIds(call, { productIds: [made.id] });
    assert.partialDeepStrictEqual(products, [{ status: 'archived', isListed: false, offers: [] }]);
    const { offers } = await world.api.offersByIds(call, { offerIds: [made.variants[0]?.offer?.offerId ?? ''] });
    assert.deepEqual(
      offers.map((offer) => offer.isSellable),
      [false],
    );
    const events = await db.database.run(
      sql`select from products.outbox where event_type = 'product.archived' and aggregate_id = ${made.id}`,
    );
    assert.equal(events.length, 1);
  });

  it('should refuse when the change does not fit', async () => {
    const { call } = world.shop();
    const made = await world.api.createProduct(call, aProduct());
    const change = (given: Parameters<typeof world.api.updateProduct>[1]['change']) =>
      world.api.updateProduct(call, { productId: made.id, version: null, change: given });
    const [variant] = aProduct().variants;
    assert.ok(variant);
    await assert.rejects(
      change({ variants: [{ id: newUuid(), isActive: false }] }),
      refused('products.variant-not-found'),
    );
    await assert.rejects(
      change({ variants: [{ id: made.variants[0]?.id ?? '', isActive: false }] }),
      refused('products.not-ready'),
    );
    await assert.rejects(change({ newVariants: [variant] }), refused('products.variants-wrong'));
    await assert.rejects(change({ categoryId: newUuid() }), refused('products.category-not-found'));
    await assert.rejects(change({ categoryId: BATIK.categoryId }), refused('products.attribute-unknown'));
    await assert.rejects(
      change({ attributes: [{ code: 'sangrai', value: 'x' }] }),
      refused('products.attribute-wrong'),
    );
    await assert.rejects(change({ images: [{ url: '/media/other.webp' }] }), refused('products.image-not-found'));
    await assert.rejects(
      change({ newVariants: [{ ...variant, minQuantity: 3, maxQuantity: 2 }] }),
      refused('products.variants-wrong'),
    );
    assert.equal((await world.api.getSellerProduct(call, { productId: made.id })).version, 1);
  });

  it('should find nothing when it is another seller’s', async () => {
    const made = await world.api.createProduct(world.shop().call, aProduct());
    const other = world.shop();
    await assert.rejects(
      world.api.updateProduct(other.call, { productId: made.id, version: null, change: {} }),
      refused('products.product-not-found'),
    );
    await world.api.addOffer(other.call, {
      variantId: made.variants[0]?.id ?? '',
      price: { amount: 70_000, currency: 'IDR' },
    });
    await assert.rejects(
      world.api.updateProduct(other.call, { productId: made.id, version: null, change: {} }),
      refused('products.product-not-found'),
    );
    await assert.rejects(
      world.api.updateProduct(guestCall(), { productId: made.id, version: null, change: {} }),
      refused('products.not-a-seller'),
    );
  });

  it('should refuse a SKU or quantity of a new variant when it does not fit', async () => {
    const { call } = world.shop();
    const made = await world.api.createProduct(call, aBatikShirt());
    const fresh = (change: object) => ({
      options: { Warna: 'Putih', Ukuran: 'M' },
      weightGrams: 300,
      price: { amount: 1, currency: 'IDR' as const },
      ...change,
    });
    const add = (change: object) =>
      world.api.updateProduct(call, { productId: made.id, version: null, change: { newVariants: [fresh(change)] } });
    await assert.rejects(add({ sku: made.variants[0]?.sku }), refused('products.sku-taken'));
    await assert.rejects(add({ minQuantity: 3, maxQuantity: 2 }), refused('products.quantity-wrong'));
    await assert.rejects(add({ image: { mediaId: newUuid() } }), refused('products.image-not-found'));
  });
});

describe('offers of several sellers', () => {
  const db = testDatabase('products');
  const world = productsWorld(() => db.database);

  it('should stand under one variant, cheapest first, when several sellers offer it', async () => {
    const owner = world.shop();
    const made = await world.api.createProduct(owner.call, aProduct());
    const variantId = made.variants[0]?.id ?? '';
    const other = world.shop({ name: 'Toko Murah', city: 'Medan' });
    const mine = await world.api.addOffer(other.call, {
      variantId,
      price: { amount: 71_000, currency: 'IDR' },
      stock: 3,
      sku: 'M-1',
    });
    assert.equal(mine.isOwner, false);
    const detail = await world.api.getProduct(guestCall(), { product: made.id });
    assert.deepEqual(
      detail.variants[0]?.offers.map((offer) => [offer.seller.name, offer.price.amount, offer.available]),
      [
        ['Toko Murah', 71_000, 3],
        ['Kopi Lereng Sumbing', 78_000, 40],
      ],
    );
    assert.equal(detail.priceFrom.amount, 71_000);
    const offerId = mine.variants[0]?.offer?.offerId ?? '';
    world.clock.advance(60_000);
    await world.api.updateOffer(other.call, {
      offerId,
      change: { price: { amount: 90_000, currency: 'IDR' }, maxQuantity: 2 },
    });
    assert.equal((await world.api.getProduct(guestCall(), { product: made.id })).priceFrom.amount, 78_000);
    assert.deepEqual(
      (await world.api.listPrices(other.call, { offerId })).prices.map((price) => price.priceMinor),
      [90_000, 71_000],
    );
    await world.api.updateOffer(other.call, { offerId, change: { isActive: false } });
    assert.equal((await world.api.getProduct(guestCall(), { product: made.id })).variants[0]?.offers.length, 1);
    const { offers } = await world.api.offersByIds(other.call, { offerIds: [offerId, newUuid()] });
    assert.partialDeepStrictEqual(offers, [
      { offerId, isSellable: false, priceMinor: 90_000, maxQuantity: 2, weightGrams: 270, lengthMm: 200 },
    ]);
    const events = await db.database.run<{ payload: { priceMinor: number; isActive: boolean } }>(
      sql`select payload from products.outbox where event_type = 'offer.updated' and aggregate_id = ${made.id} order by id`,
    );
    assert.deepEqual(
      events.map(({ payload }) => [payload.priceMinor, payload.isActive]),
      [
        [71_000, true],
        [90_000, true],
        [90_000, false],
      ],
    );
  });

  it('should refuse when the offer exists, the variant does not, or the numbers are wrong', async () => {
    const owner = world.shop();
    const made = await world.api.createProduct(owner.call, aProduct());
    const draft = await world.api.createProduct(owner.call, aProduct({ status: 'draft' }));
    const price = { amount: 1_000, currency: 'IDR' as const };
    const other = world.shop();
    const variantId = made.variants[0]?.id ?? '';
    await assert.rejects(world.api.addOffer(owner.call, { variantId, price }), refused('products.offer-exists'));
    await assert.rejects(
      world.api.addOffer(other.call, { variantId: newUuid(), price }),
      refused('products.variant-not-found'),
    );
    await assert.rejects(
      world.api.addOffer(other.call, { variantId: draft.variants[0]?.id ?? '', price }),
      refused('products.variant-not-found'),
    );
    await assert.rejects(
      world.api.addOffer(other.call, { variantId, price, minQuantity: 2, maxQuantity: 1 }),
      refused('products.quantity-wrong'),
    );
    await assert.rejects(world.api.addOffer(guestCall(), { variantId, price }), refused('products.not-a-seller'));
    const own = await world.api.createProduct(other.call, aProduct());
    const ownSku = own.variants[0]?.offer?.sku ?? '';
    await assert.rejects(
      world.api.addOffer(other.call, { variantId, price, sku: ownSku }),
      refused('products.sku-taken'),
    );
    const offered = await world.api.addOffer(other.call, { variantId, price });
    const offerId = offered.variants[0]?.offer?.offerId ?? '';
    await assert.rejects(
      world.api.updateOffer(other.call, { offerId, change: { sku: ownSku } }),
      refused('products.sku-taken'),
    );
    await assert.rejects(
      world.api.updateOffer(other.call, { offerId, change: { minQuantity: 5, maxQuantity: 1 } }),
      refused('products.quantity-wrong'),
    );
    await assert.rejects(
      world.api.updateOffer(owner.call, { offerId, change: {} }),
      refused('products.offer-not-found'),
    );
    await assert.rejects(world.api.listPrices(owner.call, { offerId }), refused('products.offer-not-found'));
    await assert.rejects(world.api.listPrices(guestCall(), { offerId }), refused('products.not-a-seller'));
    await assert.rejects(world.api.updateOffer(guestCall(), { offerId, change: {} }), refused('products.not-a-seller'));
    await assert.rejects(
      world.api.getSellerProduct(guestCall(), { productId: own.id }),
      refused('products.not-a-seller'),
    );
  });

  it('should page through own and offered products, newest first, when a seller lists them', async () => {
    const { call } = world.shop();
    for (const name of ['Kopi Satu', 'Kopi Dua', 'Kopi Tiga']) {
      world.clock.advance(1_000);
      await world.api.createProduct(call, aProduct({ name }));
    }
    const list = (change: object) =>
      world.api.listSellerProducts(call, { status: null, q: null, limit: 2, cursor: null, ...change });
    const first = await list({});
    const second = await list({ cursor: first.nextCursor });
    assert.deepEqual(
      [...first.items, ...second.items].map((product) => product.name),
      ['Kopi Tiga', 'Kopi Dua', 'Kopi Satu'],
    );
    assert.deepEqual(
      (await list({ q: 'dua' })).items.map((product) => product.name),
      ['Kopi Dua'],
    );
    assert.deepEqual(
      (await list({ q: first.items[0]?.variants[0]?.sku })).items.map((product) => product.name),
      ['Kopi Tiga'],
    );
    assert.deepEqual((await list({ q: '%' })).items, []);
    assert.deepEqual((await list({ status: 'draft' })).items, []);
    assert.equal(KOPI.slug, 'kopi');
  });
});
