import type { IdentityApi } from '#commons/identity';
import type { LoanProductsApi } from '#credit/loan-products';
import type { TenantsApi } from '#credit/tenants';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';
import type { Log } from '#platform/log';

export type LoansDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  log: Log;
  tenants: Pick<TenantsApi, 'tenantOfCall'>;
  loanProducts: Pick<LoanProductsApi, 'agreeTerms'>;
  /** Names of borrowers, where people of the institution look at loans. */
  identity: Pick<IdentityApi, 'namesByIds'>;
};
