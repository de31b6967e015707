import type { Static } from 'typebox';
import type { AuditRecorded } from '#platform/audit';
import type { Database } from '#platform/database';
import { decodeCursor, page } from '#platform/lists';
import { type EntryRow, listEntries as queryEntries } from './audit-queries.ts';
import type { AuditEntryView, AuditFilter } from './contract.ts';

/** Newest first, filtered by stream, person or action. */
export async function listEntries(deps: { database: Database }, input: Static<typeof AuditFilter>) {
  const limit = input.limit ?? 20;
  const cursor = decodeCursor(input.cursor, 2);
  const before = cursor ? { recordedAt: String(cursor[0]), eventId: String(cursor[1]) } : null;
  const rows = await queryEntries(deps.database, { ...input, before, limit: limit + 1 });
  const { items, nextCursor } = page(rows, limit, (row) => [row.recorded_at.toISOString(), row.event_id]);
  return { items: items.map(toView), nextCursor };
}

function toView(row: EntryRow): AuditEntryView {
  const fact = JSON.parse(row.sealed) as AuditRecorded;
  return {
    eventId: row.event_id,
    stream: row.stream,
    sequence: row.sequence,
    action: fact.action,
    module: row.module,
    actor: fact.actor,
    onBehalfOf: fact.onBehalfOf,
    before: fact.before,
    after: fact.after,
    correlationId: fact.correlationId,
    clientAddress: fact.clientAddress,
    recordedAt: row.recorded_at.toISOString(),
    hash: row.hash.toString('hex'),
  };
}
