import { join } from 'node:path';
import { createCredit } from './app-credit.ts';
import { createInsight } from './app-insight.ts';
import { createCarts } from './commerce/carts/module.ts';
import { createCatalog } from './commerce/catalog/module.ts';
import { createInventory } from './commerce/inventory/module.ts';
import { createOrders } from './commerce/orders/module.ts';
import { ORDER_SETTINGS } from './commerce/orders/settings.ts';
import { createProducts } from './commerce/products/module.ts';
import { createRecommendations } from './commerce/recommendations/module.ts';
import { createSearch } from './commerce/search/module.ts';
import { createSellers } from './commerce/sellers/module.ts';
import { COMMISSION_SETTING, PAYOUT_SETTING } from './commerce/sellers/settings.ts';
import { createBiteship } from './commerce/shipping/biteship/biteship.ts';
import { createShipping } from './commerce/shipping/module.ts';
import { createAudit } from './commons/audit/module.ts';
import { createIdentity } from './commons/identity/module.ts';
import { SECOND_FACTOR_SETTING } from './commons/identity/settings.ts';
import { createLedger } from './commons/ledger/module.ts';
import { createMedia } from './commons/media/module.ts';
import { createCarriers } from './commons/notifications/carriers.ts';
import { createNotifications } from './commons/notifications/module.ts';
import { createSnapBank } from './commons/payments/bank/snap-bank.ts';
import { createPayments } from './commons/payments/module.ts';
import { createMidtrans } from './commons/payments/providers/midtrans.ts';
import { createXendit } from './commons/payments/providers/xendit.ts';
import { paymentSettings } from './commons/payments/settings.ts';
import { createSettings } from './commons/settings/module.ts';
import { createUsers } from './commons/users/module.ts';
import type { ErasureCheck, PersonalDataExporter } from './commons/users/users-deps.ts';
import { type Config, masterKeysOf } from './config.ts';
import { CALENDAR_SETTING } from './insight/calendar/corrections.ts';
import type { Cache } from './platform/cache.ts';
import { systemCall } from './platform/call.ts';
import { systemClock } from './platform/clock.ts';
import { createFieldCipher } from './platform/encryption.ts';
import type { House } from './platform/house.ts';
import { newUuid } from './platform/ids.ts';
import type { Live } from './platform/live.ts';
import type { Log } from './platform/log.ts';
import { diskStorage, s3Storage } from './platform/storage.ts';

export type AppParts = { config: Config; house: House; cache: Cache; live: Live; log: Log; publicUrl: () => string };
export type App = ReturnType<typeof createApp>;

/**
 * The composition root: every module, in the order of who needs whom. What a module asks of its neighbours is all in its
 * line; whether a neighbour runs in this process or elsewhere, `house.add` decides.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the whole house on one page is the point of this file.
export function createApp(parts: AppParts) {
  const { config, house, cache, live, log, publicUrl } = parts;
  const { providers } = config;
  const ground = { clock: systemClock, newId: newUuid, cache, log };
  const database = (module: string) => house.databaseOf(module);
  const cipher = createFieldCipher(masterKeysOf(config));
  const storage = providers.s3 ? s3Storage(providers.s3) : diskStorage(join(config.dataDir, 'files'));

  // What the wings keep of people: commons may not ask them, so they hand in how.
  const exporters: PersonalDataExporter[] = [];
  const erasureChecks: ErasureCheck[] = [];

  // Commons
  const definitions = [
    ...paymentSettings,
    ...ORDER_SETTINGS,
    COMMISSION_SETTING,
    PAYOUT_SETTING,
    SECOND_FACTOR_SETTING,
    CALENDAR_SETTING,
  ];
  const settings = house.add(createSettings({ database: database('settings'), definitions }));
  const audit = house.add(createAudit({ database: database('audit') }));
  const media = house.add(createMedia({ ...ground, database: database('media'), storage }));
  const carriers = createCarriers({ smtp: providers.smtp, whatsapp: providers.whatsapp });
  const notifications = house.add(
    createNotifications({
      ...ground,
      database: database('notifications'),
      cipher,
      carriers,
      whatsapp: providers.whatsapp,
      live,
      publicUrl,
    }),
  );
  const identityModule = createIdentity({
    ...ground,
    database: database('identity'),
    cipher,
    notifications,
    google: google(parts),
    // Where more sign-ins a minute are allowed (a bench, a big office), more wrong ones come from one address as well.
    freeTriesPerNetwork: 6 * config.limits.loginPerMinute,
    isSecondFactorForced: async () => {
      const key = SECOND_FACTOR_SETTING.key;
      const { values } = await settings.readSettings(systemCall('identity', newUuid()), { keys: [key] });
      return values[key] === true;
    },
  });
  const identity = house.add(identityModule);
  const users = house.add(
    createUsers({
      ...ground,
      database: database('users'),
      identity,
      exporters,
      erasureChecks,
    }),
  );
  const ledger = house.add(createLedger({ ...ground, database: database('ledger') }));
  const payments = house.add(
    createPayments({
      ...ground,
      database: database('payments'),
      cipher,
      ledger,
      settings,
      providers: [createXendit(providers.xendit), createMidtrans(providers.midtrans)],
      bank: createSnapBank({ ...providers.bank, clock: systemClock }),
      settlementAccount: providers.bank.settlementAccount,
    }),
  );

  // Commerce
  const catalog = house.add(createCatalog({ ...ground, database: database('catalog') }));
  const sellers = house.add(
    createSellers({
      ...ground,
      database: database('sellers'),
      sagas: house.sagasOf('sellers'),
      cipher,
      users,
      payments,
      identity,
      ledger,
      settings,
    }),
  );
  const inventory = house.add(createInventory({ ...ground, database: database('inventory'), sellers }));
  const products = house.add(
    createProducts({ ...ground, database: database('products'), catalog, sellers, inventory, media }),
  );
  const search = house.add(createSearch({ ...ground, database: database('search'), products, catalog }));
  const carts = house.add(createCarts({ ...ground, database: database('carts'), products, inventory, sellers }));
  const shipping = house.add(
    createShipping({
      ...ground,
      database: database('shipping'),
      provider: createBiteship(providers.biteship, log),
      sellers,
      webhookSecret: providers.biteship.webhookSecret,
    }),
  );
  const orders = house.add(
    createOrders({
      ...ground,
      database: database('orders'),
      sagas: house.sagasOf('orders'),
      carts,
      inventory,
      payments,
      products,
      sellers,
      settings,
      shipping,
      users,
    }),
  );
  const recommendations = house.add(
    createRecommendations({ ...ground, database: database('recommendations'), products }),
  );

  // Credit
  const credit = createCredit({
    ...{ config, house, ground, live, cipher, publicUrl },
    commons: { audit, identity, ledger, notifications, payments, settings, users },
  });

  const insight = createInsight({
    ground,
    house,
    config,
    identity,
    users,
    notifications,
    sellers,
    orders,
    inventory,
    products,
    settings,
  });

  exporters.push(
    {
      module: 'payments',
      exportPersonalData: async (call, userId) => ({
        payments: (await payments.exportPersonalData(call, { userId })).data,
      }),
    },
    {
      module: 'identity',
      exportPersonalData: async (call, userId) => (await identity.exportPersonalData(call, { userId })).data,
    },
    { module: 'orders', exportPersonalData: (call, userId) => orders.personalData(call, { userId }) },
    { module: 'assistant', exportPersonalData: (call, userId) => insight.assistant.personalData(call, { userId }) },
    {
      module: 'recommendations',
      exportPersonalData: (call, userId) => recommendations.personalData(call, { userId }),
    },
    {
      module: 'sellers',
      exportPersonalData: async (call, userId) => ({ shop: (await sellers.sellerOfUser(call, { userId })).seller }),
    },
    { module: 'loans', exportPersonalData: (call, userId) => credit.loans.personalData(call, { userId }) },
    { module: 'collections', exportPersonalData: (call, userId) => credit.collections.personalData(call, { userId }) },
    { module: 'repayments', exportPersonalData: (call, userId) => credit.repayments.personalData(call, { userId }) },
    {
      module: 'disbursements',
      exportPersonalData: (call, userId) => credit.disbursements.personalData(call, { userId }),
    },
  );
  erasureChecks.push(
    {
      module: 'orders',
      openObligations: async (call, userId) => {
        const { bought, sold } = await orders.countOpenOrders(call, { userId });
        return [
          { code: 'orders.bought-open', count: bought },
          { code: 'orders.sold-open', count: sold },
        ];
      },
    },
    {
      module: 'sellers',
      openObligations: async (call, userId) => {
        const { seller } = await sellers.sellerOfUser(call, { userId });
        return [{ code: 'sellers.shop-open', count: seller?.status === 'approved' ? 1 : 0 }];
      },
    },
    {
      module: 'loans',
      openObligations: async (call, userId) => {
        const { open } = await credit.loans.countOpenLoans(call, { userId });
        return [{ code: 'loans.open', count: open }];
      },
    },
  );

  return {
    apis: {
      settings,
      audit,
      media,
      notifications,
      identity,
      users,
      ledger,
      payments,
      catalog,
      sellers,
      inventory,
      products,
      search,
      carts,
      shipping,
      orders,
      recommendations,
      ...credit,
      ...insight,
    },
    edge: identityModule.edge,
    isIdentityHere: house.isHere(identityModule as never),
  };
}

function google({ config, publicUrl }: AppParts) {
  const settings = config.providers.google;
  return settings ? { ...settings, redirectUri: () => `${publicUrl()}/api/v1/auth/google/callback` } : null;
}
