import { LRUCache } from 'lru-cache';
import type { Database } from '#platform/database';
import type { TermCount } from './facet-rules.ts';
import { listTerms } from './search-queries.ts';

/** Facet terms of goods that miss the same one of the choices (0: none), packed as four bytes each. */
export type PackedTerms = { failed: number; terms: Buffer };
export type CountTerms = (groups: readonly PackedTerms[]) => Promise<TermCount[]>;

const TERM_BYTES = 4;
const MOST_TERMS = 2_000;
const MAX_KEPT = 50_000;
/** A term keeps its number for good; its name may be written in another way now and then. */
const KEPT_MS = 30_000;

/** Counts packed terms, exactly, and says what they are called. Names are kept for a while. */
export function createTermCounter(deps: { database: Database }): CountTerms {
  const kept = new LRUCache<number, { code: string; name: string; value: string }>({ max: MAX_KEPT, ttl: KEPT_MS });
  return async (groups) => {
    const counted = groups
      .flatMap(({ failed, terms }) => countPacked(terms).map(({ term, count }) => ({ failed, term, count })))
      .sort((a, b) => b.count - a.count)
      .slice(0, MOST_TERMS);
    const missing = [...new Set(counted.map(({ term }) => term))].filter((term) => !kept.has(term));
    if (missing.length > 0) for (const { id, ...term } of await listTerms(deps.database, missing)) kept.set(id, term);
    return counted.flatMap(({ failed, term, count }) => {
      const known = kept.get(term);
      return known ? [{ ...known, failed, count }] : [];
    });
  };
}

/** How often each number occurs. */
export function countPacked(terms: Buffer): { term: number; count: number }[] {
  const counts = new Map<number, number>();
  for (let at = 0; at + TERM_BYTES <= terms.length; at += TERM_BYTES) {
    const term = terms.readInt32BE(at);
    counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return [...counts].map(([term, count]) => ({ term, count }));
}
