import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from '#platform/database';
import { derivedId, newUuid } from '#platform/ids';
import { MAX_AMOUNT_MINOR } from '#platform/money';
import { isRefusal, type Refusal, refuse } from '#platform/refusal';
import { guestCall, userCall } from '#platform/testing/calls';
import { testDatabase, waitFor } from '#platform/testing/database';
import { offerExample, sellerExample, serviceExample } from '../fixtures.ts';
import { factsAbout, houseExample, marketDay } from '../house-fixture.ts';

describe('placing an order', () => {
  const db = testDatabase('orders');
  const world = (free = 10, leaseMs?: number) => {
    const house = houseExample(db.database, leaseMs);
    return { ...house, ...marketDay(house, free) };
  };
  const refused = async (work: Promise<unknown>, code: string): Promise<Refusal> => {
    let refusal: Refusal | undefined;
    await assert.rejects(work, (error) => {
      if (isRefusal(error)) refusal = error;
      return isRefusal(error, code);
    });
    assert.ok(refusal);
    return refusal;
  };
  const ordersOf = (buyerId: string) => db.database.run(sql`select id from orders.orders where buyer_id = ${buyerId}`);
  const sagaOf = async (buyerId: string, key: string) =>
    (
      await db.database.run<{ status: string; state: object }>(
        sql`select status, state from orders.sagas where id = ${derivedId('checkout', buyerId, key)}`,
      )
    )[0];

  test('should make one order per seller under one invoice, reserve, ask for one payment and clear the cart when a cart is bought', async () => {
    const shop = world();
    const placed = await shop.api.placeOrder(shop.buyer(), shop.input);
    assert.equal(placed.orders.length, 2);
    assert.deepEqual(
      placed.orders.map((order) => order.total.amount),
      [65_000 + 18_000, 2 * 85_000 + 18_000],
    );
    assert.equal(placed.total.amount, 271_000);
    assert.match(placed.invoiceNumber, /^INV\/2026\/11\/21\//);
    assert.equal(placed.payment.amount.amount, 271_000);
    assert.deepEqual(shop.town.carts.get(shop.buyerId), []);
    assert.deepEqual(
      shop.offers.map((offer) => shop.town.free.get(offer.offerId)),
      [9, 8],
    );
    for (const order of placed.orders) {
      assert.equal(shop.town.reservations.get(order.id)?.expiresAt, '2026-11-21T04:15:00.000Z');
      assert.deepEqual(await shop.api.getOrder(shop.buyer(), { orderId: order.id }), order);
      assert.deepEqual(
        (await factsAbout(db.database, order.id)).map((fact) => fact.event_type),
        ['order.created'],
      );
      const audits = await db.database.run(
        sql`select 1 from orders.outbox where aggregate_id = ${`order:${order.id}`} and event_type = 'audit.recorded'`,
      );
      assert.equal(audits.length, 1);
    }
  });

  test('should tell everything about an order when it is created', async () => {
    const shop = world();
    const placed = await shop.api.placeOrder(shop.buyer(), shop.input);
    const [order] = placed.orders;
    const [fact] = await factsAbout(db.database, order?.id ?? '');
    assert.equal(fact?.payload.buyerId, shop.buyerId);
    assert.equal(fact?.payload.sellerUserId, shop.sellers[0]?.userId);
    assert.equal(fact?.payload.totalMinor, 83_000);
    assert.equal(fact?.payload.payableUntil, '2026-11-21T03:45:00.000Z');
    const lines = Array.isArray(fact?.payload.lines) ? fact.payload.lines : [];
    assert.deepEqual(
      lines.map((line: { lineTotalMinor: number }) => line.lineTotalMinor),
      [65_000],
    );
  });

  test('should leave the rest of the cart when only some lines are named', async () => {
    const shop = world();
    const [first, second] = shop.offers.map((offer) => offer.offerId);
    const lines = [
      { offerId: first ?? '', quantity: 1 },
      { offerId: first ?? '', quantity: 2 },
    ];
    const placed = await shop.api.placeOrder(shop.buyer(), {
      ...shop.input,
      lines,
      shipping: shop.input.shipping.slice(0, 1),
    });
    assert.deepEqual(
      placed.orders.map((order) => order.lines.map((line) => line.quantity)),
      [[3]],
    );
    assert.deepEqual(
      shop.town.carts.get(shop.buyerId)?.map((line) => line.offerId),
      [second],
    );
  });

  test('should keep the time to pay that the channel leaves when it is shorter', async () => {
    const shop = world();
    const early = '2026-11-21T03:30:00.000Z';
    const { invoiceId } = await placeWith(shop, { expiresAt: early });
    const rows = await db.database.run<{ payable_until: Date }>(
      sql`select payable_until from orders.orders where invoice_id = ${invoiceId}`,
    );
    assert.ok(rows.every((row) => row.payable_until.toISOString() === early));
  });

  async function placeWith(shop: ReturnType<typeof world>, change: { expiresAt: string }) {
    const key = newUuid();
    shop.town.loses.set('payments.createIntent', () => {
      shop.town.loses.delete('payments.createIntent');
      const [id, payment] = [...shop.town.payments][0] ?? [];
      if (id && payment) shop.town.payments.set(id, { ...payment, ...change });
      return new Error('the answer was lost');
    });
    await assert.rejects(shop.api.placeOrder(shop.buyer(key), shop.input), /the answer was lost/);
    await db.database.run(
      sql`update orders.sagas set due_at = now() where id = ${derivedId('checkout', shop.buyerId, key)}`,
    );
    return shop.api.placeOrder(shop.buyer(key), shop.input);
  }

  describe('the same request again', () => {
    test('should give the same answer when it was answered before', async () => {
      const shop = world();
      const key = newUuid();
      const first = await shop.api.placeOrder(shop.buyer(key), shop.input);
      const second = await shop.api.placeOrder(shop.buyer(key), shop.input);
      assert.deepEqual(second, first);
      assert.equal((await ordersOf(shop.buyerId)).length, 2);
      assert.equal(shop.town.payments.size, 1);
    });

    test('should make the orders once when it comes many times at once', async () => {
      const shop = world();
      const key = newUuid();
      const results = await Promise.allSettled(
        [1, 2, 3, 4, 5].map(() => shop.api.placeOrder(shop.buyer(key), shop.input)),
      );
      for (const result of results)
        if (result.status === 'rejected') assert.ok(isRefusal(result.reason, 'request.in-progress'));
      assert.ok(results.some((result) => result.status === 'fulfilled'));
      assert.equal((await ordersOf(shop.buyerId)).length, 2);
      assert.deepEqual(
        shop.offers.map((offer) => shop.town.free.get(offer.offerId)),
        [9, 8],
      );
    });

    test('should refuse when the key comes with another body', async () => {
      const shop = world();
      const key = newUuid();
      await shop.api.placeOrder(shop.buyer(key), shop.input);
      await refused(
        shop.api.placeOrder(shop.buyer(key), { ...shop.input, paymentChannel: 'VA_BCA' }),
        'request.idempotency-key-reused',
      );
    });

    test('should give the same refusal when the first was refused', async () => {
      const shop = world(1);
      const key = newUuid();
      const first = await refused(shop.api.placeOrder(shop.buyer(key), shop.input), 'orders.not-available');
      for (const offer of shop.offers) shop.town.free.set(offer.offerId, 10);
      const second = await refused(shop.api.placeOrder(shop.buyer(key), shop.input), 'orders.not-available');
      assert.deepEqual(second.details, first.details);
      assert.equal((await ordersOf(shop.buyerId)).length, 0);
    });

    test('should keep keys of two buyers apart when they chose the same one', async () => {
      const [one, other] = [world(), world()];
      const key = newUuid();
      const [first, second] = [
        await one.api.placeOrder(one.buyer(key), one.input),
        await other.api.placeOrder(other.buyer(key), other.input),
      ];
      assert.notEqual(first.invoiceId, second.invoiceId);
    });
  });

  describe('a server that dies', () => {
    // Each name is a call in whose midst the process ends: before it got through, or after its answer was lost.
    for (const name of ['inventory.reserveMany', 'payments.createIntent']) {
      for (const when of ['breaks', 'loses'] as const) {
        test(`should finish the checkout when it ${when} ${name}`, async () => {
          const shop = world(10, 50);
          const key = newUuid();
          const dead = () => new Error('killed');
          shop.town[when].set(name, dead);
          await assert.rejects(shop.api.placeOrder(shop.buyer(key), shop.input), /killed/);
          shop.town[when].delete(name);
          const after = shop.newSagas('second');
          await waitFor('the second process has finished it', async () => {
            await after.sweep();
            return (await sagaOf(shop.buyerId, key))?.status === 'done';
          });
          const placed = await shop.api.placeOrder(shop.buyer(key), shop.input);
          assert.equal(placed.orders.length, 2);
          assert.equal((await ordersOf(shop.buyerId)).length, 2);
          assert.deepEqual(
            shop.offers.map((offer) => shop.town.free.get(offer.offerId)),
            [9, 8],
          );
          assert.deepEqual(shop.town.carts.get(shop.buyerId), []);
          for (const order of placed.orders) assert.equal((await factsAbout(db.database, order.id)).length, 1);
        });
      }
    }

    test('should go on with the orders of the first try when the same request takes over', async () => {
      const shop = world();
      const key = newUuid();
      shop.town.breaks.set('payments.createIntent', () => new Error('killed'));
      await assert.rejects(shop.api.placeOrder(shop.buyer(key), shop.input), /killed/);
      shop.town.breaks.clear();
      await db.database.run(
        sql`update orders.sagas set due_at = now() where id = ${derivedId('checkout', shop.buyerId, key)}`,
      );
      const placed = await shop.api.placeOrder(shop.buyer(key), shop.input);
      const ids = placed.orders.map((order) => order.id);
      assert.deepEqual([...shop.town.reservations.keys()], ids);
      assert.deepEqual((await ordersOf(shop.buyerId)).length, 2);
      for (const id of ids) assert.equal((await factsAbout(db.database, id)).length, 1);
    });

    test('should say that it is under way when the request comes again too soon', async () => {
      const shop = world();
      const key = newUuid();
      shop.town.breaks.set('payments.createIntent', () => new Error('killed'));
      await assert.rejects(shop.api.placeOrder(shop.buyer(key), shop.input), /killed/);
      await refused(shop.api.placeOrder(shop.buyer(key), shop.input), 'request.in-progress');
    });

    test('should refuse orders.took-too-long and leave nothing behind when it is found again after the time to pay', async () => {
      const shop = world(10, 50);
      const key = newUuid();
      shop.town.breaks.set('payments.createIntent', () => new Error('killed'));
      await assert.rejects(shop.api.placeOrder(shop.buyer(key), shop.input), /killed/);
      shop.town.breaks.clear();
      shop.town.clock.advance(31 * 60_000);
      const after = shop.newSagas('second');
      await waitFor('the second process has undone it', async () => {
        await after.sweep();
        return (await sagaOf(shop.buyerId, key))?.status === 'undone';
      });
      await refused(shop.api.placeOrder(shop.buyer(key), shop.input), 'orders.took-too-long');
      assert.equal((await ordersOf(shop.buyerId)).length, 0);
      assert.deepEqual(
        shop.offers.map((offer) => shop.town.free.get(offer.offerId)),
        [10, 10],
      );
    });
  });

  describe('a step that refuses', () => {
    test('should leave nothing behind when stock runs out, and name the place', async () => {
      const shop = world();
      const scarce = shop.offers[1]?.offerId ?? '';
      shop.town.free.set(scarce, 1);
      const refusal = await refused(shop.api.placeOrder(shop.buyer(), shop.input), 'orders.not-available');
      assert.deepEqual(
        refusal.fields.map((field) => field.pointer),
        ['/lines/1'],
      );
      assert.equal(refusal.details.available, 1);
      assert.equal((await ordersOf(shop.buyerId)).length, 0);
      assert.equal(shop.town.payments.size, 0);
      assert.equal(shop.town.carts.get(shop.buyerId)?.length, 2);
    });

    test('should give stock back and delete the orders when the payment cannot be made', async () => {
      const shop = world();
      await refused(
        shop.api.placeOrder(shop.buyer(), { ...shop.input, paymentChannel: 'VA_MARS' }),
        'payments.channel-unknown',
      );
      assert.equal((await ordersOf(shop.buyerId)).length, 0);
      assert.equal((await ordersOf(shop.buyerId)).length, 0);
      assert.deepEqual(
        shop.offers.map((offer) => shop.town.free.get(offer.offerId)),
        [10, 10],
      );
      assert.ok([...shop.town.reservations.values()].every((reservation) => reservation.state === 'released'));
      assert.equal(shop.town.carts.get(shop.buyerId)?.length, 2);
      const facts = await db.database.run(
        sql`select 1 from orders.outbox where payload ->> 'buyerId' = ${shop.buyerId}`,
      );
      assert.deepEqual(facts, []);
    });

    test('should cancel the payment when its making was refused half way', async () => {
      const shop = world();
      shop.town.loses.set('payments.createIntent', () => refuse('payments.provider-unavailable'));
      await refused(shop.api.placeOrder(shop.buyer(), shop.input), 'payments.provider-unavailable');
      assert.deepEqual(
        [...shop.town.payments.values()].map((payment) => payment.status),
        ['cancelled'],
      );
      assert.equal((await ordersOf(shop.buyerId)).length, 0);
    });

    test('should place the order all the same when only the cart cannot be cleared', async () => {
      const shop = world();
      shop.town.breaks.set('carts.removeLines', () => new Error('carts are away'));
      const placed = await shop.api.placeOrder(shop.buyer(), shop.input);
      assert.equal(placed.orders.length, 2);
    });

    test('should sell exactly what there is when many buyers race for it', async () => {
      const shop = world(10);
      const offer = shop.offers[0];
      const address = shop.address;
      const buyers = Array.from({ length: 30 }, () => newUuid());
      const results = await Promise.allSettled(
        buyers.map((buyerId) => {
          const own = { ...address, id: newUuid() };
          shop.town.addresses.set(own.id, { userId: buyerId, address: own });
          const call = userCall(buyerId, ['CUSTOMER'], { idempotencyKey: newUuid() });
          const lines = [{ offerId: offer?.offerId ?? '', quantity: 1 }];
          return shop.api.placeOrder(call, {
            ...shop.input,
            addressId: own.id,
            lines,
            shipping: shop.input.shipping.slice(0, 1),
          });
        }),
      );
      assert.equal(results.filter((result) => result.status === 'fulfilled').length, 10);
      for (const result of results)
        if (result.status === 'rejected') assert.ok(isRefusal(result.reason, 'orders.not-available'));
      const rows = await db.database.run(sql`select 1 from orders.orders where buyer_id = any(${buyers}::uuid[])`);
      assert.equal(rows.length, 10);
    });
  });

  describe('refusals', () => {
    test('should refuse orders.cart-empty when there is nothing to buy', async () => {
      const shop = world();
      shop.town.carts.clear();
      await refused(shop.api.placeOrder(shop.buyer(), shop.input), 'orders.cart-empty');
      await refused(shop.api.quoteCheckout(shop.buyer(), { addressId: shop.address.id }), 'orders.cart-empty');
    });

    test('should refuse orders.address-not-found when the address is somebody elses', async () => {
      const shop = world();
      const refusal = await refused(
        shop.api.placeOrder(userCall(newUuid(), ['CUSTOMER'], { idempotencyKey: 'k' }), shop.input),
        'orders.address-not-found',
      );
      assert.deepEqual(
        refusal.fields.map((field) => field.pointer),
        ['/addressId'],
      );
    });

    test('should refuse orders.not-available when an offer is off the market', async () => {
      const shop = world();
      const offer = shop.offers[1];
      if (offer) shop.town.offers.set(offer.offerId, { ...offer, isSellable: false });
      const refusal = await refused(shop.api.placeOrder(shop.buyer(), shop.input), 'orders.not-available');
      assert.deepEqual(
        refusal.fields.map((field) => field.pointer),
        ['/lines/1'],
      );
    });

    test('should refuse orders.too-many-sellers when one payment cannot hold them', async () => {
      const shop = world();
      const offers = Array.from({ length: 51 }, () => {
        const seller = sellerExample();
        shop.town.sellers.set(seller.sellerId, seller);
        return offerExample(seller.sellerId);
      });
      for (const offer of offers) shop.town.offers.set(offer.offerId, offer);
      const lines = offers.map(({ offerId }) => ({ offerId, quantity: 1 }));
      await refused(shop.api.placeOrder(shop.buyer(), { ...shop.input, lines }), 'orders.too-many-sellers');
    });

    test('should refuse orders.total-too-large when goods or fees leave the bound', async () => {
      const shop = world();
      const offer = shop.offers[0];
      if (offer) shop.town.offers.set(offer.offerId, { ...offer, priceMinor: MAX_AMOUNT_MINOR });
      await refused(shop.api.placeOrder(shop.buyer(), shop.input), 'orders.total-too-large');
      if (offer) shop.town.offers.set(offer.offerId, { ...offer, priceMinor: MAX_AMOUNT_MINOR - 170_000 });
      await refused(shop.api.placeOrder(shop.buyer(), shop.input), 'orders.total-too-large');
    });

    test('should refuse orders.own-goods when a seller buys at home', async () => {
      const shop = world();
      const seller = shop.sellers[0];
      if (seller) shop.town.sellers.set(seller.sellerId, { ...seller, userId: shop.buyerId });
      await refused(shop.api.placeOrder(shop.buyer(), shop.input), 'orders.own-goods');
    });

    test('should refuse orders.shipping-incomplete when a seller has no service', async () => {
      const shop = world();
      await refused(
        shop.api.placeOrder(shop.buyer(), { ...shop.input, shipping: shop.input.shipping.slice(0, 1) }),
        'orders.shipping-incomplete',
      );
    });

    test('should refuse orders.service-not-available when nobody offers the service', async () => {
      const shop = world();
      const shipping = shop.input.shipping.map((choice) => ({ ...choice, serviceCode: 'jne:teleport' }));
      await refused(shop.api.placeOrder(shop.buyer(), { ...shop.input, shipping }), 'orders.service-not-available');
    });

    test('should refuse orders.shipping-unavailable when the couriers cannot be asked', async () => {
      const shop = world();
      shop.town.isShippingDown = true;
      await refused(shop.api.placeOrder(shop.buyer(), shop.input), 'orders.shipping-unavailable');
    });

    test('should refuse orders.total-changed when a price moved since the buyer looked', async () => {
      const shop = world();
      shop.town.services = [serviceExample({ priceMinor: 20_000 })];
      const refusal = await refused(
        shop.api.placeOrder(shop.buyer(), { ...shop.input, expectedTotal: { amount: 271_000, currency: 'IDR' } }),
        'orders.total-changed',
      );
      assert.equal(refusal.details.totalMinor, 275_000);
      assert.equal((await ordersOf(shop.buyerId)).length, 0);
    });

    test('should refuse orders.not-signed-in when a guest buys', async () => {
      const shop = world();
      await refused(shop.api.placeOrder(guestCall({ idempotencyKey: 'k' }), shop.input), 'orders.not-signed-in');
      await refused(shop.api.quoteCheckout(guestCall(), { addressId: shop.address.id }), 'orders.not-signed-in');
    });

    test('should refuse orders.key-required when the request cannot be told from a double tap', async () => {
      const shop = world();
      await refused(shop.api.placeOrder(shop.buyer(null), shop.input), 'orders.key-required');
    });
  });
});
