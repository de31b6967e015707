import type { Band } from './forecast-series.ts';
import { NormalEquations } from './linear.ts';
import { FEATURES, type PriceBoard, priceBoard, writeFeatures, YOUNGEST } from './price-features.ts';

/** `path`: the middle of what is expected (median), one price per day ahead. */
export type PriceForecast = { path: Float64Array; bands: Band[] };

/** Days between two past origins that are learned from. */
const STRIDE = 7;
const RIDGE = 0.05;
/** A change of more than this (in logarithms) teaches no more than this. */
const LARGEST_CHANGE = 0.4;
const FADING_A_YEAR = 0.7;
/** Shares of the regression's change that may be taken; 0 is "no change". */
const SHARES = [0, 0.25, 0.5, 0.75, 1];
/** Changes below this many times the usual error are not worth announcing. */
const THRESHOLDS = [0, 0.25, 0.5];
/** A share above zero must have been better than "no change" by this much, or prices that hardly move would be disturbed for nothing. */
const LEAST_GAIN = 0.01;
/** Steps for which a regression is made; the others lie on straight lines between them. */
const KNOTS = [1, 3, 7, 14, 21, 30, 45, 60, 90];
const LEAST_ORIGINS = 12;
/** What is older tells nothing of today's market, and the walk through the past costs by its length. */
const MOST_DAYS = 1_600;

/** A past origin at which all markets were forecast with what was known then. Per market: the change announced, the true one, and the usual size of changes. */
type Trial = { day: number; said: Float64Array; came: Float64Array; size: Float64Array };
type Step = {
  horizon: number;
  said: Float64Array;
  size: Float64Array;
  share: number;
  threshold: number;
  trials: Trial[];
};

/**
 * Prices of one commodity at all its markets: one regression of the change of the logarithm per horizon, pooled over the markets, walked forward
 * through the past so that every past forecast knows only its own past. How much of the announced change is taken (often nothing: for calm goods "no change" is hard to beat) is
 * chosen by those past forecasts, and the bands are conformal on their errors (see `limitOf`). `prices`: aligned daily series of one
 * length, all above zero, quotes carried over days without one.
 */
export function forecastPrices(
  prices: readonly Float64Array[],
  horizon: number,
  levels: readonly number[],
): PriceForecast[] {
  const board = priceBoard(prices.map((series) => series.slice(-MOST_DAYS)));
  const steps = knotsOf(horizon).map((knot) => walkForward(board, knot));
  const changes = prices.map((_, market) =>
    spread(steps, horizon, (step) => taken(step.said[market]!, step.size[market]!, step)),
  );
  const widths = levels.map((level) => {
    const limits = steps.map((step) => limitOf(step, level));
    return prices.map((_, market) => spread(steps, horizon, (step, index) => limits[index]! * step.size[market]!));
  });
  return prices.map((series, market) => {
    const last = series[series.length - 1]!;
    const path = changes[market]!.map((change) => last * Math.exp(change));
    return {
      path,
      bands: levels.map((level, index) => ({
        level,
        lower: path.map((value, step) => value * Math.exp(-widths[index]![market]![step]!)),
        upper: path.map((value, step) => value * Math.exp(widths[index]![market]![step]!)),
      })),
    };
  });
}

/** The regression of one horizon at every past origin, and its word today. */
function walkForward(board: PriceBoard, horizon: number): Step {
  const length = board.middle.length;
  const today = length - 1;
  const equations = new NormalEquations(FEATURES);
  const row = new Float64Array(FEATURES);
  const fading = FADING_A_YEAR ** (STRIDE / 365);
  const sizes = usualChanges(board, horizon);
  const trials: Trial[] = [];
  const first = YOUNGEST + ((today - YOUNGEST) % STRIDE);
  for (let day = Math.max(YOUNGEST, first); day + horizon <= today; day += STRIDE) {
    // Known at `day`: origins whose horizon had passed by then.
    const known = day - horizon;
    if (known >= YOUNGEST) {
      equations.fade(fading);
      board.markets.forEach((series, market) => {
        const change = series[day]! - series[known]!;
        writeFeatures(board, market, known, row);
        equations.add(row, Math.max(-LARGEST_CHANGE, Math.min(LARGEST_CHANGE, change)));
      });
    }
    const said = announce(board, equations, day, row);
    const came = Float64Array.from(board.markets, (series) => series[day + horizon]! - series[day]!);
    trials.push({ day, said, came, size: sizes(day) });
  }
  const enough = trials.slice(Math.min(trials.length, LEAST_ORIGINS));
  const said = today >= YOUNGEST ? announce(board, equations, today, row) : new Float64Array(board.markets.length);
  return { horizon, said, size: sizes(today), trials: enough, ...bestShare(enough) };
}

function announce(board: PriceBoard, equations: NormalEquations, day: number, row: Float64Array): Float64Array {
  const weights = equations.solve(RIDGE);
  return Float64Array.from(board.markets, (_, market) => {
    writeFeatures(board, market, day, row);
    return weights.reduce((sum, weight, i) => sum + weight * row[i]!, 0);
  });
}

const RECENT = 90;
const LONG = 365;

/** Usual size of a market's changes over a horizon, seen from a day: recent and long past and all markets together, so that a market that slept is not taken for dead. */
function usualChanges(board: PriceBoard, horizon: number): (day: number) => Float64Array {
  const sums = board.markets.map((series) => {
    const result = new Float64Array(series.length + 1);
    series.forEach((value, t) => {
      result[t + 1] = result[t]! + (t >= horizon ? Math.abs(value - series[t - horizon]!) : 0);
    });
    return result;
  });
  const mean = (own: Float64Array, day: number, window: number): number => {
    const from = Math.max(Math.min(horizon, day), day + 1 - window);
    return (own[day + 1]! - own[from]!) / Math.max(1, day + 1 - from);
  };
  return (day) => {
    const own = sums.map((of) => 0.4 * mean(of, day, RECENT) + 0.4 * mean(of, day, LONG));
    const all = own.reduce((sum, value) => sum + value / own.length, 0);
    return Float64Array.from(own, (value) => value + 0.25 * all + 1e-4);
  };
}

function taken(said: number, size: number, { share, threshold }: { share: number; threshold: number }): number {
  const limit = threshold * size;
  return share * Math.sign(said) * Math.max(0, Math.abs(said) - limit);
}

/** The share and threshold with the smallest mean absolute error so far; nothing is taken unless it would have been worth it. */
function bestShare(trials: readonly Trial[]): { share: number; threshold: number } {
  const nothing = { share: 0, threshold: 0 };
  const errorOf = (choice: { share: number; threshold: number }): number => {
    let sum = 0;
    for (const { said, came, size } of trials)
      said.forEach((word, market) => {
        sum += Math.abs(came[market]! - taken(word, size[market]!, choice));
      });
    return sum;
  };
  const limit = errorOf(nothing) * (1 - LEAST_GAIN);
  let best = { ...nothing, error: limit };
  for (const share of SHARES)
    for (const threshold of THRESHOLDS) {
      const error = errorOf({ share, threshold });
      if (error < best.error) best = { share, threshold, error };
    }
  return { share: best.share, threshold: best.threshold };
}

/** How fast the level that is asked follows what came true. */
const LEARNING = 0.05;
const LEAST_SCORES = 200;

/**
 * Half-width of the band in usual changes: a quantile of the past scores |error| / size of all markets. Which quantile, the past
 * tells: whole markets move together, so at each past origin the level is raised a little after too many misses and lowered after
 * too few (adaptive conformal inference: Gibbs and Candès 2021, NeurIPS 34).
 */
function limitOf({ trials, share, threshold, horizon }: Step, level: number): number {
  const scores = trials.map(({ said, came, size }) =>
    said.map(
      (word, market) => Math.abs(came[market]! - taken(word, size[market]!, { share, threshold })) / size[market]!,
    ),
  );
  const delay = Math.ceil(horizon / STRIDE);
  let asked = level;
  const known: number[] = [];
  scores.forEach((own, index) => {
    const passed = scores[index - delay];
    if (passed) known.push(...passed);
    if (known.length < LEAST_SCORES) return;
    const limit = quantileOf(Float64Array.from(known).sort(), Math.min(0.999, asked));
    const missed = own.filter((score) => score > limit).length / own.length;
    asked = Math.min(0.995, Math.max(level / 2, asked + LEARNING * (missed - (1 - level))));
  });
  const all = Float64Array.from(scores.flatMap((own) => [...own])).sort();
  return all.length > 0 ? quantileOf(all, asked) : 3;
}

function quantileOf(sorted: Float64Array, level: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((sorted.length + 1) * level) - 1))]!;
}

function knotsOf(horizon: number): number[] {
  return [...KNOTS.filter((knot) => knot < horizon), horizon];
}

/** Values at the knots, joined by straight lines from zero today. */
function spread(steps: readonly Step[], horizon: number, read: (step: Step, index: number) => number): Float64Array {
  const values = steps.map(read);
  return Float64Array.from({ length: horizon }, (_, step) => {
    const ahead = step + 1;
    const next = steps.findIndex((candidate) => candidate.horizon >= ahead);
    const [from, to] = [steps[next - 1]?.horizon ?? 0, steps[next]!.horizon];
    const before = next > 0 ? values[next - 1]! : 0;
    return before + ((values[next]! - before) * (ahead - from)) / (to - from);
  });
}
