import type { InventoryApi } from '#commerce/inventory';
import type { OrdersApi } from '#commerce/orders';
import type { ProductsApi } from '#commerce/products';
import type { ForecastsApi } from '#insight/forecasts';
import type { IngredientsApi } from '#insight/ingredients';
import type { KnowledgeApi } from '#insight/knowledge';
import type { MarketPricesApi } from '#insight/market-prices';
import type { PurchasePlansApi } from '#insight/purchase-plans';
import type { SalesApi } from '#insight/sales';
import type { StoresApi } from '#insight/stores';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';
import type { ChatModel } from '#platform/language-model';
import type { Log } from '#platform/log';

/**
 * What the assistant may read. Every question goes to the neighbour under the caller's own call: what he may not see, the
 * assistant does not see either.
 */
export type AssistantDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  log: Log;
  stores: Pick<StoresApi, 'storeOfCall'>;
  sales: Pick<SalesApi, 'salesByDay' | 'salesByProduct' | 'salesSummary' | 'listProducts'>;
  ingredients: Pick<IngredientsApi, 'listIngredients'>;
  marketPrices: Pick<MarketPricesApi, 'listCommodities' | 'priceBoard'>;
  forecasts: Pick<ForecastsApi, 'listForecasts' | 'getForecast' | 'getPriceForecast'>;
  purchasePlans: Pick<PurchasePlansApi, 'previewPlan' | 'createPlan' | 'shortages'>;
  knowledge: Pick<KnowledgeApi, 'searchKnowledge'>;
  /** Orders of the marketplace shop behind the store (decision: orders asked by insight). */
  orders: Pick<OrdersApi, 'listShopOrders'>;
  /** Goods of that shop which run low, by name (decision: stock asked by insight). */
  inventory: Pick<InventoryApi, 'lowStocks'>;
  products: Pick<ProductsApi, 'offersByIds'>;
  /** Null: answers come from tools and passages. */
  model: ChatModel | null;
  /** Host of the model, for the account. */
  modelProvider: string;
  hasEmbeddings: boolean;
  tokensPerMonth: number;
};
