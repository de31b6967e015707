import { type Runner, type Sql, sql } from '#platform/database';

export type EntryRow = {
  stream: string;
  sequence: number;
  event_id: string;
  module: string;
  recorded_at: Date;
  sealed: string;
  hash: Buffer;
};

export type NewEntry = {
  stream: string;
  eventId: string;
  module: string;
  action: string;
  actorId: string | null;
  recordedAt: string;
  sealed: string;
};

/**
 * Puts entries of different streams on their chains, one of each. One statement: the row locks of the heads give the
 * order, taken in the order of their names so that two writers queue up instead of locking each other out; SQL computes
 * the hashes.
 */
export function sealEntries(entries: readonly NewEntry[]): Sql {
  return sql`
    with given as (
      select * from unnest(${entries.map((e) => e.stream)}::text[], ${entries.map((e) => e.eventId)}::uuid[], ${entries.map((e) => e.module)}::text[],
        ${entries.map((e) => e.action)}::text[], ${entries.map((e) => e.actorId)}::text[], ${entries.map((e) => e.recordedAt)}::timestamptz[],
        ${entries.map((e) => e.sealed)}::text[])
        as given (stream, event_id, module, action, actor_id, recorded_at, sealed)
    ), head as (
      insert into audit.heads (stream, sequence, hash)
      select stream, 1, sha256(convert_to(sealed, 'UTF8')) from given order by stream
      on conflict (stream) do update set sequence = audit.heads.sequence + 1,
        hash = sha256(audit.heads.hash || convert_to((select sealed from given where given.stream = excluded.stream), 'UTF8'))
      returning stream, sequence, hash)
    insert into audit.entries (stream, sequence, event_id, module, action, actor_id, recorded_at, sealed, hash)
    select stream, head.sequence, event_id, module, action, actor_id, recorded_at, sealed, head.hash from given join head using (stream)`;
}

export async function listEntries(
  runner: Runner,
  filter: {
    stream?: string | undefined;
    actorId?: string | undefined;
    action?: string | undefined;
    before: { recordedAt: string; eventId: string } | null;
    limit: number;
  },
): Promise<EntryRow[]> {
  const conditions = [
    ...(filter.stream ? [sql`stream = ${filter.stream}`] : []),
    ...(filter.actorId ? [sql`actor_id = ${filter.actorId}`] : []),
    ...(filter.action ? [sql`action = ${filter.action}`] : []),
    ...(filter.before
      ? [sql`(recorded_at, event_id) < (${filter.before.recordedAt}::timestamptz, ${filter.before.eventId}::uuid)`]
      : []),
  ];
  return runner.run<EntryRow>(sql`
    select stream, sequence, event_id, module, recorded_at, sealed, hash from audit.entries
    where ${sql.and(conditions)} order by recorded_at desc, event_id desc limit ${filter.limit}`);
}

/** Entries in the order of their chains, behind a position. */
export async function listChain(
  runner: Runner,
  after: { stream: string; sequence: number },
  limit: number,
): Promise<EntryRow[]> {
  return runner.run<EntryRow>(sql`
    select stream, sequence, event_id, module, recorded_at, sealed, hash from audit.entries
    where (stream, sequence) > (${after.stream}, ${after.sequence}) order by stream, sequence limit ${limit}`);
}

/** Heads that are not the last entry of their chain: cut chains. */
export async function findLooseHead(runner: Runner): Promise<{ stream: string; sequence: number } | undefined> {
  return (
    await runner.run<{ stream: string; sequence: number }>(sql`
      select h.stream, h.sequence from audit.heads h
      left join audit.entries e on e.stream = h.stream and e.sequence = h.sequence and e.hash = h.hash
      where e.stream is null limit 1`)
  )[0];
}

export async function listUnsealed(runner: Runner, eventIds: string[]): Promise<string[]> {
  const rows = await runner.run<{ id: string }>(sql`
    select id from unnest(${eventIds}::uuid[]) id where not exists (select from audit.entries where event_id = id)`);
  return rows.map((row) => row.id);
}
