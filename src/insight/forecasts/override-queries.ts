import { type Runner, type Sql, sql, type Tx } from '#platform/database';
import type { Override } from './contract.ts';

export type OverrideRow = {
  id: string;
  target: Override['target'];
  subject: string;
  name: string;
  day: string;
  value: number;
  forecast: number;
  reason: string;
  made_by: string;
  created_at: Date;
};
const columns = sql`id, target, subject, name, day, value, forecast, reason, made_by, created_at`;

/** Of the same thing and day the last one counts; it keeps the id of the first. */
export async function upsertOverride(tx: Tx, storeId: string, row: OverrideRow): Promise<OverrideRow | undefined> {
  const [written] = await tx.run<OverrideRow>(sql`
    insert into forecasts.overrides (store_id, ${columns})
    values (${storeId}, ${row.id}, ${row.target}, ${row.subject}, ${row.name}, ${row.day}, ${row.value}, ${row.forecast},
      ${row.reason}, ${row.made_by}, ${row.created_at.toISOString()})
    on conflict (store_id, target, subject, day) do update set value = excluded.value, forecast = excluded.forecast,
      reason = excluded.reason, made_by = excluded.made_by, created_at = excluded.created_at
    returning ${columns}`);
  return written;
}

export async function deleteOverride(tx: Tx, storeId: string, id: string): Promise<OverrideRow | undefined> {
  const [row] = await tx.run<OverrideRow>(
    sql`delete from forecasts.overrides where store_id = ${storeId} and id = ${id} returning ${columns}`,
  );
  return row;
}

export async function listPage(
  runner: Runner,
  storeId: string,
  before: { createdAt: string; id: string } | null,
  limit: number,
): Promise<OverrideRow[]> {
  const older = before ? sql`(created_at, id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)` : sql`true`;
  return runner.run<OverrideRow>(sql`
    select ${columns} from forecasts.overrides where store_id = ${storeId} and ${older}
    order by created_at desc, id desc limit ${limit}`);
}

/** Of coming days, for these subjects or all; at most ten thousand. */
export async function listAhead(
  runner: Runner,
  storeId: string,
  wish: { target: Override['target']; from: string; subjects: readonly string[] | null },
): Promise<OverrideRow[]> {
  const which = wish.subjects === null ? sql`true` : sql`subject = any(${wish.subjects}::text[])`;
  return runner.run<OverrideRow>(sql`
    select ${columns} from forecasts.overrides
    where store_id = ${storeId} and target = ${wish.target} and day >= ${wish.from} and ${which} order by day limit 10000`);
}

export function forgetPerson(userId: string): Sql {
  return sql`
    update forecasts.overrides set made_by = '00000000-0000-0000-0000-000000000000', reason = '-' where made_by = ${userId}`;
}
