import { Type } from 'typebox';
import { ListOf } from '#platform/lists';
import { type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import { type MarketPricesApi, marketPricesContract, NewAlert, PriceAlert } from './contract.ts';

const operations = marketPricesContract.operations;
const OfStore = Type.Object({ storeId: Uuid }, Strict);

/** `/insight/market-prices`: prices are for everybody of the wing, alerts belong to a store. */
export function marketPricesRoutes(api: MarketPricesApi): Route[] {
  return [...priceRoutes(api), ...importRoutes(api), ...alertRoutes(api)];
}

function priceRoutes(api: MarketPricesApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/market-prices',
      summary: 'The price board of a region, or of a commodity in all regions',
      scope: 'market-prices:read',
      query: operations.priceBoard.input,
      answers: { 200: operations.priceBoard.output },
      refusals: operations.priceBoard.refusals,
      handle: ({ call, query }) => api.priceBoard(call, query),
    }),
    route({
      method: 'GET',
      path: '/insight/market-prices/commodities',
      summary: 'Foods whose prices are followed',
      scope: 'market-prices:read',
      answers: { 200: operations.listCommodities.output },
      handle: ({ call }) => api.listCommodities(call, {}),
    }),
    route({
      method: 'GET',
      path: '/insight/market-prices/regions',
      summary: 'Regions with prices',
      scope: 'market-prices:read',
      answers: { 200: operations.listRegions.output },
      handle: ({ call }) => api.listRegions(call, {}),
    }),
    route({
      method: 'GET',
      path: '/insight/market-prices/history',
      summary: 'Prices of a commodity in a region, by day',
      scope: 'market-prices:read',
      query: operations.priceHistory.input,
      answers: { 200: operations.priceHistory.output },
      refusals: operations.priceHistory.refusals,
      handle: ({ call, query }) => api.priceHistory(call, query),
    }),
  ];
}

function importRoutes(api: MarketPricesApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/insight/market-prices',
      summary: 'Prices of a source; by staff',
      scope: 'market-prices:write',
      body: Type.Object(
        {
          ...operations.importPrices.input.properties,
          rows: Type.Array(operations.importPrices.input.properties.rows.items, { minItems: 1, maxItems: 1_000 }),
        },
        Strict,
      ),
      examples: {
        body: {
          source: 'bapanas',
          rows: [
            { commodity: 'Cabai Rawit Merah', region: 'Jawa Barat', on: '2026-11-20', price: 62_000, unit: 'Rp./Kg' },
          ],
        },
      },
      answers: { 200: operations.importPrices.output },
      handle: ({ call, body }) => api.importPrices(call, body),
    }),
  ];
}

function alertRoutes(api: MarketPricesApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/market-prices/alerts',
      summary: 'Price alerts of a store',
      scope: 'insight:read',
      query: operations.listAlerts.input,
      answers: { 200: ListOf(PriceAlert) },
      refusals: operations.listAlerts.refusals,
      handle: ({ call, query }) => api.listAlerts(call, query),
    }),
    route({
      method: 'POST',
      path: '/insight/market-prices/alerts',
      summary: 'Tell the store when a price does this',
      scope: 'insight:write',
      query: OfStore,
      body: NewAlert,
      examples: { body: { commodity: 'cabai_rawit', kind: 'expected_rise', percent: 15, days: 14 } },
      answers: { 201: PriceAlert },
      refusals: operations.addAlert.refusals,
      handle: ({ call, query, body }) => api.addAlert(call, { ...query, ...body }),
    }),
    route({
      method: 'DELETE',
      path: '/insight/market-prices/alerts/:alertId',
      summary: 'No longer',
      scope: 'insight:write',
      params: Type.Object({ alertId: Uuid }, Strict),
      query: OfStore,
      answers: { 204: null },
      refusals: operations.removeAlert.refusals,
      handle: async ({ call, params, query }) => void (await api.removeAlert(call, { ...query, ...params })),
    }),
  ];
}
