import { present } from '#platform/assert';
import type { Call } from '#platform/call';
import { decodeMomentCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import type { Delivery, DeliveryFilter, DeliveryWithAttempts } from './contract.ts';
import {
  type DeliveryRow,
  findDelivery,
  insertDelivery,
  listAttempts,
  listDeliveries as listRows,
  reviveDelivery,
  reviveFailed,
} from './delivery-queries.ts';
import { messageBody } from './delivery-rules.ts';
import { findEndpoint } from './endpoint-queries.ts';
import type { PartnerWebhooksDeps } from './module.ts';

const PAGE = 20;
const MOST_REPLAYED = 1_000;

export async function listDeliveries(
  deps: PartnerWebhooksDeps,
  _call: Call,
  { tenantId, filter }: { tenantId: string; filter: DeliveryFilter },
): Promise<{ items: Delivery[]; nextCursor: string | null }> {
  const limit = filter.limit ?? PAGE;
  const rows = await listRows(deps.database, {
    tenantId,
    endpointId: filter.endpointId ?? null,
    status: filter.status ?? null,
    before: decodeMomentCursor(filter.cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = page(rows, limit, (row) => [row.created_at.toISOString(), row.id]);
  return { items: items.map(shownDelivery), nextCursor };
}

type Wanted = { tenantId: string; deliveryId: string };

export async function getDelivery(
  deps: PartnerWebhooksDeps,
  _call: Call,
  wanted: Wanted,
): Promise<DeliveryWithAttempts> {
  const row = await findDelivery(deps.database, wanted);
  if (!row) throw refuse('partner-webhooks.delivery-not-found');
  const log = await listAttempts(deps.database, row.id);
  return {
    ...shownDelivery(row),
    body: row.body,
    log: log.map(({ at, ...rest }) => ({ at: at.toISOString(), ...rest })),
  };
}

export async function replayDelivery(deps: PartnerWebhooksDeps, _call: Call, wanted: Wanted): Promise<Delivery> {
  const row = await findDelivery(deps.database, wanted);
  if (!row) throw refuse('partner-webhooks.delivery-not-found');
  if (!row.is_active) throw refuse('partner-webhooks.endpoint-off');
  await deps.database.run(reviveDelivery(row.id, deps.clock.now()));
  await deps.wake(null);
  return shownDelivery(present(await findDelivery(deps.database, wanted), 'a delivery is not deleted by hand'));
}

export async function replayFailed(
  deps: PartnerWebhooksDeps,
  _call: Call,
  { since, ...wanted }: { tenantId: string; endpointId: string; since: string },
): Promise<{ replayed: number }> {
  const endpoint = await activeEndpoint(deps, wanted);
  const rows = await deps.database.run(
    reviveFailed({ endpointId: endpoint.id, since, now: deps.clock.now(), limit: MOST_REPLAYED }),
  );
  if (rows.length > 0) await deps.wake(null);
  return { replayed: rows.length };
}

export async function pingEndpoint(
  deps: PartnerWebhooksDeps,
  _call: Call,
  wanted: { tenantId: string; endpointId: string },
): Promise<Delivery> {
  const endpoint = await activeEndpoint(deps, wanted);
  const now = deps.clock.now();
  const id = deps.newId();
  const event = {
    eventId: deps.newId(),
    eventType: 'webhook.ping',
    eventVersion: 1,
    eventTimestamp: now.toISOString(),
  };
  const body = messageBody({ ...event, payload: { endpointId: endpoint.id } });
  const message = { eventId: event.eventId, eventType: event.eventType, tenantId: wanted.tenantId, body };
  await deps.database.batch(insertDelivery({ id, endpointId: endpoint.id, message, now }));
  await deps.wake(null);
  const { tenantId } = wanted;
  return shownDelivery(present(await findDelivery(deps.database, { tenantId, deliveryId: id }), 'just inserted'));
}

async function activeEndpoint(deps: PartnerWebhooksDeps, wanted: { tenantId: string; endpointId: string }) {
  const endpoint = await findEndpoint(deps.database, wanted);
  if (!endpoint) throw refuse('partner-webhooks.not-found');
  if (!endpoint.is_active) throw refuse('partner-webhooks.endpoint-off');
  return endpoint;
}

function shownDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    eventType: row.event_type,
    status: row.status,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at.toISOString(),
    deliveredAt: row.delivered_at?.toISOString() ?? null,
  };
}
