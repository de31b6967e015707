import { deseasonalize } from './seasonality.ts';

/** 5 % point of the KPSS statistic for a level. */
const KPSS_LIMIT = 0.463;
/** Above this share of explained variance a seasonal difference is taken (as `nsdiffs` of R's forecast package does). */
const STRENGTH_LIMIT = 0.64;
const LEAST_VALUES = 10;

/** Differences at a lag: shorter than the series by the lag. */
export function difference(series: Float64Array, lag: number): Float64Array {
  const result = new Float64Array(Math.max(0, series.length - lag));
  for (let t = 0; t < result.length; t++) result[t] = series[t + lag]! - series[t]!;
  return result;
}

/** How often to difference: `seasonal` at the period (0 or 1), then `plain` at lag 1 (two in all at most), by the KPSS test. */
export function differencesNeeded(
  series: Float64Array,
  period: number,
): { plain: number; seasonal: number; differenced: Float64Array } {
  const seasonal = period > 1 && seasonalStrength(series, period) > STRENGTH_LIMIT ? 1 : 0;
  let differenced = seasonal ? difference(series, period) : series;
  let plain = 0;
  while (plain + seasonal < 2 && differenced.length > LEAST_VALUES && kpss(differenced) > KPSS_LIMIT) {
    differenced = difference(differenced, 1);
    plain++;
  }
  return { plain, seasonal, differenced };
}

/** Statistic for stationarity around a level, Bartlett window of 3√n / 13 lags (Kwiatkowski, Phillips, Schmidt and Shin 1992, J. Econometrics 54). */
export function kpss(series: Float64Array): number {
  const n = series.length;
  let mean = 0;
  for (const value of series) mean += value / n;
  const errors = series.map((value) => value - mean);
  let sum = 0;
  let squares = 0;
  let variance = 0;
  for (const error of errors) {
    sum += error;
    squares += sum * sum;
    variance += error * error;
  }
  const lags = Math.trunc((3 * Math.sqrt(n)) / 13);
  for (let lag = 1; lag <= lags; lag++) {
    let products = 0;
    for (let t = lag; t < n; t++) products += errors[t]! * errors[t - lag]!;
    variance += 2 * (1 - lag / (lags + 1)) * products;
  }
  return variance > 0 ? squares / (n * variance) : 0;
}

/** Share, 0 to 1, of what is left of the trend that the season explains (Wang, Smith and Hyndman 2006), by classical decomposition. */
export function seasonalStrength(series: Float64Array, period: number): number {
  const { adjusted, indices } = deseasonalize(series, period, 'additive', false);
  const half = Math.floor(period / 2);
  let all = 0;
  let left = 0;
  for (let t = half; t < series.length - half; t++) {
    const rest = adjusted[t]! - averageAround(adjusted, t, half, period);
    left += rest ** 2;
    all += (rest + indices[t % period]!) ** 2;
  }
  return all > 0 ? Math.max(0, 1 - left / all) : 0;
}

function averageAround(series: Float64Array, centre: number, half: number, period: number): number {
  let sum = 0;
  for (let k = -half; k <= half; k++) {
    const isEnd = period % 2 === 0 && Math.abs(k) === half;
    sum += series[centre + k]! * (isEnd ? 0.5 : 1);
  }
  return sum / period;
}
