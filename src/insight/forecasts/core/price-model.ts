import { commonShare } from './common-share.ts';
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
/** Shares of the announced change that may be taken; none is "no change". */
const SHARES = [0.25, 0.5, 0.75, 1];
/** Changes below this many times the usual error are not worth announcing. */
const THRESHOLDS = [0, 0.25, 0.5];
/** A share above zero must have been better than "no change" by this much, or prices that hardly move would be disturbed for nothing. */
const LEAST_GAIN = 0.01;
/** Steps for which a regression is made; the others lie on straight lines between them. */
const KNOTS = [1, 3, 7, 14, 21, 30, 45, 60, 90];
const LEAST_ORIGINS = 12;
/** What is older tells nothing of today's market, and the walk through the past costs by its length. */
const MOST_DAYS = 1_600;

/** A past origin at which all markets were forecast with what was known then. Per market: the change announced by each voice, the true one, and the usual size of changes. */
type Trial = { said: readonly Float64Array[]; came: Float64Array; size: Float64Array };
/** How much of which voice is taken, and beyond which multiple of the usual change. */
type Choice = { voice: number; share: number; threshold: number };
type Step = Choice & { horizon: number; said: readonly Float64Array[]; size: Float64Array; trials: Trial[] };

/** What else is known. */
export type Beside = {
  /** Prices of a thing that moves with this one (red chilli beside bird's eye chilli), on the same days. */
  kin?: readonly Float64Array[] | undefined;
  /** What the calendar says of each day of the past and of the horizon, one column a term. */
  terms?: readonly Float64Array[] | undefined;
};

/**
 * Prices of one commodity at all its markets: one regression of the change of the logarithm per horizon, pooled over the markets, walked forward
 * through the past so that every past forecast knows only its own past. Where a kin is known, a second voice learns from both boards together, and a
 * third is the mean of the two. Which voice is believed, and how much of what it announces (often nothing: for calm goods "no change" is hard to beat), is
 * chosen by those past forecasts, and the bands are conformal on their errors (see `limitOf`). `prices`: aligned daily series of one
 * length, all above zero, quotes carried over days without one.
 */
export function forecastPrices(
  prices: readonly Float64Array[],
  horizon: number,
  levels: readonly number[],
  { kin = [], terms = [] }: Beside = {},
): PriceForecast[] {
  const latest = (all: readonly Float64Array[]): Float64Array[] => all.map((series) => series.slice(-MOST_DAYS));
  const known = terms.map((column) => column.slice(-(Math.min(MOST_DAYS, prices[0]?.length ?? 0) + horizon)));
  const own = priceBoard(latest(prices), known);
  const wide = kin.length > 0 ? priceBoard(latest([...prices, ...kin]), known) : undefined;
  const steps = knotsOf(horizon).map((knot) => stepOf(own, wide, knot));
  const changes = prices.map((_, market) => spread(steps, horizon, (step) => taken(step, market, step)));
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

function stepOf(own: PriceBoard, wide: PriceBoard | undefined, horizon: number): Step {
  const walks = [own, ...(wide ? [wide] : [])].map((board) => walkForward(board, own.markets.length, horizon));
  const today = own.middle.length - 1;
  const sizes = usualChanges(own, horizon);
  const origins = originsOf(today, horizon);
  const trials = origins.map((day, place): Trial => {
    const came = Float64Array.from(own.markets, (series) => series[day + horizon]! - series[day]!);
    return { said: voicesOf(walks.map((walk) => walk[place]!)), came, size: sizes(day) };
  });
  const enough = trials.slice(Math.min(trials.length, LEAST_ORIGINS));
  const said = voicesOf(walks.map((walk) => walk[origins.length]!));
  return {
    horizon,
    said,
    size: sizes(today),
    trials: enough,
    ...bestChoice(enough, isCalm(own) || own.markets.length < FEW_MARKETS, horizon),
  };
}

/** Each walk, and the mean of them where there are two. */
function voicesOf(said: readonly Float64Array[]): Float64Array[] {
  const [first, second] = said;
  return first && second ? [first, second, first.map((word, market) => (word + second[market]!) / 2)] : [...said];
}

/** Past days whose horizon has passed; whole strides before today. */
function originsOf(today: number, horizon: number): number[] {
  const origins: number[] = [];
  const first = YOUNGEST + ((((today - YOUNGEST) % STRIDE) + STRIDE) % STRIDE);
  for (let day = first; day + horizon <= today; day += STRIDE) origins.push(day);
  return origins;
}

/** The word of the regression of one horizon for the first `markets` of a board: at every past origin, and last of all today. */
function walkForward(board: PriceBoard, markets: number, horizon: number): Float64Array[] {
  const today = board.middle.length - 1;
  const columns = FEATURES + board.terms.length;
  const equations = new NormalEquations(columns);
  const row = new Float64Array(columns);
  const fading = FADING_A_YEAR ** (STRIDE / 365);
  const announce = (day: number): Float64Array => {
    const weights = equations.solve(RIDGE);
    return Float64Array.from({ length: markets }, (_, market) => {
      writeFeatures(board, { market, day, horizon }, row);
      return weights.reduce((sum, weight, i) => sum + weight * row[i]!, 0);
    });
  };
  const words = originsOf(today, horizon).map((day) => {
    // Known at `day`: origins whose horizon had passed by then.
    const known = day - horizon;
    if (known >= YOUNGEST) {
      equations.fade(fading);
      board.markets.forEach((series, market) => {
        const change = series[day]! - series[known]!;
        writeFeatures(board, { market, day: known, horizon }, row);
        equations.add(row, Math.max(-LARGEST_CHANGE, Math.min(LARGEST_CHANGE, change)));
      });
    }
    return announce(day);
  });
  return [...words, today >= YOUNGEST ? announce(today) : new Float64Array(markets)];
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

function taken(
  { said, size }: Pick<Trial, 'said' | 'size'>,
  market: number,
  { voice, share, threshold }: Choice,
): number {
  const word = said[voice]?.[market] ?? 0;
  return share * Math.sign(word) * Math.max(0, Math.abs(word) - threshold * size[market]!);
}

/** Goods whose price moves by less than this in a month are calm. */
const CALM = 0.03;
const MONTH = 30;
/** What so few markets agree on may be chance. */
const FEW_MARKETS = 5;

function isCalm(board: PriceBoard): boolean {
  const sizes = usualChanges(board, MONTH)(board.middle.length - 1);
  return sizes.reduce((sum, size) => sum + size / sizes.length, 0) < CALM;
}

/**
 * Voice, share and threshold with the smallest mean absolute error so far; nothing is taken unless it would have been worth it. For calm goods, whose
 * rare steps nobody foresees, and where markets are few, the gain must also stand two standard errors above zero (origins whose horizons overlap count as one).
 */
function bestChoice(trials: readonly Trial[], mustBeSure: boolean, horizon: number): Choice {
  const errorsOf = (choice: Choice): Float64Array =>
    Float64Array.from(trials, (trial) =>
      trial.came.reduce((sum, change, market) => sum + Math.abs(change - taken(trial, market, choice)), 0),
    );
  const nothing: Choice = { voice: 0, share: 0, threshold: 0 };
  const still = errorsOf(nothing);
  const total = sumOf(still);
  let best = { choice: nothing, error: total * (1 - LEAST_GAIN) };
  for (const choice of choicesOf(trials[0]?.said.length ?? 0)) {
    const errors = errorsOf(choice);
    const error = sumOf(errors);
    if (error >= best.error) continue;
    const gains = errors.map((one, place) => still[place]! - one);
    if (!mustBeSure || isSure(gains, Math.ceil(horizon / STRIDE))) best = { choice, error };
  }
  return best.choice;
}

function choicesOf(voices: number): Choice[] {
  return Array.from({ length: voices }, (_, voice) =>
    SHARES.flatMap((share) => THRESHOLDS.map((threshold) => ({ voice, share, threshold }))),
  ).flat();
}

const SURE = 2;

function isSure(gains: Float64Array, overlap: number): boolean {
  const mean = sumOf(gains) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / gains.length;
  return mean > SURE * Math.sqrt((variance * overlap) / gains.length);
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** How fast the level that is asked follows what came true. */
const LEARNING = 0.05;
const LEAST_SCORES = 200;
const MOST_ASKED = 0.995;

/**
 * Half-width of the band in usual changes: a quantile of the past scores |error| / size of all markets. Which quantile, the past
 * tells: whole markets move together, so at each past origin the level is raised a little after too many misses and lowered after
 * too few (adaptive conformal inference: Gibbs and Candès 2021, NeurIPS 34).
 */
function limitOf({ trials, voice, share, threshold, horizon }: Step, level: number): number {
  const choice = { voice, share, threshold };
  const scores = trials.map((trial) =>
    trial.came.map((change, market) => Math.abs(change - taken(trial, market, choice)) / trial.size[market]!),
  );
  const all = Float64Array.from(scores.flatMap((own) => [...own])).sort();
  if (all.length === 0) return 3;
  const delay = Math.ceil(horizon / STRIDE);
  const wanted = levelForFew(scores, quantileOf(all, level), { level, overlap: delay });
  let asked = wanted;
  const known: number[] = [];
  scores.forEach((own, index) => {
    const passed = scores[index - delay];
    if (passed) known.push(...passed);
    if (known.length < LEAST_SCORES) return;
    const limit = quantileOf(Float64Array.from(known).sort(), Math.min(0.999, asked));
    const missed = own.filter((score) => score > limit).length / own.length;
    asked = Math.min(MOST_ASKED, Math.max(wanted / 2, asked + LEARNING * (missed - (1 - wanted))));
  });
  return quantileOf(all, asked);
}

/**
 * The level with one further score counted as a miss, as split conformal prediction has it. Markets miss together and horizons overlap, so
 * thousands of scores are worth few: their number is divided by the design effect of their misses (Kish 1965, "Survey Sampling").
 */
export function levelForFew(
  scores: readonly Float64Array[],
  limit: number,
  { level, overlap }: { level: number; overlap: number },
): number {
  const markets = scores[0]?.length ?? 1;
  const misses = scores.map((own) => Array.from(own, (score) => (score > limit ? level : level - 1)));
  const together = 1 + (markets - 1) * commonShare(misses);
  return Math.min(MOST_ASKED, level * (1 + (together * overlap) / (scores.length * markets)));
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
