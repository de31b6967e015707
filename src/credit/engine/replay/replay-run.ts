import { compareDays, type Day } from '../calendar/days.ts';
import { chargesOfTerms } from './charges-of-terms.ts';
import { type Instalment, judge, newInstalment } from './instalment.ts';
import type { InterestRun } from './interest-follows.ts';
import type { LateRun } from './late-charges.ts';
import type { Charge, LoanFacts } from './loan-facts.ts';
import { noParts, type Parts } from './parts.ts';

/** A charge with what was paid on it, and the row in which it falls due. */
export type ChargeState = Charge & { paidMinor: number; placedIn?: Instalment };

/** What came out of a transaction. */
export type Outcome = {
  amountMinor: number;
  parts: Parts;
  /** What no instalment took: a liability to the borrower (or, of a payout, what that liability paid). */
  overpaidMinor: number;
  /** What of that a charge-back in the product's order took out of the liability, without paying a row. */
  givenBackMinor?: number;
  /** Which instalment took what, for the statement and the proof that nothing got lost. */
  allocations: { number: number; parts: Parts }[];
};

/** Where a replay stands. Rows and charges are changed in place; facts never are. */
export type ReplayRun = {
  facts: LoanFacts;
  rows: Instalment[];
  charges: ChargeState[];
  outcomes: Map<string, Outcome>;
  /** Paid too much so far: the liability. */
  overpaidMinor: number;
  startOn: Day;
  /** The moving balance of a loan with interest whose payouts fill the rows; `null` for all others. */
  interest: InterestRun | null;
  /** The rows came from the terms, with their principal; payouts only pay from what was too much before. */
  isShaped?: boolean;
  /** Late charges by the day; absent where the product has none. */
  late?: LateRun;
};

export function chargeStates(facts: LoanFacts, rows: readonly Instalment[], startOn: Day): ChargeState[] {
  const entered = facts.charges.map((charge) => ({
    ...charge,
    paidMinor: charge.timing === 'at-disbursement' ? charge.amountMinor : 0,
  }));
  return facts.terms.fees === undefined ? entered : [...chargesOfTerms(facts, rows, startOn), ...entered];
}

export function openOnCharge(charge: ChargeState): number {
  return charge.amountMinor - charge.paidMinor - charge.waivedMinor;
}

export function newOutcome(amountMinor: number): Outcome {
  return { amountMinor, parts: noParts(), overpaidMinor: 0, allocations: [] };
}

/** Notes what an instalment took. */
export function noteAllocation(outcome: Outcome, row: Instalment, taken: Partial<Parts>): void {
  let entry = outcome.allocations.find((allocation) => allocation.number === row.number);
  if (entry === undefined) {
    entry = { number: row.number, parts: noParts() };
    outcome.allocations.push(entry);
  }
  for (const component of ['principal', 'interest', 'fee', 'penalty'] as const) {
    entry.parts[component] += taken[component] ?? 0;
  }
}

/** The number of the first row that is no down payment: charges of the first day belong to it. */
export function firstRegularNumber(rows: readonly Instalment[]): number {
  return rows.find((row) => row.kind !== 'down-payment')?.number ?? 1;
}

/** Does a charge due that day belong to a period? The first period takes its first day too. */
export function isWithin(dueOn: Day, fromOn: Day, untilOn: Day, isFirst: boolean): boolean {
  return (isFirst ? dueOn >= fromOn : dueOn > fromOn) && dueOn <= untilOn;
}

/** The row behind the last due date that takes a charge, made or moved as needed. */
export function rowAfterEnd(run: ReplayRun, dueOn: Day): void {
  const last = run.rows.filter((row) => row.kind !== 'down-payment').at(-1);
  if (last === undefined || dueOn <= last.dueOn) return;
  if (last.kind === 'additional') {
    last.dueOn = dueOn;
    return;
  }
  const row = newInstalment({ number: run.rows.length + 1, kind: 'additional', fromOn: last.dueOn, dueOn });
  run.rows.push(row);
  judge(row, run.startOn);
}

/** Rows in the order of their due dates; a down payment goes before an instalment of its day. */
export function sortRows(rows: Instalment[]): void {
  rows.sort((a, b) => compareDays(a.dueOn, b.dueOn) || a.number - b.number);
}
