import type { IdentityApi } from '#commons/identity';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';

export type TenantsDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  identity: Pick<IdentityApi, 'accountsByIds' | 'findByContact'>;
};
