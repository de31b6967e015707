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

/** Puts an entry on its chain. One statement: the head's row lock gives the order, SQL computes the hash. */
export function sealEntry(entry: {
  stream: string;
  eventId: string;
  module: string;
  action: string;
  actorId: string | null;
  recordedAt: string;
  sealed: string;
}): Sql {
  return sql`
    with head as (
      insert into audit.heads (stream, sequence, hash) values (${entry.stream}, 1, sha256(convert_to(${entry.sealed}, 'UTF8')))
      on conflict (stream) do update set sequence = audit.heads.sequence + 1, hash = sha256(audit.heads.hash || convert_to(${entry.sealed}, 'UTF8'))
      returning sequence, hash)
    insert into audit.entries (stream, sequence, event_id, module, action, actor_id, recorded_at, sealed, hash)
    select ${entry.stream}, sequence, ${entry.eventId}, ${entry.module}, ${entry.action}, ${entry.actorId}, ${entry.recordedAt}, ${entry.sealed}, hash from head`;
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
