import type { ActingRole, TenantKind } from '#credit/tenants';
import type { Call } from '#platform/call';
import { isRefusal, refuse } from '#platform/refusal';
import type { ProductsDeps } from './products-deps.ts';

export type Acting = { tenantId: string; kind: TenantKind; role: ActingRole; isCapped: boolean };

/** For which institution the call acts; what it does not belong to is not there (`code`). */
export async function actingInstitution(
  { tenants }: Pick<ProductsDeps, 'tenants'>,
  call: Call,
  { tenantId }: { tenantId?: string },
  code: 'loan-products.no-institution' | 'loan-products.not-found',
): Promise<Acting> {
  try {
    const acting = await tenants.tenantOfCall(call, tenantId === undefined ? {} : { tenantId });
    // Price caps bind online lenders; banks and finance companies have rules of their own.
    return { ...acting, isCapped: acting.kind === 'online-lender' };
  } catch (error) {
    if (isRefusal(error, 'tenants.not-found')) throw refuse(code);
    throw error;
  }
}

/** Products are made and released by people of the institution, never by a partner's machine. */
export function mustHaveRole({ role }: Acting, roles: readonly ActingRole[]): void {
  if (role !== 'HOUSE' && !roles.includes(role)) throw refuse('loan-products.not-allowed');
}
