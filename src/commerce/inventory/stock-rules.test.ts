import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MAX_STOCK, type ManualKind } from './contract.ts';
import { decideLow, decideMovement } from './stock-rules.ts';

const stock = { onHandHere: 10, reservedHere: 4, onHand: 25 };

describe('decideMovement', () => {
  const examples: [ManualKind, number, number][] = [
    ['receive', 5, 5],
    ['return', 1, 1],
    ['waste', 6, -6],
    ['adjust', -3, -3],
    ['adjust', 3, 3],
    ['count', 4, -6],
    ['count', 10, 0],
    ['count', 12, 2],
  ];
  for (const [kind, quantity, change] of examples) {
    it(`should change the stock by ${change} when ${kind} says ${quantity}`, () => {
      assert.deepEqual(decideMovement(kind, quantity, stock), { accepted: true, onHandChange: change });
    });
  }

  it('should refuse when goods would leave that are promised to buyers', () => {
    assert.deepEqual(decideMovement('waste', 7, stock), {
      accepted: false,
      code: 'inventory.below-reserved',
      details: { reserved: 4 },
    });
  });

  it('should refuse when the sign does not fit the kind', () => {
    const wrong: [ManualKind, number][] = [
      ['receive', 0],
      ['receive', -1],
      ['return', -2],
      ['waste', 0],
      ['waste', -1],
      ['adjust', 0],
      ['count', -1],
    ];
    for (const [kind, quantity] of wrong) {
      assert.equal(decideMovement(kind, quantity, stock).accepted, false, `${kind} ${quantity}`);
    }
  });

  it('should refuse when the stock of all locations would pass the bound', () => {
    const decision = decideMovement('receive', MAX_STOCK - 24, stock);
    assert.deepEqual(decision, { accepted: false, code: 'inventory.too-much', details: { maximum: MAX_STOCK } });
  });

  it('should never leave less than is reserved when it accepts', () => {
    const kinds = fc.constantFrom<ManualKind>('receive', 'return', 'waste', 'adjust', 'count');
    fc.assert(
      fc.property(
        kinds,
        fc.integer({ min: -2000, max: 2000 }),
        fc.nat(1000),
        fc.nat(1000),
        (kind, quantity, onHand, reserved) => {
          const here = { onHandHere: onHand, reservedHere: Math.min(reserved, onHand), onHand };
          const decision = decideMovement(kind, quantity, here);
          if (decision.accepted) assert.ok(here.onHandHere + decision.onHandChange >= here.reservedHere);
        },
      ),
    );
  });
});

describe('decideLow', () => {
  it('should be news once when the stock falls to the level', () => {
    assert.deepEqual(decideLow({ wasLow: false, lowLevel: 5 }, 5), { isLow: true, isNews: true });
    assert.deepEqual(decideLow({ wasLow: true, lowLevel: 5 }, 2), { isLow: true, isNews: false });
    assert.deepEqual(decideLow({ wasLow: true, lowLevel: 5 }, 6), { isLow: false, isNews: false });
  });
});
