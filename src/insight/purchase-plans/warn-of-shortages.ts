import type { Store } from '#insight/stores';
import type { Call } from '#platform/call';
import { appendEvent } from '#platform/events';
import { purchasePlansContract, type Shortage } from './contract.ts';
import { todayIn } from './make-plan.ts';
import { keepShortages } from './plan-queries.ts';
import { shortageOf } from './plan-rules.ts';
import type { PlansDeps } from './plans-deps.ts';

const MOST = 100;
const NAMED = 3;

/** What runs out before it can be there, the most urgent first. */
export async function shortages(deps: PlansDeps, call: Call, storeId: string): Promise<{ items: Shortage[] }> {
  const store = await deps.stores.storeOfCall(call, { storeId });
  return { items: await shortagesOf(deps, call, store) };
}

async function shortagesOf(deps: PlansDeps, call: Call, store: Store): Promise<Shortage[]> {
  const { forecasts } = await deps.forecasts.ingredientForecasts(call, { storeId: store.id });
  if (forecasts.length === 0) return [];
  const { ingredients } = await deps.ingredients.ingredientsOf(call, { storeId: store.id, ingredientIds: null });
  const byId = new Map(ingredients.map((one) => [one.id, one]));
  const today = todayIn(deps, store);
  return forecasts
    .flatMap((forecast) => {
      const ingredient = byId.get(forecast.ingredientId);
      return ingredient?.isActive ? (shortageOf({ ingredient, forecast }, today) ?? []) : [];
    })
    .sort((a, b) => (a.runsOutOn < b.runsOutOn ? -1 : Number(a.runsOutOn > b.runsOutOn)))
    .slice(0, MOST);
}

/** After the nightly run of a store its owner is told what has become short since the last one: each shortage once. */
export async function warnOwner(
  deps: PlansDeps,
  call: Call,
  { storeId, reason }: { storeId: string | null; reason: string },
): Promise<void> {
  if (storeId === null || reason !== 'nightly') return;
  const { stores } = await deps.stores.storesByIds(call, { storeIds: [storeId] });
  const [store] = stores;
  if (!store) return;
  const items = await shortagesOf(deps, call, store);
  await deps.database.inTx(async (tx) => {
    const ids = items.map((item) => item.ingredientId);
    const known = new Set(await keepShortages(tx, storeId, ids));
    const fresh = items.filter((item) => !known.has(item.ingredientId));
    const [first] = fresh;
    if (!first) return;
    appendEvent(tx, purchasePlansContract, 'ingredient.running-out', {
      call,
      aggregateId: storeId,
      payload: {
        storeId,
        userId: store.ownerId,
        storeName: store.name,
        count: fresh.length,
        names: fresh.slice(0, NAMED).map((item) => item.name),
        firstOn: first.runsOutOn,
      },
    });
  });
}
