import type { SellersApi } from '#commerce/sellers';
import type { Cache } from '#platform/cache';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { Log } from '#platform/log';
import type { ShippingProvider } from './provider.ts';

export type ShippingDeps = {
  database: Database;
  provider: ShippingProvider;
  sellers: Pick<SellersApi, 'sellerOfUser'>;
  cache: Cache;
  clock: Clock;
  log: Log;
  /** What the provider puts into the header that was agreed in its dashboard. */
  webhookSecret: string;
};
