import { type Runner, type Sql, sql } from '#platform/database';
import type { DeliveryStatus } from './contract.ts';

export type DeliveryRow = {
  id: string;
  endpoint_id: string;
  event_id: string;
  event_type: string;
  status: DeliveryStatus;
  attempts: number;
  next_attempt_at: Date | null;
  last_status: number | null;
  last_error: string | null;
  created_at: Date;
  delivered_at: Date | null;
};
const COLUMNS = sql.raw(`d.id, d.endpoint_id, d.event_id, m.event_type, d.status, d.attempts, d.next_attempt_at,
  d.last_status, d.last_error, d.created_at, d.delivered_at`);

export type NewMessage = { eventId: string; tenantId: string; eventType: string; body: string };

/**
 * Keeps messages and makes a delivery of each for every endpoint of its tenant that listens; messages nobody listens to
 * leave nothing. Doing it again makes none. A row for each new delivery.
 */
export function insertMessages(messages: readonly NewMessage[], now: Date): Sql {
  return sql`
    with said as (
      select * from unnest(${messages.map((m) => m.eventId)}::uuid[], ${messages.map((m) => m.tenantId)}::uuid[],
        ${messages.map((m) => m.eventType)}::text[], ${messages.map((m) => m.body)}::text[]) as s (event_id, tenant_id, event_type, body)
    ), wanted as (
      select s.*, e.id as endpoint_id from said s
      join partner_webhooks.endpoints e on e.tenant_id = s.tenant_id and e.is_active and s.event_type = any(e.event_types)
    ), kept as (
      insert into partner_webhooks.messages (event_id, tenant_id, event_type, body, created_at)
      select distinct event_id, tenant_id, event_type, body, ${now}::timestamptz from wanted
      on conflict (event_id) do nothing
    )
    insert into partner_webhooks.deliveries (id, tenant_id, endpoint_id, event_id, next_attempt_at, created_at)
    select gen_random_uuid(), tenant_id, endpoint_id, event_id, ${now}::timestamptz, ${now}::timestamptz from wanted
    on conflict (endpoint_id, event_id) do nothing
    returning id`;
}

/** One message for one endpoint (a ping). */
export function insertDelivery(row: { id: string; endpointId: string; message: NewMessage; now: Date }): Sql[] {
  const { id, endpointId, message, now } = row;
  return [
    sql`
      insert into partner_webhooks.messages (event_id, tenant_id, event_type, body, created_at)
      values (${message.eventId}, ${message.tenantId}, ${message.eventType}, ${message.body}, ${now})`,
    sql`
      insert into partner_webhooks.deliveries (id, tenant_id, endpoint_id, event_id, next_attempt_at, created_at)
      values (${id}, ${message.tenantId}, ${endpointId}, ${message.eventId}, ${now}, ${now})`,
  ];
}

export type DueDelivery = {
  id: string;
  tenant_id: string;
  endpoint_id: string;
  event_id: string;
  tries: number;
  attempts: number;
  body: string;
  url: string;
  secret_sealed: string;
  previous_secret_sealed: string | null;
  older_secret_sealed: string | null;
  failing_since: Date | null;
};

/**
 * Takes deliveries that are due and leases them, so that no other process sends them meanwhile. Few for one endpoint, so
 * that a slow partner does not take all places.
 */
export async function takeDue(
  runner: Runner,
  take: { now: Date; leaseMs: number; limit: number; perEndpoint: number },
): Promise<DueDelivery[]> {
  return runner.run(sql`
    with ranked as (
      select id, row_number() over (partition by endpoint_id order by next_attempt_at, id) as place
      from (
        select id, endpoint_id, next_attempt_at from partner_webhooks.deliveries
        where status = 'pending' and next_attempt_at <= ${take.now}::timestamptz
          and (leased_until is null or leased_until < ${take.now}::timestamptz)
        order by next_attempt_at limit 500
      ) waiting
    ), mine as (
      select d.id from partner_webhooks.deliveries d join ranked r on r.id = d.id and r.place <= ${take.perEndpoint}::int
      where d.status = 'pending' and (d.leased_until is null or d.leased_until < ${take.now}::timestamptz)
      order by d.next_attempt_at limit ${take.limit}::int for update of d skip locked
    )
    update partner_webhooks.deliveries d
    set leased_until = ${take.now}::timestamptz + ${take.leaseMs}::int * interval '1 millisecond'
    from mine, partner_webhooks.messages m, partner_webhooks.endpoints e
    where d.id = mine.id and m.event_id = d.event_id and e.id = d.endpoint_id
    returning d.id, d.tenant_id, d.endpoint_id, d.event_id, d.tries, d.attempts, m.body, e.url, e.secret_sealed,
      case when e.previous_secret_until > ${take.now}::timestamptz then e.previous_secret_sealed end as previous_secret_sealed,
      case when e.older_secret_until > ${take.now}::timestamptz then e.older_secret_sealed end as older_secret_sealed,
      e.failing_since`);
}

export type AttemptRow = {
  deliveryId: string;
  number: number;
  at: Date;
  tookMs: number;
  status: number | null;
  error: string | null;
  answer: string | null;
};

export function insertAttempt(row: AttemptRow): Sql {
  return sql`
    insert into partner_webhooks.attempts (delivery_id, number, at, took_ms, status, error, answer)
    select ${row.deliveryId}::uuid, ${row.number}::int, ${row.at}::timestamptz, ${row.tookMs}::int, ${row.status}::int,
      ${row.error}::text, ${row.answer}::text
    where exists (select from partner_webhooks.deliveries where id = ${row.deliveryId}::uuid)
    on conflict (delivery_id, number) do nothing`;
}

/** `nextAttemptAt` null: it is over. Rows that were dropped meanwhile stay dropped. */
export function settleDelivery(change: {
  deliveryId: string;
  status: DeliveryStatus;
  lastStatus: number | null;
  lastError: string | null;
  nextAttemptAt: Date | null;
  at: Date;
}): Sql {
  return sql`
    update partner_webhooks.deliveries set status = ${change.status}, tries = tries + 1, attempts = attempts + 1,
      next_attempt_at = ${change.nextAttemptAt}, leased_until = null, last_status = ${change.lastStatus},
      last_error = ${change.lastError},
      delivered_at = case when ${change.status} = 'delivered' then ${change.at}::timestamptz end
    where id = ${change.deliveryId} and status = 'pending'`;
}

/** Notes on the endpoint whether its last delivery worked. */
export function noteHealth(endpointId: string, failedAt: Date | null): Sql {
  return failedAt === null
    ? sql`
        update partner_webhooks.endpoints set failing_since = null
        where id = ${endpointId} and failing_since is not null`
    : sql`
        update partner_webhooks.endpoints set failing_since = ${failedAt}
        where id = ${endpointId} and failing_since is null`;
}

export async function listDeliveries(
  runner: Runner,
  wanted: {
    tenantId: string;
    endpointId: string | null;
    status: string | null;
    before: { at: string; id: string } | null;
    limit: number;
  },
): Promise<DeliveryRow[]> {
  return runner.run(sql`
    select ${COLUMNS} from partner_webhooks.deliveries d join partner_webhooks.messages m using (event_id)
    where d.tenant_id = ${wanted.tenantId}
      and (${wanted.endpointId}::uuid is null or d.endpoint_id = ${wanted.endpointId}::uuid)
      and (${wanted.status}::text is null or d.status = ${wanted.status}::text)
      and (${wanted.before?.id ?? null}::uuid is null
        or (d.created_at, d.id) < (${wanted.before?.at ?? null}::timestamptz, ${wanted.before?.id ?? null}::uuid))
    order by d.created_at desc, d.id desc limit ${wanted.limit}`);
}

export async function findDelivery(
  runner: Runner,
  wanted: { tenantId: string; deliveryId: string },
): Promise<(DeliveryRow & { body: string; is_active: boolean }) | undefined> {
  const [row] = await runner.run<DeliveryRow & { body: string; is_active: boolean }>(sql`
    select ${COLUMNS}, m.body, e.is_active from partner_webhooks.deliveries d
    join partner_webhooks.messages m using (event_id)
    join partner_webhooks.endpoints e on e.id = d.endpoint_id
    where d.id = ${wanted.deliveryId} and d.tenant_id = ${wanted.tenantId}`);
  return row;
}

export async function listAttempts(runner: Runner, deliveryId: string): Promise<Omit<AttemptRow, 'deliveryId'>[]> {
  return runner.run(sql`
    select number, at, took_ms as "tookMs", status, error, answer from partner_webhooks.attempts
    where delivery_id = ${deliveryId} order by number desc limit 100`);
}

/** Due again from now on, as if it had never been tried; its log stays. */
export function reviveDelivery(deliveryId: string, now: Date): Sql {
  return sql`
    update partner_webhooks.deliveries set status = 'pending', tries = 0, next_attempt_at = ${now}, delivered_at = null
    where id = ${deliveryId} and (leased_until is null or leased_until < ${now})`;
}

export function reviveFailed(wanted: { endpointId: string; since: string; now: Date; limit: number }): Sql {
  return sql`
    update partner_webhooks.deliveries set status = 'pending', tries = 0, next_attempt_at = ${wanted.now}
    where id in (
      select id from partner_webhooks.deliveries
      where endpoint_id = ${wanted.endpointId} and status in ('failed', 'dropped') and created_at >= ${wanted.since}::timestamptz
      order by created_at limit ${wanted.limit})
    returning id`;
}

/** Messages are kept for a month; their deliveries and logs go with them. */
export function pruneMessages(before: Date): Sql {
  return sql`delete from partner_webhooks.messages where created_at < ${before}`;
}
