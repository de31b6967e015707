import type { StoresApi } from '#insight/stores';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';
import type { Embedder } from '#platform/language-model';
import type { Log } from '#platform/log';
import type { IndexCache } from './index-cache.ts';
import type { ReadFile } from './read-in-process.ts';

export type KnowledgeDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  log: Log;
  stores: Pick<StoresApi, 'storeOfCall'>;
  /** Null without an embedding endpoint: then words alone are searched. */
  embedder: Embedder | null;
  /** Reads a file apart from this process. */
  readFile: ReadFile;
  indexes: IndexCache;
};
