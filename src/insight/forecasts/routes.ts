import { Type } from 'typebox';
import { ListOf } from '#platform/lists';
import { type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import { Forecast, ForecastHead, type ForecastsApi, forecastsContract, Override, Run } from './contract.ts';

const operations = forecastsContract.operations;
const OfStore = Type.Object({ storeId: Uuid }, Strict);
const { storeId: _, ...OverrideBody } = operations.overrideForecast.input.properties;

/** `/insight/forecasts?storeId=…`: figures of one store of the caller's; price forecasts are everybody's. */
export function forecastsRoutes(api: ForecastsApi): Route[] {
  return [...readRoutes(api), ...runRoutes(api), ...overrideRoutes(api)];
}

function readRoutes(api: ForecastsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/forecasts',
      summary: 'The latest forecasts of a store, the largest week first',
      scope: 'insight:read',
      query: operations.listForecasts.input,
      answers: { 200: ListOf(ForecastHead) },
      refusals: operations.listForecasts.refusals,
      handle: ({ call, query }) => api.listForecasts(call, query),
    }),
    route({
      method: 'GET',
      path: '/insight/forecasts/latest',
      summary: 'The forecast of one thing, day by day, with bands and past accuracy',
      scope: 'insight:read',
      query: operations.getForecast.input,
      answers: { 200: Forecast },
      refusals: operations.getForecast.refusals,
      handle: ({ call, query }) => api.getForecast(call, query),
    }),
    route({
      method: 'GET',
      path: '/insight/forecasts/prices',
      summary: 'The price forecast of a commodity in a region',
      scope: 'market-prices:read',
      query: operations.getPriceForecast.input,
      answers: { 200: Forecast },
      refusals: operations.getPriceForecast.refusals,
      handle: ({ call, query }) => api.getPriceForecast(call, query),
    }),
  ];
}

function runRoutes(api: ForecastsApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/insight/forecasts/runs',
      summary: 'Forecast this store now; the nightly run comes by itself',
      scope: 'insight:write',
      query: OfStore,
      body: Type.Object({ horizonDays: operations.requestRun.input.properties.horizonDays }, Strict),
      examples: { body: { horizonDays: 28 } },
      rateLimits: [{ perMinute: 10, by: 'user', name: 'forecast-runs' }],
      answers: { 202: Run },
      refusals: operations.requestRun.refusals,
      handle: ({ call, query, body }) => api.requestRun(call, { ...query, ...body }),
    }),
    route({
      method: 'GET',
      path: '/insight/forecasts/runs',
      summary: 'Runs of a store, newest first',
      scope: 'insight:read',
      query: operations.listRuns.input,
      answers: { 200: ListOf(Run) },
      refusals: operations.listRuns.refusals,
      handle: ({ call, query }) => api.listRuns(call, query),
    }),
    route({
      method: 'GET',
      path: '/insight/forecasts/runs/:runId',
      summary: 'How far a run is',
      scope: 'insight:read',
      params: Type.Object({ runId: Uuid }, Strict),
      query: OfStore,
      answers: { 200: Run },
      refusals: operations.getRun.refusals,
      handle: ({ call, params, query }) => api.getRun(call, { ...query, ...params }),
    }),
  ];
}

function overrideRoutes(api: ForecastsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/forecasts/overrides',
      summary: 'What people said instead, and who was nearer',
      scope: 'insight:read',
      query: operations.listOverrides.input,
      answers: { 200: ListOf(Override) },
      refusals: operations.listOverrides.refusals,
      handle: ({ call, query }) => api.listOverrides(call, query),
    }),
    route({
      method: 'POST',
      path: '/insight/forecasts/overrides',
      summary: 'Say another figure for a coming day, with a reason',
      scope: 'insight:write',
      query: OfStore,
      body: Type.Object(OverrideBody, Strict),
      examples: {
        body: { target: 'sales', subject: 'quantity', on: '2026-12-24', value: 240, reason: 'Pesanan natal kantor' },
      },
      answers: { 201: Override },
      refusals: operations.overrideForecast.refusals,
      handle: ({ call, query, body }) => api.overrideForecast(call, { ...query, ...body }),
    }),
    route({
      method: 'DELETE',
      path: '/insight/forecasts/overrides/:overrideId',
      summary: 'The forecast counts again',
      scope: 'insight:write',
      params: Type.Object({ overrideId: Uuid }, Strict),
      query: OfStore,
      answers: { 204: null },
      refusals: operations.removeOverride.refusals,
      handle: async ({ call, params, query }) => void (await api.removeOverride(call, { ...query, ...params })),
    }),
  ];
}
