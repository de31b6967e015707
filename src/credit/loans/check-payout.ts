import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import { actingInstitution, mustHaveRole } from './acting.ts';
import { decidePayout } from './activate-loan.ts';
import { dayInJakarta } from './business-day.ts';
import { agreedPrice } from './change-loan.ts';
import type { LoansDeps } from './loans-deps.ts';
import { readLoan } from './read-loans.ts';

type CheckInput = { tenantId?: string; loanId: string; amountMinor: number };

/** Decided by the same rules as when it is recorded, before money leaves that no loan would take. */
export async function checkPayout(
  deps: LoansDeps,
  call: Call,
  { amountMinor, loanId, ...where }: CheckInput,
): Promise<Record<string, never>> {
  const acting = await actingInstitution(deps, call, where, 'loans.not-found');
  mustHaveRole(acting, ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER']);
  const { tenantId } = acting;
  const { row, position, state, view } = await readLoan(deps, call, { loanId, tenantId });
  if (row.tenant_id !== tenantId) throw refuse('loans.not-found');
  const today = dayInJakarta(deps.clock);
  const days = { enteredOn: today, today };
  const agreed = await agreedPrice(deps.database, row);
  const wish = { transactionId: 'check', paidOutOn: today, amountMinor };
  const decision = decidePayout({ row, position, state, view, ...days, agreed }, wish);
  if (!decision.accepted) throw refuse(decision.code, decision.details);
  return {};
}
