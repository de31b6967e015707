import type { EventEnvelope, Heard, Reaction } from '#platform/events';
import { EVENT_TYPES } from './contract.ts';
import { insertMessages, type NewMessage } from './delivery-queries.ts';
import { messageBody } from './delivery-rules.ts';
import type { PartnerWebhooksDeps } from './module.ts';

/** Every event that partners may hear becomes a message for the endpoints that listen; sending happens behind it. */
export function reactionsOf(deps: PartnerWebhooksDeps): Reaction[] {
  const together = (heard: readonly Heard[]): Promise<void> =>
    keep(
      deps,
      heard.map(({ event }) => event),
    );
  return EVENT_TYPES.map((eventType) => ({
    eventType,
    version: 1,
    run: (_call, event) => keep(deps, [event]),
    together,
  }));
}

async function keep(deps: PartnerWebhooksDeps, events: readonly EventEnvelope[]): Promise<void> {
  const messages = events.flatMap(messageOf);
  if (messages.length === 0) return;
  const made = await deps.database.run(insertMessages(messages, deps.clock.now()));
  if (made.length > 0) await deps.wake(null);
}

/** Events without a tenant are nobody's. */
function messageOf(event: EventEnvelope): NewMessage[] {
  const { eventId, eventType, payload } = event;
  const tenantId = typeof payload === 'object' && payload !== null && 'tenantId' in payload ? payload.tenantId : null;
  return typeof tenantId === 'string' ? [{ eventId, tenantId, eventType, body: messageBody(event) }] : [];
}
