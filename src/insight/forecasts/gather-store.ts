import type { DayFacts } from '#insight/calendar';
import type { Store } from '#insight/stores';
import type { Call } from '#platform/call';
import { calendarTerms } from './calendar-terms.ts';
import { addDays, weekdayOf } from './days.ts';
import type { ForecastsDeps } from './forecasts-deps.ts';
import type { StoreQuestion } from './reckon/store-question.ts';

/** A bit under two years: the calendar answers 800 days at a time, the horizon included. */
export const HISTORY_DAYS = 700;
const PAGE = 1_000;
const MOST_PRODUCTS = 20_000;

/** Everything a store's forecasts are made from; null where it has never sold anything. One question per neighbour and thousand products. */
export async function gatherStore(
  deps: ForecastsDeps,
  call: Call,
  store: Store,
  horizon: number,
): Promise<StoreQuestion | null> {
  const products: StoreQuestion['products'] = [];
  let total: StoreQuestion['store'] = null;
  let endOn: string | null = null;
  for (let afterProductId: string | null = null; products.length < MOST_PRODUCTS; ) {
    const wish = { storeId: store.id, days: HISTORY_DAYS, afterProductId, limit: PAGE };
    const answer: Awaited<ReturnType<ForecastsDeps['sales']['dailySeries']>> = await deps.sales.dailySeries(call, wish);
    endOn = answer.endOn;
    total ??= answer.store;
    products.push(...answer.series);
    const last = answer.series.at(-1);
    if (answer.series.length < PAGE || !last) break;
    afterProductId = last.productId;
  }
  if (endOn === null) return null;
  const axisOn = addDays(endOn, 1 - HISTORY_DAYS);
  const [{ needs }, { ingredients }, days] = await Promise.all([
    deps.recipes.needsOf(call, { storeId: store.id, productIds: null }),
    deps.ingredients.ingredientsOf(call, { storeId: store.id, ingredientIds: null }),
    daysOf(deps, call, { store, from: axisOn, to: addDays(endOn, horizon) }),
  ]);
  return {
    horizon,
    endOn,
    axisOn,
    products,
    store: total,
    needs,
    ingredients: ingredients.filter((one) => one.isActive),
    closedAhead: closedAhead(store, endOn, days?.slice(HISTORY_DAYS) ?? [], horizon),
    terms: days ? calendarTerms(days) : null,
  };
}

/** A forecast never waits for the calendar: without an answer it is made without. */
export async function daysOf(
  deps: Pick<ForecastsDeps, 'calendar' | 'log'>,
  call: Call,
  { store, from, to }: { store: Pick<Store, 'villageCode'>; from: string; to: string },
): Promise<DayFacts[] | null> {
  try {
    const { days } = await deps.calendar.calendarOf(call, { regionCode: store.villageCode, from, to });
    return days;
  } catch (error) {
    deps.log.warn({ err: error }, 'forecasts are made without the calendar');
    return null;
  }
}

function closedAhead(store: Store, endOn: string, days: readonly DayFacts[], horizon: number): boolean[] {
  const closed = new Set(store.closedDays.map((day) => day.on));
  const open = new Set(store.openingHours.map((line) => line.weekday));
  return Array.from({ length: horizon }, (_, step) => {
    const on = addDays(endOn, step + 1);
    const isRestDay = open.size > 0 && !open.has(weekdayOf(on));
    return closed.has(on) || isRestDay || days[step]?.isEverythingClosed === true;
  });
}
