import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ShipmentStatus } from './contract.ts';
import { isEnd, nextStatus } from './shipment-rules.ts';

const STATUSES: ShipmentStatus[] = [
  'ready_to_ship',
  'pickup',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'exception',
  'returning',
  'returned',
  'failed',
];

describe('the way of a parcel', () => {
  test('should end at the same place when the messages of the road come in any order', () => {
    const road: ShipmentStatus[] = ['pickup', 'in_transit', 'out_for_delivery', 'delivered'];
    fc.assert(
      fc.property(fc.shuffledSubarray(road, { minLength: 4 }), (told) => {
        assert.equal(told.reduce<ShipmentStatus>(nextStatus, 'ready_to_ship'), 'delivered');
      }),
    );
  });

  test('should never leave an end when anything is told afterwards', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STATUSES)), (told) => {
        let status: ShipmentStatus = 'ready_to_ship';
        for (const word of told) {
          const next = nextStatus(status, word);
          if (isEnd(status)) assert.equal(next, status);
          status = next;
        }
      }),
    );
  });

  test('should believe a hold and the way on when the courier tells of them', () => {
    assert.equal(nextStatus('in_transit', 'exception'), 'exception');
    assert.equal(nextStatus('exception', 'in_transit'), 'in_transit');
    assert.equal(nextStatus('returning', 'in_transit'), 'returning');
    assert.equal(nextStatus('returning', 'returned'), 'returned');
  });
});
