import { defineModule } from '#platform/module';
import { type MarketPricesApi, marketPricesContract } from './contract.ts';
import { considerForecasts } from './fire-alerts.ts';
import { importPrices } from './import-prices.ts';
import { addAlert, listAlerts, removeAlert } from './keep-alerts.ts';
import type { PricesDeps } from './prices-deps.ts';
import { listCommodities, listRegions, priceBoard, priceHistory, priceSeries, pricesOf } from './read-prices.ts';
import { marketPricesRoutes } from './routes.ts';

export function createMarketPrices(deps: PricesDeps) {
  const api: MarketPricesApi = {
    listCommodities: async () => listCommodities(),
    listRegions: () => listRegions(deps),
    priceBoard: (_call, input) => priceBoard(deps, input),
    priceHistory: (_call, input) => priceHistory(deps, input),
    pricesOf: (_call, input) => pricesOf(deps, input),
    priceSeries: (_call, input) => priceSeries(deps, input),
    importPrices: (call, input) => importPrices(deps, call, input),
    listAlerts: (call, input) => listAlerts(deps, call, input),
    addAlert: (call, input) => addAlert(deps, call, input),
    removeAlert: (call, input) => removeAlert(deps, call, input),
    considerForecasts: (call, { forecasts }) => considerForecasts(deps, call, forecasts),
  };
  return defineModule({ contract: marketPricesContract, api, routes: marketPricesRoutes(api) });
}
