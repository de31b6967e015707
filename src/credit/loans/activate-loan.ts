import type { Call } from '#platform/call';
import { actingInstitution, mustHaveRole } from './acting.ts';
import { changeLoan, type Found } from './change-loan.ts';
import type { LoansDeps } from './loans-deps.ts';
import type { Loan, Transaction } from './shapes.ts';
import { type Decision, tried } from './step-rules.ts';

type ActivateInput = {
  tenantId?: string;
  loanId: string;
  transactionId: string;
  paidOutOn: string;
  amountMinor: number;
  expectedVersion?: number;
};

/** Money went out: the whole amount, or a tranche of it. */
export async function activateLoan(
  deps: LoansDeps,
  call: Call,
  { loanId, transactionId, paidOutOn, amountMinor, expectedVersion, ...where }: ActivateInput,
): Promise<{ loan: Loan; transaction: Transaction }> {
  const acting = await actingInstitution(deps, call, where, 'loans.not-found');
  mustHaveRole(acting, ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER']);
  return changeLoan(deps, call, acting, {
    loanId,
    eventId: transactionId,
    valueDate: paidOutOn,
    expectedVersion,
    asked: { paidOutOn, amountMinor },
    kind: 'disbursement',
    reason: null,
    // The first payout is what was booked; a later one comes on top of whatever has been changed since.
    isPriced: isLater,
    decide: (found) => decidePayout(found, { transactionId, paidOutOn, amountMinor }),
    lineOf: () => ({ transaction_id: transactionId, kind: 'disbursement', amount_minor: amountMinor }),
  });
}

type PayoutCase = Pick<Found, 'state' | 'view' | 'enteredOn' | 'today' | 'agreed'> & {
  row: { agreed_on: string; amount_minor: number };
  position: { status: Loan['status']; paid_out_minor: number };
};

export function decidePayout(
  { state, view, position, row, enteredOn, today, agreed = null }: PayoutCase,
  { transactionId, paidOutOn, amountMinor }: { transactionId: string; paidOutOn: string; amountMinor: number },
): Decision {
  const { status } = position;
  if (paidOutOn > today) return { accepted: false, code: 'loans.date-in-future' };
  const isChargedOff = state.transactions.some(({ kind }) => kind === 'charge-off');
  const mayPayOut = !isChargedOff && (status === 'approved' || status === 'active' || status === 'overpaid');
  if (!mayPayOut || paidOutOn < row.agreed_on)
    return { accepted: false, code: 'loans.wrong-state', details: { status } };
  const mostMinor = row.amount_minor - position.paid_out_minor;
  if (amountMinor > mostMinor) return { accepted: false, code: 'loans.amount-too-large', details: { mostMinor } };
  // A tranche comes while there is an instalment left that can carry it.
  const follows = state.terms.recalculation !== null ? view.interest : null;
  const lastDueOn = follows
    ? follows.rows.at(-1)?.dueOn
    : view.rows.findLast(({ kind }) => kind === 'instalment')?.dueOn;
  if (isLater(position) && (lastDueOn === undefined || paidOutOn >= lastDueOn))
    return { accepted: false, code: 'loans.dates-contradict' };
  const event = { id: transactionId, enteredOn, kind: 'disbursed' as const, onDate: paidOutOn, amountMinor };
  return tried({ state, agreed: isLater(position) ? agreed : null }, event);
}

function isLater({ status }: { status: Loan['status'] }): boolean {
  return status !== 'approved';
}
