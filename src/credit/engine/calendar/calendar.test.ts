import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type DayCount, yearFraction } from './day-count.ts';
import { addDays, addMonths, checkedDay, daysBetween, lastOfMonth, monthsBetween, weekday } from './days.ts';
import { dueDates, workingDay } from './due-dates.ts';

const someDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days));

function fraction(from: string, until: string, dayCount: DayCount): string {
  const { numerator, denominator } = yearFraction(from, until, dayCount);
  return `${numerator}/${denominator}`;
}

describe('Days', () => {
  it('should know leap years when February ends', () => {
    assert.equal(addDays('2024-02-28', 1), '2024-02-29');
    assert.equal(addDays('2026-02-28', 1), '2026-03-01');
    assert.equal(addMonths('2024-01-31', 1), '2024-02-29');
    assert.equal(lastOfMonth('2100-02-10'), '2100-02-28');
    assert.equal(weekday('2026-11-21'), 6);
    assert.deepEqual(monthsBetween('2026-01-31', '2026-03-30'), { months: 1, days: 30 });
    assert.throws(() => checkedDay('2026-02-30'));
    assert.throws(() => checkedDay('21-11-2026'));
  });

  it('should come back when as many days are added and taken away', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: -9_000, max: 9_000 }), (day, count) => {
        const other = addDays(day, count);
        assert.equal(daysBetween(day, other), count);
        assert.equal(addDays(other, -count), day);
        assert.equal(other > day, count > 0);
      }),
      { numRuns: 2_000, seed: 20_261_121 },
    );
  });
});

describe('Day counts', () => {
  it('should follow their definitions when a span is given', () => {
    assert.equal(fraction('2026-01-15', '2026-02-15', 'actual/365'), '31/365');
    assert.equal(fraction('2026-01-15', '2026-02-15', 'actual/360'), '31/360');
    assert.equal(fraction('2026-01-15', '2026-02-15', '30/360'), '30/360');
    assert.equal(fraction('2026-01-31', '2026-03-31', '30/360'), '60/360');
    assert.equal(fraction('2026-01-15', '2026-01-22', 'actual/364'), '7/364');
    assert.equal(fraction('2024-01-15', '2024-02-15', 'actual/actual'), '31/366');
    // 17 days of 2023, 14 of the leap year 2024.
    assert.equal(fraction('2023-12-15', '2024-01-15', 'actual/actual'), `${17 * 366 + 14 * 365}/${365 * 366}`);
  });

  it('should add up when a span is cut and days are counted as they are', () => {
    fc.assert(
      fc.property(
        fc.tuple(someDay, someDay, someDay),
        fc.constantFrom<DayCount>('actual/365', 'actual/360', 'actual/actual'),
        (days, dayCount) => {
          const [a = '', b = '', c = ''] = days.toSorted();
          const [left, right, whole] = [
            yearFraction(a, b, dayCount),
            yearFraction(b, c, dayCount),
            yearFraction(a, c, dayCount),
          ];
          const both = left.numerator * right.denominator + right.numerator * left.denominator;
          assert.equal(both * whole.denominator, whole.numerator * left.denominator * right.denominator);
        },
      ),
      { numRuns: 1_000, seed: 20_261_121 },
    );
  });
});

describe('Due dates', () => {
  const workingDays = { holidays: ['2026-03-31', '2026-05-01'], weekend: [6, 7] };

  it('should stay within the month when the rule asks for it', () => {
    assert.equal(workingDay('2026-03-31', 'next-working-day', workingDays), '2026-04-01');
    assert.equal(workingDay('2026-03-31', 'next-unless-next-month', workingDays), '2026-03-30');
    assert.equal(workingDay('2026-05-01', 'previous-working-day', workingDays), '2026-04-30');
    assert.equal(workingDay('2026-05-01', 'next-working-day', workingDays), '2026-05-04');
    assert.equal(workingDay('2026-05-01', 'keep', workingDays), '2026-05-01');
  });

  it('should start with its own first date when the first period is broken', () => {
    const rule = { kind: 'every', every: 1, unit: 'months', firstDueOn: '2026-02-25' } as const;
    assert.deepEqual(dueDates('2026-01-15', 3, rule), ['2026-02-25', '2026-03-25', '2026-04-25']);
    assert.deepEqual(dueDates('2026-01-15', 2, { kind: 'given', dueOn: ['2026-02-01', '2026-05-01'] }), [
      '2026-02-01',
      '2026-05-01',
    ]);
    assert.deepEqual(dueDates('2026-01-15', 2, { kind: 'every', every: 10, unit: 'days' }), [
      '2026-01-25',
      '2026-02-04',
    ]);
  });
});
