/** A product that has been sold for a while. `profile`: how its week is spread, mean 1. `features`: numbers by which products are compared (price, size, …), comparable in scale. */
export type KnownProduct = {
  categoryId: string;
  features: readonly number[];
  level: number;
  profile: Float64Array;
  spread: number;
};
export type NewProduct = { categoryId: string; features: readonly number[] };

export type ColdStart = {
  mean: Float64Array;
  /** 80 % of similar products had their level in here. */
  lower: Float64Array;
  upper: Float64Array;
  /** What the figures rest on, to be said openly. */
  basis: 'similar' | 'category' | 'shop' | 'nothing';
  similar: number;
};

const NEAREST = 5;
/** A day of own sales weighs as much as this many days of what similar products tell. */
const PRIOR_DAYS = 14;

/**
 * First forecasts of a product without a past: the middle level of its nearest neighbours in the same category (else in the category, else in
 * the shop), spread over the week as the category is, with a band as wide as those levels differ. Own days, as they come, take over in
 * proportion (credibility: Bühlmann 1967, ASTIN Bulletin 4). `weekday`: of the first step, 0 to 6 in the profile's order.
 */
export function coldStart(
  product: NewProduct,
  known: readonly KnownProduct[],
  ahead: { horizon: number; weekday: number },
  own: Float64Array = new Float64Array(0),
): ColdStart {
  const inCategory = known.filter(({ categoryId }) => categoryId === product.categoryId);
  const pool = inCategory.length > 0 ? inCategory : known;
  const chosen = nearest(product, pool);
  const isNear = inCategory.length > NEAREST;
  const levels = Float64Array.from(chosen, ({ level }) => level).sort();
  const prior = middleOf(levels, 0.5);
  const weight = known.length === 0 ? 1 : own.length / (own.length + PRIOR_DAYS);
  const ownMean = own.length > 0 ? own.reduce((sum, value) => sum + value, 0) / own.length : 0;
  const profile = meanProfile(pool);
  const at = (level: number, prior: number): Float64Array =>
    Float64Array.from(
      { length: ahead.horizon },
      (_, step) =>
        Math.max(0, weight * level + (1 - weight) * prior) * profile[(ahead.weekday + step) % profile.length]!,
    );
  const noise = pool.length > 0 ? 1.28 * (pool.reduce((sum, { spread }) => sum + spread, 0) / pool.length) : 0;
  let basis: ColdStart['basis'] = isNear ? 'similar' : 'category';
  if (inCategory.length === 0) basis = known.length > 0 ? 'shop' : 'nothing';
  return {
    mean: at(ownMean, prior),
    lower: at(ownMean - noise, middleOf(levels, 0.1) - noise),
    upper: at(ownMean + noise, middleOf(levels, 0.9) + noise),
    basis,
    similar: chosen.length,
  };
}

function nearest({ features }: NewProduct, pool: readonly KnownProduct[]): KnownProduct[] {
  const distance = (other: KnownProduct): number =>
    features.reduce((sum, value, i) => sum + (value - (other.features[i] ?? value)) ** 2, 0);
  return [...pool].sort((a, b) => distance(a) - distance(b)).slice(0, NEAREST);
}

function middleOf(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return 0;
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  return sorted[below]! + ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!) * (place - below);
}

function meanProfile(pool: readonly KnownProduct[]): Float64Array {
  const length = pool[0]?.profile.length ?? 7;
  if (pool.length === 0) return new Float64Array(length).fill(1);
  return Float64Array.from({ length }, (_, k) =>
    pool.reduce((sum, { profile }) => sum + (profile[k] ?? 1) / pool.length, 0),
  );
}
