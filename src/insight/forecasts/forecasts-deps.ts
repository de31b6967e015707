import type { CalendarApi } from '#insight/calendar';
import type { IngredientsApi } from '#insight/ingredients';
import type { MarketPricesApi } from '#insight/market-prices';
import type { RecipesApi } from '#insight/recipes';
import type { SalesApi } from '#insight/sales';
import type { StoresApi } from '#insight/stores';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';
import type { Log } from '#platform/log';
import type { Enqueue } from '#platform/module';
import type { Reckoner } from './reckon/reckoner.ts';

export type ForecastsDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  log: Log;
  enqueue: Enqueue;
  reckoner: Reckoner;
  stores: Pick<StoresApi, 'storeOfCall' | 'storesByIds' | 'activeStores'>;
  sales: Pick<SalesApi, 'dailySeries' | 'actualsOf'>;
  recipes: Pick<RecipesApi, 'needsOf'>;
  ingredients: Pick<IngredientsApi, 'ingredientsOf'>;
  marketPrices: Pick<MarketPricesApi, 'priceSeries' | 'considerForecasts'>;
  calendar: Pick<CalendarApi, 'calendarOf'>;
};

/** Everybody's scope: market prices. */
export const EVERYBODY = '00000000-0000-0000-0000-000000000000';
export const WORK_JOB = 'forecasts.work';
