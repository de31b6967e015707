import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Database } from '#platform/database';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { guestCall, userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { MAX_LINES } from './contract.ts';
import { marketExample, offerExample } from './fixtures.ts';
import { createCarts } from './module.ts';
import { hashToken } from './open-cart.ts';

/** The same database, counting round trips. */
function counted(database: Database): { database: Database; trips: () => number } {
  let trips = 0;
  return {
    trips: () => trips,
    database: {
      ...database,
      run: (statement) => {
        trips++;
        return database.run(statement);
      },
      batch: (statements, options) => {
        trips++;
        return database.batch(statements, options);
      },
    },
  };
}

describe('carts', () => {
  const test_ = testDatabase('carts');
  const world = (count = 3, free = 10) => {
    const [first, second] = [newUuid(), newUuid()];
    const offers = Array.from({ length: count }, (_, i) => offerExample({ sellerId: i % 2 === 0 ? first : second }));
    const market = marketExample(offers, free);
    const { database, trips } = counted(test_.database);
    const { api } = createCarts({ database, ...market.neighbours, newId: newUuid });
    const ids = offers.map((offer) => offer.offerId);
    return { api, ids, offers, market, trips };
  };
  const idOf = (ids: string[], index: number) => ids[index] ?? '';

  test('should group lines by seller at todays prices when a person adds offers', async () => {
    const { api, ids, offers, trips } = world();
    const call = userCall(newUuid());
    const items = ids.map((offerId) => ({ offerId, quantity: 2 }));
    const { cart, cartToken } = await api.addItems(call, { items });
    assert.equal(trips(), 2);
    assert.equal(cartToken, null);
    assert.deepEqual(
      cart.sellers.map((group) => group.lines.length),
      [2, 1],
    );
    assert.equal(
      cart.total.amount,
      offers.reduce((sum, offer) => sum + offer.priceMinor * 2, 0),
    );
    assert.deepEqual((await api.getCart(call, {})).cart, cart);
  });

  test('should add up when the same offer is added again', async () => {
    const { api, ids } = world();
    const call = userCall(newUuid());
    await api.addItems(call, { items: [{ offerId: idOf(ids, 0), quantity: 2 }] });
    const { cart } = await api.addItems(call, { items: [{ offerId: idOf(ids, 0), quantity: 3 }] });
    assert.equal(cart.itemCount, 5);
  });

  test('should lose nothing when one offer is added from many tabs at once', async () => {
    const { api, ids } = world(1, 100);
    const call = userCall(newUuid());
    await Promise.all(
      Array.from({ length: 8 }, () => api.addItems(call, { items: [{ offerId: idOf(ids, 0), quantity: 1 }] })),
    );
    assert.equal((await api.getCart(call, {})).cart.itemCount, 8);
  });

  test('should give a guest a token that only its hash is kept of when something is added', async () => {
    const { api, ids } = world();
    const { cartToken, cart } = await api.addItems(guestCall(), { items: [{ offerId: idOf(ids, 0), quantity: 1 }] });
    assert.match(cartToken ?? '', /^[\w-]{43}$/);
    const again = await api.getCart(guestCall({ cartToken }), {});
    assert.deepEqual(again.cart, cart);
    const rows = await test_.database.run<{ token_hash: string }>(
      sql`select token_hash from carts.carts where id = ${cart.id}`,
    );
    assert.deepEqual(rows, [{ token_hash: hashToken(cartToken ?? '') }]);
  });

  test('should not take over a token that opens nothing when a guest brings one', async () => {
    const { api, ids } = world();
    const forged = 'A'.repeat(43);
    const { cartToken } = await api.addItems(guestCall({ cartToken: forged }), {
      items: [{ offerId: idOf(ids, 0), quantity: 1 }],
    });
    assert.notEqual(cartToken, forged);
  });

  test('should answer an empty cart when a guest has never added anything', async () => {
    const { api, trips } = world();
    const { cart } = await api.getCart(guestCall(), {});
    assert.deepEqual(cart, { id: null, itemCount: 0, total: { amount: 0, currency: 'IDR' }, sellers: [] });
    assert.equal(trips(), 0);
  });

  test('should take a guests lines over when a person calls with the guests token', async () => {
    const { api, ids } = world(3, 4);
    const person = newUuid();
    await api.addItems(userCall(person), {
      items: [
        { offerId: idOf(ids, 0), quantity: 1 },
        { offerId: idOf(ids, 1), quantity: 3 },
      ],
    });
    const guest = await api.addItems(guestCall(), {
      items: [
        { offerId: idOf(ids, 1), quantity: 4 },
        { offerId: idOf(ids, 2), quantity: 2 },
      ],
    });
    const merged = await api.getCart(userCall(person, ['CUSTOMER'], { cartToken: guest.cartToken }), {});
    assert.equal(merged.isMerged, true);
    const lines = merged.cart.sellers.flatMap((group) => group.lines);
    assert.deepEqual(
      new Map(lines.map((line) => [line.offerId, line.quantity])),
      new Map([
        [idOf(ids, 0), 1],
        [idOf(ids, 1), 4],
        [idOf(ids, 2), 2],
      ]),
    );
    assert.deepEqual((await api.getCart(guestCall({ cartToken: guest.cartToken }), {})).cart.sellers, []);
  });

  test('should take a guests lines over in the same two round trips when a person adds', async () => {
    const { api, ids, trips } = world();
    const guest = await api.addItems(guestCall(), { items: [{ offerId: idOf(ids, 0), quantity: 2 }] });
    const before = trips();
    const call = userCall(newUuid(), ['CUSTOMER'], { cartToken: guest.cartToken });
    const { cart } = await api.addItems(call, {
      items: [
        { offerId: idOf(ids, 0), quantity: 1 },
        { offerId: idOf(ids, 1), quantity: 1 },
      ],
    });
    assert.equal(trips() - before, 2);
    assert.equal(cart.itemCount, 4);
    assert.deepEqual((await api.getCart(userCall(call.actor.kind === 'user' ? call.actor.userId : ''), {})).cart, cart);
  });

  test('should merge the cart that is named when a client hands in its token', async () => {
    const { api, ids } = world();
    const guest = await api.addItems(guestCall(), { items: [{ offerId: idOf(ids, 0), quantity: 2 }] });
    const { cart } = await api.mergeCart(userCall(newUuid()), { cartToken: guest.cartToken });
    assert.equal(cart.itemCount, 2);
    await assert.rejects(api.mergeCart(guestCall(), { cartToken: null }), (error) =>
      isRefusal(error, 'carts.not-signed-in'),
    );
  });

  test('should answer bare lines without asking anybody when checkout wants them', async () => {
    const { api, ids, offers, market, trips } = world();
    const call = userCall(newUuid());
    await api.addItems(call, { items: [{ offerId: idOf(ids, 0), quantity: 2 }] });
    const [tripsBefore, askedBefore] = [trips(), { ...market.asked }];
    const { lines } = await api.getLines(call, {});
    assert.deepEqual(lines, [
      { offerId: idOf(ids, 0), sellerId: offers[0]?.sellerId, quantity: 2, seenPriceMinor: 65_000 },
    ]);
    assert.equal(trips() - tripsBefore, 1);
    assert.deepEqual(market.asked, askedBefore);
  });

  test('should take bought lines out once and leave newer wishes when checkout is through', async () => {
    const { api, ids } = world();
    const userId = newUuid();
    await api.addItems(userCall(userId), { items: ids.map((offerId) => ({ offerId, quantity: 1 })) });
    const [row] = await test_.database.run<{ at: string }>(sql`select clock_timestamp()::text as at`);
    await api.changeItem(userCall(userId), { offerId: idOf(ids, 1), quantity: 3 });
    for (let time = 0; time < 2; time++) {
      await api.removeLines(userCall(userId), {
        ownerUserId: userId,
        offerIds: ids.slice(0, 2),
        changedBefore: row?.at ?? '',
      });
    }
    const { cart } = await api.getCart(userCall(userId), {});
    assert.deepEqual(
      new Set(cart.sellers.flatMap((group) => group.lines.map((line) => line.offerId))),
      new Set(ids.slice(1)),
    );
  });

  test('should change and remove a line when it is there', async () => {
    const { api, ids, market } = world();
    const call = userCall(newUuid());
    await api.addItems(call, { items: ids.map((offerId) => ({ offerId, quantity: 1 })) });
    market.change(idOf(ids, 0), { priceMinor: 70_000 });
    const noticed = await api.getCart(call, {});
    assert.equal(noticed.cart.sellers[0]?.lines[0]?.notices[0]?.code, 'price_changed');
    const { cart } = await api.changeItem(call, { offerId: idOf(ids, 0), quantity: 5 });
    assert.deepEqual(cart.sellers[0]?.lines[0]?.notices, []);
    assert.equal(cart.sellers[0]?.lines[0]?.lineTotal.amount, 350_000);
    const after = await api.removeItem(call, { offerId: idOf(ids, 0) });
    assert.equal(after.cart.itemCount, 2);
    assert.deepEqual((await api.getCart(call, {})).cart, after.cart);
  });

  describe('refusals', () => {
    const refused = (work: Promise<unknown>, code: string) => assert.rejects(work, (error) => isRefusal(error, code));

    test('should refuse carts.offer-not-found when nobody knows the offer', async () => {
      const { api } = world();
      const call = userCall(newUuid());
      await refused(api.addItems(call, { items: [{ offerId: newUuid(), quantity: 1 }] }), 'carts.offer-not-found');
      assert.equal((await api.getCart(call, {})).cart.id, null);
    });

    test('should refuse carts.offer-not-for-sale when the offer is off', async () => {
      const { api, ids, market } = world();
      const call = userCall(newUuid());
      await api.addItems(call, { items: [{ offerId: idOf(ids, 0), quantity: 1 }] });
      market.change(idOf(ids, 0), { isSellable: false });
      await refused(
        api.addItems(call, { items: [{ offerId: idOf(ids, 0), quantity: 1 }] }),
        'carts.offer-not-for-sale',
      );
      await refused(api.changeItem(call, { offerId: idOf(ids, 0), quantity: 2 }), 'carts.offer-not-for-sale');
    });

    test('should refuse carts.not-enough-stock when more is asked for than is free', async () => {
      const { api, ids } = world(3, 4);
      const call = userCall(newUuid());
      await api.addItems(call, { items: [{ offerId: idOf(ids, 0), quantity: 3 }] });
      await refused(api.addItems(call, { items: [{ offerId: idOf(ids, 0), quantity: 2 }] }), 'carts.not-enough-stock');
      await refused(api.changeItem(call, { offerId: idOf(ids, 0), quantity: 5 }), 'carts.not-enough-stock');
      assert.equal((await api.getCart(call, {})).cart.itemCount, 3);
    });

    test('should refuse carts.quantity-out-of-range when the seller has a minimum', async () => {
      const { api, ids, market } = world();
      market.change(idOf(ids, 0), { minQuantity: 3, maxQuantity: 6 });
      const call = userCall(newUuid());
      await refused(
        api.addItems(call, { items: [{ offerId: idOf(ids, 0), quantity: 2 }] }),
        'carts.quantity-out-of-range',
      );
      await refused(
        api.addItems(call, { items: [{ offerId: idOf(ids, 0), quantity: 7 }] }),
        'carts.quantity-out-of-range',
      );
    });

    test('should refuse carts.full when there is no room for another line', async () => {
      const { api, ids } = world(MAX_LINES + 1);
      const call = userCall(newUuid());
      await api.addItems(call, { items: ids.slice(0, MAX_LINES).map((offerId) => ({ offerId, quantity: 1 })) });
      await refused(api.addItems(call, { items: [{ offerId: idOf(ids, MAX_LINES), quantity: 1 }] }), 'carts.full');
    });

    test('should hold the bound when a cart is filled from many tabs at once', async () => {
      const { api, ids } = world(MAX_LINES + 10);
      const call = userCall(newUuid());
      await api.addItems(call, { items: ids.slice(0, MAX_LINES - 4).map((offerId) => ({ offerId, quantity: 1 })) });
      const tries = ids
        .slice(MAX_LINES - 4)
        .map((offerId) => api.addItems(call, { items: [{ offerId, quantity: 1 }] }));
      const results = await Promise.allSettled(tries);
      assert.equal(results.filter((result) => result.status === 'fulfilled').length, 4);
      assert.equal((await api.getLines(call, {})).lines.length, MAX_LINES);
    });

    test('should refuse carts.total-too-large when amounts leave their bound', async () => {
      const { api, ids, market } = world();
      const call = userCall(newUuid());
      await api.addItems(call, { items: [{ offerId: idOf(ids, 0), quantity: 1 }] });
      market.change(idOf(ids, 0), { priceMinor: 999_999_999_999_999 });
      await refused(api.addItems(call, { items: [{ offerId: idOf(ids, 0), quantity: 1 }] }), 'carts.total-too-large');
      await refused(api.changeItem(call, { offerId: idOf(ids, 0), quantity: 2 }), 'carts.total-too-large');
    });

    test('should refuse carts.line-not-found when the line is not in the cart', async () => {
      const { api, ids } = world();
      const call = userCall(newUuid());
      await refused(api.changeItem(call, { offerId: idOf(ids, 0), quantity: 1 }), 'carts.line-not-found');
      await refused(api.removeItem(call, { offerId: idOf(ids, 0) }), 'carts.line-not-found');
    });
  });

  test('should forget guests carts when their thirty days are over', async () => {
    const { api, ids } = world();
    const old = await api.addItems(guestCall(), { items: [{ offerId: idOf(ids, 0), quantity: 1 }] });
    const young = await api.addItems(guestCall(), { items: [{ offerId: idOf(ids, 0), quantity: 1 }] });
    await test_.database.run(
      sql`update carts.carts set expires_at = now() - interval '1 minute' where id = ${old.cart.id}`,
    );
    const module = createCarts({ database: test_.database, ...marketExample([]).neighbours, newId: newUuid });
    await module.jobs?.[0]?.run(guestCall(), null);
    const rows = await test_.database.run<{ id: string }>(
      sql`select id from carts.carts where id = any(${[old.cart.id, young.cart.id]}::uuid[])`,
    );
    assert.deepEqual(rows, [{ id: young.cart.id }]);
  });

  test('should forget a persons cart when the account is erased', async () => {
    const { api, ids } = world();
    const userId = newUuid();
    await api.addItems(userCall(userId), { items: [{ offerId: idOf(ids, 0), quantity: 1 }] });
    const module = createCarts({ database: test_.database, ...marketExample([]).neighbours, newId: newUuid });
    const reaction = module.reactions?.find((each) => each.eventType === 'user.erased');
    await test_.database.inTx(async (tx) => {
      await reaction?.inTx?.(tx, { payload: { userId } } as never, guestCall());
    });
    assert.equal((await api.getCart(userCall(userId), {})).cart.id, null);
  });
});
