import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ProductDocument } from '#commerce/products';
import { createMemoryCache } from '#platform/cache';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { guestCall, userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { aProduct } from './fixtures.ts';
import { createRecommendations } from './module.ts';
import { toCard } from './recommend.ts';

describe('recommendations', () => {
  const world = testDatabase('recommendations');
  const snacks = newUuid();
  const [kopi, gula, teh, keju, roti, sold] = ['Kopi', 'Gula', 'Teh', 'Keju', 'Roti', 'Habis'].map((name, place) =>
    aProduct(name, { categoryId: snacks, soldCount: place, inStock: name !== 'Habis' }),
  ) as [ProductDocument, ProductDocument, ProductDocument, ProductDocument, ProductDocument, ProductDocument];
  const shelf = [kopi, gula, teh, keju, roti, sold];
  const people = Array.from({ length: 6 }, () => newUuid());

  const module = (now = '2026-11-20T00:00:00Z') =>
    createRecommendations({
      database: world.database,
      products: {
        productsByIds: async (_call, { productIds }) => ({
          products: shelf.filter(({ productId }) => productIds.includes(productId)),
        }),
        listProducts: async (_call, { category, limit }) => ({
          items: shelf
            .filter((each) => each.inStock && (category === null || category === each.categoryId))
            .sort((a, b) => b.soldCount - a.soldCount)
            .slice(0, limit)
            .map(toCard),
          nextCursor: null,
        }),
      },
      cache: createMemoryCache(),
      newId: newUuid,
      clock: { now: () => new Date(now) },
    });
  const hear = async (eventType: string, payload: object): Promise<void> => {
    const reaction = module().reactions?.find((each) => each.eventType === eventType);
    assert.ok(reaction?.inTx);
    await world.database.inTx(async (tx) => void (await reaction.inTx?.(tx, { payload } as never, guestCall())));
  };
  const buys = async (buyerId: string, goods: readonly ProductDocument[], day = 10): Promise<string> => {
    const orderId = newUuid();
    const paidAt = `2026-11-${String(day).padStart(2, '0')}T03:00:00.000Z`;
    const lines = goods.map(({ productId }) => ({ productId }));
    await hear('order.confirmed', { orderId, invoiceId: newUuid(), buyerId, paidAt, lines });
    return orderId;
  };
  const names = (cards: readonly { name: string }[]) => cards.map((card) => card.name);
  const count = async (table: string): Promise<number> => {
    const [row] = await world.database.run<{ n: number }>(
      sql`select count(*)::int as n from ${sql.ident(`recommendations.${table}`)}`,
    );
    return row?.n ?? 0;
  };

  before(async () => {
    // Coffee goes with sugar; cheese with bread. Everybody is one purchase away from the pair.
    for (const person of people.slice(0, 4)) await buys(person, [kopi, gula]);
    for (const person of people.slice(2, 5)) await buys(person, [keju, roti], 12);
    await buys(people[5] ?? '', [kopi, sold], 13);
  });

  it('should fill with best sellers, of the category or of all, when nothing has been worked out yet', async () => {
    const { api } = module();
    const beside = await api.recommend(guestCall(), { product: kopi.productId, limit: 3 });
    assert.deepEqual(names(beside.similar), ['Roti', 'Keju', 'Teh']);
    assert.deepEqual([beside.boughtTogether, beside.forYou], [[], []]);
    const own = await api.recommend(userCall(people[0] ?? ''), { for: 'me', limit: 2 });
    assert.deepEqual([names(own.forYou), own.isPersonal], [['Roti', 'Keju'], false]);
  });

  it('should show what goes with a product and with a person, when the lists have been worked out', async () => {
    const { api } = module();
    const run = await api.recompute(guestCall(), {});
    assert.deepEqual([run.hasRun, run.people, run.products, run.purchases], [true, 6, 5, 16]);
    const beside = await api.recommend(guestCall(), { product: kopi.productId, limit: 4 });
    assert.equal(beside.similar[0]?.name, 'Gula');
    assert.ok(!names(beside.similar).includes('Kopi'));
    const cheese = await api.recommend(guestCall(), { product: keju.productId });
    assert.deepEqual(names(cheese.boughtTogether), ['Roti']);
    const own = await api.recommend(userCall(people[5] ?? ''), { for: 'me', limit: 4 });
    assert.ok(own.isPersonal);
    assert.equal(own.forYou[0]?.name, 'Gula');
    assert.ok(!names(own.forYou).includes('Kopi'));
    assert.equal((await api.recommend(guestCall(), { for: 'me' })).isPersonal, false);
  });

  it('should leave out what is sold out or unknown, when lists name it', async () => {
    const { api } = module();
    const { similar, boughtTogether } = await api.recommend(guestCall(), { product: kopi.productId });
    assert.ok(![...similar, ...boughtTogether].some(({ name }) => name === 'Habis'));
    const nothing = await api.recommend(guestCall(), { product: newUuid() });
    assert.deepEqual([nothing.similar, nothing.boughtTogether], [[], []]);
  });

  it('should not run again when nothing was bought since, unless it must', async () => {
    const { api } = module();
    assert.equal((await api.recompute(guestCall(), {})).hasRun, false);
    assert.equal((await api.recompute(guestCall(), { isForced: true })).hasRun, true);
  });

  it('should forget an order when it is cancelled, and count it once when it is told twice', async () => {
    const buyer = newUuid();
    const orderId = await buys(buyer, [teh, teh]);
    await hear('order.confirmed', {
      orderId,
      invoiceId: newUuid(),
      buyerId: buyer,
      paidAt: '2026-11-14T00:00:00Z',
      lines: [{ productId: teh.productId }],
    });
    const { purchases } = await module().api.personalData(guestCall(), { userId: buyer });
    assert.deepEqual(purchases, [{ productId: teh.productId, boughtAt: '2026-11-10T03:00:00.000Z' }]);
    await hear('order.cancelled', { orderId });
    assert.deepEqual(await module().api.personalData(guestCall(), { userId: buyer }), { purchases: [] });
  });

  it('should keep nothing of a person when they are erased', async () => {
    const [person = ''] = people;
    const [purchases, lists] = [await count('purchases'), await count('personal')];
    await hear('user.erased', { userId: person });
    assert.deepEqual([await count('purchases'), await count('personal')], [purchases - 2, lists - 1]);
    assert.equal((await module().api.recompute(guestCall(), {})).people, 5);
    assert.equal((await module().api.recommend(userCall(person), { for: 'me' })).isPersonal, false);
  });

  it('should refuse with recommendations.nothing-asked when neither a product nor a person is named', async () => {
    await assert.rejects(module().api.recommend(guestCall(), {}), (error) =>
      isRefusal(error, 'recommendations.nothing-asked'),
    );
  });
});
