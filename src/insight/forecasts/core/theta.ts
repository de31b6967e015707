import type { Fit } from './method.ts';
import { minimize } from './minimize.ts';

const FIRST_SCORED = 2;

/**
 * Dynamic optimised theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016, "Models for optimising the
 * theta method", International Journal of Forecasting 32): an SES line and a regression line whose slope is estimated anew at each time,
 * combined with weights 1/θ and 1 - 1/θ. Level, smoothing and θ minimise the squared one-step errors. For a series
 * without season (or freed of it). Fewer than four values: the last value is repeated.
 */
export function dynamicTheta(series: Float64Array, horizon: number): Fit {
  const n = series.length;
  if (n < 4) return { forecast: new Float64Array(horizon).fill(series[n - 1] ?? 0), residuals: new Float64Array(n) };
  const scale = meanSize(series) || 1;
  const start = Float64Array.of(series[0]! / (2 * scale), 0.5, 2);
  const box = {
    lower: Float64Array.of(-10, 0.1, 1),
    upper: Float64Array.of(10, 0.99, 50),
    step: Float64Array.of(0.2, 0.2, 1),
  };
  const path = new Float64Array(n + horizon);
  const limits = { evaluations: 160, tolerance: 1e-6 };
  const { point } = minimize(
    (p) => runTheta(series, { level: p[0]! * scale, alpha: p[1]!, theta: p[2]! }, path, n),
    start,
    box,
    limits,
  );
  runTheta(series, { level: point[0]! * scale, alpha: point[1]!, theta: point[2]! }, path, n + horizon);
  const residuals = Float64Array.from(series, (value, t) => (t < FIRST_SCORED ? Number.NaN : value - path[t]!));
  return { forecast: path.slice(n), residuals };
}

/** Writes the one-step path (beyond the series: fed with its own values) and returns the sum of squared errors. */
function runTheta(
  series: Float64Array,
  { level: first, alpha, theta }: { level: number; alpha: number; theta: number },
  path: Float64Array,
  until: number,
): number {
  const n = series.length;
  const weight = 1 - 1 / theta;
  let level = first;
  let mean = 0;
  let intercept = 0;
  let slope = 0;
  let decay = 1;
  let errors = 0;
  for (let t = 0; t < until; t++) {
    const next = decay * (1 - alpha);
    const expected = level + weight * (decay * intercept + ((1 - next) / alpha) * slope);
    path[t] = expected;
    const value = t < n ? series[t]! : expected;
    if (t < n && t >= FIRST_SCORED) errors += (value - expected) ** 2;
    level = alpha * value + (1 - alpha) * level;
    const time = t + 1;
    slope = t === 0 ? 0 : ((time - 2) * slope + (6 * (value - mean)) / time) / (time + 1);
    mean = ((time - 1) * mean + value) / time;
    intercept = mean - (slope * (time + 1)) / 2;
    decay = next;
  }
  return errors;
}

function meanSize(series: Float64Array): number {
  let sum = 0;
  for (const value of series) sum += Math.abs(value);
  return sum / series.length;
}
