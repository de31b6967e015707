import type { Method } from './method.ts';

export type StlOptions = {
  /** Values of one place of the season that are smoothed together (odd); `periodic`: the season never changes. */
  seasonWindow: number | 'periodic';
  /** Values that make the trend (odd); by default 1.5 periods / (1 - 1.5 / season window), as the paper proposes. */
  trendWindow?: number;
  /** Rounds with weights that make strikes count less; 0 for none. */
  robustRounds?: number;
};
/** Trend + season + rest = series, value by value. */
export type Stl = { trend: Float64Array; season: Float64Array; rest: Float64Array };

const INNER_ROUNDS = 2;

/**
 * Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae and Terpenning 1990, J. Official Statistics 6). Needs two whole
 * seasons; a shorter series, or period 1, has a season of zeros.
 */
export function stl(series: Float64Array, period: number, options: StlOptions): Stl {
  const n = series.length;
  const hasSeason = period > 1 && n >= 2 * period;
  let season: Float64Array = new Float64Array(n);
  let trend: Float64Array = hasSeason ? new Float64Array(n) : loess(series, odd(n / 2), undefined);
  let weights: Float64Array | undefined;
  for (let round = 0; hasSeason && round <= (options.robustRounds ?? 0); round++) {
    for (let inner = 0; inner < INNER_ROUNDS; inner++) {
      season = seasonOf(
        series.map((value, t) => value - trend[t]!),
        period,
        options.seasonWindow,
        weights,
      );
      trend = loess(
        series.map((value, t) => value - season[t]!),
        trendWindowOf(period, options),
        weights,
      );
    }
    weights = bisquare(series.map((value, t) => value - season[t]! - trend[t]!));
  }
  return { trend, season, rest: series.map((value, t) => value - trend[t]! - season[t]!) };
}

/**
 * Several seasons, the shortest first, each freed of the others in turn (Bandara, Hyndman and Bergmeir 2021, "MSTL", arXiv 2107.13462). Seasons of
 * which the series does not hold two are left out. `seasons[i]` belongs to `periods[i]`.
 */
export function mstl(
  series: Float64Array,
  periods: readonly number[],
): { seasons: Float64Array[]; adjusted: Float64Array } {
  const seasons: Float64Array[] = periods.map(() => new Float64Array(series.length));
  let adjusted: Float64Array = Float64Array.from(series);
  for (let round = 0; round < INNER_ROUNDS; round++)
    periods.forEach((period, index) => {
      const own = seasons[index]!;
      const free = adjusted.map((value, t) => value + own[t]!);
      const found = stl(free, period, { seasonWindow: 7 + 4 * (index + 1) });
      seasons[index] = found.season;
      adjusted = free.map((value, t) => value - found.season[t]!);
    });
  return { seasons, adjusted };
}

/** A method for the adjusted series, with the last of each season repeated (STL + ETS, STL + Theta). */
export function onSeasonsOf(periods: readonly number[], method: Method): Method {
  return (series, _period, horizon) => {
    const { seasons, adjusted } = mstl(series, periods);
    const path = method(adjusted, 1, horizon);
    return path.map((value, step) =>
      seasons.reduce((sum, season, index) => {
        const period = periods[index]!;
        const place = series.length - period + (step % period);
        return sum + (place >= 0 ? season[place]! : 0);
      }, value),
    );
  };
}

function trendWindowOf(period: number, { trendWindow, seasonWindow }: StlOptions): number {
  const width = seasonWindow === 'periodic' ? Number.POSITIVE_INFINITY : seasonWindow;
  return trendWindow ?? odd((1.5 * period) / (1 - 1.5 / width));
}

/** Each place of the season smoothed over the years, one season longer at both ends, freed of what is left of the trend. */
function seasonOf(
  detrended: Float64Array,
  period: number,
  window: number | 'periodic',
  weights: Float64Array | undefined,
): Float64Array {
  const n = detrended.length;
  const cycle = new Float64Array(n + 2 * period);
  for (let place = 0; place < period; place++) {
    const count = Math.floor((n - 1 - place) / period) + 1;
    const own = Float64Array.from({ length: count }, (_, k) => detrended[place + k * period]!);
    const ownWeights = weights && Float64Array.from({ length: count }, (_, k) => weights[place + k * period]!);
    const smooth = extended(own, window, ownWeights);
    for (let k = 0; k < smooth.length; k++) cycle[place + k * period] = smooth[k]!;
  }
  const low = loess(average(average(average(cycle, period), period), 3), odd(period), undefined);
  return Float64Array.from({ length: n }, (_, t) => cycle[t + period]! - low[t]!);
}

/** Loess at the times -1 to n of a short series. */
function extended(own: Float64Array, window: number | 'periodic', weights: Float64Array | undefined): Float64Array {
  const n = own.length;
  if (window === 'periodic') {
    let sum = 0;
    let mass = 0;
    own.forEach((value, k) => {
      sum += value * (weights?.[k] ?? 1);
      mass += weights?.[k] ?? 1;
    });
    return new Float64Array(n + 2).fill(mass > 0 ? sum / mass : 0);
  }
  return Float64Array.from({ length: n + 2 }, (_, k) => loessAt(own, k - 1, window, weights));
}

function average(values: Float64Array, size: number): Float64Array {
  const result = new Float64Array(values.length - size + 1);
  let sum = 0;
  for (let t = 0; t < values.length; t++) {
    sum += values[t]!;
    if (t >= size) sum -= values[t - size]!;
    if (t >= size - 1) result[t - size + 1] = sum / size;
  }
  return result;
}

function loess(values: Float64Array, window: number, weights: Float64Array | undefined): Float64Array {
  return values.map((_, t) => loessAt(values, t, window, weights));
}

/** Local straight line at time `at` through the `window` nearest values, tricube weights (Cleveland 1979, JASA 74). */
function loessAt(values: Float64Array, at: number, window: number, weights: Float64Array | undefined): number {
  const n = values.length;
  const size = Math.min(window, n);
  const left = Math.max(0, Math.min(n - size, Math.round(at - (size - 1) / 2)));
  const reach = Math.max(at - left, left + size - 1 - at) * (window > n ? window / n : 1) || 1;
  let [mass, time, value, squares, products] = [0, 0, 0, 0, 0];
  for (let t = left; t < left + size; t++) {
    const share = Math.abs(t - at) / (reach * 1.001);
    const weight = share >= 1 ? 0 : (1 - share ** 3) ** 3 * (weights?.[t] ?? 1);
    mass += weight;
    time += weight * t;
    value += weight * values[t]!;
    squares += weight * t * t;
    products += weight * t * values[t]!;
  }
  if (!(mass > 0)) return values[Math.max(0, Math.min(n - 1, at))]!;
  const [centre, level] = [time / mass, value / mass];
  const spread = squares / mass - centre * centre;
  return spread > 1e-9 ? level + ((products / mass - centre * level) / spread) * (at - centre) : level;
}

/** Weights that fall to zero at six median absolute rests. */
function bisquare(rest: Float64Array): Float64Array {
  const sizes = rest.map(Math.abs).sort();
  const limit = 6 * (sizes[Math.floor(sizes.length / 2)] ?? 0);
  if (!(limit > 0)) return rest.map(() => 1);
  return rest.map((value) => (Math.abs(value) < limit ? (1 - (value / limit) ** 2) ** 2 : 0));
}

function odd(size: number): number {
  const whole = Math.max(3, Math.ceil(size));
  return whole % 2 === 0 ? whole + 1 : whole;
}
