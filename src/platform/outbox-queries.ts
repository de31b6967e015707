import { type Runner, type Sql, sql } from './database.ts';
import type { EventEnvelope } from './events.ts';

/** Reading one module's outbox for one subscriber: a window of transactions, inside it by id. See architecture, trap 3. */

type OutboxRow = {
  id: number;
  event_id: string;
  event_type: string;
  event_version: number;
  aggregate_type: string;
  aggregate_id: string;
  created_at: Date;
  metadata: EventEnvelope['metadata'];
  payload: unknown;
};

export type Stretch = { lastId: number; isWindowDone: boolean; events: EventEnvelope[] };

/** New subscribers hear everything from the first row on. */
export async function ensureCheckpoints(runner: Runner, schema: string, subscribers: string[]): Promise<void> {
  await runner.run(sql`
    insert into ${sql.ident(`${schema}.outbox_checkpoints`)} (subscriber, window_from, window_to)
    select unnest(${subscribers}::text[]), '0', '0'
    on conflict do nothing`);
}

/**
 * What lies there for a subscriber, without writing: rows to carry, or rows held back by transactions still running
 * (their commit wakes nobody here, so the relay looks again soon).
 */
export async function peekOutbox(
  runner: Runner,
  schema: string,
  subscriber: string,
): Promise<'rows' | 'held' | 'nothing'> {
  const [row] = await runner.run<{ ready: boolean; held: boolean }>(sql`
    select coalesce(bool_or(o.xid < pg_snapshot_xmin(pg_current_snapshot())), false) as ready, count(*) > 0 as held
    from ${sql.ident(`${schema}.outbox_checkpoints`)} c
    cross join lateral (
      select xid from ${sql.ident(`${schema}.outbox`)}
      where xid >= c.window_from and (xid >= c.window_to or (id > c.last_id and not c.is_done))
      order by xid limit 1) o
    where c.subscriber = ${subscriber}`);
  if (row?.ready) return 'rows';
  return row?.held ? 'held' : 'nothing';
}

/**
 * Takes or keeps the lease of one process on a subscriber's checkpoint, opens the next window (all transactions that
 * are finished by now) when the last one is done, and reads on in it. Undefined when another process holds the lease.
 * Opening a window is safe before its rows are handed over: only `is_done`, set after the hand-over, lets it move on.
 */
export async function leaseAndRead(
  runner: Runner,
  schema: string,
  lease: { subscriber: string; owner: string; leaseMs: number; limit: number },
): Promise<Stretch | undefined> {
  const rows = await runner.run<OutboxRow | { id: null }>(sql`
    with leased as (
      update ${sql.ident(`${schema}.outbox_checkpoints`)} set
        leased_by = ${lease.owner}, leased_until = now() + ${lease.leaseMs} * interval '1 millisecond',
        window_from = case when is_done then window_to else window_from end,
        window_to = case when is_done then pg_snapshot_xmin(pg_current_snapshot()) else window_to end,
        last_id = case when is_done then 0 else last_id end,
        is_done = false
      where subscriber = ${lease.subscriber} and (leased_by is null or leased_by = ${lease.owner} or leased_until < now())
      returning window_from, window_to, last_id)
    select o.id, o.event_id, o.event_type, o.event_version, o.aggregate_type, o.aggregate_id, o.created_at, o.metadata, o.payload
    from leased
    left join lateral (
      select * from ${sql.ident(`${schema}.outbox`)} o
      where o.xid >= leased.window_from and o.xid < leased.window_to and o.id > leased.last_id
      order by o.id limit ${lease.limit}) o on true
    order by o.id`);
  if (rows.length === 0) return undefined;
  const read = rows.filter((row): row is OutboxRow => row.id !== null);
  return { lastId: read.at(-1)?.id ?? 0, isWindowDone: read.length < lease.limit, events: read.map(toEnvelope) };
}

function toEnvelope(row: OutboxRow): EventEnvelope {
  return {
    eventId: row.event_id,
    eventType: row.event_type,
    eventVersion: row.event_version,
    aggregateType: row.aggregate_type,
    aggregateId: row.aggregate_id,
    eventTimestamp: row.created_at.toISOString(),
    metadata: row.metadata,
    payload: row.payload,
  };
}

/** Remembers how far a subscriber got inside its window, and whether that was the end of it. */
export function advanceCheckpoint(schema: string, subscriber: string, stretch: Stretch): Sql {
  return sql`
    update ${sql.ident(`${schema}.outbox_checkpoints`)}
    set last_id = greatest(last_id, ${stretch.lastId}), is_done = ${stretch.isWindowDone}, moved_at = now()
    where subscriber = ${subscriber}`;
}

export function releaseCheckpoint(schema: string, owner: string): Sql {
  return sql`update ${sql.ident(`${schema}.outbox_checkpoints`)} set leased_by = null, leased_until = null where leased_by = ${owner}`;
}

/** Events that have been committed but not handed to the slowest subscriber, and the age of the oldest in seconds. */
export async function measureLag(runner: Runner, schema: string): Promise<{ waiting: number; oldestSeconds: number }> {
  const [row] = await runner.run<{ waiting: number; oldest: number }>(sql`
    select count(*) as waiting, coalesce(extract(epoch from now() - min(o.created_at)), 0)::float8 as oldest
    from (select window_from, window_to, last_id, is_done from ${sql.ident(`${schema}.outbox_checkpoints`)} order by window_to, last_id limit 1) c
    join ${sql.ident(`${schema}.outbox`)} o on o.xid >= c.window_from and (o.xid >= c.window_to or (o.id > c.last_id and not c.is_done))`);
  return { waiting: row?.waiting ?? 0, oldestSeconds: row?.oldest ?? 0 };
}

/** Drops rows that every subscriber has had and that are older than the retention. Bounded. */
export function pruneOutbox(schema: string, olderThanDays: number, limit: number): Sql {
  return sql`
    delete from ${sql.ident(`${schema}.outbox`)} where id in (
      select o.id from ${sql.ident(`${schema}.outbox`)} o
      where o.created_at < now() - ${olderThanDays} * interval '1 day'
        and o.xid < (select coalesce(min(window_from), pg_snapshot_xmin(pg_current_snapshot())) from ${sql.ident(`${schema}.outbox_checkpoints`)})
      order by o.id limit ${limit})`;
}

export type OutboxFact = { id: number; eventId: string; payload: unknown };

/** Facts of one type that are old enough to have been handled, in the order of the outbox. For proofs. */
export async function listFacts(
  runner: Runner,
  schema: string,
  page: { eventType: string; afterId: number; olderThanSeconds: number; limit: number },
): Promise<OutboxFact[]> {
  return runner.run<OutboxFact>(sql`
    select id, event_id as "eventId", payload from ${sql.ident(`${schema}.outbox`)}
    where id > ${page.afterId} and event_type = ${page.eventType} and created_at < now() - ${page.olderThanSeconds} * interval '1 second'
    order by id limit ${page.limit}`);
}
