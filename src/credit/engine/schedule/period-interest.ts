import { ONE } from '../arithmetic/fixed.ts';
import { divideMinor, evenShare } from '../arithmetic/rounding.ts';
import { type Day, daysBetween, laterOf } from '../calendar/days.ts';
import { equalPeriodPart, interestOver, periodPart } from './period-rates.ts';
import type { ScheduleRun } from './schedule-run.ts';
import type { ScheduleTerms } from './schedule-terms.ts';

/** Interest of one period: what falls due now, and what of it waits until grace ends. */
export type PeriodInterest = { dueMinor: number; deferredMinor: number };

/** The interest of the next period, from `run.fromOn` to its due date. Rounded once for each stretch of one balance. */
export function interestOfPeriod(run: ScheduleRun, dueOn: Day): PeriodInterest {
  switch (run.terms.method) {
    case 'none':
      return { dueMinor: 0, deferredMinor: 0 };
    case 'flat':
      return flatInterest(run);
    case 'flat-daily':
      return dailyPeriod(run, dueOn);
    case 'declining':
      return graced(run, decliningInterest(run, dueOn));
  }
}

/**
 * Total flat interest: principal × rate × the term, less the periods that cost nothing. Called at the start, and again
 * when the rate changes.
 */
export function totalFlatInterest(run: ScheduleRun, lastDueOn: Day): number {
  const { terms } = run;
  const wholeMinor = wholeFlatInterest(run, lastDueOn);
  return wholeMinor - terms.grace.interestFreePeriods * evenShare(wholeMinor, run.periods, terms.rounding.mode);
}

function wholeFlatInterest(run: ScheduleRun, lastDueOn: Day): number {
  const { terms } = run;
  const baseMinor = run.paidOutMinor - run.flat.principalBeforeRateMinor;
  return interestOver(baseMinor, run.rate, termPart(terms, lastDueOn), terms.rounding.mode);
}

function termPart(terms: ScheduleTerms, lastDueOn: Day): { numerator: bigint; denominator: bigint } {
  if (terms.interestPeriod === 'by-days') return periodPart(terms, terms.startOn, lastDueOn);
  const { numerator, denominator } = equalPeriodPart(terms);
  return { numerator: numerator * BigInt(terms.periods), denominator };
}

/** Flat interest in equal parts over the periods that pay it; the last one takes the difference. */
function flatInterest(run: ScheduleRun): PeriodInterest {
  const { flat, period } = run;
  if (period <= run.terms.grace.interestFreePeriods || run.interestGrace.has(period)) return nothing;
  const shareMinor = flatShare(run);
  const leftMinor = flat.totalMinor - run.interestSoFarMinor;
  const isLast = period === run.periods;
  return { dueMinor: isLast || shareMinor > leftMinor ? leftMinor : shareMinor, deferredMinor: 0 };
}

function flatShare(run: ScheduleRun): number {
  const { flat } = run;
  const { mode } = run.terms.rounding;
  if (flat.periodsBefore > flat.periodsBeforeRate) {
    const leftMinor = flat.totalMinor - flat.interestBeforeMinor;
    return evenShare(leftMinor, payingPeriods(run, flat.periodsBefore), mode);
  }
  const sinceRateMinor = flat.totalMinor - interestBeforeRate(run);
  return evenShare(sinceRateMinor, payingPeriods(run, flat.periodsBeforeRate), mode);
}

function interestBeforeRate(run: ScheduleRun): number {
  return run.rows
    .filter((row) => row.kind === 'instalment')
    .slice(0, run.flat.periodsBeforeRate)
    .reduce((total, row) => total + row.interestMinor, 0);
}

function payingPeriods(run: ScheduleRun, elapsed: number): number {
  let inGrace = 0;
  for (const number of run.interestGrace) if (number > elapsed) inGrace += 1;
  const free = Math.max(0, run.terms.grace.interestFreePeriods - elapsed);
  return Math.max(1, run.periods - elapsed - inGrace - free);
}

/**
 * Principal × daily rate × days, each tranche from its own day on, as one sum since the start (or since the rate changed, or
 * free days ended), less what the periods before took: so the rounded parts add up to the rounded whole, and no rounding can
 * carry a price over its daily cap.
 */
function dailyInterest(run: ScheduleRun, dueOn: Day): number {
  const { terms, rate, daily } = run;
  let dayAmounts = 0n;
  for (const { onDate, amountMinor } of terms.tranches) {
    const days = daysBetween(laterOf(onDate, daily.fromOn), dueOn);
    if (days > 0) dayAmounts += BigInt(amountMinor) * BigInt(days);
  }
  const wholeMinor = divideMinor(dayAmounts * rate, ONE, terms.rounding.mode);
  return daily.beforeMinor + wholeMinor - run.interestSoFarMinor - run.deferredMinor;
}

function dailyPeriod(run: ScheduleRun, dueOn: Day): PeriodInterest {
  if (run.period > run.terms.grace.interestFreePeriods) return graced(run, dailyInterest(run, dueOn));
  settleDays(run, dueOn);
  return nothing;
}

/** Days until here are settled: those to come are counted as a sum of their own. */
export function settleDays(run: ScheduleRun, onDate: Day): void {
  run.daily = { fromOn: onDate, beforeMinor: run.interestSoFarMinor + run.deferredMinor };
}

/** On the balance of each day: a tranche inside the period counts from its day on. */
function decliningInterest(run: ScheduleRun, dueOn: Day): number {
  const { terms, fromOn } = run;
  const inside = run.waiting.filter((tranche) => tranche.onDate > fromOn && tranche.onDate < dueOn);
  if (inside.length === 0) {
    return interestOver(run.outstandingMinor, run.rate, periodPart(terms, fromOn, dueOn), terms.rounding.mode);
  }
  const ends = [...new Set([...inside.map((tranche) => tranche.onDate), dueOn])].sort();
  let totalMinor = 0;
  let startOn = fromOn;
  for (const endOn of ends) {
    const addedMinor = inside.reduce((sum, tranche) => sum + (tranche.onDate <= startOn ? tranche.amountMinor : 0), 0);
    const part = stretchPart(run, { startOn, endOn, dueOn });
    totalMinor += interestOver(run.outstandingMinor + addedMinor, run.rate, part, terms.rounding.mode);
    startOn = endOn;
  }
  return totalMinor;
}

/** A stretch inside a period: its own days, or its share of a period that counts as a whole. */
function stretchPart(
  { terms, fromOn }: ScheduleRun,
  { startOn, endOn, dueOn }: { startOn: Day; endOn: Day; dueOn: Day },
): { numerator: bigint; denominator: bigint } {
  if (terms.interestPeriod === 'by-days') return periodPart(terms, startOn, endOn);
  const { numerator, denominator } = equalPeriodPart(terms);
  return {
    numerator: numerator * BigInt(daysBetween(startOn, endOn)),
    denominator: denominator * BigInt(daysBetween(fromOn, dueOn)),
  };
}

/** Grace on interest: free periods cost nothing, deferred ones are paid with the first period after them. */
function graced(run: ScheduleRun, interestMinor: number): PeriodInterest {
  if (run.period <= run.terms.grace.interestFreePeriods) return nothing;
  if (run.interestGrace.has(run.period)) return { dueMinor: 0, deferredMinor: run.deferredMinor + interestMinor };
  return { dueMinor: run.deferredMinor + interestMinor, deferredMinor: 0 };
}

const nothing: PeriodInterest = { dueMinor: 0, deferredMinor: 0 };
