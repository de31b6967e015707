import type { IngredientForecast } from '#insight/forecasts';
import { convertQuantity, type Ingredient, type UnitName } from '#insight/ingredients';
import { rupiah } from '#platform/money';
import type { PlanLine, Shortage } from './contract.ts';

const DAY_MS = 86_400_000;
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** Standard normal quantiles of the upper ends of the 80 % and the 95 % band, and of 99 %. */
const Z90 = 1.2816;
const Z975 = 1.96;

/**
 * What suffices with this probability, from the mean and the upper ends of the 80 % and 95 % bands (their 90 % and 97.5 % points):
 * straight lines over normal quantiles between them and on beyond. A service level of 50 % is the mean.
 */
export function atServiceLevel(sum: { mean: number; hi80: number; hi95: number }, percent: number): number {
  const z = normalQuantile(percent / 100);
  if (z <= 0) return sum.mean;
  if (z <= Z90) return sum.mean + ((sum.hi80 - sum.mean) * z) / Z90;
  return sum.hi80 + ((sum.hi95 - sum.hi80) * (z - Z90)) / (Z975 - Z90);
}

/** Rational approximation 26.2.23 of Abramowitz and Stegun (error below 4.5e-4). */
function normalQuantile(share: number): number {
  if (share <= 0.5) return 0;
  const t = Math.sqrt(-2 * Math.log(1 - share));
  return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
}

export type Period = { today: string; from: string; to: string; serviceLevelPercent: number };
export type MarketPrice = { priceMinor: number };
export type MarketAhead = { startOn: string; means: number[]; lo80: number[]; hi80: number[] };
export type Known = {
  ingredient: Ingredient;
  forecast: IngredientForecast;
  market: MarketPrice | null;
  ahead: MarketAhead | null;
};

/**
 * One ingredient: what the period takes at the service level, with what is used until it begins, less what lies on the shelf and is on its way,
 * rounded up to whole packs.
 */
export function planLine({ ingredient, forecast, market, ahead }: Known, period: Period): PlanLine {
  const first = daysBetween(forecast.startOn, period.from);
  const last = daysBetween(forecast.startOn, period.to);
  const before = forecast.sums[first - 1]?.mean ?? 0;
  const whole = forecast.sums[last] ?? { mean: 0, hi80: 0, hi95: 0 };
  const expectedUse = whole.mean - before;
  const needed = atServiceLevel(whole, period.serviceLevelPercent);
  const gone = usedUp(forecast, period.today);
  const have = ingredient.stock.quantity + ingredient.onOrder;
  const packs = packsOf(Math.max(0, needed - gone - have), ingredient);
  const runsOutOn = runOut(forecast, have + gone);
  const orderBy = orderDay(period, runsOutOn, ingredient.leadTimeDays);
  const { priceFrom, unit } = priceOf({ ingredient, market, ahead }, orderBy);
  return {
    ingredientId: ingredient.id,
    name: ingredient.name,
    category: ingredient.category,
    supplier: ingredient.supplier,
    unit: ingredient.unit,
    expectedUse: rounded(expectedUse),
    neededUse: rounded(needed - before),
    safety: rounded(needed - whole.mean),
    stock: ingredient.stock.quantity,
    onOrder: ingredient.onOrder,
    ...packs,
    packLabel: ingredient.pack?.label ?? null,
    packQuantity: ingredient.pack?.quantity ?? null,
    isChanged: false,
    note: '',
    priceFrom,
    ...costOf(packs.quantity, unit),
    unitPrice: unit ? rupiah(Math.round(unit.mean)) : null,
    leadTimeDays: ingredient.leadTimeDays,
    orderBy,
    runsOutOn,
    shelfLifeDays: ingredient.shelfLifeDays,
    spoilsBeforeUse:
      ingredient.shelfLifeDays !== null && ingredient.shelfLifeDays < daysBetween(period.from, period.to) + 1,
    products: forecast.products,
    accuracyWords: forecast.accuracy.words,
  };
}

/** Three decimals, upwards: a plan must not be short by a rounding. */
function packsOf(quantity: number, { pack }: Ingredient): { quantity: number; packs: number | null } {
  if (!pack) return { quantity: Math.ceil(quantity * 1_000 - 1e-6) / 1_000, packs: null };
  const packs = Math.ceil(quantity / pack.quantity - 1e-9);
  return { quantity: rounded(packs * pack.quantity), packs };
}

export function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

/** Where sales lag behind, a forecast begins with days that are over: their use is not taken from what lies there today. */
export function usedUp(forecast: Pick<IngredientForecast, 'startOn' | 'sums'>, today: string): number {
  return forecast.sums[daysBetween(forecast.startOn, today) - 1]?.mean ?? 0;
}

/** The first day whose expected use no longer finds enough; null within what is forecast. */
export function runOut(forecast: Pick<IngredientForecast, 'startOn' | 'sums'>, have: number): string | null {
  const step = forecast.sums.findIndex((sum) => sum.mean > have + 1e-9);
  return step < 0 ? null : addDays(forecast.startOn, step);
}

/** So that it is there when the period begins, or when the shelf is empty if that is earlier; never in the past. */
function orderDay(period: Period, runsOutOn: string | null, leadTimeDays: number): string {
  const needed = runsOutOn !== null && runsOutOn < period.from ? runsOutOn : period.from;
  const day = addDays(needed, -leadTimeDays);
  return daysBetween(period.today, day) < 0 ? period.today : day;
}

type UnitPrice = { mean: number; low: number; high: number };

/** By the market's forecast for that day, else its last price, else the pack, else what the owner has written. */
function priceOf(
  { ingredient, market, ahead }: Omit<Known, 'forecast'>,
  on: string,
): { priceFrom: PlanLine['priceFrom']; unit: UnitPrice | null } {
  const factor = marketFactor(ingredient);
  if (factor !== null && ahead && ahead.means.length > 0) {
    const step = Math.min(ahead.means.length - 1, Math.max(0, daysBetween(ahead.startOn, on)));
    const mean = (ahead.means[step] ?? 0) * factor;
    const unit = { mean, low: (ahead.lo80[step] ?? 0) * factor, high: (ahead.hi80[step] ?? 0) * factor };
    return { priceFrom: 'market-forecast', unit };
  }
  if (factor !== null && market) return { priceFrom: 'market', unit: same(market.priceMinor * factor) };
  if (ingredient.pack?.price)
    return { priceFrom: 'pack', unit: same(ingredient.pack.price.amount / ingredient.pack.quantity) };
  if (ingredient.unitPrice) return { priceFrom: 'own', unit: same(ingredient.unitPrice.amount) };
  return { priceFrom: 'none', unit: null };
}

function same(price: number): UnitPrice {
  return { mean: price, low: price, high: price };
}

/** Own units per unit of the market's price, times the owner's factor; null where the market says nothing about it. */
function marketFactor({ market, unit, conversions }: Ingredient): number | null {
  if (!market) return null;
  const inMarketUnit = convertQuantity(1, unit, market.per as UnitName, conversions);
  return inMarketUnit === null ? null : inMarketUnit * market.factor;
}

export function costOf(quantity: number, unit: UnitPrice | null) {
  const money = (price: number) => rupiah(Math.round(quantity * price));
  return {
    cost: unit ? money(unit.mean) : null,
    costLow: unit ? money(unit.low) : null,
    costHigh: unit ? money(unit.high) : null,
  };
}

/** The costs of a line whose quantity a person has changed: in the same proportion. */
export function withQuantity(line: PlanLine, quantity: number): PlanLine {
  const price = line.unitPrice?.amount ?? null;
  const ratio = (part: PlanLine['cost']): number =>
    price && line.cost?.amount ? (part?.amount ?? 0) / line.cost.amount : 1;
  const unit =
    price === null ? null : { mean: price, low: price * ratio(line.costLow), high: price * ratio(line.costHigh) };
  const packs = line.packQuantity === null ? null : rounded(quantity / line.packQuantity);
  return { ...line, quantity, packs, isChanged: true, ...costOf(quantity, unit) };
}

export function totalsOf(lines: readonly PlanLine[]) {
  const sum = (pick: (line: PlanLine) => PlanLine['cost']): number =>
    lines.reduce((total, line) => total + (pick(line)?.amount ?? 0), 0);
  return {
    line_count: lines.length,
    cost_minor: sum((line) => line.cost),
    cost_low_minor: sum((line) => line.costLow),
    cost_high_minor: sum((line) => line.costHigh),
    unpriced_lines: lines.filter((line) => line.cost === null && line.quantity > 0).length,
  };
}

/** A day more than the supplier needs: who orders tomorrow comes too late. */
const GRACE_DAYS = 1;

/** Whether it runs out before it can be there if it is not ordered today. */
export function shortageOf(
  { ingredient, forecast }: Pick<Known, 'ingredient' | 'forecast'>,
  today: string,
): Shortage | null {
  const have = ingredient.stock.quantity + ingredient.onOrder;
  const runsOutOn = runOut(forecast, have + usedUp(forecast, today));
  if (runsOutOn === null || daysBetween(today, runsOutOn) > ingredient.leadTimeDays + GRACE_DAYS) return null;
  const orderBy = addDays(runsOutOn, -ingredient.leadTimeDays);
  return {
    ingredientId: ingredient.id,
    name: ingredient.name,
    unit: ingredient.unit,
    stock: have,
    runsOutOn,
    orderBy: orderBy < today ? today : orderBy,
  };
}
