import type { Runner } from '#platform/database';
import { type Sql, sql } from '#platform/database';
import type { TimeZone } from '../regions/region-words.ts';

/** The chosen zone, else the one of the default address; null when there is neither. */
export async function findTimeZone(runner: Runner, userId: string): Promise<TimeZone | null> {
  const [found] = await runner.run<{ timeZone: TimeZone | null }>(sql`
    select coalesce(
      (select time_zone from users.profiles where user_id = ${userId}),
      (select r.time_zone from users.addresses a join users.regions r on r.code = a.village_code where a.user_id = ${userId} and a.is_default)) as "timeZone"`);
  return found?.timeZone ?? null;
}

export function upsertTimeZone(userId: string, timeZone: TimeZone, now: Date): Sql {
  return sql`
    insert into users.profiles (user_id, time_zone, created_at, updated_at) values (${userId}, ${timeZone}, ${now}, ${now})
    on conflict (user_id) do update set time_zone = excluded.time_zone, updated_at = excluded.updated_at`;
}
