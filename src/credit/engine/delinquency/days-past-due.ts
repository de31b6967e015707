import { addDays, type Day, daysBetween } from '../calendar/days.ts';
import type { LoanState, LoanView, Pause } from '../life/loan-state.ts';
import { type Instalment, openMinor } from '../replay/instalment.ts';
import type { DelinquencyRange, Transaction } from '../replay/loan-facts.ts';
import { totalOf } from '../replay/parts.ts';

/** How late a loan is on a day. */
export type Delinquency = {
  /** What is overdue, in minor units. */
  overdueMinor: number;
  /** Days since the oldest overdue day. The one figure all classes are read from. */
  daysPastDue: number;
  /** Days past due less the grace of the product and less paused days. */
  delinquentDays: number;
  /** The day delinquency counts from: the oldest overdue day and the grace. */
  delinquentSince: Day | null;
};

export const NOT_LATE: Delinquency = { overdueMinor: 0, daysPastDue: 0, delinquentDays: 0, delinquentSince: null };

/** How late the loan is, as of a day. Nothing else in the house counts days past due. */
export function delinquencyOf(state: LoanState, view: LoanView, asOf: Day): Delinquency {
  if (state.status !== 'active') return NOT_LATE;
  let overdueMinor = 0;
  let oldestOn: Day | null = null;
  let hasNotYetDue = false;
  for (const row of view.rows) {
    if (row.isMet) continue;
    const isOverdue = row.dueOn < asOf;
    if (!isOverdue && hasNotYetDue) continue;
    hasNotYetDue ||= !isOverdue;
    const late = isOverdue ? overdueRow(state, view, row) : creditedRowLateness(state, row, asOf);
    overdueMinor += late.overdueMinor;
    oldestOn ??= late.sinceOn;
  }
  if (oldestOn === null) return { ...NOT_LATE, overdueMinor };
  const daysPastDue = Math.max(0, daysBetween(oldestOn, asOf));
  const graced = daysPastDue - state.terms.arrearsGraceDays;
  return {
    overdueMinor,
    daysPastDue,
    delinquentDays: graced > 0 ? Math.max(0, graced - pausedDays(state.pauses, asOf)) : 0,
    delinquentSince: addDays(oldestOn, state.terms.arrearsGraceDays),
  };
}

/** The same for each instalment by itself, without grace: which are late, by how many days, with how much. */
export function lateInstalments(
  state: LoanState,
  view: LoanView,
  asOf: Day,
): { number: number; days: number; overdueMinor: number }[] {
  if (state.status !== 'active') return [];
  return view.rows
    .filter((row) => !row.isMet)
    .map((row) => {
      const late = row.dueOn < asOf ? overdueRow(state, view, row) : creditedRowLateness(state, row, asOf);
      const past = late.sinceOn === null ? 0 : Math.max(0, daysBetween(late.sinceOn, asOf));
      const days = past > 0 ? Math.max(0, past - pausedDays(state.pauses, asOf)) : 0;
      return { number: row.number, days, overdueMinor: late.overdueMinor };
    })
    .filter((late) => late.days > 0);
}

/** The range a number of days falls into. */
export function rangeOf(ranges: readonly DelinquencyRange[], days: number): DelinquencyRange | null {
  if (days <= 0) return null;
  return (
    ranges.find((range) => range.fromDays <= days && (range.untilDays === null || days <= range.untilDays)) ?? null
  );
}

/** Days of pauses before a day, each counted once as far as it has run. */
export function pausedDays(pauses: readonly Pause[], asOf: Day): number {
  return pauses
    .filter((pause) => pause.fromOn < asOf)
    .reduce((total, { fromOn, untilOn }) => total + daysBetween(fromOn, untilOn < asOf ? untilOn : asOf), 0);
}

type Lateness = { overdueMinor: number; sinceOn: Day | null };

/** An overdue row is late since its due date; where a charge-back reopened it, since that day. */
function overdueRow(state: LoanState, view: LoanView, row: Instalment): Lateness {
  const isLast = row === view.rows.at(-1);
  let paidMinor = totalOf(row.paid);
  for (const chargeback of chargebacks(state)) {
    const isWithin =
      chargeback.onDate >= row.fromOn && (isLast ? chargeback.onDate <= row.dueOn : chargeback.onDate < row.dueOn);
    if (!isWithin) continue;
    paidMinor -= chargeback.amountMinor;
    if (paidMinor < 0) return { overdueMinor: openMinor(row), sinceOn: chargeback.onDate };
  }
  return { overdueMinor: openMinor(row), sinceOn: row.dueOn };
}

/** A row that is not due yet is late only with what charge-backs before today took out of it. */
function creditedRowLateness(state: LoanState, row: Instalment, asOf: Day): Lateness {
  let paidMinor = totalOf(row.paid);
  let sinceOn: Day | null = null;
  for (const chargeback of chargebacks(state)) {
    const { onDate } = chargeback;
    if (onDate < row.fromOn || onDate >= row.dueOn || onDate >= asOf) continue;
    paidMinor -= chargeback.amountMinor;
    if (paidMinor < 0) sinceOn = onDate;
  }
  return { overdueMinor: Math.max(0, -paidMinor), sinceOn };
}

function chargebacks(state: LoanState): Extract<Transaction, { kind: 'chargeback' }>[] {
  return state.transactions.filter((transaction) => transaction.kind === 'chargeback');
}
