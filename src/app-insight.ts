import type { InventoryApi } from './commerce/inventory/contract.ts';
import type { OrdersApi } from './commerce/orders/contract.ts';
import type { ProductsApi } from './commerce/products/contract.ts';
import type { SellersApi } from './commerce/sellers/contract.ts';
import type { IdentityApi } from './commons/identity/contract.ts';
import type { NotificationsApi } from './commons/notifications/contract.ts';
import type { SettingsApi } from './commons/settings/contract.ts';
import type { UsersApi } from './commons/users/contract.ts';
import type { Config } from './config.ts';
import { createAssistant } from './insight/assistant/module.ts';
import { createCalendar } from './insight/calendar/module.ts';
import { createBmkg } from './insight/calendar/signals/bmkg.ts';
import { createSerper } from './insight/calendar/signals/serper.ts';
import { createForecasts } from './insight/forecasts/module.ts';
import { threadedReckoner } from './insight/forecasts/reckon/reckoner.ts';
import { createIngredients } from './insight/ingredients/module.ts';
import { createKnowledge } from './insight/knowledge/module.ts';
import { createMarketPrices } from './insight/market-prices/module.ts';
import { createPurchasePlans } from './insight/purchase-plans/module.ts';
import { createRecipes } from './insight/recipes/module.ts';
import { createSales } from './insight/sales/module.ts';
import { readInWorker } from './insight/sales/till/read-in-worker.ts';
import { createStores } from './insight/stores/module.ts';
import type { Cache } from './platform/cache.ts';
import type { Clock } from './platform/clock.ts';
import type { House } from './platform/house.ts';
import type { NewId } from './platform/ids.ts';
import { createChatModel, createEmbedder } from './platform/language-model.ts';
import type { Log } from './platform/log.ts';

export type InsightParts = {
  ground: { clock: Clock; newId: NewId; cache: Cache; log: Log };
  house: House;
  config: Config;
  identity: IdentityApi;
  users: UsersApi;
  notifications: NotificationsApi;
  sellers: SellersApi;
  orders: OrdersApi;
  inventory: InventoryApi;
  products: ProductsApi;
  settings: SettingsApi;
};

/** The wing of insight, in the order of who needs whom; called by app.ts, which stands before it in that order. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the whole wing on one page is the point of this file.
export function createInsight(parts: InsightParts) {
  const { ground, house, config, identity, users, notifications, sellers, settings } = parts;
  const { orders, inventory, products } = parts;
  const database = (module: string) => house.databaseOf(module);

  const { bmkg, news } = config.providers;
  const stores = house.add(
    createStores({ ...ground, database: database('stores'), identity, users, notifications, sellers }),
  );
  const sales = house.add(createSales({ ...ground, database: database('sales'), stores, readTill: readInWorker }));
  const ingredients = house.add(createIngredients({ ...ground, database: database('ingredients'), stores }));
  const calendar = house.add(
    createCalendar({
      ...ground,
      database: database('calendar'),
      settings,
      stores,
      ingredients,
      enqueue: house.enqueue,
      weather: createBmkg(bmkg),
      news: news ? createSerper({ ...news, clock: ground.clock }) : null,
    }),
  );
  const recipes = house.add(createRecipes({ ...ground, database: database('recipes'), stores, sales, ingredients }));
  const marketPrices = house.add(createMarketPrices({ ...ground, database: database('market_prices'), stores }));
  const forecasts = house.add(
    createForecasts({
      ...ground,
      database: database('forecasts'),
      enqueue: house.enqueue,
      reckoner: threadedReckoner(),
      calendar,
      stores,
      sales,
      ingredients,
      recipes,
      marketPrices,
    }),
  );
  const purchasePlans = house.add(
    createPurchasePlans({
      ...ground,
      database: database('purchase_plans'),
      stores,
      ingredients,
      recipes,
      marketPrices,
      forecasts,
    }),
  );

  const { chat, embeddings, tokensPerMonth } = config.languageModel;
  const knowledge = house.add(
    createKnowledge({
      ...ground,
      database: database('knowledge'),
      stores,
      embedder: embeddings ? createEmbedder(embeddings, embeddings.dimension) : null,
    }),
  );

  const assistant = house.add(
    createAssistant({
      ...ground,
      database: database('assistant'),
      stores,
      sales,
      ingredients,
      marketPrices,
      forecasts,
      purchasePlans,
      knowledge,
      orders,
      inventory,
      products,
      model: chat ? createChatModel(chat) : null,
      modelProvider: chat ? new URL(chat.url).host : '',
      hasEmbeddings: embeddings !== null,
      tokensPerMonth,
    }),
  );

  return {
    calendar,
    stores,
    sales,
    ingredients,
    recipes,
    marketPrices,
    forecasts,
    purchasePlans,
    knowledge,
    assistant,
  };
}
