import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { anySchedule, plainSchedule, START } from '../testing/loan-cases.ts';
import { buildSchedule } from './build-schedule.ts';
import type { ScheduleTerms } from './schedule-terms.ts';

function figures(terms: ScheduleTerms): number[][] {
  return buildSchedule(terms).rows.map((row) => [row.principalMinor, row.interestMinor, row.balanceMinor]);
}

describe('Schedules by hand', () => {
  it('should follow the annuity formula when instalments are equal', () => {
    // 12,000.00 at 1 % a month: 120000 × 0.01 ÷ (1 − 1.01⁻¹²) = 1,066.1854… a month.
    const { rows, interestMinor } = buildSchedule(plainSchedule());
    assert.equal(rows.length, 12);
    assert.deepEqual(
      rows.slice(0, 11).map((row) => row.principalMinor + row.interestMinor),
      new Array(11).fill(106_619),
    );
    assert.equal(rows[0]?.interestMinor, 12_000);
    assert.equal(rows.at(-1)?.balanceMinor, 0);
    assert.ok(Math.abs(interestMinor - 79_423) <= 12, String(interestMinor));
  });

  it('should charge the day price on the whole principal when the product is a flat daily one', () => {
    // 1,000,000 at 0.2 % a day for 30 days: 60,000, in one row.
    const terms = plainSchedule({
      method: 'flat-daily',
      ratePercent: '0.2',
      periods: 1,
      dueDates: { kind: 'every', every: 30, unit: 'days' },
      tranches: [{ onDate: START, amountMinor: 1_000_000 }],
    });
    assert.deepEqual(figures(terms), [[1_000_000, 60_000, 0]]);
  });

  it('should charge flat interest in equal parts when the method is flat', () => {
    // 1,200.00 for a quarter at 12 %: 36.00 in all.
    const terms = plainSchedule({ method: 'flat', periods: 3, tranches: [{ onDate: START, amountMinor: 120_000 }] });
    assert.deepEqual(figures(terms), [
      [40_000, 1_200, 80_000],
      [40_000, 1_200, 40_000],
      [40_000, 1_200, 0],
    ]);
  });

  it('should take interest from the falling balance when principal is equal', () => {
    const terms = plainSchedule({
      amortisation: 'equal-principal',
      periods: 3,
      tranches: [{ onDate: START, amountMinor: 100_000 }],
    });
    assert.deepEqual(figures(terms), [
      [33_333, 1_000, 66_667],
      [33_333, 667, 33_334],
      [33_334, 333, 0],
    ]);
  });

  it('should ask for all principal at the end when the loan is a bullet', () => {
    const terms = plainSchedule({
      amortisation: 'bullet',
      periods: 3,
      tranches: [{ onDate: START, amountMinor: 100_000 }],
    });
    assert.deepEqual(figures(terms), [
      [0, 1_000, 100_000],
      [0, 1_000, 100_000],
      [100_000, 1_000, 0],
    ]);
  });

  it('should cost nothing when the merchant pays', () => {
    const terms = plainSchedule({ method: 'none', periods: 3, tranches: [{ onDate: START, amountMinor: 100_000 }] });
    assert.deepEqual(figures(terms), [
      [33_333, 0, 66_667],
      [33_333, 0, 33_334],
      [33_334, 0, 0],
    ]);
  });

  it('should keep due dates from the anchor when a month is short', () => {
    const terms = plainSchedule({
      startOn: '2026-01-31',
      tranches: [{ onDate: '2026-01-31', amountMinor: 100_000 }],
      periods: 3,
    });
    assert.deepEqual(
      buildSchedule(terms).rows.map((row) => row.dueOn),
      ['2026-02-28', '2026-03-31', '2026-04-30'],
    );
  });

  it('should move a due date and no later one when it falls on a day without banks', () => {
    // 2026-02-15 and 2026-03-15 are Sundays.
    const workingDays = { holidays: ['2026-02-16'], weekend: [6, 7] };
    const terms = plainSchedule({ periods: 3, holidays: { rule: 'next-working-day', workingDays } });
    assert.deepEqual(
      buildSchedule(terms).rows.map((row) => row.dueOn),
      ['2026-02-17', '2026-03-16', '2026-04-15'],
    );
  });

  it('should take the remainder first when the product says so', () => {
    const rounding = { mode: 'half-even', multipleMinor: null, remainder: 'first' } as const;
    const terms = plainSchedule({
      method: 'none',
      periods: 3,
      rounding,
      tranches: [{ onDate: START, amountMinor: 100_000 }],
    });
    assert.deepEqual(
      buildSchedule(terms).rows.map((row) => row.principalMinor),
      [33_334, 33_333, 33_333],
    );
  });
});

describe('Every schedule', () => {
  it('should add up to the principal and never go below zero when products are random', () => {
    fc.assert(
      fc.property(anySchedule, (terms) => {
        const { rows, principalMinor, interestMinor } = buildSchedule(terms);
        const amountMinor = terms.tranches[0]?.amountMinor ?? 0;
        assert.equal(principalMinor, amountMinor);
        assert.equal(sum(rows.map((row) => row.principalMinor)), amountMinor);
        assert.equal(sum(rows.map((row) => row.interestMinor)), interestMinor);
        let owedMinor = amountMinor;
        let fromOn = terms.startOn;
        for (const row of rows) {
          owedMinor -= row.principalMinor;
          assert.equal(row.balanceMinor, owedMinor);
          assert.ok(row.principalMinor >= 0 && row.interestMinor >= 0 && owedMinor >= 0, JSON.stringify(row));
          assert.ok(row.dueOn >= fromOn && row.fromOn === fromOn, JSON.stringify(row));
          fromOn = row.dueOn;
        }
        assert.equal(owedMinor, 0);
      }),
      { numRuns: 3_000, seed: 20_261_121 },
    );
  });

  it('should cost the same in one row or many when the price is by the day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1_000, max: 9_999_999 }),
        (periods, every, amountMinor) => {
          const shape = {
            method: 'flat-daily',
            ratePercent: '0.275',
            tranches: [{ onDate: START, amountMinor }],
          } as const;
          const many = plainSchedule({ ...shape, periods, dueDates: { kind: 'every', every, unit: 'days' } });
          const one = plainSchedule({
            ...shape,
            periods: 1,
            dueDates: { kind: 'every', every: periods * every, unit: 'days' },
          });
          assert.equal(buildSchedule(many).interestMinor, buildSchedule(one).interestMinor);
        },
      ),
      { numRuns: 1_000, seed: 20_261_121 },
    );
  });
});

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
