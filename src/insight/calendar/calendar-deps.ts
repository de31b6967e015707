import type { SettingsApi } from '#commons/settings';
import type { IngredientsApi } from '#insight/ingredients';
import type { StoresApi } from '#insight/stores';
import type { Cache } from '#platform/cache';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { Log } from '#platform/log';
import type { Enqueue } from '#platform/module';
import type { NewsSource, WeatherSource } from './signals/sources.ts';

export type CalendarDeps = {
  database: Database;
  settings: Pick<SettingsApi, 'readSettings'>;
  stores: Pick<StoresApi, 'storeOfCall' | 'storesByIds'>;
  /** What a store cooks with is what the news may move the price of. */
  ingredients: Pick<IngredientsApi, 'ingredientsOf'>;
  enqueue: Enqueue;
  weather: WeatherSource;
  /** Null: nobody searches, and there are no headlines. */
  news: NewsSource | null;
  cache: Cache;
  clock: Clock;
  log: Log;
};

export const FETCH_JOB = 'calendar.fetch-signals';
