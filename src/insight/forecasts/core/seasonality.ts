/** How a season enters: as a factor (`multiplicative`), as a difference (`additive`), or not at all. */
export type SeasonKind = 'none' | 'additive' | 'multiplicative';

/** A series without its season, and what to put back. `indices[k]` belongs to the times t with t mod period = k. */
export type Deseasonalized = { kind: SeasonKind; period: number; indices: Float64Array; adjusted: Float64Array };

/** One-sided 95 % point of the standard normal distribution: the test below is at 10 % on two sides. */
const Z90 = 1.645;
const SEASONS_NEEDED = 3;
/** Nobody waits three years for the weeks of a year: from this period on two seasons must do. */
export const LONG_SEASON = 24;

/**
 * Is there a season of this period? The test of the M3 and M4 organisers (Assimakopoulos and Nikolopoulos 2000): the
 * autocorrelation at the lag of the period against Bartlett's limit with 1.645 standard errors. Needs three whole
 * seasons; a constant series has none.
 */
export function hasSeason(series: Float64Array, period: number): boolean {
  const n = series.length;
  if (period < 2 || n < (period > LONG_SEASON ? 2 : SEASONS_NEEDED) * period) return false;
  const correlations = autocorrelations(series, period);
  let squares = 0;
  for (let lag = 1; lag < period; lag++) squares += correlations[lag]! ** 2;
  return Math.abs(correlations[period]!) > Z90 * Math.sqrt((1 + 2 * squares) / n);
}

/** Autocorrelations at the lags 0 to `maxLag`; all zero when the series is constant. */
export function autocorrelations(series: Float64Array, maxLag: number): Float64Array {
  const n = series.length;
  let mean = 0;
  for (let t = 0; t < n; t++) mean += series[t]! / n;
  const result = new Float64Array(maxLag + 1);
  for (let lag = 0; lag <= Math.min(maxLag, n - 1); lag++) {
    let sum = 0;
    for (let t = lag; t < n; t++) sum += (series[t]! - mean) * (series[t - lag]! - mean);
    result[lag] = sum;
  }
  const variance = result[0]!;
  if (!(variance > 0)) return result.fill(0);
  for (let lag = 0; lag <= maxLag; lag++) result[lag] = result[lag]! / variance;
  return result;
}

/**
 * Classical decomposition: the season is the mean of what a centred moving average leaves at each place of the season.
 * `shrinkage` pulls the indices towards "no season" by their sampling error (James-Stein; Miller and Williams 2003,
 * International Journal of Forecasting 19): raw indices of few years are too wild. Multiplicative needs all values above zero and
 * falls back to additive. The series must hold two whole seasons; else, or with kind `none`, it comes back as it is.
 */
export function deseasonalize(
  series: Float64Array,
  period: number,
  kind: SeasonKind,
  shrinkage: boolean = true,
): Deseasonalized {
  const n = series.length;
  if (kind === 'none' || period < 2 || n < 2 * period)
    return { kind: 'none', period, indices: new Float64Array(Math.max(1, period)), adjusted: series };
  const isPositive = series.every((value) => value > 0);
  const used = kind === 'multiplicative' && !isPositive ? 'additive' : kind;
  const indices = seasonalIndices(series, period, used, shrinkage);
  const adjusted = new Float64Array(n);
  for (let t = 0; t < n; t++)
    adjusted[t] = used === 'multiplicative' ? series[t]! / indices[t % period]! : series[t]! - indices[t % period]!;
  return { kind: used, period, indices, adjusted };
}

/** Puts the season back onto values that follow `length` observed ones. Changes and returns `forecast`. */
export function reseasonalize(forecast: Float64Array, season: Deseasonalized, length: number): Float64Array {
  if (season.kind === 'none') return forecast;
  for (let step = 0; step < forecast.length; step++) {
    const index = season.indices[(length + step) % season.period]!;
    forecast[step] = season.kind === 'multiplicative' ? forecast[step]! * index : forecast[step]! + index;
  }
  return forecast;
}

function seasonalIndices(
  series: Float64Array,
  period: number,
  kind: 'additive' | 'multiplicative',
  shrinkage: boolean,
): Float64Array {
  const trend = centredAverage(series, period);
  const sums = new Float64Array(period);
  const squares = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let t = 0; t < series.length; t++) {
    const level = trend[t]!;
    if (Number.isNaN(level)) continue;
    const rest = kind === 'multiplicative' ? series[t]! / level : series[t]! - level;
    const place = t % period;
    sums[place] = sums[place]! + rest;
    squares[place] = squares[place]! + rest * rest;
    counts[place] = counts[place]! + 1;
  }
  const indices = sums.map((sum, place) => sum / Math.max(1, counts[place]!));
  centre(indices, kind);
  if (shrinkage) shrinkIndices(indices, { squares, sums, counts }, kind);
  return indices;
}

function centre(indices: Float64Array, kind: 'additive' | 'multiplicative'): void {
  let mean = 0;
  for (const index of indices) mean += index / indices.length;
  for (let k = 0; k < indices.length; k++)
    indices[k] = kind === 'multiplicative' ? indices[k]! / mean : indices[k]! - mean;
}

/** James-Stein: each index keeps the share 1 - W of its distance from neutral, W = (p - 3) / (p - 1) × noise / (noise + signal). */
function shrinkIndices(
  indices: Float64Array,
  sample: { squares: Float64Array; sums: Float64Array; counts: Float64Array },
  kind: 'additive' | 'multiplicative',
): void {
  const period = indices.length;
  if (period < 4) return;
  const neutral = kind === 'multiplicative' ? 1 : 0;
  let noise = 0;
  let total = 0;
  for (let k = 0; k < period; k++) {
    const count = sample.counts[k]!;
    const mean = sample.sums[k]! / count;
    const variance = count > 1 ? Math.max(0, (sample.squares[k]! - count * mean * mean) / (count - 1)) : 0;
    noise += variance / count / period;
    total += (indices[k]! - neutral) ** 2 / (period - 1);
  }
  if (!(total > 0)) return;
  const weight = Math.min(1, ((period - 3) / (period - 1)) * (noise / total));
  for (let k = 0; k < period; k++) indices[k] = neutral + (1 - weight) * (indices[k]! - neutral);
}

/** Moving average over one season, centred (2 × m for an even period); NaN at the ends. */
function centredAverage(series: Float64Array, period: number): Float64Array {
  const n = series.length;
  const half = Math.floor(period / 2);
  const result = new Float64Array(n).fill(Number.NaN);
  for (let t = half; t < n - half; t++) {
    let sum = 0;
    for (let k = -half; k <= half; k++) {
      const isEnd = period % 2 === 0 && Math.abs(k) === half;
      sum += series[t + k]! * (isEnd ? 0.5 : 1);
    }
    result[t] = sum / period;
  }
  return result;
}
