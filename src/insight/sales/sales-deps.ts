import type { StoresApi } from '#insight/stores';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';
import type { TillAnswer, TillQuestion } from './till/read-till-file.ts';

export type SalesDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  stores: Pick<StoresApi, 'storeOfCall' | 'storesByIds'>;
  /** Reads a till's file out of the way of requests: in a worker thread in the house. */
  readTill: (question: TillQuestion) => Promise<TillAnswer>;
};
