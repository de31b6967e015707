import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { testDatabase } from '#platform/testing/database';
import { inventoryWorld, NOON, reservationOf, stockedOffers } from './fixtures.ts';

type Step =
  | { do: 'reserve'; order: number; offer: number; quantity: number }
  | { do: 'confirm' | 'release' | 'deduct' | 'restock'; order: number }
  | { do: 'expire' }
  | { do: 'move'; offer: number; quantity: number };

const order = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('reserve' as const),
      order,
      offer: fc.nat(2),
      quantity: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('confirm' as const, 'release' as const, 'deduct' as const, 'restock' as const),
      order,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'expire' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      offer: fc.nat(2),
      quantity: fc.integer({ min: -6, max: 6 }),
    }),
  },
);

describe('the stock', () => {
  const db = testDatabase('inventory');
  const world = inventoryWorld(() => db.database);
  const { call, clock } = world;

  async function play(steps: readonly Step[]): Promise<void> {
    const { offerIds } = await stockedOffers(world.api, 10, 3, 0);
    const orders = Array.from({ length: 6 }, () => newUuid());
    const act = async (current: Step): Promise<unknown> => {
      switch (current.do) {
        case 'reserve':
          return world.api.reserve(
            call,
            reservationOf([[offerIds[current.offer] ?? '', current.quantity]], {
              reservationId: orders[current.order] ?? '',
            }),
          );
        case 'move':
          return world.api.recordMovement(call, {
            movementKey: newUuid(),
            sellerId: null,
            locationId: null,
            offerId: offerIds[current.offer] ?? '',
            kind: 'adjust',
            quantity: current.quantity,
            reason: '',
          });
        case 'expire':
          clock.set('2026-11-21T05:20:00Z');
          await world.api.expireReservations(call, {});
          return clock.set(NOON);
        case 'restock':
          return world.api.restock(call, { reservationId: orders[current.order] ?? '', reason: '' });
        default:
          return world.api[current.do](call, { reservationId: orders[current.order] ?? '' });
      }
    };
    for (const current of steps) {
      await act(current).catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
      });
    }
    const { problems } = await world.api.verifyInventory(call, {});
    assert.deepEqual(problems, []);
  }

  it('should equal the sum of its movements when anything happens in any order', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), play), { numRuns: 25 });
  });
});
