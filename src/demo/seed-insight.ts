import type { IngredientsApi } from '#insight/ingredients';
import type { MarketPricesApi } from '#insight/market-prices';
import type { RecipesApi } from '#insight/recipes';
import type { SalesApi } from '#insight/sales';
import type { StoresApi } from '#insight/stores';
import type { Call } from '#platform/call';
import { derivedId } from '#platform/ids';
import { BREADS, INGREDIENTS, MARKET } from './bakery.ts';

export type InsightDemoApis = {
  stores: Pick<StoresApi, 'ensureStore'>;
  sales: Pick<SalesApi, 'seedDays'>;
  ingredients: Pick<IngredientsApi, 'seedIngredients'>;
  recipes: Pick<RecipesApi, 'seedRecipes'>;
  marketPrices: Pick<MarketPricesApi, 'importPrices'>;
};

const DAY_MS = 86_400_000;
/** A year and a bit, so that every month has been seen. */
const SOLD_DAYS = 400;
const QUOTED_DAYS = 200;

export const STORE_NAME = 'Toko Roti Lumbung';

/** A bakery with a made-up past that ends yesterday: sales, recipes, stock, and what its ingredients cost in five provinces. */
export async function seedInsight(
  apis: InsightDemoApis,
  call: Call,
  owner: { ownerId: string; now: Date },
): Promise<void> {
  const storeId = derivedId('demo', 'store', STORE_NAME);
  const { isNew } = await apis.stores.ensureStore(call, {
    storeId,
    ownerId: owner.ownerId,
    sellerId: null,
    name: STORE_NAME,
    villageCode: '32.73.02.1004',
    openingHours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '06:00', closes: '20:00' })),
  });
  if (!isNew) return;
  const idOf = (kind: string, name: string): string => derivedId('demo', kind, name);
  const firstDay = dayBefore(owner.now, SOLD_DAYS);
  await apis.sales.seedDays(call, {
    storeId,
    products: BREADS.map((bread) => ({
      productId: idOf('bread', bread.name),
      name: bread.name,
      category: bread.category,
      startOn: firstDay,
      quantities: soldOf(bread, firstDay),
      priceMinor: bread.price,
    })),
  });
  await apis.ingredients.seedIngredients(call, {
    storeId,
    ingredients: INGREDIENTS.map((one) => ({ ingredientId: idOf('ingredient', one.name), ...one })),
  });
  await apis.recipes.seedRecipes(call, {
    storeId,
    recipes: BREADS.map(({ name, makes, of }) => ({
      productId: idOf('bread', name),
      yieldQuantity: makes,
      wastePercent: 3,
      lines: of.map(([ingredient, quantity, unit]) => ({
        ingredientId: idOf('ingredient', ingredient),
        quantity,
        unit,
      })),
    })),
  });
  await apis.marketPrices.importPrices(call, { source: 'manual', rows: quotesUntil(owner.now) });
}

function dayBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10);
}

/** Noise that is the same on every machine: a fraction of one from two whole numbers. */
function noise(a: number, b: number): number {
  const mixed = Math.imul((a * 2_654_435_761) ^ (b * 40_503), 0x21f0aaad);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
}

/** Monday to Sunday; weekends are good for bread. */
const WEEK = [0.85, 0.88, 0.92, 0.95, 1.1, 1.35, 1.25];
const PAY_DAY = 1.12;

function soldOf({ name, perDay, growth }: (typeof BREADS)[number], firstDay: string): number[] {
  const seed = name.length * 31 + name.charCodeAt(0);
  return Array.from({ length: SOLD_DAYS }, (_, index) => {
    const day = new Date(Date.parse(`${firstDay}T00:00:00Z`) + index * DAY_MS);
    // The year begins with a closed day.
    if (day.getUTCMonth() === 0 && day.getUTCDate() === 1) return 0;
    const weekday = WEEK[(day.getUTCDay() + 6) % 7] ?? 1;
    const payDay = day.getUTCDate() >= 25 ? PAY_DAY : 1;
    const trend = 1 + (growth * index) / SOLD_DAYS;
    const jitter = 0.75 + (noise(seed, index) + noise(index, seed)) / 4;
    return Math.round(perDay * weekday * payDay * trend * jitter);
  });
}

const REGIONS = ['31', '32', '33', '34', '35'];

/** Prices wander from day to day, by how much their kind does, and are drawn back to their level; neighbours wander together. */
function quotesUntil(now: Date) {
  return MARKET.flatMap(({ commodity, price, swing }, kind) =>
    REGIONS.flatMap((region, place) => {
      let away = 0;
      return Array.from({ length: QUOTED_DAYS }, (_, index) => {
        const everywhere = step(kind + 1, index);
        const here = step(kind * 7 + place + 11, index + 1_000);
        away = away * 0.97 + swing * 0.14 * (0.8 * everywhere + 0.6 * here);
        const quoted = price * (1 + 0.03 * place) * Math.exp(away);
        return { commodity, region, on: dayBefore(now, QUOTED_DAYS - index), price: Math.round(quoted / 50) * 50 };
      });
    }),
  );
}

/** A step of about -1.7 to 1.7, most of them small: four noises less their mean. */
function step(seed: number, index: number): number {
  const of = (part: number) => noise(seed * 31 + part, index * 17 + part * 5);
  return (of(1) + of(2) + of(3) + of(4) - 2) * 1.7;
}
