/** Names for the shapes of insight: stores, sales, forecasts, plans, prices, documents, the assistant. */
import type { Answer } from './api.ts';

type Item<T> = T extends { items: (infer I)[] } ? I : never;

export type Store = Answer<'GET /insight/stores/{storeId}'>;
export type SalesSummary = Answer<'GET /insight/sales/summary'>;
export type SalesDay = Item<Answer<'GET /insight/sales'>>;
export type StoreProduct = Item<Answer<'GET /insight/sales/products'>>;
export type ImportReport = Answer<'POST /insight/sales/imports'>;
export type ForecastHead = Item<Answer<'GET /insight/forecasts'>>;
export type Forecast = Answer<'GET /insight/forecasts/latest'>;
export type ForecastRow = Forecast['rows'][number];
export type ForecastRun = Item<Answer<'GET /insight/forecasts/runs'>>;
export type Shortage = Item<Answer<'GET /insight/purchase-plans/shortages'>>;
export type Plan = Answer<'GET /insight/purchase-plans/{planId}'>;
export type PlanLine = Plan['lines'][number];
export type PlanHead = Item<Answer<'GET /insight/purchase-plans'>>;
export type PriceNow = Item<Answer<'GET /insight/market-prices'>>;
export type PriceAlert = Item<Answer<'GET /insight/market-prices/alerts'>>;
export type StoreDocument = Item<Answer<'GET /insight/documents'>>;
export type StoreCalendar = Answer<'GET /insight/calendar'>;
export type CalendarDay = StoreCalendar['days'][number];
export type StoreNews = Answer<'GET /insight/calendar/news'>;
export type Mark = Item<Answer<'GET /insight/sales/marks'>>;
export type AssistantSession = Item<Answer<'GET /insight/assistant/sessions'>>;
export type AssistantMessage = Item<Answer<'GET /insight/assistant/sessions/{sessionId}/messages'>>;
export type Ingredient = Item<Answer<'GET /insight/ingredients'>>;
export type Unit = Ingredient['unit'];
export type Recipe = Item<Answer<'GET /insight/recipes'>>;
