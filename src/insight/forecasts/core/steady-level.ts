import { fitEts } from './ets.ts';
import { autocorrelations } from './seasonality.ts';
import { dynamicTheta } from './theta.ts';
import { blockMeans } from './transform.ts';

/** Weights of the newest value: half of what counts lies in the last five weeks, two weeks, and one week of days. */
const WEIGHTS = [0.02, 0.05, 0.1];
/** Values above this share of the others are strikes (one buyer who takes all): they move the level by their mean only. */
const CLIP = 0.95;
const WEEK_OF_OPEN_DAYS = 7;
const LEAST_WEEKS = 8;
/** A series whose best smoothing weight is above this wanders: prices, balances, visits that grow. It has no steady level. */
const WANDERS = 0.35;

/**
 * Level of noisy demand by three views that differ in what they forget: fixed smoothing at three speeds, smoothing with the
 * weight that fits best (SES), and a theta path over weeks. Single strikes are clipped at the 95th percentile and enter as
 * their mean over the whole past, so the level stays a mean and not a median. Per value; at least one value.
 */
export function steadyLevel(series: Float64Array, horizon: number): Float64Array {
  const { clipped, excess } = clipStrikes(series);
  const rolling = WEIGHTS.reduce((sum, weight) => sum + discountedMean(clipped, weight) / WEIGHTS.length, 0);
  const levels = [rolling];
  if (series.length >= 4) levels.push(simpleLevel(clipped));
  const weeks = blockMeans(clipped, WEEK_OF_OPEN_DAYS);
  const path =
    weeks.length >= LEAST_WEEKS ? dynamicTheta(weeks, Math.ceil(horizon / WEEK_OF_OPEN_DAYS)).forecast : null;
  const flat = levels.reduce((sum, level) => sum + level, 0);
  return Float64Array.from({ length: horizon }, (_, step) => {
    const sum = flat + (path ? path[Math.floor(step / WEEK_OF_OPEN_DAYS)]! : 0);
    return excess + sum / (levels.length + (path ? 1 : 0));
  });
}

/** Neighbouring values of what scatters around a level are hardly ever this much alike. */
const ALIKE = 0.85;

/** Does the series wander instead of scattering around a level? Told by how alike neighbours are, and by the smoothing weight that fits best. */
export function wanders(series: Float64Array): boolean {
  if (series.length < 4) return false;
  if (autocorrelations(series, 1)[1]! > ALIKE) return true;
  return bestWeight(clipStrikes(series).clipped) > WANDERS;
}

/** Mean with weights that fall by `weight` a step into the past, normalised: right from the first value on. */
export function discountedMean(series: Float64Array, weight: number): number {
  let sum = 0;
  let mass = 0;
  for (const value of series) {
    sum = (1 - weight) * sum + weight * value;
    mass = (1 - weight) * mass + weight;
  }
  return mass > 0 ? sum / mass : 0;
}

/** Values above the 95th percentile are cut to it; `excess` is what was cut off, per value. */
export function clipStrikes(series: Float64Array): { clipped: Float64Array; excess: number } {
  const sorted = Float64Array.from(series).sort();
  const limit = sorted[Math.min(sorted.length - 1, Math.floor(CLIP * sorted.length))] ?? 0;
  let excess = 0;
  const clipped = series.map((value) => {
    excess += Math.max(0, value - limit);
    return Math.min(value, limit);
  });
  return { clipped, excess: series.length > 0 ? excess / series.length : 0 };
}

const SIMPLE = { error: 'additive', trend: 'none', season: 'none' } as const;

function simpleLevel(series: Float64Array): number {
  return fitEts(series, 1, 1, SIMPLE).forecast[0]!;
}

/** The weight is read off the fit: the next forecast moves by it when the last value does. */
function bestWeight(series: Float64Array): number {
  const { residuals, forecast } = fitEts(series, 1, 1, SIMPLE);
  const last = series.length - 1;
  const error = residuals[last]!;
  if (Math.abs(error) < 1e-12) return 0;
  return (forecast[0]! - (series[last]! - error)) / error;
}
