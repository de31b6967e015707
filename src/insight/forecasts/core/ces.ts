import type { Fit } from './method.ts';
import { minimize } from './minimize.ts';

const LEAST_VALUES = 6;
/** Box of the two parts of the complex smoothing weight (as in the authors' implementation). */
const LOWER = 0.01;
const UPPER = { real: 1.8, imaginary: 1.9 };

type State = { level: number; potential: number };

/**
 * Complex exponential smoothing (Svetunkov, Kourentzes and Ord 2022, "Complex exponential smoothing", Naval Research Logistics 69): the
 * series and its "information potential" are the two parts of one complex number, smoothed with one complex weight. No choice between level
 * and trend has to be made: both are special cases. For a series without season (or freed of it). Fewer than six values: the
 * last value is repeated.
 */
export function complexSmoothing(series: Float64Array, horizon: number): Fit {
  const n = series.length;
  if (n < LEAST_VALUES)
    return { forecast: new Float64Array(horizon).fill(series[n - 1] ?? 0), residuals: new Float64Array(n) };
  const errors = new Float64Array(n);
  const box = {
    lower: Float64Array.of(LOWER, LOWER),
    upper: Float64Array.of(UPPER.real, UPPER.imaginary),
    step: Float64Array.of(0.2, 0.1),
  };
  const objective = (point: Float64Array): number =>
    isStable(point[0]!, point[1]!) ? filter(series, point, errors).squares : Number.POSITIVE_INFINITY;
  const { point } = minimize(objective, Float64Array.of(1.3, 1), box, { evaluations: 120, tolerance: 1e-6 });
  const { state } = filter(series, point, errors);
  const forecast = new Float64Array(horizon);
  let { level, potential } = state;
  for (let step = 0; step < horizon; step++) {
    forecast[step] = level;
    [level, potential] = [level - (1 - point[1]!) * potential, level + (1 - point[0]!) * potential];
  }
  return { forecast, residuals: Float64Array.from(errors) };
}

/** Error-correction form: both parts move by the one-step error. */
function filter(series: Float64Array, point: Float64Array, errors: Float64Array): { squares: number; state: State } {
  const real = point[0]!;
  const imaginary = point[1]!;
  let { level, potential } = startOf(series);
  let squares = 0;
  for (let t = 0; t < series.length; t++) {
    const error = series[t]! - level;
    errors[t] = error;
    squares += error * error;
    const nextLevel = level - (1 - imaginary) * potential + (real - imaginary) * error;
    potential = level + (1 - real) * potential + (real + imaginary) * error;
    level = nextLevel;
  }
  return { squares, state: { level, potential } };
}

function startOf(series: Float64Array): State {
  const count = Math.min(10, series.length);
  let mean = 0;
  for (let t = 0; t < count; t++) mean += series[t]! / count;
  return { level: series[0]!, potential: mean / 1.1 };
}

/** Errors die out when the eigenvalues of F - g w′ lie inside the unit circle: |determinant| < 1 and |trace| < 1 + determinant. */
function isStable(real: number, imaginary: number): boolean {
  const [a, b] = [1 - (real - imaginary), -(1 - imaginary)];
  const [c, d] = [1 - (real + imaginary), 1 - real];
  const determinant = a * d - b * c;
  return Math.abs(determinant) < 1 && Math.abs(a + d) < 1 + determinant;
}
