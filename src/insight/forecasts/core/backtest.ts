import type { Method } from './method.ts';
import { deseasonalize, hasSeason, LONG_SEASON } from './seasonality.ts';
import { dynamicTheta } from './theta.ts';

/** One forecast made after `origin` values: signed errors (value less forecast) per step, the scale known then, and by how much it is to be stretched at each step (see `growthOf`). */
export type Window = { origin: number; errors: Float64Array; scale: number; growth: Float64Array };

/** Enough for a quantile once windows of similar series are pooled; each costs one refit. Without a season they lie one step apart and overlap: more of them say little more. */
const MOST_WINDOWS = { seasonal: 6, plain: 3 };
const LEAST_VALUES = 8;
/** With barely two years the weeks of a year are hardly known: errors made then say nothing of those made later. */
const LONG_SEASONS_NEEDED = 2.2;

/**
 * Rolling-origin evaluation: the method continues the series as it stood at past origins, the latest first. Origins lie whole
 * seasons apart, so that every window begins at the same place of the season (seasons longer than 24 places are not waited for), and up
 * to a horizon apart where the later half of the series has room for that. Windows always reach the full horizon. Empty when
 * the series is shorter than two seasons (at least eight values) and one horizon.
 */
export function backtest(series: Float64Array, period: number, horizon: number, method: Method): Window[] {
  const windows: Window[] = [];
  const most = period > 1 ? MOST_WINDOWS.seasonal : MOST_WINDOWS.plain;
  const least = Math.max(LEAST_VALUES, (period > LONG_SEASON ? LONG_SEASONS_NEEDED : 2) * period);
  const distance = distanceOf(series.length, period, horizon, most);
  for (let origin = series.length - horizon; origin >= least; origin -= distance) {
    if (windows.length === most) break;
    const part = series.subarray(0, origin);
    const path = method(part, period, horizon);
    const errors = path.map((value, step) => series[origin + step]! - value);
    windows.push({ origin, errors, scale: errorScale(part, period), growth: growthOf(path, part, period) });
  }
  return windows;
}

/** Share of an error that grows with what is forecast. */
const GROWING = 0.5;

/**
 * Errors grow with the season: a Saturday that sells three times as much is not foreseen to within the same five loaves. The scale of a
 * series is the mean over its whole past, so at each step it is stretched by half of what the forecast lies above the mean of that
 * past (or drawn together by what it lies below). Ones without a season: there the scale is that of changes, not of levels.
 */
export function growthOf(path: Float64Array, past: Float64Array, period: number): Float64Array {
  const usual = past.reduce((sum, value) => sum + value, 0) / past.length;
  if (period === 1 || !(usual > 0)) return new Float64Array(path.length).fill(1);
  return path.map((value) => 1 + GROWING * (Math.max(0, value) / usual - 1));
}

function distanceOf(length: number, period: number, horizon: number, windows: number): number {
  if (period === 1) return 1;
  const season = period > LONG_SEASON ? 1 : period;
  const room = (length - horizon - length / 2) / (windows - 1);
  const wished = Math.min(Math.ceil(horizon / season), Math.floor(room / season)) * season;
  return Math.max(season, wished);
}

/**
 * How large errors of this series are: the unit in which errors of different series can be compared. Mean absolute
 * one-step error of the theta method where there is a season to be learned, else mean absolute change. 0 for a constant series.
 */
export function errorScale(series: Float64Array, period: number): number {
  const { adjusted } = deseasonalize(series, period, hasSeason(series, period) ? 'multiplicative' : 'none');
  if (period > 1) return meanSize(dynamicTheta(adjusted, 1).residuals);
  return meanSize(adjusted.map((value, t) => (t === 0 ? Number.NaN : value - adjusted[t - 1]!)));
}

/** Mean of the absolute values, NaN left out; 0 when nothing is left. */
function meanSize(errors: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const error of errors) {
    if (Number.isNaN(error)) continue;
    sum += Math.abs(error);
    count++;
  }
  return count > 0 ? sum / count : 0;
}
