import { divideMinor } from '#engine/arithmetic/rounding';
import { addDays, type Day, daysBetween, earlierOf } from '#engine/calendar/days';
import { delinquencyOf } from '#engine/delinquency/days-past-due';
import { incomeOf } from '#engine/life/accrue';
import type { LoanState, LoanView } from '#engine/life/loan-state';
import type { Instalment } from '#engine/replay/instalment';
import type { Parts } from '#engine/replay/parts';

/**
 * Between two days on which something happens, income runs straight: base + interest of the running period × days passed ÷
 * its days. So a close can move thousands of loans in one statement; from `lookOn` on a loan has to be replayed again.
 */
export type ClosingPlan = {
  lookOn: Day | null;
  runFrom: Day | null;
  runUntil: Day | null;
  runInterestMinor: number;
  baseInterestMinor: number;
};

const NO_PLAN: ClosingPlan = { lookOn: null, runFrom: null, runUntil: null, runInterestMinor: 0, baseInterestMinor: 0 };

/** The straight line for the days after `closedUntil`, and its first day that is none. */
export function closingPlan(
  state: LoanState,
  view: LoanView,
  { closedUntil, recognised }: { closedUntil: Day; recognised: Parts },
): ClosingPlan {
  if (state.status !== 'active') return NO_PLAN;
  const isFrozen = state.transactions.some(({ kind }) => kind === 'charge-off');
  const nextOn = addDays(closedUntil, 1);
  const running = view.rows.filter(
    (row) => row.fromOn <= closedUntil && row.dueOn > closedUntil && row.fromOn < row.dueOn,
  );
  const [row, ...others] = running.filter((candidate) => incomeOf(candidate).interest !== 0);
  if (others.length > 0) return { ...NO_PLAN, lookOn: nextOn, baseInterestMinor: recognised.interest };
  const line =
    row && !isFrozen
      ? lineOf(row, closedUntil, recognised.interest)
      : { ...NO_PLAN, baseInterestMinor: recognised.interest };
  return { ...line, lookOn: lookOn(state, view, closedUntil) };
}

function lineOf(row: Instalment, closedUntil: Day, recognisedMinor: number): ClosingPlan {
  const interestMinor = incomeOf(row).interest;
  const passed = BigInt(Math.max(0, daysBetween(row.fromOn, closedUntil)));
  const days = BigInt(daysBetween(row.fromOn, row.dueOn));
  const ranMinor = divideMinor(BigInt(interestMinor) * passed, days, 'half-even');
  return {
    lookOn: null,
    runFrom: row.fromOn,
    runUntil: row.dueOn,
    runInterestMinor: interestMinor,
    baseInterestMinor: recognisedMinor - ranMinor,
  };
}

/** The first day after `closedUntil` at whose end the line may be wrong, or the loan's class another. */
function lookOn(state: LoanState, view: LoanView, closedUntil: Day): Day {
  const nextOn = addDays(closedUntil, 1);
  const { daysPastDue } = delinquencyOf(state, view, closedUntil);
  const isLate = daysPastDue > 0 || view.rows.some((row) => !row.isMet && row.dueOn <= closedUntil);
  if (isLate) {
    const { lateCharge, recalculation, fees } = state.terms;
    const isCharged = lateCharge != null && Number(lateCharge.percentPerDay) > 0;
    const isMoving = isCharged || recalculation !== null || fees?.some(isOverdueFee);
    if (isMoving || state.pauses.length > 0) return nextOn;
  }
  const days = [
    ...view.rows.filter((row) => row.dueOn > closedUntil).map((row) => addDays(row.dueOn, 1)),
    // A row whose fees fall due, or that starts to run, on a day of its own.
    ...view.rows
      .filter((row) => row.fromOn > closedUntil && row.fromOn < row.dueOn)
      .map((row) => addDays(row.fromOn, 1)),
    ...view.charges
      .filter(({ timing, dueOn }) => timing !== 'at-disbursement' && dueOn > closedUntil)
      .map(({ dueOn }) => dueOn),
    ...state.transactions.filter(({ onDate }) => onDate > closedUntil).map(({ onDate }) => onDate),
    ...(isLate ? rangeDays(state, closedUntil, daysPastDue) : []),
  ].filter((day) => day >= nextOn);
  return days.reduce((first, day) => earlierOf(day, first), addDays(closedUntil, 400));
}

function isOverdueFee({ timing }: { timing: string }): boolean {
  return timing === 'overdue';
}

/** Days on which a late loan reaches the next range, if nothing comes. */
function rangeDays(state: LoanState, closedUntil: Day, daysPastDue: number): Day[] {
  return state.terms.delinquencyRanges
    .map(({ fromDays }) => fromDays + state.terms.arrearsGraceDays - daysPastDue)
    .filter((days) => days > 0)
    .map((days) => addDays(closedUntil, days));
}
