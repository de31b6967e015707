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
    insert into notifications.deliveries (id, user_id, type, channel, sealed, next_attempt_at, expires_at, cause, created_at)
    values (${delivery.id}, ${delivery.userId}, ${delivery.type}, ${delivery.channel}, ${delivery.sealed}, ${delivery.notBefore.toISOString()},
      ${delivery.expiresAt}, ${delivery.cause}, ${delivery.createdAt.toISOString()})
    on conflict (cause) do nothing`;
}

/** Many at once, by the same rule. */
export function insertDeliveries(deliveries: readonly NewDelivery[]): Sql {
  return sql`
    insert into notifications.deliveries (id, user_id, type, channel, sealed, next_attempt_at, expires_at, cause, created_at)
    select * from unnest(${deliveries.map((d) => d.id)}::uuid[], ${deliveries.map((d) => d.userId)}::uuid[], ${deliveries.map((d) => d.type)}::text[],
      ${deliveries.map((d) => d.channel)}::text[], ${deliveries.map((d) => d.sealed)}::text[],
      ${deliveries.map((d) => d.notBefore.toISOString())}::timestamptz[], ${deliveries.map((d) => d.expiresAt)}::timestamptz[],
      ${deliveries.map((d) => d.cause)}::text[], ${deliveries.map((d) => d.createdAt.toISOString())}::timestamptz[])
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

export function finishDelivery(id: string, status: 'sent' | 'failed' | 'late', error: string | null): Sql {
  return sql`
    update notifications.deliveries set status = ${status}, sealed = null, last_error = ${error}, sent_at = case when ${status} = 'sent' then now() end
    where id = ${id}`;
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
