import type { Day } from '../calendar/days.ts';
import {
  addTranche,
  correctBalance,
  type InstalmentModel,
  type ModelTerms,
  newModel,
  payableOn,
  payModelInterest,
  payModelPrincipal,
  readModel,
} from '../schedule/instalment-model.ts';
import { rateOf } from '../schedule/period-rates.ts';
import { type Payment, payBucket } from './allocate-by-buckets.ts';
import type { Bucket } from './allocation-rules.ts';
import { type Instalment, judgeChange, openPart } from './instalment.ts';
import type { LoanTerms } from './loan-facts.ts';
import type { ReplayRun } from './replay-run.ts';

/** The balance behind the rows of a loan with interest, and the last day until which overdue principal has been added. */
export type InterestRun = { model: InstalmentModel; correctedUntil: Day | null };

/** `null` for a loan without interest: its rows follow from the payouts alone. */
export function startInterest(terms: LoanTerms, rows: readonly Instalment[]): InterestRun | null {
  if (terms.schedule.method === 'none' || rateOf(terms.schedule.ratePercent) === 0n) return null;
  const regular = rows.filter((row) => row.kind === 'instalment');
  return { model: newModel(modelTerms(terms), regular), correctedUntil: null };
}

function modelTerms({ schedule }: LoanTerms): ModelTerms {
  const { dueDates, dayCount, rounding } = schedule;
  const isEvery = dueDates.kind === 'every';
  return {
    rate: rateOf(schedule.ratePercent),
    daysInYear: { 'actual/365': 365, 'actual/actual': 'actual', 'actual/360': 360, '30/360': 360, 'actual/364': 364 }[
      dayCount
    ] as ModelTerms['daysInYear'],
    daysInMonth: dayCount === '30/360' ? 30 : 'actual',
    unit: isEvery ? dueDates.unit : 'months',
    every: isEvery ? dueDates.every : 1,
    multipleMinor: rounding.multipleMinor,
    mode: rounding.mode,
  };
}

export function payOutWithInterest(run: ReplayRun, interest: InterestRun, onDate: Day, amountMinor: number): void {
  addTranche(interest.model, onDate, amountMinor);
  takeFigures(run, interest, onDate);
}

/** Rows take principal and interest from the model; what charge-backs put on top stays on top. */
function takeFigures(run: ReplayRun, { model }: InterestRun, onDate: Day): void {
  const byDueDate = new Map(readModel(model).map((row) => [row.dueOn, row]));
  for (const row of run.rows) {
    const figures = row.kind === 'instalment' ? byDueDate.get(row.dueOn) : undefined;
    if (figures === undefined) continue;
    row.due.principal = figures.principalMinor + row.credited.principal;
    row.due.interest = figures.interestMinor + row.credited.interest;
    judgeChange(row, onDate);
  }
}

/**
 * Pays one component of a row so that interest follows the money: an instalment paid early owes interest only until the
 * day (or the due date, as the product says), and the balance falls from that day on.
 */
export function payFollowing(interest: InterestRun): NonNullable<Payment['payRow']> {
  return (payment, row, bucket, amountMinor) => {
    const payOn = bucket.when === 'in-advance' ? earlyPayDate(payment, row) : payment.onDate;
    if (bucket.when === 'in-advance') showPayable(interest, row, bucket, payOn);
    const mostMinor = bucket.component === 'principal' ? principalOwed(payment.run, interest) : amountMinor;
    const paidMinor = payBucket(payment, row, bucket, Math.min(amountMinor, mostMinor));
    if (row.kind !== 'instalment') return paidMinor;
    if (bucket.component === 'principal') payModelPrincipal(interest.model, row.dueOn, payOn, paidMinor);
    else if (bucket.component === 'interest') payModelInterest(interest.model, row.dueOn, paidMinor);
    else return paidMinor;
    takeFigures(payment.run, interest, payment.onDate);
    return paidMinor;
  };
}

/** Principal that nobody has paid yet, of all rows: what one row shows on a day may be more than that. */
function principalOwed({ rows }: ReplayRun, { model }: InterestRun): number {
  const paidOutMinor = model.periods.reduce(
    (total, { stretches }) => stretches.reduce((sum, stretch) => sum + stretch.paidOutMinor, total),
    0,
  );
  return rows.reduce(
    (left, row) => (row.kind === 'instalment' ? left + row.credited.principal - row.paid.principal : left),
    paidOutMinor,
  );
}

function earlyPayDate({ run, onDate }: Payment, row: Instalment): Day {
  const isRunning = onDate > row.fromOn && onDate <= row.dueOn;
  return run.facts.terms.recalculation?.settlement === 'until-due-date' && isRunning ? row.dueOn : onDate;
}

function showPayable({ model }: InterestRun, row: Instalment, { component }: Bucket, onDate: Day): void {
  if (row.kind !== 'instalment') return;
  const payable = payableOn(model, row.dueOn, onDate);
  if (component === 'interest') row.due.interest = Math.max(0, payable.interestMinor) + row.credited.interest;
  if (component === 'principal') row.due.principal = Math.max(0, payable.principalMinor) + row.credited.principal;
}

/** Overdue principal bears interest until a day: the day of the next payment, or today. */
export function addOverdue(run: ReplayRun, interest: InterestRun, onDate: Day): void {
  const { recalculation } = run.facts.terms;
  const regular = run.rows.filter((row) => row.kind === 'instalment');
  const overdue = regular.filter((row) => row.dueOn < onDate);
  const last = regular.at(-1);
  if (recalculation === null || overdue.length === 0 || last === undefined) return;
  let overdueMinor = 0;
  let allMinor = 0;
  for (const row of overdue) {
    if (overdueMinor > 0) correctRow(run, interest, row, { onDate, overdueMinor, allMinor });
    overdueMinor = openPart(row, 'principal');
    allMinor += overdueMinor;
  }
  const current = regular.find((row) => row.fromOn < onDate && onDate <= row.dueOn) ?? last;
  if (current !== last || last.dueOn >= onDate) correctRow(run, interest, current, { onDate, overdueMinor, allMinor });
}

function correctRow(
  run: ReplayRun,
  interest: InterestRun,
  row: Instalment,
  { onDate, overdueMinor, allMinor }: { onDate: Day; overdueMinor: number; allMinor: number },
): void {
  const { correctedUntil, model } = interest;
  const isFirst = correctedUntil === null || row.fromOn > correctedUntil;
  const isDaily = run.facts.terms.recalculation?.rest === 'daily';
  if (isDaily ? correctedUntil === onDate : !isFirst) return;
  correctBalance(model, isFirst ? row.fromOn : correctedUntil, overdueMinor);
  if (!isDaily) interest.correctedUntil = row.fromOn;
  if (onDate > row.fromOn && onDate <= row.dueOn) {
    const untilOn = isDaily ? onDate : row.dueOn;
    correctBalance(model, untilOn, -allMinor);
    interest.correctedUntil = untilOn;
  }
  takeFigures(run, interest, onDate);
}
