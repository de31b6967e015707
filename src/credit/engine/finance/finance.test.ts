import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { buildSchedule } from '../schedule/build-schedule.ts';
import { plainSchedule, START } from '../testing/loan-cases.ts';
import { annualPercentageRate, xirr, xnpv } from './annual-rate.ts';
import { effect, fv, ipmt, irr, nominal, nper, npv, pmt, ppmt, pv, rate } from './time-value.ts';

function near(actual: number, expected: number, within = 1e-6): void {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);
}

describe('Time value of money', () => {
  it('should give the figures of a textbook when a loan is plain', () => {
    // 1,200 over 12 periods at 1 %: 1,200 × 0.01 ÷ (1 − 1.01⁻¹²) = 106.6185464…
    near(pmt(0.01, 12, 1_200), -106.618_546, 1e-5);
    near(effect(0.12, 12), 0.126_825_03, 1e-8);
    near(nominal(effect(0.12, 12), 12), 0.12);
    near(npv(0.1, [110, 121]), 200);
    near(irr([-100, 60, 60]), 0.130_662_386, 1e-8);
    near(pmt(0, 12, 1_200), -100);
  });

  it('should undo one another when numbers are random', () => {
    const inputs = fc.tuple(
      fc.integer({ min: 1, max: 500 }).map((tenths) => tenths / 10_000),
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 100, max: 10_000_000 }),
    );
    fc.assert(
      fc.property(inputs, ([perPeriod, periods, amount]) => {
        const payment = pmt(perPeriod, periods, amount);
        near(pv(perPeriod, periods, payment) / amount, 1, 1e-8);
        near(fv(perPeriod, periods, payment, amount) / amount, 0, 1e-6);
        near(nper(perPeriod, payment, amount), periods, 1e-5);
        near(rate(periods, payment, amount), perPeriod, 1e-6);
        const middle = Math.ceil(periods / 2);
        near(ipmt(perPeriod, middle, periods, amount) + ppmt(perPeriod, middle, periods, amount), payment, 1e-6);
      }),
      { numRuns: 1_000, seed: 20_261_121 },
    );
  });
});

describe('Annual percentage rate', () => {
  it('should be the plain rate when a year passes between two flows', () => {
    near(
      xirr([
        { onDate: '2026-01-01', amountMinor: -100_000 },
        { onDate: '2027-01-01', amountMinor: 112_000 },
      ]),
      0.12,
      1e-9,
    );
    assert.throws(() => xirr([{ onDate: '2026-01-01', amountMinor: 1 }]));
  });

  it('should rise when a fee is taken out of the payout', () => {
    const { rows } = buildSchedule(plainSchedule());
    const payments = rows.map((row) => ({ onDate: row.dueOn, amountMinor: row.principalMinor + row.interestMinor }));
    const plain = annualPercentageRate([{ onDate: START, amountMinor: 1_200_000 }], payments);
    const dearer = annualPercentageRate([{ onDate: START, amountMinor: 1_170_000 }], payments);
    // 1 % a month is 12.68 % a year; the days of the months shift it a little.
    near(plain, 0.1268, 0.001);
    assert.ok(dearer > plain + 0.04);
  });

  it('should make flows worth nothing when they are random', () => {
    const flows = fc.array(fc.tuple(fc.integer({ min: 7, max: 900 }), fc.integer({ min: 1_000, max: 900_000 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(flows, fc.integer({ min: 90, max: 130 }), (back, share) => {
        const total = back.reduce((sum, [, amount]) => sum + amount, 0);
        const day = (days: number): string => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
        const all = [
          { onDate: day(0), amountMinor: -Math.ceil((total * share) / 120) },
          ...back.map(([days, amountMinor]) => ({ onDate: day(days), amountMinor })),
        ];
        const found = xirr(all);
        near(xnpv(found, all) / total, 0, 1e-6);
      }),
      { numRuns: 1_000, seed: 20_261_121 },
    );
  });
});
