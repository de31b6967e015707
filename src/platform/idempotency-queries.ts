import { type Sql, sql } from './sql.ts';

export type IdempotencyRow = {
  isSameRequest: boolean;
  status: number | null;
  headers: Record<string, string | string[]> | null;
  body: string | null;
  leasedSeconds: number;
};

/**
 * Takes the key: a new row, or one that may be taken over because its 24 hours are past or because its first request
 * died. No row comes back when the key belongs to somebody else's answer or to a request under way.
 *
 * `set_config` makes the commit of this statement asynchronous. Nothing is lost by that: should the row vanish in a
 * crash of the database, so has everything written after it that was not flushed, and what was flushed took it along.
 */
export function insertKey(
  module: string,
  key: { id: string; requestHash: string; route: string; leaseSeconds: number },
): Sql {
  return sql`
    insert into ${sql.ident(`${module}.idempotency_keys`)} as k (id, request_hash, route, leased_until)
    values (${key.id}, ${key.requestHash}, ${key.route},
      case when set_config('synchronous_commit', 'off', true) is not null then now() + make_interval(secs => ${key.leaseSeconds}) end)
    on conflict (id) do update
      set request_hash = excluded.request_hash, attempt = k.attempt + 1, leased_until = excluded.leased_until,
          created_at = now(), status = null, headers = null, body = null
      where k.created_at < now() - interval '24 hours'
         or (k.status is null and k.leased_until < now() and k.request_hash = excluded.request_hash)
    returning attempt`;
}

/** What stands under a key that could not be taken. */
export function findKey(module: string, id: string, requestHash: string): Sql {
  return sql`
    select request_hash = ${requestHash}::uuid as "isSameRequest", status, headers, body,
      greatest(1, ceil(extract(epoch from leased_until - now())))::int as "leasedSeconds"
    from ${sql.ident(`${module}.idempotency_keys`)}
    where id = ${id} and created_at >= now() - interval '24 hours'`;
}

/** Keeps the answer, unless a later attempt has taken the key over meanwhile. Asynchronous like the insert. */
export function updateKey(
  module: string,
  key: { id: string; attempt: number; status: number; headers: string; body: string | null },
): Sql {
  return sql`
    update ${sql.ident(`${module}.idempotency_keys`)}
    set status = ${key.status}, headers = ${key.headers}, body = ${key.body}
    where id = ${key.id} and attempt = ${key.attempt} and set_config('synchronous_commit', 'off', true) is not null`;
}

/** Gives the key back where no answer is kept, so that the next try runs at once. */
export function deleteKey(module: string, id: string, attempt: number): Sql {
  return sql`delete from ${sql.ident(`${module}.idempotency_keys`)} where id = ${id} and attempt = ${attempt} and status is null`;
}

/** Rows past their time, a bounded number at once. */
export function deleteOldKeys(module: string, limit: number): Sql {
  return sql`
    with gone as (
      delete from ${sql.ident(`${module}.idempotency_keys`)}
      where ctid = any(array(
        select ctid from ${sql.ident(`${module}.idempotency_keys`)} where created_at < now() - interval '24 hours' limit ${limit}))
      returning 1)
    select count(*)::int as count from gone`;
}
