import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { testDatabase } from '#platform/testing/database';
import { inventoryWorld, NOON, QUARTER_PAST, reservationOf, stockedOffers } from './fixtures.ts';

describe('reserveMany', () => {
  const db = testDatabase('inventory');
  const world = inventoryWorld(() => db.database);
  const { call } = world;
  const stockOf = async (offerId: string) => (await world.api.stocksByOffers(call, { offerIds: [offerId] })).stocks[0];

  it('should hold the stock of all orders when there is enough of everything', async () => {
    const {
      offerIds: [kopi = '', teh = ''],
    } = await stockedOffers(world.api, 10, 5);
    const orders = [
      reservationOf([[kopi, 3]]),
      reservationOf([
        [teh, 5],
        [kopi, 1],
      ]),
    ];
    const answer = await world.api.reserveMany(call, { reservations: orders });
    assert.deepEqual(
      answer.reservations,
      orders.map(({ reservationId }) => ({ reservationId, expiresAt: QUARTER_PAST })),
    );
    assert.partialDeepStrictEqual(await stockOf(kopi), { onHand: 10, reserved: 4, free: 6 });
    assert.partialDeepStrictEqual(await stockOf(teh), { onHand: 5, reserved: 5, free: 0 });
    const { items } = await world.api.listMovements(call, { sellerId: null, offerId: kopi, limit: 10, cursor: null });
    assert.deepEqual(items.map((item) => [item.kind, item.onHandChange, item.reservedChange]).sort(), [
      ['receive', 10, 0],
      ['reserve', 0, 1],
      ['reserve', 0, 3],
    ]);
  });

  it('should hold nothing and say what is left when one line of one order is short', async () => {
    const {
      offerIds: [kopi = '', teh = ''],
    } = await stockedOffers(world.api, 10, 2);
    const orders = [reservationOf([[kopi, 3]]), reservationOf([[teh, 3]])];
    await assert.rejects(world.api.reserveMany(call, { reservations: orders }), (error) => {
      assert.ok(isRefusal(error, 'inventory.not-enough'));
      assert.deepEqual(error.details, { offerId: teh, free: 2, lines: [{ offerId: teh, free: 2, wanted: 3 }] });
      return true;
    });
    assert.partialDeepStrictEqual(await stockOf(kopi), { reserved: 0 });
    assert.equal(
      (
        await db.database.run({
          text: `select from inventory.reservations where id = '${orders[0]?.reservationId}'`,
          values: [],
          name: '',
        })
      ).length,
      0,
    );
  });

  it('should refuse with nothing left when the offer has no stock card', async () => {
    const unknown = newUuid();
    await assert.rejects(
      world.api.reserve(call, reservationOf([[unknown, 1]])),
      (error) => isRefusal(error, 'inventory.not-enough') && error.details.free === 0,
    );
  });

  it('should add up when one offer stands on several lines and in several orders of a checkout', async () => {
    const {
      offerIds: [kopi = ''],
    } = await stockedOffers(world.api, 10);
    const orders = [
      reservationOf([
        [kopi, 2],
        [kopi, 3],
      ]),
      reservationOf([[kopi, 5]]),
    ];
    await world.api.reserveMany(call, { reservations: orders });
    assert.partialDeepStrictEqual(await stockOf(kopi), { reserved: 10, free: 0 });
    await assert.rejects(world.api.reserve(call, reservationOf([[kopi, 1]])), (error) =>
      isRefusal(error, 'inventory.not-enough'),
    );
  });

  it('should answer what was held before when the same reservation comes again', async () => {
    const {
      offerIds: [kopi = ''],
    } = await stockedOffers(world.api, 10);
    const order = reservationOf([[kopi, 4]]);
    await world.api.reserve(call, order);
    const again = await world.api.reserve(call, { ...order, expiresAt: '2026-11-21T09:00:00.000Z' });
    assert.deepEqual(again, { reservationId: order.reservationId, expiresAt: QUARTER_PAST });
    assert.partialDeepStrictEqual(await stockOf(kopi), { reserved: 4 });
  });

  it('should hold once when the same reservation comes many times at the same moment', async () => {
    const {
      offerIds: [kopi = ''],
    } = await stockedOffers(world.api, 10);
    const order = reservationOf([[kopi, 4]]);
    const answers = await Promise.all(Array.from({ length: 8 }, () => world.api.reserve(call, order)));
    assert.equal(new Set(answers.map((answer) => answer.expiresAt)).size, 1);
    assert.partialDeepStrictEqual(await stockOf(kopi), { reserved: 4 });
  });

  it('should take from several locations when none has enough alone', async () => {
    const {
      sellerId,
      offerIds: [kopi = ''],
    } = await stockedOffers(world.api, 3);
    const { locationId } = await world.api.addLocation(call, { sellerId, name: 'Toko Pasar Parakan' });
    await world.api.recordMovement(call, {
      movementKey: newUuid(),
      sellerId,
      offerId: kopi,
      locationId,
      kind: 'receive',
      quantity: 4,
      reason: '',
    });
    const orders = [reservationOf([[kopi, 2]]), reservationOf([[kopi, 5]])];
    await world.api.reserveMany(call, { reservations: orders });
    const stock = await stockOf(kopi);
    assert.equal(stock?.free, 0);
    assert.deepEqual(
      stock?.locations.map((place) => place.onHand - place.reserved),
      [0, 0],
    );
    await world.api.releaseMany(call, { reservationIds: orders.map((order) => order.reservationId) });
    assert.equal((await stockOf(kopi))?.free, 7);
  });

  it('should refuse when the reservation has been released before', async () => {
    const {
      offerIds: [kopi = ''],
    } = await stockedOffers(world.api, 10);
    const order = reservationOf([[kopi, 4]]);
    await world.api.release(call, { reservationId: order.reservationId });
    await assert.rejects(world.api.reserve(call, order), (error) => isRefusal(error, 'inventory.reservation-gone'));
    assert.equal((await stockOf(kopi))?.reserved, 0);
  });

  it('should refuse when its end lies in the past', async () => {
    const {
      offerIds: [kopi = ''],
    } = await stockedOffers(world.api, 10);
    await assert.rejects(world.api.reserve(call, reservationOf([[kopi, 4]], { expiresAt: NOON })), (error) =>
      isRefusal(error, 'inventory.reservation-too-late'),
    );
  });

  it('should sell exactly 10 when 60 buyers race for 10 pieces', async () => {
    const {
      offerIds: [kopi = ''],
    } = await stockedOffers(world.api, 10);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, () => world.api.reserve(call, reservationOf([[kopi, 1]]))),
    );
    const sold = outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
    const refused = outcomes.filter(
      (outcome) => outcome.status === 'rejected' && isRefusal(outcome.reason, 'inventory.not-enough'),
    ).length;
    assert.deepEqual([sold, refused], [10, 50]);
    assert.partialDeepStrictEqual(await stockOf(kopi), { onHand: 10, reserved: 10, free: 0 });
    assert.deepEqual((await world.api.verifyInventory(call, {})).problems, []);
  });

  it('should neither deadlock nor oversell when baskets hold the same goods in different order', async () => {
    const { offerIds } = await stockedOffers(world.api, 40, 40, 40, 40);
    const baskets = Array.from({ length: 60 }, (_, round) => {
      const turned = [...offerIds.slice(round % 4), ...offerIds.slice(0, round % 4)];
      return reservationOf((round % 2 ? turned : turned.toReversed()).map((offerId) => [offerId, 1]));
    });
    const outcomes = await Promise.allSettled(baskets.map((basket) => world.api.reserve(call, basket)));
    assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 40);
    for (const offerId of offerIds) assert.equal((await stockOf(offerId))?.free, 0);
  });
});
