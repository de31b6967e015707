import { LRUCache } from 'lru-cache';
import type { Database } from '#platform/database';
import { listMemberships, type MembershipRow } from './tenant-queries.ts';

/** So long somebody who was taken out may still act; events take about as long. */
const KEPT_MS = 1_000;
const MAX_KEPT = 5_000;

export type KnownMemberships = ReturnType<typeof createKnownMemberships>;

/** For whom somebody acts is asked with every call of the wing and changes a few times a year: kept for a second, in this process. */
export function createKnownMemberships(database: Database) {
  const kept = new LRUCache<string, MembershipRow[]>({ max: MAX_KEPT, ttl: KEPT_MS });
  return {
    async of(userId: string): Promise<MembershipRow[]> {
      const known = kept.get(userId);
      if (known) return known;
      const read = await listMemberships(database, userId);
      kept.set(userId, read);
      return read;
    },
    forget: (userId: string) => kept.delete(userId),
  };
}
