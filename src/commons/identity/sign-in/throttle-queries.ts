import type { Tx } from '#platform/database';
import { type Sql, sql } from '#platform/database';
import type { Tries } from './throttle-rules.ts';

/**
 * Locks the counts of these keys, making missing ones first. In the order of the keys, so that two sign-ins which
 * share a name and an address cannot wait for each other.
 */
export async function lockTries(tx: Tx, keys: readonly string[], now: Date): Promise<Map<string, Tries>> {
  const ordered = [...keys].sort();
  const [, rows] = await tx.batch<[unknown[], ({ key: string } & Tries)[]]>([
    sql`
      insert into identity.sign_in_throttles (key, failures, last_try_at)
      select key, 0, ${now} from unnest(${ordered}::text[]) as key order by key
      on conflict do nothing`,
    sql`
      select key, failures, last_try_at as "lastTryAt", locked_until as "lockedUntil"
      from identity.sign_in_throttles where key = any(${ordered}) order by key for update`,
  ]);
  return new Map(rows.map(({ key, ...tries }) => [key, tries]));
}

export function updateTries(key: string, tries: Tries): Sql {
  return sql`
    update identity.sign_in_throttles
    set failures = ${tries.failures}, last_try_at = coalesce(${tries.lastTryAt}, last_try_at), locked_until = ${tries.lockedUntil}
    where key = ${key}`;
}

export function deleteTries(key: string): Sql {
  return sql`delete from identity.sign_in_throttles where key = ${key}`;
}

/** One try of an address turned out right: it neither counts nor clears the others. */
export function giveBackTries(key: string): Sql {
  return sql`
    update identity.sign_in_throttles set failures = greatest(0, failures - 1), locked_until = null where key = ${key}`;
}

export function deleteOldTries(before: Date): Sql {
  return sql`
    delete from identity.sign_in_throttles where key in
      (select key from identity.sign_in_throttles where last_try_at < ${before} and (locked_until is null or locked_until < ${before}) limit 10000)`;
}
