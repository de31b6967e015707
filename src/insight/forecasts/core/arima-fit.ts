import type { Fit } from './method.ts';
import { minimize } from './minimize.ts';
import { difference } from './stationarity.ts';

/** Orders of an ARIMA (p,d,q)(P,D,Q) of a period. `hasConstant`: a mean without differences, a drift with one. */
export type ArimaOrders = {
  p: number;
  d: number;
  q: number;
  seasonalP: number;
  seasonalD: number;
  seasonalQ: number;
  period: number;
  hasConstant: boolean;
};
export type ArimaFit = Fit & { orders: ArimaOrders; aicc: number };

type Polynomials = { ar: Float64Array; ma: Float64Array; constant: number };

/** Partial autocorrelations stay this far from a unit root. */
const LARGEST = 0.97;

/** The series differenced as the orders say. */
export function differenced(series: Float64Array, orders: ArimaOrders): Float64Array {
  let result = orders.seasonalD ? difference(series, orders.period) : series;
  for (let i = 0; i < orders.d; i++) result = difference(result, 1);
  return result;
}

/**
 * Fits given orders by conditional sum of squares (Box and Jenkins 1976, section 7.1). Coefficients run over partial
 * autocorrelations (Barndorff-Nielsen and Schou 1973), so every trial is stationary and invertible. AICc is taken from
 * the same sum of squares; infinite where the series is too short for the orders.
 */
export function fitArima(series: Float64Array, orders: ArimaOrders, horizon: number): ArimaFit {
  const values = differenced(series, orders);
  const { mean, deviation } = moments(values);
  const count = orders.p + orders.q + orders.seasonalP + orders.seasonalQ + (orders.hasConstant ? 1 : 0);
  const errors = new Float64Array(values.length);
  const read = reader(orders, orders.hasConstant ? mean : 0, deviation);
  const skipped = Math.min(orders.p + orders.seasonalP * orders.period, Math.max(0, values.length - 5));
  const objective = (point: Float64Array): number => sumOfSquares(values, read(point), errors, skipped);
  const point = count === 0 ? new Float64Array(0) : search(objective, count, orders.hasConstant);

  const squares = objective(point);
  const polynomials = read(point);
  const used = values.length - skipped;
  const parameters = count + 1;
  const isLongEnough = used > parameters + 1;
  const deviance = values.length * Math.log(squares / used + 1e-300);
  const price = 2 * parameters + (2 * parameters * (parameters + 1)) / (values.length - parameters - 1);
  return {
    orders,
    aicc: isLongEnough ? deviance + price : Number.POSITIVE_INFINITY,
    forecast: integrate(series, continueValues(values, polynomials, errors, horizon), orders),
    residuals: errors,
  };
}

function search(objective: (point: Float64Array) => number, count: number, hasConstant: boolean): Float64Array {
  const filled = (value: number, constant: number): Float64Array => {
    const column = new Float64Array(count).fill(value);
    if (hasConstant) column[count - 1] = constant;
    return column;
  };
  const box = { lower: filled(-LARGEST, -3), upper: filled(LARGEST, 3), step: filled(0.25, 0.1) };
  return minimize(objective, new Float64Array(count), box, { evaluations: 40 * count + 30, tolerance: 1e-5 }).point;
}

/** Reads a point of the search (AR, MA, seasonal AR, seasonal MA, constant in deviations from the mean) into polynomials. */
function reader(orders: ArimaOrders, mean: number, deviation: number): (point: Float64Array) => Polynomials {
  const { p, q, seasonalP, seasonalQ, period, hasConstant } = orders;
  const ar = new Float64Array(p + seasonalP * period + 1);
  const ma = new Float64Array(q + seasonalQ * period + 1);
  return (point) => {
    const seasonal = p + q;
    expand(ar, fromPartial(point.subarray(0, p)), seasonalP ? point[seasonal]! : 0, period);
    expand(ma, fromPartial(point.subarray(p, p + q)), seasonalQ ? point[seasonal + seasonalP]! : 0, period);
    const constant = hasConstant ? point[point.length - 1]! * deviation + mean : mean;
    return { ar, ma: ma, constant };
  };
}

/** Durbin and Levinson: coefficients of the stationary process with these partial autocorrelations. */
function fromPartial(partial: Float64Array): Float64Array {
  const result = new Float64Array(partial.length);
  const before = new Float64Array(partial.length);
  for (let i = 0; i < partial.length; i++) {
    before.set(result);
    result[i] = partial[i]!;
    for (let j = 0; j < i; j++) result[j] = before[j]! - partial[i]! * before[i - 1 - j]!;
  }
  return result;
}

/** Coefficients of 1 - (1 - Σ plain Bⁱ)(1 - seasonal Bᵐ), at the index of their lag. */
function expand(into: Float64Array, plain: Float64Array, seasonal: number, period: number): void {
  into.fill(0);
  into.set(plain, 1);
  if (seasonal === 0) return;
  into[period] = into[period]! + seasonal;
  for (let i = 0; i < plain.length; i++) into[period + i + 1] = into[period + i + 1]! - plain[i]! * seasonal;
}

/** Moving-average coefficients enter with the sign of the autoregressive ones: e = … + Σ ma e. */
function sumOfSquares(
  values: Float64Array,
  { ar, ma, constant }: Polynomials,
  errors: Float64Array,
  skipped: number,
): number {
  const arLags = lagsOf(ar);
  const maLags = lagsOf(ma);
  errors.fill(0, 0, skipped);
  let squares = 0;
  for (let t = skipped; t < values.length; t++) {
    let error = values[t]! - constant;
    for (let k = 0; k < arLags.length; k++) {
      const lag = arLags[k]!;
      error -= ar[lag]! * (values[t - lag]! - constant);
    }
    for (let k = 0; k < maLags.length; k++) {
      const lag = maLags[k]!;
      if (lag <= t) error += ma[lag]! * errors[t - lag]!;
    }
    errors[t] = error;
    squares += error * error;
  }
  return squares;
}

function lagsOf(polynomial: Float64Array): number[] {
  const lags: number[] = [];
  for (let lag = 1; lag < polynomial.length; lag++) if (polynomial[lag] !== 0) lags.push(lag);
  return lags;
}

function continueValues(
  values: Float64Array,
  { ar, ma, constant }: Polynomials,
  errors: Float64Array,
  horizon: number,
): Float64Array {
  const n = values.length;
  const all = new Float64Array(n + horizon);
  all.set(values);
  for (let t = n; t < n + horizon; t++) {
    let value = constant;
    for (let lag = 1; lag < ar.length && lag <= t; lag++) value += ar[lag]! * (all[t - lag]! - constant);
    for (let lag = t - n + 1; lag < ma.length && lag <= t; lag++) value -= ma[lag]! * errors[t - lag]!;
    all[t] = value;
  }
  return all.subarray(n);
}

/** Undoes the differences: each level continues the level below it. */
function integrate(series: Float64Array, future: Float64Array, orders: ArimaOrders): Float64Array {
  const lags = [...(orders.seasonalD ? [orders.period] : []), ...new Array<number>(orders.d).fill(1)];
  const levels = [series];
  for (const lag of lags.slice(0, -1)) levels.push(difference(levels[levels.length - 1]!, lag));
  let path = Float64Array.from(future);
  for (let level = lags.length - 1; level >= 0; level--) {
    const base = levels[level]!;
    const lag = lags[level]!;
    const all = new Float64Array(base.length + path.length);
    all.set(base);
    for (let step = 0; step < path.length; step++)
      all[base.length + step] = path[step]! + all[base.length + step - lag]!;
    path = all.slice(base.length);
  }
  return path;
}

function moments(values: Float64Array): { mean: number; deviation: number } {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / values.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}
