import { createHash } from 'node:crypto';
import type { Database } from '#platform/database';
import { findLooseHead, listChain } from './audit-queries.ts';

const PAGE = 5_000;

/**
 * Recomputes all chains from the first entry on, without trusting the database's own arithmetic: a changed, missing,
 * inserted or cut-off entry shows.
 */
export async function verifyChains(deps: { database: Database }) {
  let streams = 0;
  let entries = 0;
  let at = { stream: '', sequence: 0 };
  let previous: Buffer = Buffer.alloc(0);
  for (;;) {
    const page = await listChain(deps.database, at, PAGE);
    for (const entry of page) {
      const isNewStream = entry.stream !== at.stream;
      if (isNewStream) {
        streams++;
        previous = Buffer.alloc(0);
      }
      const expectedSequence = isNewStream ? 1 : at.sequence + 1;
      const expected = createHash('sha256').update(previous).update(entry.sealed, 'utf8').digest();
      if (entry.sequence !== expectedSequence || !expected.equals(entry.hash)) {
        return { streams, entries, firstBroken: { stream: entry.stream, sequence: expectedSequence } };
      }
      entries++;
      previous = entry.hash;
      at = { stream: entry.stream, sequence: entry.sequence };
    }
    if (page.length < PAGE) break;
  }
  return { streams, entries, firstBroken: (await findLooseHead(deps.database)) ?? null };
}
