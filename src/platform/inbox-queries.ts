import { type Database, type Runner, type Sql, sql } from './database.ts';
import type { EventEnvelope } from './events.ts';

export type WaitingEvent = { id: number; envelope: EventEnvelope; attempts: number };
export type DeadLetter = {
  id: number;
  eventType: string;
  aggregateId: string;
  attempts: number;
  lastError: string | null;
  receivedAt: Date;
};

function seenInsert(schema: string, events: readonly EventEnvelope[]): Sql {
  return sql`
    insert into ${sql.ident(`${schema}.inbox`)} (event_id, event_type, source, aggregate_id)
    select * from unnest(${events.map((e) => e.eventId)}::uuid[], ${events.map((e) => e.eventType)}::text[],
      ${events.map((e) => e.metadata.source)}::text[], ${events.map((e) => e.aggregateId)}::text[])
    on conflict do nothing returning event_id`;
}

function blockedSelect(schema: string, events: readonly EventEnvelope[]): Sql {
  return sql`
    select distinct aggregate_type || '/' || aggregate_id as key from ${sql.ident(`${schema}.inbox_waiting`)}
    where (aggregate_type, aggregate_id) in (select * from unnest(${events.map((e) => e.aggregateType)}::text[], ${events.map((e) => e.aggregateId)}::text[]))`;
}

/** Marks events as seen; the ids that were new. A duplicate delivery gives fewer ids back. */
export async function markSeen(runner: Runner, schema: string, events: readonly EventEnvelope[]): Promise<Set<string>> {
  const rows = await runner.run<{ event_id: string }>(seenInsert(schema, events));
  return new Set(rows.map((row) => row.event_id));
}

/**
 * The same for events that are expected to be new, with nothing waiting for any of their aggregates: otherwise it divides
 * by zero and so undoes the whole transaction. Nobody waits for its answer, so it travels with what comes after it.
 */
export function markSeenOrFail(schema: string, events: readonly EventEnvelope[]): Sql {
  return sql`
    with seen as (${seenInsert(schema, events)}), blocked as (${blockedSelect(schema, events)})
    select 1 / (case when (select count(*) from seen) = ${events.length} and not exists (select from blocked) then 1 else 0 end)`;
}

/** What is known of events before they are handled one by one, in one round trip. */
export async function listSeenAndBlocked(
  database: Database,
  schema: string,
  events: readonly EventEnvelope[],
): Promise<{ seen: Set<string>; blocked: Set<string> }> {
  const eventIds = events.map((event) => event.eventId);
  const [seen, blocked] = await database.batch<[{ event_id: string }[], { key: string }[]]>([
    seenSelect(schema, eventIds),
    blockedSelect(schema, events),
  ]);
  return { seen: new Set(seen.map((row) => row.event_id)), blocked: new Set(blocked.map((row) => row.key)) };
}

function seenSelect(schema: string, eventIds: string[]): Sql {
  return sql`select event_id from ${sql.ident(`${schema}.inbox`)} where event_id = any(${eventIds}::uuid[])`;
}

/** Marks events whose reaction is through. A mark lost in a crash means reacting twice, which reactions must bear. */
export async function markHandled(database: Database, schema: string, events: readonly EventEnvelope[]): Promise<void> {
  if (events.length > 0) await database.batch([seenInsert(schema, events)], { lazy: true });
}

export async function listSeen(runner: Runner, schema: string, eventIds: string[]): Promise<Set<string>> {
  const rows = await runner.run<{ event_id: string }>(seenSelect(schema, eventIds));
  return new Set(rows.map((row) => row.event_id));
}

export function parkEvent(
  schema: string,
  event: EventEnvelope,
  failure: { error: string; attempts: number; delayMs: number } | null,
): Sql {
  return sql`
    insert into ${sql.ident(`${schema}.inbox_waiting`)}
      (event_id, event_type, source, aggregate_type, aggregate_id, envelope, attempts, last_error, next_attempt_at)
    values (${event.eventId}, ${event.eventType}, ${event.metadata.source}, ${event.aggregateType}, ${event.aggregateId}, ${sql.json(event)},
      ${failure?.attempts ?? 0}, ${failure?.error ?? null}, now() + ${failure?.delayMs ?? 0} * interval '1 millisecond')
    on conflict (event_id) do nothing`;
}

/** Parked events that are due and first of their aggregate. */
export async function listDue(runner: Runner, schema: string, limit: number): Promise<WaitingEvent[]> {
  return runner.run<WaitingEvent>(sql`
    select w.id, w.envelope, w.attempts from ${sql.ident(`${schema}.inbox_waiting`)} w
    where not w.is_dead and w.next_attempt_at <= now()
      and not exists (select from ${sql.ident(`${schema}.inbox_waiting`)} e
        where e.aggregate_type = w.aggregate_type and e.aggregate_id = w.aggregate_id and e.id < w.id)
    order by w.next_attempt_at limit ${limit}`);
}

export function unparkEvent(schema: string, id: number): Sql {
  return sql`delete from ${sql.ident(`${schema}.inbox_waiting`)} where id = ${id}`;
}

export function recordFailure(
  schema: string,
  id: number,
  failure: { error: string; delayMs: number; isDead: boolean },
): Sql {
  return sql`
    update ${sql.ident(`${schema}.inbox_waiting`)}
    set attempts = attempts + 1, last_error = ${failure.error}, is_dead = ${failure.isDead}, next_attempt_at = now() + ${failure.delayMs} * interval '1 millisecond'
    where id = ${id}`;
}

export async function listDeadLetters(runner: Runner, schema: string, limit: number): Promise<DeadLetter[]> {
  return runner.run<DeadLetter>(sql`
    select id, event_type as "eventType", aggregate_id as "aggregateId", attempts, last_error as "lastError", received_at as "receivedAt"
    from ${sql.ident(`${schema}.inbox_waiting`)} where is_dead order by id limit ${limit}`);
}

/** Gives dead letters a new life; all, or the named ones. How many. */
export async function replayDeadLetters(runner: Runner, schema: string, ids: number[] | null): Promise<number> {
  const rows = await runner.run(sql`
    update ${sql.ident(`${schema}.inbox_waiting`)} set is_dead = false, attempts = 0, next_attempt_at = now()
    where is_dead and (${ids}::bigint[] is null or id = any(${ids}::bigint[])) returning id`);
  return rows.length;
}

export async function countWaiting(runner: Runner, schema: string): Promise<{ waiting: number; dead: number }> {
  const [row] = await runner.run<{ waiting: number; dead: number }>(sql`
    select count(*) filter (where not is_dead) as waiting, count(*) filter (where is_dead) as dead from ${sql.ident(`${schema}.inbox_waiting`)}`);
  return row ?? { waiting: 0, dead: 0 };
}

/** Forgets old marks, long after the outbox of the other side has forgotten the events. Bounded. */
export function pruneInbox(schema: string, olderThanDays: number, limit: number): Sql {
  return sql`
    delete from ${sql.ident(`${schema}.inbox`)} where event_id in (
      select event_id from ${sql.ident(`${schema}.inbox`)} where seen_at < now() - ${olderThanDays} * interval '1 day' limit ${limit})`;
}
