import { createHash } from 'node:crypto';
import type { Database } from '#platform/database';
import { type EntryRow, findLooseHead, listChain } from './audit-queries.ts';

const PAGE = 5_000;

type Position = { stream: string; sequence: number };
type Walk = { streams: number; entries: number; at: Position; hash: Buffer };

/**
 * Recomputes all chains from the first entry on, without trusting the database's own arithmetic: a changed, missing,
 * inserted or cut-off entry shows.
 */
export async function verifyChains(deps: { database: Database }) {
  const walk: Walk = { streams: 0, entries: 0, at: { stream: '', sequence: 0 }, hash: Buffer.alloc(0) };
  for (;;) {
    const page = await listChain(deps.database, walk.at, PAGE);
    for (const entry of page) {
      const broken = follow(walk, entry);
      if (broken) return { streams: walk.streams, entries: walk.entries, firstBroken: broken };
    }
    if (page.length < PAGE) break;
  }
  return { streams: walk.streams, entries: walk.entries, firstBroken: (await findLooseHead(deps.database)) ?? null };
}

/** Takes one entry further; answers where the chain breaks, if it does. */
function follow(walk: Walk, entry: EntryRow): Position | null {
  const isNewStream = entry.stream !== walk.at.stream;
  const sequence = isNewStream ? 1 : walk.at.sequence + 1;
  const previous = isNewStream ? Buffer.alloc(0) : walk.hash;
  const hash = createHash('sha256').update(previous).update(entry.sealed, 'utf8').digest();
  if (isNewStream) walk.streams++;
  if (entry.sequence !== sequence || !hash.equals(entry.hash)) return { stream: entry.stream, sequence };
  walk.entries++;
  walk.hash = hash;
  walk.at = { stream: entry.stream, sequence };
  return null;
}
