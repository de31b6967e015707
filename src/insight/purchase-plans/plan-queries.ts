import { type Runner, type Sql, sql, type Tx } from '#platform/database';
import type { Plan, PlanLine } from './contract.ts';

export type HeadRow = {
  id: string;
  store_id: string;
  store_name: string;
  from_day: string;
  to_day: string;
  service_level_percent: number;
  status: Plan['status'];
  line_count: number;
  cost_minor: number;
  cost_low_minor: number;
  cost_high_minor: number;
  unpriced_lines: number;
  forecast_version: number;
  version: number;
  created_at: Date;
};
export type PlanRow = HeadRow & { lines: PlanLine[]; without_recipe: Plan['withoutRecipe'] };
const head = sql`id, store_id, store_name, from_day, to_day, service_level_percent, status, line_count, cost_minor, cost_low_minor,
  cost_high_minor, unpriced_lines, forecast_version, version, created_at`;

export function insertPlan(row: PlanRow): Sql {
  return sql`
    insert into purchase_plans.plans (${head}, lines, without_recipe)
    values (${row.id}, ${row.store_id}, ${row.store_name}, ${row.from_day}, ${row.to_day}, ${row.service_level_percent}, ${row.status},
      ${row.line_count}, ${row.cost_minor}, ${row.cost_low_minor}, ${row.cost_high_minor}, ${row.unpriced_lines},
      ${row.forecast_version}, ${row.version}, ${row.created_at.toISOString()}, ${sql.json(row.lines)}, ${sql.json(row.without_recipe)})`;
}

export async function findPlan(runner: Runner, storeId: string, planId: string): Promise<PlanRow | undefined> {
  const [row] = await runner.run<PlanRow>(sql`
    select ${head}, lines, without_recipe from purchase_plans.plans where store_id = ${storeId} and id = ${planId}`);
  return row;
}

/** Locks the row, so that two changes queue up. */
export async function lockPlan(tx: Tx, storeId: string, planId: string): Promise<PlanRow | undefined> {
  const [row] = await tx.run<PlanRow>(sql`
    select ${head}, lines, without_recipe from purchase_plans.plans
    where store_id = ${storeId} and id = ${planId} for update`);
  return row;
}

export async function listPage(
  runner: Runner,
  storeId: string,
  before: { createdAt: string; id: string } | null,
  limit: number,
): Promise<HeadRow[]> {
  const older = before ? sql`(created_at, id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)` : sql`true`;
  return runner.run<HeadRow>(sql`
    select ${head} from purchase_plans.plans where store_id = ${storeId} and ${older}
    order by created_at desc, id desc limit ${limit}`);
}

export function updatePlan(row: PlanRow): Sql {
  return sql`
    update purchase_plans.plans set status = ${row.status}, lines = ${sql.json(row.lines)}, cost_minor = ${row.cost_minor},
      cost_low_minor = ${row.cost_low_minor}, cost_high_minor = ${row.cost_high_minor}, unpriced_lines = ${row.unpriced_lines},
      version = version + 1
    where store_id = ${row.store_id} and id = ${row.id}`;
}

export function deletePlan(storeId: string, planId: string): Sql {
  return sql`delete from purchase_plans.plans where store_id = ${storeId} and id = ${planId}`;
}

/** Keeps what is short now. @returns what was short before; a second one waits until the first is done. */
export async function keepShortages(tx: Tx, storeId: string, ingredientIds: readonly string[]): Promise<string[]> {
  await tx.run(sql`
    insert into purchase_plans.known_shortages (store_id, ingredient_ids) values (${storeId}, '{}') on conflict do nothing`);
  const [before] = await tx.run<{ ids: string[] }>(sql`
    select ingredient_ids as ids from purchase_plans.known_shortages where store_id = ${storeId} for update`);
  await tx.run(sql`
    update purchase_plans.known_shortages set ingredient_ids = ${ingredientIds}::uuid[] where store_id = ${storeId}`);
  return before?.ids ?? [];
}
