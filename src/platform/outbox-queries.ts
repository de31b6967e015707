import { type Database, type Runner, type Sql, sql } from './database.ts';
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

/** How far a stretch goes: inside which window, to which row, and whether that is the window's end. */
export type Progress = { windowTo: string; lastId: number; isWindowDone: boolean };
/** `isMoreHeld`: rows that transactions still running hold back. */
export type Stretch = Progress & { isMoreHeld: boolean; events: EventEnvelope[] };
const WINDOW_ROWS = 2_000;
/** So many held rows are looked at for one that the subscriber hears; more are found by the poll. */
const HELD_ROWS = 100;

/** `eventTypes`: what the subscriber hears; other rows are passed over without being read. */
export type Reading = { subscriber: string; eventTypes: readonly string[] };

/** New subscribers hear everything from the first row on. */
export async function ensureCheckpoints(runner: Runner, schema: string, subscribers: string[]): Promise<void> {
  await runner.run(sql`
    insert into ${sql.ident(`${schema}.outbox_checkpoints`)} (subscriber, window_from, window_to)
    select unnest(${subscribers}::text[]), '0', '0'
    on conflict do nothing`);
}

/**
 * What lies there for a subscriber, of whatever type, without writing: rows to look at, or rows held back by transactions
 * still running (their commit wakes nobody here).
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
 * One turn of a relay in one statement: notes how far the stretch before this one went (`done`), takes or keeps the lease
 * of one process on the checkpoint, opens the next window (all transactions that are finished by now) when the last one
 * is done, and reads on in it. Undefined when another process holds the lease.
 *
 * Opening a window is safe before its rows are handed over: only `is_done` lets it move on, and that is set when a later
 * turn comes with `done`, or here where the window holds nothing to hand over. `done` counts only for the window it was
 * read in: a process that lost its lease meanwhile cannot push the other one's window on.
 */
export async function leaseAndRead(
  database: Database,
  schema: string,
  lease: Reading & { owner: string; leaseMs: number; limit: number; done: Progress | null },
): Promise<Stretch | undefined> {
  const done = lease.done ?? { windowTo: '0', lastId: 0, isWindowDone: false };
  // A window is read by the index on transactions, each time whole: `+ 0` keeps the planner from walking the ids from the
  // very first one, and a long backlog is cut into windows of some thousand rows, between two transactions.
  const pageEnd = sql`(
    select xid from ${sql.ident(`${schema}.outbox`)} where xid > (
      select xid from ${sql.ident(`${schema}.outbox`)} where xid >= standing.window_to order by xid offset ${WINDOW_ROWS} limit 1)
    order by xid limit 1)`;
  const turn = sql`
    with standing as (
      select window_from, window_to, is_done or (window_to = ${done.windowTo}::xid8 and ${done.isWindowDone}::boolean) as is_done,
        case when window_to = ${done.windowTo}::xid8 then greatest(last_id, ${done.lastId}::bigint) else last_id end as last_id
      from ${sql.ident(`${schema}.outbox_checkpoints`)}
      where subscriber = ${lease.subscriber} and (leased_by is null or leased_by = ${lease.owner} or leased_until < now())
      for update
    ), next as (
      select case when is_done then window_to else window_from end as window_from,
        case when is_done then least(pg_snapshot_xmin(pg_current_snapshot()), ${pageEnd}) else window_to end as window_to,
        case when is_done then 0 else last_id end as last_id
      from standing
    ), stretch as materialized (
      select o.* from next cross join lateral (
        select id, event_id, event_type, event_version, aggregate_type, aggregate_id, created_at, metadata, payload
        from ${sql.ident(`${schema}.outbox`)} o
        where o.xid >= next.window_from and o.xid < next.window_to and o.id + 0 > next.last_id
          and o.event_type = any(${lease.eventTypes}::text[])
        order by o.id + 0 limit ${lease.limit}) o
    ), leased as (
      update ${sql.ident(`${schema}.outbox_checkpoints`)} c set
        leased_by = ${lease.owner}, leased_until = now() + ${lease.leaseMs} * interval '1 millisecond',
        window_from = next.window_from, window_to = next.window_to, last_id = next.last_id,
        is_done = not exists (select from stretch), moved_at = now()
      from next where c.subscriber = ${lease.subscriber}
      returning c.window_to)
    select leased.window_to::text as "windowTo",
      exists (
        select from (
          select event_type from ${sql.ident(`${schema}.outbox`)} h where h.xid >= leased.window_to order by h.xid limit ${HELD_ROWS}) h
        where h.event_type = any(${lease.eventTypes}::text[])) as "isMoreHeld",
      stretch.*
    from leased left join stretch on true order by stretch.id`;
  // Losing this to a crash means carrying a stretch twice, so it need not wait for the disk.
  const [rows] = await database.batch<[(TurnRow & (OutboxRow | { id: null }))[]]>([turn], { lazy: true });
  const [first] = rows;
  if (!first) return undefined;
  const read = rows.filter((row): row is TurnRow & OutboxRow => row.id !== null);
  return {
    windowTo: first.windowTo,
    lastId: read.at(-1)?.id ?? 0,
    isWindowDone: read.length < lease.limit,
    isMoreHeld: first.isMoreHeld,
    events: read.map(toEnvelope),
  };
}

type TurnRow = { windowTo: string; isMoreHeld: boolean };

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

/** Remembers how far a subscriber got inside the window in which it read, if that is still the open one. */
export function advanceCheckpoint(schema: string, subscriber: string, done: Progress): Sql {
  return sql`
    update ${sql.ident(`${schema}.outbox_checkpoints`)}
    set last_id = greatest(last_id, ${done.lastId}), is_done = is_done or ${done.isWindowDone}::boolean, moved_at = now()
    where subscriber = ${subscriber} and window_to = ${done.windowTo}::xid8`;
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
