import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { testDatabase } from '#platform/testing/database';
import { announceStocks } from './announce-stocks.ts';
import { inventoryWorld, NOON, reservationOf, stockedOffers } from './fixtures.ts';

describe('announceStocks', () => {
  const db = testDatabase('inventory');
  const world = inventoryWorld(() => db.database);
  const { call, clock } = world;
  const eventsOf = async (offerId: string) =>
    (
      await db.database.run<{ event_type: string; payload: { freeQuantity?: number } }>(sql`
      select event_type, payload from inventory.outbox where aggregate_id = ${offerId} order by id`)
    ).map((row) => [row.event_type, row.payload.freeQuantity]);

  it('should say nothing at checkout and one thing per offer afterwards when many buy', async () => {
    const {
      offerIds: [offerId = ''],
    } = await stockedOffers(world.api, 30);
    for (let buyer = 0; buyer < 5; buyer++) await world.api.reserve(call, reservationOf([[offerId, 2]]));
    assert.deepEqual(await eventsOf(offerId), []);
    await world.api.announceStocks(call, {});
    await world.api.announceStocks(call, {});
    assert.deepEqual(await eventsOf(offerId), [['stock.changed', 20]]);
  });

  it('should tell the seller once when the stock falls to the low level, and again after it was above', async () => {
    const {
      sellerId,
      offerIds: [offerId = ''],
    } = await stockedOffers(world.api, 10);
    await world.api.setLowLevel(call, { sellerId, offerId, lowLevel: 3 });
    const first = reservationOf([[offerId, 7]]);
    await world.api.reserve(call, first);
    await world.api.announceStocks(call, {});
    await world.api.reserve(call, reservationOf([[offerId, 1]]));
    await world.api.announceStocks(call, {});
    await world.api.release(call, { reservationId: first.reservationId });
    await world.api.announceStocks(call, {});
    await world.api.reserve(call, reservationOf([[offerId, 9]]));
    await world.api.announceStocks(call, {});
    const low = (await eventsOf(offerId)).filter(([type]) => type === 'stock.low');
    assert.deepEqual(low, [
      ['stock.low', 3],
      ['stock.low', 0],
    ]);
  });

  it('should catch up at the start when a process died before it announced', async () => {
    const {
      offerIds: [offerId = ''],
    } = await stockedOffers(world.api, 30);
    await world.api.reserve(call, reservationOf([[offerId, 2]]));
    clock.set('2026-11-22T05:00:00Z');
    await world.api.announceStocks(call, {});
    assert.deepEqual(await eventsOf(offerId), []);
    await announceStocks({ database: db.database, clock }, call, 'everything');
    clock.set(NOON);
    assert.deepEqual(await eventsOf(offerId), [['stock.changed', 28]]);
  });

  it('should tell of each change once when two processes sweep at the same time', async () => {
    const { offerIds } = await stockedOffers(world.api, ...Array.from({ length: 50 }, () => 10));
    await world.api.reserve(call, reservationOf(offerIds.map((offerId) => [offerId, 1])));
    await Promise.all([1, 2, 3].map(() => world.api.announceStocks(call, {})));
    await world.api.announceStocks(call, {});
    for (const offerId of offerIds) assert.deepEqual(await eventsOf(offerId), [['stock.changed', 9]]);
  });
});

describe('setStocks', () => {
  const db = testDatabase('inventory');
  const world = inventoryWorld(() => db.database);
  const { call } = world;

  it('should open cards and set figures when an import gives them, and change nothing the second time', async () => {
    const sellerId = newUuid();
    const stocks = [5, 0, 12].map((quantity) => ({ offerId: newUuid(), sellerId, quantity }));
    const sorted = (rows: { offerId: string; freeQuantity: number }[]) =>
      rows.toSorted((a, b) => a.offerId.localeCompare(b.offerId));
    const expected = sorted(stocks.map(({ offerId, quantity }) => ({ offerId, freeQuantity: quantity })));
    assert.deepEqual(sorted((await world.api.setStocks(call, { stocks, reason: 'Impor' })).stocks), expected);
    assert.deepEqual(sorted((await world.api.setStocks(call, { stocks, reason: 'Impor' })).stocks), expected);
    const moved = await db.database.run<{ count: number }>(
      sql`select count(*) as count from inventory.movements where offer_id = any(${stocks.map((s) => s.offerId)}::uuid[])`,
    );
    assert.deepEqual(moved, [{ count: 2 }]);
    assert.deepEqual((await world.api.verifyInventory(call, {})).problems, []);
  });

  it('should stop at what is promised when the new figure is lower', async () => {
    const {
      sellerId,
      offerIds: [offerId = ''],
    } = await stockedOffers(world.api, 10);
    await world.api.reserve(call, reservationOf([[offerId, 4]]));
    const { stocks } = await world.api.setStocks(call, {
      stocks: [{ offerId, sellerId, quantity: 1 }],
      reason: 'Impor',
    });
    assert.deepEqual(stocks, [{ offerId, freeQuantity: 0 }]);
    assert.deepEqual((await world.api.verifyInventory(call, {})).problems, []);
  });

  it('should answer 0 when an offer has no card', async () => {
    const offerId = newUuid();
    assert.deepEqual(await world.api.freeByOffers(call, { offerIds: [offerId] }), {
      stocks: [{ offerId, freeQuantity: 0 }],
    });
  });
});
