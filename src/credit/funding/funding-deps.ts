import type { LedgerApi } from '#commons/ledger';
import type { PaymentsApi } from '#commons/payments';
import type { LoansApi } from '#credit/loans';
import type { ActingRole, TenantKind, TenantsApi } from '#credit/tenants';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import type { NewId } from '#platform/ids';
import type { Log } from '#platform/log';
import { isRefusal, refuse } from '#platform/refusal';
import type { SagaRunner } from '#platform/saga';

export type FundingDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  log: Log;
  tenants: Pick<TenantsApi, 'tenantOfCall'>;
  loans: Pick<LoansApi, 'loansByIds'>;
  ledger: Pick<LedgerApi, 'post' | 'balancesByCodes' | 'statement'>;
  payments: Pick<PaymentsApi, 'openAccount' | 'inquireBankAccount' | 'payPerson'>;
  sagas: SagaRunner;
  cipher: FieldCipher;
};

export type Acting = { tenantId: string; name: string; kind: TenantKind; role: ActingRole };

export async function actingInstitution(
  { tenants }: Pick<FundingDeps, 'tenants'>,
  call: Call,
  { tenantId }: { tenantId?: string },
): Promise<Acting> {
  try {
    return await tenants.tenantOfCall(call, tenantId === undefined ? {} : { tenantId });
  } catch (error) {
    if (isRefusal(error, 'tenants.not-found')) throw refuse('funding.no-institution');
    throw error;
  }
}

/** Funders and shares are kept by officers and by partners' machines; compliance looks on. */
export function mustOperate({ role }: Acting): void {
  if (role === 'COMPLIANCE_OFFICER') throw refuse('funding.not-allowed');
}

const WIB_MS = 7 * 3_600_000;

/** The calendar day in Jakarta (UTC+7, no summer time). */
export function dayInJakarta(at: Date): string {
  return new Date(at.getTime() + WIB_MS).toISOString().slice(0, 10);
}
