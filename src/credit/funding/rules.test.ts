import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  affordable,
  type Distribution,
  distribute,
  distributionLines,
  type Lot,
  recoveryOf,
} from './distribution-rules.ts';
import { decideLimit, shareBase } from './limit-rules.ts';

const TENANT = '0190aaaa-bbbb-7ccc-8ddd-000000000001';
const lotOf = (amountMinor: number, index: number): Lot => ({
  funderId: `0190aaaa-bbbb-7ccc-8ddd-${String(index).padStart(12, '0')}`,
  amountMinor,
  returnedMinor: 0,
  interestMinor: 0,
  recallMinor: 0,
  tax: index % 3 === 0 ? { residence: 'non-resident' } : { residence: 'resident' },
});
const applied = (lots: readonly Lot[], { parts }: Distribution): Lot[] =>
  lots.map((lot, index) => {
    const part = parts[index] ?? assert.fail('a part per lot');
    const returnedMinor = lot.returnedMinor + part.principalMinor;
    const recallMinor = lot.recallMinor - part.recalledMinor;
    return { ...lot, returnedMinor, interestMinor: lot.interestMinor + part.interestMinor, recallMinor };
  });

describe('what borrowers pay, passed on', () => {
  it('should give each the own share less tax when a payment comes', () => {
    const lots = [lotOf(600_000, 1), lotOf(400_000, 3)];
    const amount = { principalMinor: 100_000, interestMinor: 10_000, feeMinor: 500, penaltyMinor: 250 };
    const { parts, operatorMinor, taxMinor } = distribute(amount, lots);
    assert.deepEqual(
      parts.map((part) => [part.principalMinor, part.interestMinor, part.taxMinor, part.taxArticle, part.netMinor]),
      [
        [60_000, 6_000, 900, 'PPh 23', 65_100],
        [40_000, 4_000, 800, 'PPh 26', 43_200],
      ],
    );
    assert.deepEqual([operatorMinor, taxMinor], [750, 1_700]);
  });

  it('should give all to the institution when it lends its own money', () => {
    const amount = { principalMinor: 100, interestMinor: 20, feeMinor: 3, penaltyMinor: 1 };
    assert.deepEqual(distribute(amount, []), { parts: [], operatorMinor: 124, taxMinor: 0, totalMinor: 124 });
  });

  it('should take back what was given when a payment turns out to be none, and fill the debt first afterwards', () => {
    const lots = [lotOf(500_000, 1), lotOf(500_000, 2)];
    const amount = { principalMinor: 50_001, interestMinor: 999, feeMinor: 0, penaltyMinor: 0 };
    const after = applied(lots, distribute(amount, lots));
    const back = distribute({ principalMinor: -50_001, interestMinor: -999, feeMinor: 0, penaltyMinor: 0 }, after);
    const restored = applied(after, back);
    assert.deepEqual(
      restored.map((lot) => [lot.returnedMinor, lot.interestMinor]),
      [
        [0, 0],
        [0, 0],
      ],
    );
    const again = distribute(amount, restored);
    assert.deepEqual(
      again.parts.map((part) => part.netMinor - part.recalledMinor),
      [0, 0],
      'nothing into escrow before the debt is filled',
    );
  });

  it('should conserve every rupiah and return exactly each share when payments are random', () => {
    const shares = fc.array(fc.integer({ min: 1, max: 20_000_000 }), { minLength: 1, maxLength: 20 });
    const cuts = fc.array(
      fc.record({ part: fc.double({ min: 0, max: 1, noNaN: true }), interest: fc.nat(5_000_000) }),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(shares, cuts, (amounts, payments) => {
        let lots = amounts.map(lotOf);
        let left = amounts.reduce((sum, amount) => sum + amount, 0);
        const pay = (principalMinor: number, interestMinor: number) => {
          const amount = {
            principalMinor,
            interestMinor,
            feeMinor: interestMinor % 7,
            penaltyMinor: interestMinor % 3,
          };
          const distribution = distribute(amount, lots);
          const lines = distributionLines(TENANT, TENANT, distribution);
          const sum = lines.reduce((total, line) => total + (line.side === 'debit' ? 1 : -1) * line.amountMinor, 0);
          assert.equal(sum, 0);
          lots = applied(lots, distribution);
          for (const lot of lots) assert.ok(lot.returnedMinor >= 0 && lot.returnedMinor <= lot.amountMinor);
          left -= principalMinor;
        };
        for (const { part, interest } of payments) pay(Math.floor(left * part), interest);
        pay(left, 0);
        for (const lot of lots) assert.equal(lot.returnedMinor, lot.amountMinor);
      }),
      { numRuns: 400, seed: 20_261_121 },
    );
  });

  it('should pass on no more than has come, and all of what has, when some was paid at the counter', () => {
    const amount = { principalMinor: 100, interestMinor: 20, feeMinor: 5, penaltyMinor: 5 };
    const nothing = { principalMinor: 0, interestMinor: 0, feeMinor: 0, penaltyMinor: 0 };
    assert.deepEqual(affordable(amount, 0), nothing);
    assert.deepEqual(affordable(amount, 50), { ...nothing, principalMinor: 30, interestMinor: 20 });
    assert.deepEqual(affordable(amount, 500), amount);
    const shifted = { ...nothing, principalMinor: -40, interestMinor: 40 };
    assert.deepEqual(affordable(shifted, 0), shifted, 'what changes its meaning only');
    assert.deepEqual(affordable({ ...nothing, principalMinor: -40 }, -10), { ...nothing, principalMinor: -40 });
  });

  it('should count the rest as interest when a recovery brings more than the principal', () => {
    assert.deepEqual(recoveryOf(150, 100), { principalMinor: 100, interestMinor: 50, feeMinor: 0, penaltyMinor: 0 });
  });
});

describe('limits of funders', () => {
  const position = (change: object) => ({
    funderId: TENANT,
    kind: 'institution' as const,
    isSupervised: false,
    yearlyIncomeMinor: null,
    ownMinor: 0,
    groupMinor: 0,
    ...change,
  });

  it('should allow a quarter of the month-end, three quarters when supervised, and of today while no month is over', () => {
    assert.deepEqual(decideLimit(position({ groupMinor: 250 }), 1_000), { isWithin: true });
    assert.deepEqual(decideLimit(position({ groupMinor: 251 }), 1_000), {
      isWithin: false,
      code: 'funding.over-limit',
      limitMinor: 250,
    });
    assert.deepEqual(decideLimit(position({ groupMinor: 750, isSupervised: true }), 1_000), { isWithin: true });
    assert.deepEqual([shareBase(1_000, 5_000), shareBase(0, 5_000)], [1_000, 5_000]);
  });

  it('should bind a person to a tenth of the income, a fifth when it is above 500 million', () => {
    const person = { kind: 'person', yearlyIncomeMinor: 100_000_000 };
    assert.deepEqual(decideLimit(position({ ...person, ownMinor: 10_000_000 }), 1_000_000_000), { isWithin: true });
    assert.deepEqual(decideLimit(position({ ...person, ownMinor: 10_000_001 }), 1_000_000_000), {
      isWithin: false,
      code: 'funding.over-income-limit',
      limitMinor: 10_000_000,
    });
    const rich = { kind: 'person', yearlyIncomeMinor: 500_000_005 };
    assert.deepEqual(decideLimit(position({ ...rich, ownMinor: 100_000_001 }), 1_000_000_000), { isWithin: true });
  });
});
