import { AUDIT_RECORDED, type AuditRecorded } from '#platform/audit';
import type { EventEnvelope, Reaction } from '#platform/events';
import { type NewEntry, sealEntries } from './audit-queries.ts';
import { sealedText } from './seal.ts';

/**
 * Seals what any module has recorded. Many at once in one statement; entries of one stream follow upon each other, each
 * in a statement of its own, because each is hashed onto the one before it.
 */
export const onAuditRecorded: Reaction = {
  eventType: AUDIT_RECORDED,
  version: 1,
  inTx: (tx, event) => tx.write(sealEntries([entryOf(event)])),
  allInTx: (tx, heard) => {
    for (const entries of inRounds(heard.map(({ event }) => entryOf(event)))) tx.write(sealEntries(entries));
  },
};

function entryOf(event: EventEnvelope): NewEntry {
  const recorded = event as EventEnvelope<AuditRecorded>;
  return {
    stream: recorded.payload.stream,
    eventId: recorded.eventId,
    module: recorded.metadata.source,
    action: recorded.payload.action,
    actorId: recorded.payload.actor.id,
    recordedAt: recorded.eventTimestamp,
    sealed: sealedText(recorded),
  };
}

/** The first of every stream, then the second of every stream that has one, and so on. */
function inRounds(entries: readonly NewEntry[]): NewEntry[][] {
  const rounds: NewEntry[][] = [];
  const places = new Map<string, number>();
  for (const entry of entries) {
    const place = places.get(entry.stream) ?? 0;
    places.set(entry.stream, place + 1);
    const round = rounds[place];
    if (round) round.push(entry);
    else rounds.push([entry]);
  }
  return rounds;
}
