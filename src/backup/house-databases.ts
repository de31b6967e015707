import { join } from 'node:path';
import type { Config } from '../config.ts';
import { startPostgres } from '../platform/postgres-server.ts';

/** A database of the house and the modules that live in it. */
export type HouseDatabase = { url: string; holds: (module: string) => boolean };
export type HouseDatabases = { databases: HouseDatabase[]; close(): Promise<void> };

/**
 * The databases as they are: nothing is migrated. The embedded server is started, or adopted from the process that serves,
 * and goes home with the last who uses it. A module that no variable names lives in the first database.
 */
export async function openHouseDatabases(config: Config): Promise<HouseDatabases> {
  const embedded = config.database.url
    ? null
    : await startPostgres({ dataDir: join(config.dataDir, 'postgres'), log: () => {} });
  const main = config.database.url ?? embedded?.socketUrl ?? '';
  const urlOf = (module: string): string => config.database.urlOf[module] ?? main;
  const urls = [...new Set([main, ...Object.values(config.database.urlOf)])];
  return {
    databases: urls.map((url) => ({ url, holds: (module) => urlOf(module) === url })),
    close: async () => embedded?.stop(),
  };
}
