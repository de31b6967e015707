import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays } from '../calendar/days.ts';
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
  it('should leave the balloon to the last instalment when there is one', () => {
    const balloonMinor = 300_000;
    const equal = buildSchedule(plainSchedule({ amortisation: 'equal-principal', balloonMinor })).rows;
    assert.deepEqual(
      equal.map(({ principalMinor }) => principalMinor),
      [...new Array<number>(11).fill(75_000), 375_000],
    );
    const { rows } = buildSchedule(plainSchedule({ amortisation: 'balloon', balloonMinor }));
    // (P · 1.01¹² − B) ÷ ((1.01¹² − 1) ÷ 0.01)
    const instalment = Math.round((1_200_000 * 1.01 ** 12 - balloonMinor) / ((1.01 ** 12 - 1) / 0.01));
    for (const row of rows.slice(0, -1)) assert.equal(row.principalMinor + row.interestMinor, instalment);
    const last = rows.at(-1);
    assert.ok(last && Math.abs(last.principalMinor + last.interestMinor - instalment - balloonMinor) <= 12);
  });

  const byTheDay = (changes: Partial<ScheduleTerms>) =>
    buildSchedule(
      plainSchedule({
        ...{
          method: 'flat-daily',
          ratePercent: '0.2',
          periods: 3,
          tranches: [{ onDate: START, amountMinor: 900_000 }],
        },
        dueDates: { kind: 'every', every: 30, unit: 'days' },
        ...changes,
      }),
    ).rows;
  const interestOf = (rows: ReturnType<typeof byTheDay>) => rows.map(({ interestMinor }) => interestMinor);

  it('should charge free days and days before a new rate nothing else when the price is by the day', () => {
    const grace = { principalPeriods: 0, interestPeriods: 0, interestFreePeriods: 1 };
    assert.deepEqual(interestOf(byTheDay({ grace })), [0, 54_000, 54_000]);
    const rate = { kind: 'rate' as const, fromDueOn: addDays(START, 60), annualRatePercent: '0.1' };
    assert.deepEqual(interestOf(byTheDay({ changes: [rate] })), [54_000, 27_000, 27_000]);
    const dueOn = [addDays(START, 17), addDays(START, 90)];
    assert.deepEqual(interestOf(byTheDay({ periods: 2, dueDates: { kind: 'given', dueOn } })), [30_600, 131_400]);
  });

  it('should charge each part from its own day on and share it over what is left when the sum goes out in parts', () => {
    const tranches = [
      { onDate: START, amountMinor: 300_000 },
      { onDate: addDays(START, 45), amountMinor: 600_000 },
    ];
    const rows = byTheDay({ tranches });
    assert.deepEqual(interestOf(rows), [18_000, 18_000 + 18_000, 18_000 + 36_000]);
    assert.deepEqual(
      rows.map(({ principalMinor }) => principalMinor),
      [100_000, 400_000, 400_000],
    );
  });

  it('should ask for the interest of grace with the first period after it when it is put off', () => {
    const grace = { principalPeriods: 0, interestPeriods: 2, interestFreePeriods: 0 };
    const { rows } = buildSchedule(plainSchedule({ amortisation: 'equal-principal', periods: 4, grace }));
    assert.deepEqual(interestOf(rows), [0, 0, 12_000 + 9_000 + 6_000, 3_000]);
  });

  it('should count a week as a fifty-second of a year when days are counted over 364', () => {
    const weeks = { kind: 'every' as const, every: 1, unit: 'weeks' as const };
    const terms = { dayCount: 'actual/364' as const, interestPeriod: 'by-days' as const, dueDates: weeks };
    const tranches = [{ onDate: START, amountMinor: 364_000 }];
    const { rows } = buildSchedule(plainSchedule({ ...terms, tranches, ratePercent: '52' }));
    assert.equal(rows[0]?.interestMinor, 3_640);
  });

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
