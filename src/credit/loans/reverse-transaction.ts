import type { Call } from '#platform/call';
import { derivedId } from '#platform/ids';
import { actingInstitution, mustHaveRole } from './acting.ts';
import { changeLoan } from './change-loan.ts';
import { toRowOf } from './loan-positions.ts';
import type { LoansDeps } from './loans-deps.ts';
import type { Loan, Transaction } from './shapes.ts';
import { decideReversal } from './step-rules.ts';

type ReverseInput = {
  tenantId?: string;
  loanId: string;
  transactionId: string;
  reason: string;
  expectedVersion?: number;
};

/** The line stays on the statement as it stood; what came after it is replayed as if it had never been. */
export async function reverseTransaction(
  deps: LoansDeps,
  call: Call,
  { loanId, transactionId, reason, expectedVersion, ...where }: ReverseInput,
): Promise<{ loan: Loan; transaction: Transaction }> {
  const acting = await actingInstitution(deps, call, where, 'loans.not-found');
  mustHaveRole(acting, ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER']);
  const reversalId = derivedId('loan-reversal', loanId, transactionId);
  return changeLoan(deps, call, acting, {
    loanId,
    eventId: reversalId,
    valueDate: null,
    expectedVersion,
    asked: { transactionId },
    kind: 'reversal',
    reason,
    isPriced: () => false,
    decide: ({ state, enteredOn }) => decideReversal(state, { transactionId, reversalId, enteredOn }),
    lineOf: ({ state, view }) => ({ ...toRowOf(state, view, transactionId), is_reversed: true }),
  });
}
