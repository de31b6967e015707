import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { testDatabase } from '#platform/testing/database';
import type { ManualKind } from './contract.ts';
import { inventoryWorld, reservationOf, stockedOffers } from './fixtures.ts';

describe('recordMovement', () => {
  const db = testDatabase('inventory');
  const world = inventoryWorld(() => db.database);
  const { call } = world;
  const move = (
    offerId: string,
    kind: ManualKind,
    quantity: number,
    change: { movementKey?: string; sellerId?: string; locationId?: string } = {},
  ) =>
    world.api.recordMovement(call, {
      movementKey: newUuid(),
      sellerId: null,
      locationId: null,
      reason: '',
      offerId,
      kind,
      quantity,
      ...change,
    });
  const eventsOf = async (offerId: string) =>
    (
      await db.database.run<{ event_type: string; payload: { freeQuantity?: number } }>(sql`
      select event_type, payload from inventory.outbox where aggregate_id = ${offerId} order by id`)
    ).map((row) => [row.event_type, row.payload.freeQuantity]);

  it('should change stock, write the movement and tell the others at once when goods come and go', async () => {
    const {
      offerIds: [offerId = ''],
    } = await stockedOffers(world.api, 10);
    await move(offerId, 'receive', 5);
    await move(offerId, 'waste', 12);
    const stock = await move(offerId, 'count', 7);
    assert.partialDeepStrictEqual(stock, { onHand: 7, free: 7 });
    assert.deepEqual(await eventsOf(offerId), [
      ['stock.changed', 15],
      ['stock.changed', 3],
      ['stock.low', 3],
      ['stock.changed', 7],
    ]);
    assert.deepEqual((await world.api.verifyInventory(call, {})).problems, []);
  });

  it('should leave an audit entry of who moved what when goods move by hand', async () => {
    const {
      sellerId,
      offerIds: [offerId = ''],
    } = await stockedOffers(world.api, 10);
    await move(offerId, 'receive', 5);
    const rows = await db.database.run(
      sql`select from inventory.outbox where event_type = 'audit.recorded' and aggregate_id = ${`seller:${sellerId}`}`,
    );
    assert.equal(rows.length, 1);
  });

  it('should count once when the same key comes twice', async () => {
    const {
      offerIds: [offerId = ''],
    } = await stockedOffers(world.api, 10);
    const movementKey = newUuid();
    await Promise.all([move(offerId, 'receive', 5, { movementKey }), move(offerId, 'receive', 5, { movementKey })]);
    assert.equal((await move(offerId, 'count', 15)).onHand, 15);
    assert.equal(
      (await world.api.listMovements(call, { sellerId: null, offerId, limit: 10, cursor: null })).items.length,
      2,
    );
  });

  it('should refuse when promised goods would leave', async () => {
    const {
      offerIds: [offerId = ''],
    } = await stockedOffers(world.api, 10);
    await world.api.reserve(call, reservationOf([[offerId, 8]]));
    await assert.rejects(
      move(offerId, 'waste', 3),
      (error) => isRefusal(error, 'inventory.below-reserved') && error.details.reserved === 8,
    );
    await assert.rejects(move(offerId, 'count', 7), (error) => isRefusal(error, 'inventory.below-reserved'));
  });

  it('should refuse when the quantity does not fit the kind', async () => {
    const {
      offerIds: [offerId = ''],
    } = await stockedOffers(world.api, 10);
    await assert.rejects(move(offerId, 'receive', -1), (error) => isRefusal(error, 'inventory.quantity-wrong'));
  });

  it('should refuse when the stock would pass its bound', async () => {
    const {
      offerIds: [offerId = ''],
    } = await stockedOffers(world.api, 10);
    await assert.rejects(move(offerId, 'receive', 100_000_000), (error) => isRefusal(error, 'inventory.too-much'));
  });

  it('should find nothing when the offer is unknown or another seller’s', async () => {
    const {
      offerIds: [offerId = ''],
    } = await stockedOffers(world.api, 10);
    const notFound = (error: unknown) => isRefusal(error, 'inventory.offer-not-found');
    await assert.rejects(move(newUuid(), 'receive', 1), notFound);
    await assert.rejects(move(offerId, 'receive', 1, { sellerId: newUuid() }), notFound);
    await assert.rejects(
      world.api.listMovements(call, { sellerId: newUuid(), offerId, limit: 10, cursor: null }),
      notFound,
    );
    await assert.rejects(world.api.setLowLevel(call, { sellerId: newUuid(), offerId, lowLevel: 3 }), notFound);
    await assert.rejects(
      world.api.receive(call, { movementKey: newUuid(), offerId: newUuid(), quantity: 1, reason: '' }),
      notFound,
    );
  });

  it('should list what is at or below its own level, the emptiest first, when a shop asks', async () => {
    const { sellerId, offerIds } = await stockedOffers(world.api, 10, 10, 10);
    const [plenty = '', few = '', none = ''] = offerIds;
    const low = async () =>
      (await world.api.lowStocks(call, { sellerId, limit: 10 })).stocks.map((one) => [one.offerId, one.free]);
    assert.deepEqual(await low(), []);
    await move(none, 'waste', 10);
    await move(few, 'count', 8);
    assert.deepEqual(await low(), [[none, 0]]);
    await world.api.setLowLevel(call, { sellerId, offerId: few, lowLevel: 9 });
    assert.deepEqual(await low(), [
      [none, 0],
      [few, 8],
    ]);
    assert.deepEqual((await world.api.lowStocks(call, { sellerId, limit: 1 })).stocks, [
      { offerId: none, free: 0, lowLevel: 5 },
    ]);
    await move(none, 'receive', 20);
    assert.deepEqual(await low(), [[few, 8]]);
    assert.deepEqual((await world.api.lowStocks(call, { sellerId: newUuid(), limit: 10 })).stocks, []);
    assert.ok(plenty);
  });

  it('should refuse when the location is another seller’s', async () => {
    const {
      offerIds: [offerId = ''],
    } = await stockedOffers(world.api, 10);
    const other = await stockedOffers(world.api, 1);
    const {
      locations: [theirs],
    } = await world.api.listLocations(call, { sellerId: other.sellerId });
    await assert.rejects(move(offerId, 'receive', 1, { locationId: theirs?.locationId ?? '' }), (error) =>
      isRefusal(error, 'inventory.location-not-found'),
    );
  });

  it('should page through movements when there are more than fit', async () => {
    const {
      offerIds: [offerId = ''],
    } = await stockedOffers(world.api, 10);
    for (const quantity of [1, 2, 3, 4]) await move(offerId, 'receive', quantity);
    const first = await world.api.listMovements(call, { sellerId: null, offerId, limit: 3, cursor: null });
    const rest = await world.api.listMovements(call, { sellerId: null, offerId, limit: 3, cursor: first.nextCursor });
    assert.deepEqual(
      [...first.items, ...rest.items].map((item) => item.onHandChange),
      [4, 3, 2, 1, 10],
    );
    assert.equal(rest.nextCursor, null);
  });

  it('should refuse a change of history when somebody tries to rewrite movements', async () => {
    await assert.rejects(db.database.run(sql`update inventory.movements set on_hand_change = 1`), /append-only/);
    await assert.rejects(db.database.run(sql`delete from inventory.movements`), /append-only/);
  });
});

describe('locations', () => {
  const db = testDatabase('inventory');
  const world = inventoryWorld(() => db.database);

  it('should refuse when the name is taken or there are too many', async () => {
    const { sellerId } = await stockedOffers(world.api, 1);
    await world.api.addLocation(world.call, { sellerId, name: 'Rak 1' });
    await assert.rejects(world.api.addLocation(world.call, { sellerId, name: ' Rak 1 ' }), (error) =>
      isRefusal(error, 'inventory.location-taken'),
    );
    for (let number = 2; number <= 19; number++)
      await world.api.addLocation(world.call, { sellerId, name: `Rak ${number}` });
    await assert.rejects(world.api.addLocation(world.call, { sellerId, name: 'Rak 20' }), (error) =>
      isRefusal(error, 'inventory.too-many-locations'),
    );
  });
});
