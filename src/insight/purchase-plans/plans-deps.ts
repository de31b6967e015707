import type { ForecastsApi } from '#insight/forecasts';
import type { IngredientsApi } from '#insight/ingredients';
import type { MarketPricesApi } from '#insight/market-prices';
import type { RecipesApi } from '#insight/recipes';
import type { StoresApi } from '#insight/stores';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';

export type PlansDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  stores: Pick<StoresApi, 'storeOfCall' | 'storesByIds'>;
  ingredients: Pick<IngredientsApi, 'ingredientsOf' | 'moveOrdered'>;
  recipes: Pick<RecipesApi, 'needsOf'>;
  forecasts: Pick<ForecastsApi, 'ingredientForecasts' | 'listForecasts' | 'priceForecastsOf'>;
  marketPrices: Pick<MarketPricesApi, 'pricesOf'>;
};
