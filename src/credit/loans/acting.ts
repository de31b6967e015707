import type { ActingRole } from '#credit/tenants';
import { type Call, userIdOf } from '#platform/call';
import { isRefusal, refuse } from '#platform/refusal';
import type { LoansDeps } from './loans-deps.ts';

/** For which institution a call acts; `borrowerId` where a person looks at their own loan. */
export type Acting = { tenantId: string; role: ActingRole };

export async function actingInstitution(
  { tenants }: Pick<LoansDeps, 'tenants'>,
  call: Call,
  { tenantId }: { tenantId?: string },
  code: 'loans.no-institution' | 'loans.not-found',
): Promise<Acting> {
  try {
    return await tenants.tenantOfCall(call, tenantId === undefined ? {} : { tenantId });
  } catch (error) {
    if (isRefusal(error, 'tenants.not-found')) throw refuse(code);
    throw error;
  }
}

/** Who may see a loan: its institution, or its borrower. */
export type Reader = { tenantId: string | null; borrowerId: string | null };

export async function readerOf(
  deps: Pick<LoansDeps, 'tenants'>,
  call: Call,
  input: { tenantId?: string },
): Promise<Reader> {
  const borrowerId = call.actor.kind === 'user' ? userIdOf(call) : null;
  try {
    const { tenantId } = await actingInstitution(deps, call, input, 'loans.not-found');
    return { tenantId, borrowerId };
  } catch (error) {
    if (borrowerId === null || !isRefusal(error, 'loans.not-found')) throw error;
    return { tenantId: null, borrowerId };
  }
}

export function mustHaveRole({ role }: Acting, roles: readonly ActingRole[]): void {
  if (role !== 'HOUSE' && !roles.includes(role)) throw refuse('loans.not-allowed');
}
