import { commonShare } from './common-share.ts';
import { halfWidths, poolScores, scoreLimits, stepMeans } from './conformal.ts';
import type { SeriesFit } from './forecast-series.ts';

/** How much of each forecast series a sum takes: `index` in the order of the fits, `weight` per unit (grams of flour per loaf, say). */
export type Sum = { parts: readonly { index: number; weight: number }[]; steps: { from: number; to: number } };
export type SumForecast = { mean: number; quantiles: number[] };

const SAMPLES = 400;
/** Shares for which the pool is asked; between them scores lie on straight lines. */
const GRID = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99];
const GOLDEN = 0x9e3779b9;

/**
 * Quantiles of sums over steps and series. Quantiles do not add: a week's 90 % is less than seven times a day's 90 %, by how much the
 * errors agree. So whole futures are drawn at once: normal numbers that are as alike between steps and between series as the backtest's errors
 * were (a Gaussian copula with one correlation for each; Sklar 1959), each read as a quantile of its own calibrated band. The
 * same seed draws the same futures. `levels`: quantiles wanted (0.9: enough in nine cases of ten).
 */
export function sumForecasts(
  fits: readonly SeriesFit[],
  horizon: number,
  wanted: { sums: readonly Sum[]; levels: readonly number[] },
  seed = 1,
): SumForecast[] {
  const used = [...new Set(wanted.sums.flatMap(({ parts }) => parts.map(({ index }) => index)))];
  const marginal = marginals(fits, horizon);
  const alike = likeness(fits, horizon);
  const draws = wanted.sums.map(() => new Float64Array(SAMPLES));
  const normal = normalNumbers(seed);
  for (let sample = 0; sample < SAMPLES; sample++) {
    const shared = steps(horizon, alike.steps, normal);
    const values = new Map(
      used.map((index) => {
        const own = steps(horizon, alike.steps, normal);
        const mixed = own.map((value, s) => Math.sqrt(alike.series) * shared[s]! + Math.sqrt(1 - alike.series) * value);
        return [index, mixed.map((z, step) => marginal(index, step, z))];
      }),
    );
    wanted.sums.forEach(({ parts, steps: { from, to } }, k) => {
      draws[k]![sample] = parts.reduce((sum, { index, weight }) => {
        const path = values.get(index)!.subarray(from, to);
        return sum + weight * path.reduce((total, value) => total + value, 0);
      }, 0);
    });
  }
  return wanted.sums.map(({ parts, steps: { from, to } }, k) => {
    const sorted = draws[k]!.sort();
    return {
      mean: parts.reduce(
        (sum, { index, weight }) =>
          sum + weight * fits[index]!.mean.subarray(from, to).reduce((total, m) => total + m, 0),
        0,
      ),
      quantiles: wanted.levels.map((level) => sorted[Math.min(SAMPLES - 1, Math.floor(level * SAMPLES))]!),
    };
  });
}

/** The value of a series at a step when its normal number is z: the mean plus or minus the band that holds that much. */
function marginals(fits: readonly SeriesFit[], horizon: number): (index: number, step: number, z: number) => number {
  const means = stepMeans(fits, horizon);
  const pool = poolScores(fits, horizon);
  const limits = GRID.slice(1).map((level) => scoreLimits(pool, level));
  const widths = fits.map((fit) => GRID.slice(1).map((level, k) => halfWidths(fit, limits[k]!, means, level)));
  return (index, step, z) => {
    const share = 1 - 2 * tail(Math.abs(z));
    const next = Math.max(
      1,
      GRID.findIndex((level) => level >= share),
    );
    const above = share > GRID[GRID.length - 1]! ? GRID.length - 1 : next;
    const [low, high] = [GRID[above - 1]!, GRID[above]!];
    const below = above > 1 ? widths[index]![above - 2]![step]! : 0;
    const width = below + ((widths[index]![above - 1]![step]! - below) * Math.min(1.5, share - low)) / (high - low);
    const value = fits[index]!.mean[step]! + Math.sign(z) * width;
    return fits[index]!.hasFloor ? Math.max(0, value) : value;
  };
}

/** Upper tail of the standard normal distribution (Abramowitz and Stegun 26.2.17, error below 7.5e-8). */
function tail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

/** Correlation of backtest errors between steps of one window, and between series at one origin and step: both by how far means scatter more than chance lets them. */
function likeness(fits: readonly SeriesFit[], horizon: number): { steps: number; series: number } {
  const scaled = fits.map(({ windows, scale }) =>
    windows.map(({ errors, scale: own }) => errors.map((error) => error / (own || scale || 1))),
  );
  const betweenSteps = scaled.flatMap((windows) => windows.map((errors) => [...errors]));
  const origins = Math.max(0, ...scaled.map((windows) => windows.length));
  const betweenSeries: number[][] = [];
  for (let rank = 0; rank < origins; rank++)
    for (let step = 0; step < horizon; step++)
      betweenSeries.push(scaled.flatMap((windows) => windows[rank]?.[step] ?? []));
  return { steps: commonShare(betweenSteps), series: commonShare(betweenSeries) };
}

/** Equally correlated normal numbers, one per step. */
function steps(horizon: number, correlation: number, normal: () => number): Float64Array {
  const shared = normal();
  return Float64Array.from(
    { length: horizon },
    () => Math.sqrt(correlation) * shared + Math.sqrt(1 - correlation) * normal(),
  );
}

/** Normal numbers by Box and Muller (1958) from a counter that is mixed well. */
function normalNumbers(seed: number): () => number {
  let state = seed | 0;
  const even = (): number => {
    state = (state + GOLDEN) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (((mixed ^ (mixed >>> 15)) >>> 0) + 0.5) / 4_294_967_296;
  };
  return () => Math.sqrt(-2 * Math.log(even())) * Math.cos(2 * Math.PI * even());
}
