import type { Window } from './backtest.ts';

/** What is known of one series: its backtest, and its error scale today. */
export type Evidence = { windows: readonly Window[]; scale: number };

/** Sorted scores per step, pooled over similar series. */
export type Pool = { steps: Float64Array[] };

/** How much the pool weighs against a series' own windows when its size of error is judged, in windows. */
const PRIOR_WINDOWS = 4;
/** A window says at most this much about a series: one strike must not blow up its bands for ever. */
const LARGEST_RATIO = 5;
/** With fewer scores than this the steps of a pool lend each other theirs. */
const LEAST_SCORES = 40;

/**
 * Split conformal prediction (Vovk, Gammerman and Shafer 2005; Lei et al. 2018, JASA 113), with scores kept per step of
 * the horizon and pooled over similar series: absolute backtest errors in units of each series' error scale, times how
 * much the series' windows that do not overlap err beyond its scale (so that calm and wild series get bands of their own width).
 */
export function poolScores(all: readonly Evidence[], horizon: number): Pool {
  const means = stepMeans(all, horizon);
  const steps = Array.from({ length: horizon }, (_, step) => {
    const scores: number[] = [];
    for (const { windows } of all)
      for (const window of windows) {
        if (!(window.scale > 0) || step >= window.errors.length) continue;
        // Windows that overlap share their errors: a score must not be measured by itself.
        const others = windows.filter(({ origin }) => Math.abs(origin - window.origin) >= horizon);
        scores.push(Math.abs(window.errors[step]!) / (window.scale * errorRatio(others, means)));
      }
    return Float64Array.from(scores).sort();
  });
  return { steps: steps.map((scores, step) => (scores.length >= LEAST_SCORES ? scores : borrowed(steps, step))) };
}

/**
 * Half-width of the band of one series at each step: the ⌈(n + 1) level⌉-th smallest score times the size of its errors.
 * A pool without any score falls back to a normal band that widens with the square root of the step.
 */
export function halfWidths(series: Evidence, pool: Pool, means: Float64Array, level: number): Float64Array {
  const size = series.scale * errorRatio(series.windows, means);
  return Float64Array.from(pool.steps, (scores, step) =>
    scores.length > 0
      ? size * quantile(scores, level)
      : series.scale * normalQuantile(level) * MEAN_TO_DEVIATION * Math.sqrt(step + 1),
  );
}

/** Mean score per step over all series: what errors of that step usually are, in units of the scale. */
export function stepMeans(all: readonly Evidence[], horizon: number): Float64Array {
  const sums = new Float64Array(horizon);
  const counts = new Float64Array(horizon);
  for (const { windows } of all)
    for (const { errors, scale } of windows) {
      if (!(scale > 0)) continue;
      errors.forEach((error, step) => {
        if (step >= horizon) return;
        sums[step] = sums[step]! + Math.abs(error) / scale;
        counts[step] = counts[step]! + 1;
      });
    }
  return sums.map((sum, step) => (counts[step]! > 0 ? sum / counts[step]! : 0));
}

/**
 * How much larger the errors of these windows are than usual, drawn towards 1 by `PRIOR_WINDOWS`. Overlapping windows
 * count by the share of the horizon that they do not have in common.
 */
function errorRatio(windows: readonly Window[], means: Float64Array): number {
  let sum = PRIOR_WINDOWS;
  let weight = PRIOR_WINDOWS;
  windows.forEach(({ origin, errors, scale }, index) => {
    if (!(scale > 0)) return;
    const distance = index === 0 ? errors.length : (windows[index - 1]?.origin ?? origin) - origin;
    const share = Math.min(1, distance / errors.length) / errors.length;
    errors.forEach((error, step) => {
      const usual = means[step] ?? 0;
      if (usual <= 0) return;
      sum += Math.min(LARGEST_RATIO, Math.abs(error) / scale / usual) * share;
      weight += share;
    });
  });
  return sum / weight;
}

/** All scores of the pool, stretched to this step by the square root of time. */
function borrowed(steps: readonly Float64Array[], wanted: number): Float64Array {
  const scores = steps.flatMap((own, step) => [...own].map((score) => score * Math.sqrt((wanted + 1) / (step + 1))));
  return Float64Array.from(scores).sort();
}

/** The ⌈(n + 1) level⌉-th smallest, between neighbours by straight lines; the largest where n is too small for the level. */
function quantile(sorted: Float64Array, level: number): number {
  const place = Math.min(sorted.length - 1, Math.max(0, (sorted.length + 1) * level - 1));
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (place - below);
}

/** Standard deviation over mean absolute deviation of a normal distribution, √(π / 2). */
const MEAN_TO_DEVIATION = Math.sqrt(Math.PI / 2);

/** Two-sided normal quantile: |z| that holds the share `level`. Rational approximation 26.2.23 of Abramowitz and Stegun (error below 4.5e-4). */
function normalQuantile(level: number): number {
  const tail = Math.max(1e-12, (1 - level) / 2);
  const t = Math.sqrt(-2 * Math.log(tail));
  return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
}
