import { createMemoryCache } from '#platform/cache';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import type { Database } from '#platform/database';
import { newUuid } from '#platform/ids';
import type { CatalogApi } from './contract.ts';
import { createCatalog } from './module.ts';

/** The module on a test database. */
export function catalogWorld(database: () => Database) {
  const clock = fixedClock('2026-11-21T05:00:00.000Z');
  const cache = createMemoryCache();
  return {
    clock,
    call: systemCall('test', newUuid()),
    get api(): CatalogApi {
      return createCatalog({ database: database(), clock, cache, newId: newUuid }).api;
    },
  };
}

/** A slug that no other test uses. */
export function freshSlug(word: string): string {
  return `${word}-${newUuid().slice(-12)}`;
}
