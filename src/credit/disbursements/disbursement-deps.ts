import type { IdentityApi } from '#commons/identity';
import type { PaymentsApi } from '#commons/payments';
import type { FundingApi } from '#credit/funding';
import type { LoansApi } from '#credit/loans';
import type { ActingRole, TenantsApi } from '#credit/tenants';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import type { Log } from '#platform/log';
import { isRefusal, refuse } from '#platform/refusal';
import type { SagaRunner } from '#platform/saga';

export type DisbursementsDeps = {
  database: Database;
  sagas: SagaRunner;
  cipher: FieldCipher;
  clock: Clock;
  log: Log;
  tenants: Pick<TenantsApi, 'tenantOfCall'>;
  loans: Pick<LoansApi, 'loansByIds' | 'checkPayout' | 'activateLoan' | 'reverseTransaction' | 'recordTransaction'>;
  funding: Pick<FundingApi, 'payoutSource'>;
  payments: Pick<PaymentsApi, 'payPerson'>;
  /** Whose account it must be. */
  identity: Pick<IdentityApi, 'accountsByIds' | 'namesByIds'>;
};

export type Acting = { tenantId: string; role: ActingRole };

export async function actingInstitution(
  { tenants }: Pick<DisbursementsDeps, 'tenants'>,
  call: Call,
  { tenantId }: { tenantId?: string },
): Promise<Acting> {
  try {
    return await tenants.tenantOfCall(call, tenantId === undefined ? {} : { tenantId });
  } catch (error) {
    if (isRefusal(error, 'tenants.not-found')) throw refuse('disbursements.no-institution');
    throw error;
  }
}

/** Who releases products and looks at everything sends no money. */
export function mustSend({ role }: Acting): void {
  if (role === 'COMPLIANCE_OFFICER') throw refuse('disbursements.not-allowed');
}

const WIB_MS = 7 * 3_600_000;

/** The calendar day in Jakarta (UTC+7, no summer time). */
export function dayInJakarta(at: Date): string {
  return new Date(at.getTime() + WIB_MS).toISOString().slice(0, 10);
}

export function accountContext(loanId: string): string {
  return `disbursements.disbursements:${loanId}`;
}
