import { rupiah } from '#platform/money';
import type { Plan, PlanHead } from './contract.ts';
import type { HeadRow, PlanRow } from './plan-queries.ts';

export function toHead(row: HeadRow): PlanHead {
  return {
    id: row.id,
    storeId: row.store_id,
    from: row.from_day,
    to: row.to_day,
    serviceLevelPercent: row.service_level_percent,
    status: row.status,
    lineCount: row.line_count,
    cost: rupiah(row.cost_minor),
    costLow: rupiah(row.cost_low_minor),
    costHigh: rupiah(row.cost_high_minor),
    unpricedLines: row.unpriced_lines,
    forecastVersion: row.forecast_version,
    version: row.version,
    createdAt: row.created_at.toISOString(),
  };
}

export function toPlan(row: PlanRow): Plan {
  return { ...toHead(row), storeName: row.store_name, lines: row.lines, withoutRecipe: row.without_recipe };
}
