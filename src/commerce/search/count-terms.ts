import { LRUCache } from 'lru-cache';
import type { Database } from '#platform/database';
import type { Selection, TermCount } from './facet-rules.ts';
import { findTermIds, listTerms } from './search-queries.ts';

/** Facet terms of goods that miss the same one of the choices (0: none), packed as four bytes each. */
export type PackedTerms = { failed: number; terms: Buffer };
export type NumberedCount = { failed: number; term: number; count: number };

const TERM_BYTES = 4;
const MOST_TERMS = 2_000;
const MAX_KEPT = 50_000;
/** A term keeps its number for good; its name may be written in another way now and then. */
const KEPT_MS = 30_000;

/** Names of facet terms and their numbers, kept for a while. */
export type Terms = {
  /** Counts packed terms, exactly, and says what they are called. */
  countPacked(groups: readonly PackedTerms[]): Promise<TermCount[]>;
  /** Says what counted terms are called, the most frequent first. */
  named(counts: readonly NumberedCount[]): Promise<TermCount[]>;
  /** Numbers of values, by `code:value`; unknown ones are missing. */
  numbersOf(selections: readonly Selection[]): Promise<ReadonlyMap<string, number>>;
};

export function createTerms({ database }: { database: Database }): Terms {
  const names = new LRUCache<number, { code: string; name: string; value: string }>({ max: MAX_KEPT, ttl: KEPT_MS });
  const numbers = new LRUCache<string, number>({ max: MAX_KEPT });

  async function named(counts: readonly NumberedCount[]): Promise<TermCount[]> {
    const counted = counts.toSorted((a, b) => b.count - a.count).slice(0, MOST_TERMS);
    const missing = [...new Set(counted.map(({ term }) => term))].filter((term) => !names.has(term));
    if (missing.length > 0) for (const { id, ...term } of await listTerms(database, missing)) names.set(id, term);
    return counted.flatMap(({ failed, term, count }) => {
      const known = names.get(term);
      return known ? [{ ...known, failed, count }] : [];
    });
  }

  return {
    named,
    countPacked: (groups) =>
      named(groups.flatMap(({ failed, terms }) => countPacked(terms).map((counted) => ({ failed, ...counted })))),
    numbersOf: async (selections) => {
      const wanted = selections.flatMap(({ code, values }) => values.map((value) => ({ code, value })));
      const missing = wanted.filter((pair) => !numbers.has(keyOf(pair)));
      if (missing.length > 0)
        for (const { id, ...pair } of await findTermIds(database, missing)) numbers.set(keyOf(pair), id);
      return new Map(
        wanted.flatMap((pair) => {
          const number = numbers.get(keyOf(pair));
          return number === undefined ? [] : [[keyOf(pair), number] as const];
        }),
      );
    },
  };
}

function keyOf({ code, value }: { code: string; value: string }): string {
  return `${code}:${value}`;
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
