import type { Window } from './backtest.ts';

/** What is known of one series: its backtest, and its error scale today, stretched by `growth` at each step ahead. */
export type Evidence = { windows: readonly Window[]; scale: number; growth: Float64Array; isSeasonal?: boolean };

/** Scores per step, pooled over similar series and sorted; `ranks[i]` says which past origin score i comes from (0: the latest). */
type Scores = { sorted: Float64Array; ranks: Uint8Array };
export type Pool = {
  steps: Scores[];
  /** By how much the windows lie apart, in horizons; 0 when unknown. */
  overlap: number;
};

/** How much the pool weighs against a series' own windows when its size of error is judged, in windows. */
const PRIOR_WINDOWS = 3;
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
  const steps = Array.from({ length: horizon }, (): Unsorted => ({ scores: [], ranks: [] }));
  let distance = 0;
  for (const { windows } of all) {
    if (windows.length > 1) distance = Math.max(distance, windows[0]!.origin - windows[1]!.origin);
    windows.forEach((window, rank) => {
      if (!(window.scale > 0)) return;
      // Windows that overlap share their errors: a score must not be measured by itself.
      const others = windows.filter(({ origin }) => Math.abs(origin - window.origin) >= horizon);
      const size = window.scale * errorRatio(others, means);
      window.errors.forEach((error, step) => {
        if (step >= horizon || Number.isNaN(error)) return;
        steps[step]!.scores.push(Math.abs(error) / size / window.growth[step]!);
        steps[step]!.ranks.push(rank);
      });
    });
  }
  const enough = steps.map((own, step) => (own.scores.length >= LEAST_SCORES ? own : borrowed(steps, step)));
  return { steps: enough.map(sorted), overlap: distance > 0 ? Math.ceil(horizon / distance) - 1 : 0 };
}

/** In the order of the series; `ranks[i]` belongs to `scores[i]`. */
type Unsorted = { scores: number[]; ranks: number[] };

function sorted({ scores, ranks }: Unsorted): Scores {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  return {
    sorted: Float64Array.from(order, (index) => scores[index]!),
    ranks: Uint8Array.from(order, (index) => ranks[index]!),
  };
}

/** A level is raised by at most this share of what is left to 1. */
const MOST_RAISED = 0.75;
const HALVINGS = 7;

/**
 * The level to ask of the pool so that an origin it has not seen is held by `level` of the bands. Series of one group share the
 * ups and downs of their market: thousands of scores from six origins know six origins, not thousands. Each origin is left
 * out in turn (with those that overlap it; Barber et al. 2021, "Predictive inference with the jackknife+", Annals of Statistics 49).
 */
export function levelForNewOrigin(pool: Pool, level: number): number {
  if (heldOut(pool, level) >= level) return level;
  let low = level;
  let high = level + MOST_RAISED * (1 - level);
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (heldOut(pool, middle) < level) low = middle;
    else high = middle;
  }
  return high;
}

/** Mean share of the scores of an origin below the quantile of all origins that do not overlap it; 1 when there are none to compare. */
function heldOut({ steps, overlap }: Pool, level: number): number {
  const origins =
    steps.reduce((most, { ranks }) => ranks.reduce((largest, rank) => Math.max(largest, rank), most), -1) + 1;
  const shares: number[] = [];
  for (let left = 0; left < origins; left++) {
    const isOut = (rank: number): boolean => Math.abs(rank - left) <= overlap;
    let inside = 0;
    let count = 0;
    for (const { sorted: scores, ranks } of steps) {
      const limit = quantileWithout(scores, ranks, isOut, level);
      if (limit === undefined) continue;
      const own = scores.filter((_, i) => ranks[i] === left);
      count += own.length;
      inside += own.filter((score) => score <= limit).length;
    }
    if (count > 0) shares.push(inside / count);
  }
  return shares.length > 1 ? shares.reduce((sum, share) => sum + share, 0) / shares.length : 1;
}

function quantileWithout(
  scores: Float64Array,
  ranks: Uint8Array,
  isOut: (rank: number) => boolean,
  level: number,
): number | undefined {
  let kept = 0;
  for (const rank of ranks) if (!isOut(rank)) kept++;
  if (kept < LEAST_SCORES) return undefined;
  let place = Math.min(kept, Math.ceil((kept + 1) * level));
  for (let i = 0; i < scores.length; i++) if (!isOut(ranks[i]!) && --place === 0) return scores[i]!;
  return undefined;
}

/** What the pool says of one level: the score at each step below which the share `level` of a new origin is expected; NaN without scores. */
export function scoreLimits(pool: Pool, level: number): Float64Array {
  const asked = levelForNewOrigin(pool, level);
  return Float64Array.from(pool.steps, (scores) => weightedQuantile(scores, asked));
}

/**
 * Half-width of the band of one series at each step: the limit of the pool times the size of its own errors. Without any
 * score, a logistic band that widens with the square root of the step (slower where a season explains most of what comes).
 */
export function halfWidths(series: Evidence, limits: Float64Array, means: Float64Array, level: number): Float64Array {
  const size = series.scale * errorRatio(series.windows, means);
  const widening = series.isSeasonal ? SEASONAL_GROWTH : 0.5;
  return limits.map((limit, step) => {
    const unknown = logisticQuantile(level) * (step + 1) ** widening;
    return series.growth[step]! * (Number.isNaN(limit) ? series.scale * unknown : size * limit);
  });
}

/** Mean score per step over all series: what errors of that step usually are, in units of the scale. */
export function stepMeans(all: readonly Evidence[], horizon: number): Float64Array {
  const sums = new Float64Array(horizon);
  const counts = new Float64Array(horizon);
  for (const { windows } of all)
    for (const { errors, scale, growth } of windows) {
      if (!(scale > 0)) continue;
      errors.forEach((error, step) => {
        if (step >= horizon || Number.isNaN(error)) return;
        sums[step] = sums[step]! + Math.abs(error) / scale / growth[step]!;
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
  windows.forEach(({ origin, errors, scale, growth }, index) => {
    if (!(scale > 0)) return;
    const distance = index === 0 ? errors.length : (windows[index - 1]?.origin ?? origin) - origin;
    const share = Math.min(1, distance / errors.length) / errors.length;
    errors.forEach((error, step) => {
      const usual = means[step] ?? 0;
      if (usual <= 0 || Number.isNaN(error)) return;
      sum += Math.min(LARGEST_RATIO, Math.abs(error) / scale / growth[step]! / usual) * share;
      weight += share;
    });
  });
  return sum / weight;
}

/** All scores of the pool, stretched to this step by the square root of time. */
function borrowed(steps: readonly Unsorted[], wanted: number): Unsorted {
  return {
    scores: steps.flatMap(({ scores }, step) => {
      const stretch = Math.sqrt((wanted + 1) / (step + 1));
      return scores.map((score) => score * stretch);
    }),
    ranks: steps.flatMap(({ ranks }) => ranks),
  };
}

/** An origin counts this much less than the one after it: markets change (Barber et al. 2023, "Conformal prediction beyond exchangeability", Annals of Statistics 51). */
const FADING = 0.8;

/** The score with the share `level` of the weights below it, one further score of the latest origin counted as infinite; NaN when there are none. */
function weightedQuantile({ sorted: scores, ranks }: Scores, level: number): number {
  let total = 1;
  for (const rank of ranks) total += FADING ** rank;
  let below = 0;
  for (let i = 0; i < scores.length; i++) {
    below += FADING ** ranks[i]!;
    if (below >= level * total) return scores[i]!;
  }
  return scores[scores.length - 1] ?? Number.NaN;
}

/** Power of the step by which errors around a known season grow. */
const SEASONAL_GROWTH = 0.25;

/** Two-sided quantile of the logistic distribution in mean absolute deviations: in the middle like the normal one, with the heavier tails that errors have. */
function logisticQuantile(level: number): number {
  const held = Math.min(level, 1 - 1e-12);
  return Math.log((1 + held) / (1 - held)) / (2 * Math.LN2);
}
