import { LRUCache } from 'lru-cache';
import type { Call } from '#platform/call';
import type { Database } from '#platform/database';
import type { Offer } from './product-shapes.ts';
import { listOffers } from './read-queries.ts';

/** So long somebody may still see an offer as it was; a page of goods is as old. */
const KEPT_MS = 1_000;
const MAX_KEPT = 20_000;

/**
 * Offers as neighbours ask for them: one checkout asks four times for the same few (each cart line, the quote, the
 * order). Kept for a second, in this process; forgotten at once where this process has just changed any. Calls of the
 * house itself always get what stands: they come from an event and may keep a copy of the answer for good.
 */
export type KnownOffers = ReturnType<typeof createKnownOffers>;

export function createKnownOffers(database: Database) {
  const kept = new LRUCache<string, Offer>({ max: MAX_KEPT, ttl: KEPT_MS });
  /** A read that began before a change must not be kept after it. */
  let changes = 0;

  function forget(): void {
    changes++;
    kept.clear();
  }

  return {
    async byIds(call: Call, offerIds: readonly string[]): Promise<Offer[]> {
      const known = call.actor.kind === 'system' ? [] : offerIds.flatMap((id) => kept.get(id) ?? []);
      const missing = offerIds.filter((id) => !known.some((offer) => offer.offerId === id));
      if (missing.length === 0) return known;
      const began = changes;
      const read = await listOffers(database, missing);
      if (began === changes) for (const offer of read) kept.set(offer.offerId, offer);
      return [...known, ...read];
    },
    /** The verb, with everything forgotten behind it, whether it went through or not. */
    changing:
      <Args extends unknown[], Result>(verb: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        try {
          return await verb(...args);
        } finally {
          forget();
        }
      },
  };
}
