import { type LoanAccounts, loanAccounts } from '#engine/books/loan-accounts';
import { addDays, type Day, laterOf } from '#engine/calendar/days';
import type { LoanState, LoanView } from '#engine/life/loan-state';
import { balancesOf } from '#engine/life/statement';
import type { Transaction } from '#engine/replay/loan-facts';
import { noParts, type Parts } from '#engine/replay/parts';
import { newOutcome } from '#engine/replay/replay-run';
import { assert } from '#platform/assert';
import { closingPlan } from './closing-plan.ts';
import { figuresOf, incomeTarget } from './loan-figures.ts';
import type { PositionRow } from './loan-record.ts';
import type { TransactionRow } from './stream-queries.ts';

type Standing = { state: LoanState; view: LoanView };

/** Until when the days of a loan are closed: a new one is closed until the day before its money went out. */
export function closedUntilOf(position: Pick<PositionRow, 'closed_until'>, activatedOn: Day | null): Day | null {
  return activatedOn === null ? null : (position.closed_until ?? addDays(activatedOn, -1));
}

/** Everything that is kept of how a loan stands, from its replay alone; nothing in it is carried on from before but the close. */
export function positionOf(
  identity: Pick<PositionRow, 'loan_id' | 'tenant_id' | 'entered_on'>,
  { state, view }: Standing,
  closed: Pick<PositionRow, 'closed_until' | 'ended_on'>,
): PositionRow {
  const { entered_on: enteredOn } = identity;
  const asOf = closed.closed_until === null ? enteredOn : laterOf(enteredOn, closed.closed_until);
  const figures = figuresOf(state, view, asOf);
  const closedUntil = closedUntilOf(closed, figures.activatedOn);
  const recognised = closedUntil === null ? noParts() : incomeTarget(state, view, closedUntil);
  const plan = closedUntil === null ? null : closingPlan(state, view, { closedUntil, recognised });
  return {
    loan_id: identity.loan_id,
    tenant_id: identity.tenant_id,
    status: figures.status,
    version: state.version,
    entered_on: enteredOn,
    activated_on: figures.activatedOn,
    ends_on: figures.endsOn,
    ended_on: isOver(figures.status) ? (closed.ended_on ?? enteredOn) : null,
    paid_out_minor: figures.paidOutMinor,
    principal_minor: figures.open.principal,
    interest_minor: figures.open.interest,
    fee_minor: figures.open.fee,
    penalty_minor: figures.open.penalty,
    overpaid_minor: figures.overpaidMinor,
    overdue_minor: figures.overdueMinor,
    open_due_on: figures.openDue?.dueOn ?? null,
    open_due_minor: figures.openDue?.openMinor ?? 0,
    late_from_on: figures.lateFromOn,
    bucket: figures.bucket,
    is_charged_off: figures.isChargedOff,
    closed_until: closedUntil,
    look_on: plan?.lookOn ?? null,
    run_from: plan?.runFrom ?? null,
    run_until: plan?.runUntil ?? null,
    run_interest_minor: plan?.runInterestMinor ?? 0,
    base_interest_minor: plan?.baseInterestMinor ?? 0,
    recognised_interest_minor: recognised.interest,
    recognised_fee_minor: recognised.fee,
    recognised_penalty_minor: recognised.penalty,
  };
}

function isOver(status: PositionRow['status']): boolean {
  return status !== 'active' && status !== 'approved';
}

export function accountsOf({ state, view }: Standing, recognised: Parts): LoanAccounts {
  return loanAccounts(state, view, recognised);
}

/** The standing transactions of a loan with what each did. */
export function transactionRows({ state, view }: Standing): TransactionRow[] {
  const balances = balancesOf(state, view);
  return state.transactions.map((transaction) => toRow(transaction, view, balances));
}

/** One of them; the caller knows that it stands. */
export function toRowOf(state: LoanState, view: LoanView, transactionId: string): TransactionRow {
  const row = transactionRows({ state, view }).find((candidate) => candidate.transaction_id === transactionId);
  assert(row, `There is no transaction ${transactionId}`);
  return row;
}

function toRow(transaction: Transaction, view: LoanView, balances: ReadonlyMap<string, number>): TransactionRow {
  const { amountMinor, parts, overpaidMinor } = view.outcomes.get(transaction.id) ?? newOutcome(0);
  return {
    transaction_id: transaction.id,
    version: Math.floor(transaction.order),
    kind: transaction.kind,
    value_date: transaction.onDate,
    entered_on: transaction.enteredOn,
    amount_minor: amountMinor,
    principal_minor: parts.principal,
    interest_minor: parts.interest,
    fee_minor: parts.fee,
    penalty_minor: parts.penalty,
    overpaid_minor: overpaidMinor,
    balance_minor: balances.get(transaction.id) ?? 0,
    is_reversed: false,
    reference: null,
    note: null,
  };
}

export function isSameOutcome(a: TransactionRow, b: TransactionRow): boolean {
  return (
    a.amount_minor === b.amount_minor &&
    a.principal_minor === b.principal_minor &&
    a.interest_minor === b.interest_minor &&
    a.fee_minor === b.fee_minor &&
    a.penalty_minor === b.penalty_minor &&
    a.overpaid_minor === b.overpaid_minor &&
    a.balance_minor === b.balance_minor
  );
}
