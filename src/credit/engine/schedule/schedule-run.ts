import { assert } from '#platform/assert';
import type { Fixed } from '../arithmetic/fixed.ts';
import { fixed, ONE } from '../arithmetic/fixed.ts';
import { divideMinor, roundToMultiple } from '../arithmetic/rounding.ts';
import { addUnits, type Day } from '../calendar/days.ts';
import { nthDueDate, workingDay } from '../calendar/due-dates.ts';
import { rateOf } from './period-rates.ts';
import type { ScheduleRow, ScheduleTerms, Tranche } from './schedule-terms.ts';

/** Where the making of one schedule stands: what is still owed, which period comes next, what was set apart. */
export type ScheduleRun = {
  terms: ScheduleTerms;
  rows: ScheduleRow[];
  rate: Fixed;
  /** How many periods the schedule has, with those that were added. */
  periods: number;
  /** The next period, from 1. */
  period: number;
  fromOn: Day;
  /** Regular due dates count from here; a moved due date becomes the new start. */
  anchorOn: Day;
  sinceAnchor: number;
  outstandingMinor: number;
  /** Principal of the tranches so far, without down payments. */
  scheduledMinor: number;
  /** All that was paid out, with down payments: the base of flat interest. */
  paidOutMinor: number;
  waiting: Tranche[];
  principalSoFarMinor: number;
  interestSoFarMinor: number;
  /** Interest of grace periods that is due with the first period after them. */
  deferredMinor: number;
  /** The equal instalment, once it is known. */
  instalmentMinor: number | null;
  equalPrincipalMinor: number | null;
  principalGrace: Set<number>;
  interestGrace: Set<number>;
  flat: FlatRun;
  /** Periods with their principal before the last change of what is shared out: a lengthening, or a later tranche. */
  shared: { periods: number; principalMinor: number };
  /** From when the days of a daily price are counted, and what was charged before. */
  daily: { fromOn: Day; beforeMinor: number };
};

/** What flat interest remembers of changes in mid-term. */
export type FlatRun = {
  totalMinor: number;
  /** Periods before the last change of rate, and the principal they carried. */
  periodsBeforeRate: number;
  principalBeforeRateMinor: number;
  /** Periods and their interest before the last lengthening. */
  periodsBefore: number;
  interestBeforeMinor: number;
};

const LONGEST_SCHEDULE = 1_200;

export function startRun(terms: ScheduleTerms): ScheduleRun {
  assert(terms.periods > 0 && terms.periods <= LONGEST_SCHEDULE, 'A schedule has between 1 and 1,200 periods');
  const first = terms.tranches.filter((tranche) => tranche.onDate <= terms.startOn);
  const run: ScheduleRun = {
    terms,
    rows: [],
    rate: terms.method === 'none' ? 0n : rateOf(terms.ratePercent),
    periods: terms.periods,
    period: 1,
    fromOn: terms.startOn,
    anchorOn: terms.startOn,
    sinceAnchor: 0,
    outstandingMinor: 0,
    scheduledMinor: 0,
    paidOutMinor: sum(terms.tranches),
    waiting: terms.tranches.filter((tranche) => tranche.onDate > terms.startOn),
    principalSoFarMinor: 0,
    interestSoFarMinor: 0,
    deferredMinor: 0,
    instalmentMinor: null,
    equalPrincipalMinor: null,
    principalGrace: firstNumbers(terms.grace.principalPeriods),
    interestGrace: firstNumbers(terms.grace.interestPeriods),
    flat: {
      totalMinor: 0,
      periodsBeforeRate: 0,
      principalBeforeRateMinor: 0,
      periodsBefore: 0,
      interestBeforeMinor: 0,
    },
    shared: { periods: 0, principalMinor: 0 },
    daily: { fromOn: terms.startOn, beforeMinor: 0 },
  };
  for (const tranche of first) payOut(run, tranche);
  return run;
}

/** Takes a tranche into the schedule: its down payment is due the same day, the rest is spread. */
export function payOut(run: ScheduleRun, tranche: Tranche): void {
  const downPaymentMinor = downPaymentOf(run.terms, tranche.amountMinor);
  if (run.terms.downPaymentPercent !== undefined) {
    addRow(run, { kind: 'down-payment', fromOn: tranche.onDate, dueOn: tranche.onDate }, downPaymentMinor, 0);
  }
  run.outstandingMinor += tranche.amountMinor - downPaymentMinor;
  run.scheduledMinor += tranche.amountMinor - downPaymentMinor;
  // A later tranche is shared out over the periods that are left; where interest is flat, the last one takes what is over.
  if (run.terms.method !== 'flat') run.shared = { periods: run.period - 1, principalMinor: run.principalSoFarMinor };
  if (run.terms.agreedMinor === undefined) {
    run.instalmentMinor = null;
    run.equalPrincipalMinor = null;
  }
}

/** What of a tranche is due at once. Rounded to the minor unit, then to the product's multiple. */
export function downPaymentOf(
  terms: Pick<ScheduleTerms, 'downPaymentPercent' | 'rounding'>,
  amountMinor: number,
): number {
  if (terms.downPaymentPercent === undefined) return 0;
  const { mode, multipleMinor } = terms.rounding;
  const share = divideMinor(BigInt(amountMinor) * fixed(terms.downPaymentPercent), 100n * ONE, mode);
  return multipleMinor === null ? share : roundToMultiple(share, multipleMinor, mode);
}

export function addRow(
  run: ScheduleRun,
  row: Pick<ScheduleRow, 'kind' | 'fromOn' | 'dueOn'>,
  principalMinor: number,
  interestMinor: number,
): void {
  run.rows.push({ number: run.rows.length + 1, ...row, principalMinor, interestMinor, balanceMinor: 0 });
}

/** The regular due date of the next period, before any change of it. */
export function nextRegularDueOn(run: ScheduleRun): Day {
  const { dueDates } = run.terms;
  if (dueDates.kind === 'given') {
    const given = dueDates.dueOn[run.period - 1];
    assert(given !== undefined, 'The given due dates end before the schedule does');
    return given;
  }
  run.sinceAnchor += 1;
  if (run.anchorOn === run.terms.startOn) return nthDueDate(run.anchorOn, run.sinceAnchor, dueDates);
  if (dueDates.kind === 'every') return addUnits(run.anchorOn, run.sinceAnchor * dueDates.every, dueDates.unit);
  return nthDueDate(run.anchorOn, run.sinceAnchor, { kind: dueDates.kind, from: run.anchorOn });
}

export function moveToWorkingDay(terms: ScheduleTerms, dueOn: Day): Day {
  return terms.holidays ? workingDay(dueOn, terms.holidays.rule, terms.holidays.workingDays) : dueOn;
}

export function sum(tranches: readonly Tranche[]): number {
  return tranches.reduce((total, tranche) => total + tranche.amountMinor, 0);
}

function firstNumbers(count: number): Set<number> {
  return new Set(Array.from({ length: count }, (_, index) => index + 1));
}
