import { type Runner, type Sql, sql, type Tx } from '#platform/database';
import type { PriceAlert } from './contract.ts';

export type AlertRow = {
  id: string;
  store_id: string;
  commodity: string;
  region_code: string;
  kind: PriceAlert['kind'];
  amount_minor: number | null;
  percent: number | null;
  days: number | null;
  is_active: boolean;
  is_triggered: boolean;
  last_fired_on: string | null;
  created_at: Date;
};
const columns = sql`id, store_id, commodity, region_code, kind, amount_minor, percent, days, is_active, is_triggered,
  last_fired_on, created_at`;

export async function listPage(
  runner: Runner,
  storeId: string,
  before: { createdAt: string; id: string } | null,
  limit: number,
): Promise<AlertRow[]> {
  const older = before ? sql`(created_at, id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)` : sql`true`;
  return runner.run<AlertRow>(sql`
    select ${columns} from market_prices.alerts where store_id = ${storeId} and ${older}
    order by created_at desc, id desc limit ${limit}`);
}

export async function countAlerts(runner: Runner, storeId: string): Promise<number> {
  const [row] = await runner.run<{ count: number }>(
    sql`select count(*) as count from market_prices.alerts where store_id = ${storeId}`,
  );
  return row?.count ?? 0;
}

export function insertAlert(row: AlertRow): Sql {
  return sql`
    insert into market_prices.alerts (${columns})
    values (${row.id}, ${row.store_id}, ${row.commodity}, ${row.region_code}, ${row.kind}, ${row.amount_minor}, ${row.percent},
      ${row.days}, ${row.is_active}, ${row.is_triggered}, ${row.last_fired_on}, ${row.created_at.toISOString()})`;
}

export async function deleteAlert(runner: Runner, storeId: string, alertId: string): Promise<boolean> {
  const rows = await runner.run(
    sql`delete from market_prices.alerts where store_id = ${storeId} and id = ${alertId} returning id`,
  );
  return rows.length > 0;
}

/** Locks rules about these prices, so that two imports do not both speak. */
export async function lockAlertsOf(
  tx: Tx,
  series: readonly { commodity: string; regionCode: string }[],
  kinds: readonly string[],
): Promise<AlertRow[]> {
  return tx.run<AlertRow>(sql`
    select ${columns} from market_prices.alerts
    where is_active and kind = any(${kinds}::text[]) and (commodity, region_code) in (
      select * from unnest(${series.map((one) => one.commodity)}::text[], ${series.map((one) => one.regionCode)}::text[]))
    order by id limit 10000 for update`);
}

export function updateTriggered(states: readonly { id: string; isTriggered: boolean; firedOn: string | null }[]): Sql {
  return sql`
    update market_prices.alerts a set is_triggered = s.is_triggered, last_fired_on = coalesce(s.fired_on, a.last_fired_on)
    from unnest(${states.map((one) => one.id)}::uuid[], ${states.map((one) => one.isTriggered)}::boolean[],
      ${states.map((one) => one.firedOn)}::date[]) as s (id, is_triggered, fired_on)
    where a.id = s.id`;
}
