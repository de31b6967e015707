import { type Measured, UNKNOWN } from '../accuracy-rules.ts';
import type { SeriesFit } from '../core/forecast-series.ts';
import { type Sum, type SumForecast, sumForecasts } from '../core/joint-sums.ts';
import { addDays, daysBetween } from '../days.ts';
import type { Known } from './prepare-store.ts';
import { type ForecastRecord, HISTORY_DAYS, type Paths, running, type SumPaths } from './records.ts';
import type { StoreQuestion } from './store-question.ts';

/** Ends of the 80 % and the 95 % band. */
const QUANTILES = [0.1, 0.9, 0.025, 0.975];

type Dishes = {
  known: readonly Known[];
  fits: readonly SeriesFit[];
  products: readonly ForecastRecord[];
  cold: readonly ForecastRecord[];
};

/**
 * Ingredients by their dishes: means add up; bands do not, so whole futures of the dishes are drawn together (see
 * `joint-sums.ts`), for each day and for the sum from the first day to each. A dish too new to be tried adds its mean.
 */
export function ingredientRecords(question: StoreQuestion, dishes: Dishes): ForecastRecord[] {
  const { needs, ingredients, horizon } = question;
  const needsBy = Map.groupBy(needs, (need) => need.ingredientId);
  const placeOf = new Map(dishes.known.map((product, index) => [product.productId, index]));
  const used = ingredients.filter((ingredient) => needsBy.has(ingredient.id));
  if (used.length === 0 || dishes.products.length + dishes.cold.length === 0) return [];
  const sums = used.flatMap((ingredient) => {
    const parts = (needsBy.get(ingredient.id) ?? []).flatMap((need) => {
      const index = placeOf.get(need.productId);
      return index === undefined ? [] : [{ index, weight: need.quantityPerPiece }];
    });
    return sumsOf(parts, question.closedAhead, horizon);
  });
  const drawn = sumForecasts(dishes.fits, horizon, { sums, levels: QUANTILES });
  return used.flatMap((ingredient, place) => {
    const own = drawn.slice(place * 2 * horizon, (place + 1) * 2 * horizon);
    return recordOf(question, dishes, ingredient, { needs: needsBy.get(ingredient.id) ?? [], drawn: own });
  });
}

/** First each day by itself, then from the first day to each. */
function sumsOf(parts: Sum['parts'], closedAhead: readonly boolean[], horizon: number): Sum[] {
  const days = Array.from({ length: horizon }, (_, step) => ({
    parts: closedAhead[step] ? [] : parts,
    steps: { from: step, to: step + 1 },
  }));
  const sums = Array.from({ length: horizon }, (_, step) => ({ parts, steps: { from: 0, to: step + 1 } }));
  return [...days, ...sums];
}

type Drawn = { needs: StoreQuestion['needs']; drawn: SumForecast[] };

function recordOf(
  question: StoreQuestion,
  { products, cold }: Dishes,
  ingredient: StoreQuestion['ingredients'][number],
  { needs, drawn }: Drawn,
): ForecastRecord[] {
  const { horizon } = question;
  const byId = new Map([...products, ...cold].map((record) => [record.subject, record]));
  const parts = needs.flatMap((need): Part[] => {
    const record = byId.get(need.productId);
    return record ? [{ record, perPiece: need.quantityPerPiece }] : [];
  });
  if (parts.length === 0) return [];
  const mean = meanOf(parts, horizon);
  const isCold = new Set(cold.map((record) => record.subject));
  const extra = meanOf(
    parts.filter(({ record }) => isCold.has(record.subject)),
    horizon,
  );
  const shares = parts.map(({ record, perPiece }) => ({
    productId: record.subject,
    name: record.name,
    share: shareOf(record, perPiece, mean),
    quantityPerPiece: perPiece,
  }));
  return [
    {
      target: 'ingredient',
      subject: ingredient.id,
      name: ingredient.name,
      unit: ingredient.unit,
      category: ingredient.category,
      historyDays: Math.max(...parts.map(({ record }) => record.historyDays)),
      methods: ['dishes × recipe'],
      accuracy: accuracyOf(parts.map(({ record }, index) => ({ record, share: shares[index]?.share ?? 0 }))),
      mean,
      ...bandsOf(drawn, extra, horizon),
      errorPercent: mean.map(() => Number.NaN),
      history: usedInPast(question, needs),
      parts: shares.sort((a, b) => b.share - a.share),
    },
  ];
}

type Part = { record: ForecastRecord; perPiece: number };

function meanOf(parts: readonly Part[], horizon: number): Float64Array {
  return Float64Array.from({ length: horizon }, (_, step) =>
    parts.reduce((sum, { record, perPiece }) => sum + (record.mean[step] ?? 0) * perPiece, 0),
  );
}

function shareOf(record: ForecastRecord, perPiece: number, mean: Float64Array): number {
  const total = mean.reduce((all, value) => all + value, 0);
  return total > 0 ? (record.mean.reduce((all, value) => all + value, 0) * perPiece) / total : 0;
}

/** What was drawn, and the means of dishes that could not be. */
function bandsOf(drawn: readonly SumForecast[], extra: Float64Array, horizon: number): Paths & SumPaths {
  const extraSum = running(extra);
  const day = (quantile: number): Float64Array =>
    extra.map((value, step) => (drawn[step]?.quantiles[quantile] ?? 0) + value);
  const sum = (quantile: number): Float64Array =>
    extraSum.map((value, step) => (drawn[horizon + step]?.quantiles[quantile] ?? 0) + value);
  return {
    lo80: day(0),
    hi80: day(1),
    lo95: day(2),
    hi95: day(3),
    sumLo80: sum(0),
    sumHi80: sum(1),
    sumLo95: sum(2),
    sumHi95: sum(3),
  };
}

/** As good as its dishes, by their share: never better than that, since errors of dishes partly cancel out. */
function accuracyOf(parts: readonly { record: ForecastRecord; share: number }[]): Measured {
  const tried = parts.filter(({ record }) => record.accuracy.windows > 0);
  const weight = tried.reduce((sum, { share }) => sum + share, 0);
  if (tried.length === 0 || weight <= 0) return UNKNOWN;
  const mean = (key: Exclude<keyof Measured, 'windows'>): number | null => {
    if (tried.some(({ record }) => record.accuracy[key] === null)) return null;
    const sum = tried.reduce((total, { record, share }) => total + share * (record.accuracy[key] ?? 0), 0);
    return Math.round((sum / weight) * 10) / 10;
  };
  return {
    windows: Math.min(...tried.map(({ record }) => record.accuracy.windows)),
    errorPercent: mean('errorPercent'),
    naiveErrorPercent: mean('naiveErrorPercent'),
    biasPercent: mean('biasPercent'),
    heldIn80Percent: mean('heldIn80Percent'),
    heldIn95Percent: mean('heldIn95Percent'),
  };
}

/** What past sales took of it by today's recipes; gaps where the store was shut. */
function usedInPast({ products, endOn }: StoreQuestion, needs: StoreQuestion['needs']): Float64Array {
  const from = addDays(endOn, 1 - HISTORY_DAYS);
  const used = new Float64Array(HISTORY_DAYS).fill(Number.NaN);
  const byId = new Map(products.map((product) => [product.productId, product]));
  for (const { productId, quantityPerPiece } of needs) {
    const product = byId.get(productId);
    const offset = product ? daysBetween(from, product.startOn) : 0;
    product?.quantities.forEach((quantity, t) => {
      const place = offset + t;
      if (quantity === null || place < 0 || place >= HISTORY_DAYS) return;
      const before = used[place] ?? 0;
      used[place] = (Number.isNaN(before) ? 0 : before) + quantity * quantityPerPiece;
    });
  }
  return used;
}
