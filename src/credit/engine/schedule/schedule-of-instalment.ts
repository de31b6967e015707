import { assert } from '#platform/assert';
import type { Day } from '../calendar/days.ts';
import { type DueDateRule, nthDueDate } from '../calendar/due-dates.ts';
import { interestOver, rateOf } from './period-rates.ts';
import type { Schedule, ScheduleRow } from './schedule-terms.ts';

export type InstalmentTerms = {
  principalMinor: number;
  instalmentMinor: number;
  annualRatePercent: string;
  startOn: Day;
  dueDates: Exclude<DueDateRule, { kind: 'given' }>;
};

const MOST_PERIODS = 1_200;

/**
 * A schedule from a wished instalment: the term follows from it, the last row is what is left. Declining balance, equal
 * monthly periods. The instalment must be more than the first interest, or the loan would never end.
 */
export function scheduleOfInstalment(terms: InstalmentTerms): Schedule {
  const rate = rateOf(terms.annualRatePercent);
  const month = { numerator: 1n, denominator: 12n };
  const rows: ScheduleRow[] = [];
  let balanceMinor = terms.principalMinor;
  let fromOn = terms.startOn;
  while (balanceMinor > 0) {
    const interestMinor = interestOver(balanceMinor, rate, month, 'half-even');
    assert(
      terms.instalmentMinor > interestMinor && rows.length < MOST_PERIODS,
      'The instalment does not cover the interest',
    );
    const principalMinor = Math.min(balanceMinor, terms.instalmentMinor - interestMinor);
    balanceMinor -= principalMinor;
    const number = rows.length + 1;
    const dueOn = nthDueDate(terms.startOn, number, terms.dueDates);
    rows.push({ number, kind: 'instalment', fromOn, dueOn, principalMinor, interestMinor, balanceMinor });
    fromOn = dueOn;
  }
  return {
    rows,
    principalMinor: terms.principalMinor,
    interestMinor: rows.reduce((total, row) => total + row.interestMinor, 0),
  };
}
