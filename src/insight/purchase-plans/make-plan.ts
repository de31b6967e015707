import type { Store } from '#insight/stores';
import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { type NewPlan, type Plan, purchasePlansContract } from './contract.ts';
import { insertPlan, type PlanRow } from './plan-queries.ts';
import { addDays, daysBetween, type Known, planLine, totalsOf } from './plan-rules.ts';
import { toPlan } from './plan-views.ts';
import type { PlansDeps } from './plans-deps.ts';

const SERVICE_LEVEL_PERCENT = 90;
const SHOWN_WITHOUT_RECIPE = 20;
type Wish = { storeId: string } & NewPlan;

/** Forecast × recipe − stock, kept as a draft. */
export async function createPlan(deps: PlansDeps, call: Call, wish: Wish): Promise<Plan> {
  const store = await deps.stores.storeOfCall(call, { storeId: wish.storeId, access: 'write' });
  const row = await reckonPlan(deps, call, store, wish);
  await deps.database.inTx(async (tx) => {
    tx.write(insertPlan(row));
    appendEvent(tx, purchasePlansContract, 'purchase-plan.created', {
      call,
      aggregateId: row.id,
      payload: { planId: row.id, storeId: row.store_id, lines: row.line_count, costMinor: row.cost_minor },
    });
    appendAudit(tx, 'purchase_plans', call, {
      stream: `store:${row.store_id}`,
      action: 'purchase-plans.created',
      after: { planId: row.id, from: row.from_day, to: row.to_day, costMinor: row.cost_minor },
    });
  });
  return toPlan(row);
}

export async function previewPlan(deps: PlansDeps, call: Call, wish: Wish): Promise<Plan> {
  const store = await deps.stores.storeOfCall(call, { storeId: wish.storeId });
  return toPlan(await reckonPlan(deps, call, store, wish));
}

async function reckonPlan(deps: PlansDeps, call: Call, store: Store, wish: Wish): Promise<PlanRow> {
  const today = todayIn(deps, store);
  const { known, version, withoutRecipe } = await gather(deps, call, store);
  const from = wish.from ?? addDays(today, 1);
  const to = addDays(from, wish.days - 1);
  const { startOn, means } = known[0]?.forecast ?? { startOn: from, means: [] };
  const lastOn = addDays(startOn, means.length - 1);
  if (from < today || daysBetween(startOn, from) < 0 || to > lastOn)
    throw refuse('purchase-plans.period-not-covered', { to: lastOn });
  const serviceLevelPercent = wish.serviceLevelPercent ?? SERVICE_LEVEL_PERCENT;
  const lines = known.map((one) => planLine(one, { today, from, to, serviceLevelPercent }));
  lines.sort((a, b) => a.category.localeCompare(b.category, 'id') || a.name.localeCompare(b.name, 'id'));
  return {
    id: deps.newId(),
    store_id: store.id,
    store_name: store.name,
    from_day: from,
    to_day: to,
    service_level_percent: serviceLevelPercent,
    status: 'draft',
    lines,
    without_recipe: withoutRecipe,
    ...totalsOf(lines),
    forecast_version: version,
    version: 1,
    created_at: deps.clock.now(),
  };
}

const OFFSET_HOURS: Record<Store['timeZone'], number> = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 };

export function todayIn(deps: Pick<PlansDeps, 'clock'>, store: Pick<Store, 'timeZone'>): string {
  return new Date(deps.clock.now().getTime() + OFFSET_HOURS[store.timeZone] * 3_600_000).toISOString().slice(0, 10);
}

/** One question to each neighbour. */
async function gather(deps: PlansDeps, call: Call, store: Store) {
  const storeId = store.id;
  const { version, forecasts } = await deps.forecasts.ingredientForecasts(call, { storeId });
  const { needs } = await deps.recipes.needsOf(call, { storeId, productIds: null });
  if (needs.length === 0) throw refuse('purchase-plans.no-recipes');
  if (version === null || forecasts.length === 0) throw refuse('purchase-plans.no-forecast');
  const { ingredients } = await deps.ingredients.ingredientsOf(call, { storeId, ingredientIds: null });
  const { regionCode } = store;
  const commodities = [...new Set(ingredients.flatMap((one) => one.market?.commodity ?? []))].slice(0, 200);
  const [{ prices }, ahead, { items }] = await Promise.all([
    deps.marketPrices.pricesOf(call, { regionCode, commodities }),
    deps.forecasts.priceForecastsOf(call, { regionCode, commodities }),
    deps.forecasts.listForecasts(call, { storeId, target: 'product', limit: 100 }),
  ]);
  const priceOf = new Map(prices.map((price) => [price.commodity, price]));
  const aheadOf = new Map(ahead.forecasts.map((forecast) => [forecast.commodity, forecast]));
  const ingredientOf = new Map(ingredients.map((one) => [one.id, one]));
  const known = forecasts.flatMap((forecast): Known[] => {
    const ingredient = ingredientOf.get(forecast.ingredientId);
    if (!ingredient?.isActive) return [];
    const commodity = ingredient.market?.commodity ?? '';
    return [{ ingredient, forecast, market: priceOf.get(commodity) ?? null, ahead: aheadOf.get(commodity) ?? null }];
  });
  const withRecipe = new Set(needs.map((need) => need.productId));
  const withoutRecipe = items
    .filter((item) => !withRecipe.has(item.subject))
    .slice(0, SHOWN_WITHOUT_RECIPE)
    .map((item) => ({ productId: item.subject, name: item.name }));
  return { known, version, withoutRecipe };
}
