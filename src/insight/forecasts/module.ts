import { identityContract } from '#commons/identity';
import { marketPricesContract } from '#insight/market-prices';
import { salesContract } from '#insight/sales';
import { on } from '#platform/events';
import { defineModule } from '#platform/module';
import { type ForecastsApi, forecastsContract } from './contract.ts';
import { EVERYBODY, type ForecastsDeps, WORK_JOB } from './forecasts-deps.ts';
import { ingredientForecasts } from './ingredient-forecasts.ts';
import { listOverrides, overrideForecast, removeOverride } from './keep-overrides.ts';
import { forgetPerson } from './override-queries.ts';
import { getForecast, getPriceForecast, listForecasts, priceForecastsOf } from './read-forecasts.ts';
import { getRun, listRuns } from './read-runs.ts';
import { queueFirstRun, queueNightlyRuns, requestRun } from './request-run.ts';
import { forecastsRoutes } from './routes.ts';
import { workRun } from './work-run.ts';

export function createForecasts(deps: ForecastsDeps) {
  const api: ForecastsApi = {
    requestRun: (call, input) => requestRun(deps, call, input),
    getRun: (call, input) => getRun(deps, call, input),
    listRuns: (call, input) => listRuns(deps, call, input),
    listForecasts: (call, input) => listForecasts(deps, call, input),
    getForecast: (call, input) => getForecast(deps, call, input),
    getPriceForecast: (call, input) => getPriceForecast(deps, call, input),
    priceForecastsOf: (_call, input) => priceForecastsOf(deps, input),
    ingredientForecasts: (call, { storeId }) => ingredientForecasts(deps, call, storeId),
    overrideForecast: (call, input) => overrideForecast(deps, call, input),
    removeOverride: (call, input) => removeOverride(deps, call, input),
    listOverrides: (call, input) => listOverrides(deps, call, input),
    workRun: (call, { runId }) => workRun(deps, call, runId),
    queueNightlyRuns: (call) => queueNightlyRuns(deps, call),
  };
  return defineModule({
    contract: forecastsContract,
    api,
    routes: forecastsRoutes(api),
    reactions: [
      on(salesContract, 'sales.changed', {
        run: async (_call, { payload }) => {
          if (payload.source === 'seed') await queueFirstRun(deps, payload.storeId);
        },
      }),
      on(marketPricesContract, 'market-price.imported', { run: () => queueFirstRun(deps, EVERYBODY) }),
      on(identityContract, 'user.erased', { inTx: (tx, event) => tx.write(forgetPerson(event.payload.userId)) }),
    ],
    jobs: [
      {
        name: 'forecasts.queue-nightly-runs',
        schedule: { cron: '15 1 * * *' },
        run: async (call) => void (await queueNightlyRuns(deps, call)),
      },
      {
        name: WORK_JOB,
        run: async (call, data) => {
          if (typeof data === 'object' && data !== null && 'runId' in data)
            await workRun(deps, call, String(data.runId));
        },
      },
    ],
  });
}
