import { LRUCache } from 'lru-cache';
import type { Call } from '#platform/call';
import type { Database } from '#platform/database';
import type { Seller } from './contract.ts';
import { listByIds } from './seller-queries.ts';
import { toSeller } from './seller-views.ts';

/** So long somebody may still see a seller as they were; events take about as long to reach those who keep a copy. */
const KEPT_MS = 1_000;
const MAX_KEPT = 5_000;

/**
 * Sellers as neighbours ask for them: every cart, quote and order names a few, and they change a few times a year. Kept for
 * a second, in this process; `forget` where this process has just changed one. Calls of the house itself always get what
 * stands: they come from an event and may keep a copy of the answer for good.
 */
export function createKnownSellers(database: Database) {
  const kept = new LRUCache<string, Seller>({ max: MAX_KEPT, ttl: KEPT_MS });
  return {
    async byIds(call: Call, sellerIds: readonly string[]): Promise<Seller[]> {
      const known = call.actor.kind === 'system' ? [] : sellerIds.flatMap((id) => kept.get(id) ?? []);
      const missing = sellerIds.filter((id) => !known.some((seller) => seller.sellerId === id));
      if (missing.length === 0) return known;
      const read = (await listByIds(database, missing)).map(toSeller);
      for (const seller of read) kept.set(seller.sellerId, seller);
      return [...known, ...read];
    },
    forget: () => kept.clear(),
  };
}
