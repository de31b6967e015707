import { type Runner, type Sql, sql } from '#platform/database';

export type Channel = 'email' | 'whatsapp';
export type NewDelivery = {
  id: string;
  userId: string | null;
  type: string;
  channel: Channel;
  sealed: string;
  notBefore: Date;
  expiresAt: string | null;
  cause: string;
  createdAt: Date;
  noticeId: string | null;
  /** For the next channel, should this one fail; sealed under the id it will have. */
  fallback: { id: string; sealed: string } | null;
};
export type DueDelivery = {
  id: string;
  user_id: string | null;
  type: string;
  channel: Channel;
  sealed: string;
  attempts: number;
  expires_at: Date | null;
};

export function insertDelivery(delivery: NewDelivery): Sql {
  return sql`
    insert into notifications.deliveries (id, user_id, type, channel, sealed, next_attempt_at, expires_at, cause, created_at, notice_id, fallback_id, fallback)
    values (${delivery.id}, ${delivery.userId}, ${delivery.type}, ${delivery.channel}, ${delivery.sealed}, ${delivery.notBefore.toISOString()},
      ${delivery.expiresAt}, ${delivery.cause}, ${delivery.createdAt.toISOString()}, ${delivery.noticeId}, ${delivery.fallback?.id ?? null},
      ${delivery.fallback?.sealed ?? null})
    on conflict (cause) do nothing`;
}

/** Many at once, by the same rule. */
export function insertDeliveries(deliveries: readonly NewDelivery[]): Sql {
  return sql`
    insert into notifications.deliveries (id, user_id, type, channel, sealed, next_attempt_at, expires_at, cause, created_at, notice_id, fallback_id, fallback)
    select * from unnest(${deliveries.map((d) => d.id)}::uuid[], ${deliveries.map((d) => d.userId)}::uuid[], ${deliveries.map((d) => d.type)}::text[],
      ${deliveries.map((d) => d.channel)}::text[], ${deliveries.map((d) => d.sealed)}::text[],
      ${deliveries.map((d) => d.notBefore.toISOString())}::timestamptz[], ${deliveries.map((d) => d.expiresAt)}::timestamptz[],
      ${deliveries.map((d) => d.cause)}::text[], ${deliveries.map((d) => d.createdAt.toISOString())}::timestamptz[],
      ${deliveries.map((d) => d.noticeId)}::uuid[], ${deliveries.map((d) => d.fallback?.id ?? null)}::uuid[],
      ${deliveries.map((d) => d.fallback?.sealed ?? null)}::text[])
    on conflict (cause) do nothing`;
}

/** Takes what is due for a minute, so that no second process sends it too. */
export async function takeDue(runner: Runner, limit: number): Promise<DueDelivery[]> {
  return runner.run(sql`
    update notifications.deliveries set next_attempt_at = now() + interval '1 minute', attempts = attempts + 1
    where id in (
      select id from notifications.deliveries where status = 'waiting' and next_attempt_at <= now()
      order by next_attempt_at limit ${limit} for update skip locked)
    returning id, user_id, type, channel, sealed, attempts, expires_at`);
}

/** A mail that the server has taken has arrived; of a message WhatsApp tells later, so its fallback stays until then. */
export function finishDelivery(
  id: string,
  end: { status: 'sent' | 'failed' | 'late'; error: string | null; messageId?: string | null },
): Sql {
  const { status, error, messageId = null } = end;
  return sql`
    update notifications.deliveries set status = ${status}, sealed = null, last_error = ${error}, sent_at = case when ${status} = 'sent' then now() end,
      provider_message_id = ${messageId}::text, fallback = case when ${status} = 'failed' or ${messageId}::text is not null then fallback end
    where id = ${id}`;
}

/** Puts what goes out in place of a failed delivery on its way, once. */
export function startFallback(id: string): Sql {
  return startFallbacks(sql`d.id = ${id}`);
}

function startFallbacks(which: Sql): Sql {
  return sql`
    with failed as (
      select d.* from notifications.deliveries d where ${which} and d.status = 'failed' and d.fallback is not null for update
    ), emptied as (
      update notifications.deliveries d set fallback = null from failed where d.id = failed.id
    )
    insert into notifications.deliveries (id, user_id, type, channel, sealed, next_attempt_at, expires_at, cause, created_at, notice_id)
    select fallback_id, user_id, type, case channel when 'email' then 'whatsapp' else 'email' end, fallback, now(), expires_at, cause || ':fallback', now(), notice_id
    from failed
    on conflict (cause) do nothing`;
}

export type MessageStatus = {
  messageId: string;
  status: 'sent' | 'delivered' | 'read' | 'failed';
  saidAt: Date;
  error: string | null;
};

/** Later words win whatever their order: a message that was delivered has not failed. */
const RANKS: Record<MessageStatus['status'], number> = { sent: 1, failed: 2, delivered: 3, read: 4 };

/** Notes what WhatsApp says of messages (each named once). */
export function noteStatuses(statuses: readonly MessageStatus[]): Sql {
  return sql`
    insert into notifications.message_statuses (message_id, status, rank, error, said_at)
    select * from unnest(${statuses.map((s) => s.messageId)}::text[], ${statuses.map((s) => s.status)}::text[], ${statuses.map((s) => RANKS[s.status])}::smallint[],
      ${statuses.map((s) => s.error)}::text[], ${statuses.map((s) => s.saidAt.toISOString())}::timestamptz[])
    on conflict (message_id) do update set status = excluded.status, rank = excluded.rank, error = excluded.error, said_at = excluded.said_at, heard_at = now()
    where excluded.rank > notifications.message_statuses.rank`;
}

/** Brings deliveries in line with what was said of their messages, and sends what takes the place of failed ones. */
export function settleMessages(messageIds: readonly string[]): Sql[] {
  return [
    sql`
    update notifications.deliveries d set outcome = s.status, outcome_at = s.said_at,
      status = case s.status when 'failed' then 'failed' else d.status end,
      last_error = case s.status when 'failed' then s.error else d.last_error end,
      fallback = case when s.status in ('delivered', 'read') then null else d.fallback end
    from notifications.message_statuses s
    where d.provider_message_id = any(${messageIds}::text[]) and s.message_id = d.provider_message_id and d.outcome is distinct from s.status`,
    startFallbacks(sql`d.provider_message_id = any(${messageIds}::text[])`),
  ];
}

/** WhatsApp says its last word within days; after a week nothing that lies here is needed. Bounded. */
export function pruneStatuses(): Sql[] {
  return [
    sql`delete from notifications.message_statuses where message_id in (
      select message_id from notifications.message_statuses where heard_at < now() - interval '7 days' limit 5000)`,
    sql`update notifications.deliveries set fallback = null where id in (
      select id from notifications.deliveries where fallback is not null and status <> 'waiting' and created_at < now() - interval '7 days' limit 5000)`,
  ];
}

export function delayDelivery(id: string, delayMs: number, error: string): Sql {
  return sql`
    update notifications.deliveries set next_attempt_at = now() + ${delayMs} * interval '1 millisecond', last_error = ${error} where id = ${id}`;
}

/** Keeps a year of what was sent to whom (without what it said). Bounded. */
export function pruneDeliveries(): Sql {
  return sql`
    delete from notifications.deliveries where id in (
      select id from notifications.deliveries where created_at < now() - interval '365 days' and status <> 'waiting' limit 5000)`;
}
