import { AUDIT_RECORDED, type AuditRecorded } from '#platform/audit';
import type { EventEnvelope, Reaction } from '#platform/events';
import { sealEntry } from './audit-queries.ts';
import { sealedText } from './seal.ts';

/** Seals what any module has recorded. One statement an entry, sent together for a whole batch of events. */
export const onAuditRecorded: Reaction = {
  eventType: AUDIT_RECORDED,
  version: 1,
  inTx: (tx, event) => {
    const recorded = event as EventEnvelope<AuditRecorded>;
    tx.write(
      sealEntry({
        stream: recorded.payload.stream,
        eventId: recorded.eventId,
        module: recorded.metadata.source,
        action: recorded.payload.action,
        actorId: recorded.payload.actor.id,
        recordedAt: recorded.eventTimestamp,
        sealed: sealedText(recorded),
      }),
    );
  },
};
