import type { CartsApi } from '#commerce/carts';
import type { InventoryApi } from '#commerce/inventory';
import type { ProductsApi } from '#commerce/products';
import type { SellersApi } from '#commerce/sellers';
import type { ShippingApi } from '#commerce/shipping';
import type { PaymentsApi } from '#commons/payments';
import type { SettingsApi } from '#commons/settings';
import type { UsersApi } from '#commons/users';
import type { Cache } from '#platform/cache';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';
import type { Log } from '#platform/log';
import type { SagaRunner } from '#platform/saga';

export type OrdersDeps = {
  database: Database;
  sagas: SagaRunner;
  carts: Pick<CartsApi, 'getLines' | 'removeLines'>;
  inventory: Pick<
    InventoryApi,
    'freeByOffers' | 'reserveMany' | 'confirmMany' | 'confirm' | 'release' | 'releaseMany' | 'deduct'
  >;
  payments: Pick<PaymentsApi, 'createIntent' | 'cancelIntent' | 'getPayment' | 'listChannels' | 'refund'>;
  products: Pick<ProductsApi, 'offersByIds'>;
  sellers: Pick<SellersApi, 'sellersByIds' | 'sellerOfUser'>;
  settings: Pick<SettingsApi, 'readSettings'>;
  shipping: Pick<ShippingApi, 'quoteMany' | 'bookShipment' | 'cancelShipment' | 'getTracking'>;
  users: Pick<UsersApi, 'getAddress' | 'getVillage'>;
  cache: Cache;
  clock: Clock;
  newId: NewId;
  log: Log;
};
