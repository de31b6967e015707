import type { SettingsApi } from '#commons/settings';
import type { Cache } from '#platform/cache';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { Log } from '#platform/log';
import type { NewsSource, WeatherSource } from './signals/sources.ts';

export type CalendarDeps = {
  database: Database;
  settings: Pick<SettingsApi, 'readSettings'>;
  weather: WeatherSource;
  /** Null: nobody searches, and there are no headlines. */
  news: NewsSource | null;
  cache: Cache;
  clock: Clock;
  log: Log;
};
