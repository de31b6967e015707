import { forecastsContract } from '#insight/forecasts';
import { on } from '#platform/events';
import { defineModule } from '#platform/module';
import { type PurchasePlansApi, purchasePlansContract } from './contract.ts';
import { exportPlan } from './export-plan.ts';
import { changeLine, getPlan, listPlans, markArrived, markOrdered, removePlan } from './keep-plans.ts';
import { createPlan, previewPlan } from './make-plan.ts';
import type { PlansDeps } from './plans-deps.ts';
import { purchasePlansRoutes } from './routes.ts';
import { shortages, warnOwner } from './warn-of-shortages.ts';

export function createPurchasePlans(deps: PlansDeps) {
  const api: PurchasePlansApi = {
    createPlan: (call, input) => createPlan(deps, call, input),
    previewPlan: (call, input) => previewPlan(deps, call, input),
    listPlans: (call, input) => listPlans(deps, call, input),
    getPlan: (call, input) => getPlan(deps, call, input),
    changeLine: (call, input) => changeLine(deps, call, input),
    markOrdered: (call, input) => markOrdered(deps, call, input),
    markArrived: (call, input) => markArrived(deps, call, input),
    removePlan: (call, input) => removePlan(deps, call, input),
    exportPlan: async (call, { format, ...one }) => exportPlan(await getPlan(deps, call, one), format),
    shortages: (call, { storeId }) => shortages(deps, call, storeId),
  };
  return defineModule({
    contract: purchasePlansContract,
    api,
    routes: purchasePlansRoutes(api),
    reactions: [
      on(forecastsContract, 'forecast.run-completed', { run: (call, event) => warnOwner(deps, call, event.payload) }),
    ],
  });
}
