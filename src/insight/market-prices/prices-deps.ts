import type { StoresApi } from '#insight/stores';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';

export type PricesDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  stores: Pick<StoresApi, 'storeOfCall' | 'storesByIds'>;
};
