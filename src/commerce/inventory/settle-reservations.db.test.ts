import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { testDatabase } from '#platform/testing/database';
import { inventoryWorld, NOON, reservationOf, stockedOffers } from './fixtures.ts';

describe('a reservation', () => {
  const db = testDatabase('inventory');
  const world = inventoryWorld(() => db.database);
  const { call, clock } = world;
  const stockOf = async (offerId: string) => (await world.api.stocksByOffers(call, { offerIds: [offerId] })).stocks[0];
  const held = async (quantity: number) => {
    const {
      offerIds: [offerId = ''],
    } = await stockedOffers(world.api, 10);
    const { reservationId } = await world.api.reserve(call, reservationOf([[offerId, quantity]]));
    return { offerId, reservationId };
  };
  const sound = async () => assert.deepEqual((await world.api.verifyInventory(call, {})).problems, []);

  it('should leave the house when it is confirmed and deducted', async () => {
    const { offerId, reservationId } = await held(4);
    await world.api.confirm(call, { reservationId });
    await world.api.confirm(call, { reservationId });
    await world.api.deduct(call, { reservationId });
    await world.api.deduct(call, { reservationId });
    await world.api.confirm(call, { reservationId });
    assert.partialDeepStrictEqual(await stockOf(offerId), { onHand: 6, reserved: 0, free: 6 });
    await sound();
  });

  it('should be free again when it is released, once', async () => {
    const { offerId, reservationId } = await held(4);
    await world.api.confirm(call, { reservationId });
    await world.api.release(call, { reservationId });
    await world.api.release(call, { reservationId });
    assert.partialDeepStrictEqual(await stockOf(offerId), { onHand: 10, reserved: 0 });
    await assert.rejects(world.api.confirm(call, { reservationId }), (error) =>
      isRefusal(error, 'inventory.reservation-gone'),
    );
    await assert.rejects(world.api.deduct(call, { reservationId }), (error) =>
      isRefusal(error, 'inventory.reservation-gone'),
    );
    await sound();
  });

  it('should come back on hand once when shipped goods return', async () => {
    const { offerId, reservationId } = await held(4);
    await world.api.confirm(call, { reservationId });
    await assert.rejects(world.api.restock(call, { reservationId, reason: '' }), (error) =>
      isRefusal(error, 'inventory.reservation-not-deducted'),
    );
    await world.api.deduct(call, { reservationId });
    await world.api.restock(call, { reservationId, reason: 'Retur dari kurir' });
    await world.api.restock(call, { reservationId, reason: 'Retur dari kurir' });
    assert.partialDeepStrictEqual(await stockOf(offerId), { onHand: 10, reserved: 0 });
    await sound();
  });

  it('should confirm no order of a payment when one of them is gone', async () => {
    const one = await held(1);
    const two = await held(1);
    await world.api.release(call, { reservationId: two.reservationId });
    await assert.rejects(
      world.api.confirmMany(call, { reservationIds: [one.reservationId, two.reservationId] }),
      (error) => isRefusal(error, 'inventory.reservation-gone'),
    );
    await assert.rejects(world.api.deduct(call, { reservationId: one.reservationId }), (error) =>
      isRefusal(error, 'inventory.reservation-not-confirmed'),
    );
  });

  it('should refuse when nobody knows it', async () => {
    const reservationId = newUuid();
    const unknown = (error: unknown) => isRefusal(error, 'inventory.reservation-not-found');
    await assert.rejects(world.api.confirm(call, { reservationId }), unknown);
    await assert.rejects(world.api.deduct(call, { reservationId }), unknown);
    await assert.rejects(world.api.restock(call, { reservationId, reason: '' }), unknown);
    await assert.rejects(
      world.api.extendMany(call, { reservationIds: [reservationId], expiresAt: '2026-11-21T06:00:00Z' }),
      unknown,
    );
  });

  it('should refuse to be released when the goods have been shipped', async () => {
    const { reservationId } = await held(1);
    await world.api.confirm(call, { reservationId });
    await world.api.deduct(call, { reservationId });
    await assert.rejects(world.api.release(call, { reservationId }), (error) =>
      isRefusal(error, 'inventory.reservation-deducted'),
    );
  });

  it('should expire and say so when it was not paid in time', async () => {
    const late = await held(3);
    const paid = await held(3);
    const longer = await held(3);
    await world.api.confirm(call, { reservationId: paid.reservationId });
    await world.api.extendMany(call, { reservationIds: [longer.reservationId], expiresAt: '2026-11-21T06:00:00Z' });
    clock.set('2026-11-21T05:15:01Z');
    await world.api.expireReservations(call, {});
    clock.set(NOON);
    assert.equal((await stockOf(late.offerId))?.free, 10);
    assert.equal((await stockOf(paid.offerId))?.free, 7);
    assert.equal((await stockOf(longer.offerId))?.free, 7);
    await assert.rejects(world.api.confirm(call, { reservationId: late.reservationId }), (error) =>
      isRefusal(error, 'inventory.reservation-gone'),
    );
    await world.api.release(call, { reservationId: late.reservationId });
    const events = await db.database.run<{ payload: unknown }>(
      sql`select payload from inventory.outbox where event_type = 'reservation.expired' and aggregate_id = ${late.reservationId}`,
    );
    assert.deepEqual(events, [
      {
        payload: { reservationId: late.reservationId, expiredAt: '2026-11-21T05:15:01.000Z', offerIds: [late.offerId] },
      },
    ]);
    await sound();
  });

  it('should refuse more time when the new end lies in the past', async () => {
    const { reservationId } = await held(1);
    await assert.rejects(world.api.extendMany(call, { reservationIds: [reservationId], expiresAt: NOON }), (error) =>
      isRefusal(error, 'inventory.reservation-too-late'),
    );
  });

  it('should either be paid or expire, never both, when payment and sweep meet', async () => {
    const many = await Promise.all(Array.from({ length: 20 }, () => held(1)));
    clock.set('2026-11-21T05:15:01Z');
    const paying = many.map(({ reservationId }) => world.api.confirm(call, { reservationId }));
    const sweeping = [world.api.expireReservations(call, {}), world.api.expireReservations(call, {})];
    const paid = await Promise.allSettled(paying);
    await Promise.all(sweeping);
    await world.api.expireReservations(call, {});
    clock.set(NOON);
    for (const [index, { offerId }] of many.entries()) {
      assert.equal((await stockOf(offerId))?.free, paid[index]?.status === 'fulfilled' ? 9 : 10);
    }
    await sound();
  });
});
