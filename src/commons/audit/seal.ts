import type { AuditRecorded } from '#platform/audit';
import type { EventEnvelope } from '#platform/events';

/** What is hashed and kept: the whole fact, as JSON with sorted keys, so that the same fact is always the same text. */
export function sealedText(event: EventEnvelope<AuditRecorded>): string {
  return canonicalJson({
    eventId: event.eventId,
    recordedAt: event.eventTimestamp,
    module: event.metadata.source,
    ...event.payload,
  });
}

/** JSON with the keys of every object in code point order, no spaces (the idea of RFC 8785, without its number rules: amounts are integers). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`);
  return `{${parts.join(',')}}`;
}
