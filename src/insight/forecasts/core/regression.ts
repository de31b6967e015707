import { NormalEquations } from './linear.ts';
import type { Method } from './method.ts';

/** One column per term, rows in order of time. `past` as long as the series, `future` at least as long as the horizon. */
export type Terms = { past: readonly Float64Array[]; future: readonly Float64Array[] };
export type Regression = { forecast: Float64Array; weights: Float64Array };

const RIDGE = 0.001;
const ROUNDS = 2;
/** Correlation of neighbouring errors stays this far from a random walk. */
const LARGEST = 0.95;

/**
 * Dynamic regression (Hyndman and Athanasopoulos 2021, "Forecasting: principles and practice", chapter 10): terms that are known in advance plus errors that have a
 * memory. Weights by least squares on values freed of their first-order correlation (Cochrane and Orcutt 1949, JASA 44), with a small ridge;
 * the errors are continued by `errors` (by default they fade by that correlation). With more terms than half the values nothing is
 * learned and the errors speak alone.
 */
export function regressionForecast(series: Float64Array, terms: Terms, horizon: number, errors?: Method): Regression {
  const columns = [new Float64Array(series.length).fill(1), ...terms.past];
  if (columns.length > series.length / 2) {
    const alone = errors ? errors(series, 1, horizon) : new Float64Array(horizon).fill(series[series.length - 1]!);
    return { forecast: alone, weights: new Float64Array(columns.length) };
  }
  let memory = 0;
  let weights = fit(series, columns, memory);
  for (let round = 0; round < ROUNDS; round++) {
    memory = correlation(residuals(series, columns, weights));
    weights = fit(series, columns, memory);
  }
  const rest = residuals(series, columns, weights);
  const last = rest[rest.length - 1]!;
  const continued = errors
    ? errors(rest, 1, horizon)
    : Float64Array.from({ length: horizon }, (_, step) => last * memory ** (step + 1));
  const forecast = continued.map((error, step) =>
    terms.future.reduce((sum, column, index) => sum + weights[index + 1]! * column[step]!, error + weights[0]!),
  );
  return { forecast, weights };
}

/** Pairs of sine and cosine for a long season, as in dynamic harmonic regression (Young, Pedregal and Tych 1999, J. Forecasting 18). `from`: time of the first row. */
export function fourierTerms(period: number, pairs: number, from: number, length: number): Float64Array[] {
  const used = Math.min(pairs, Math.floor(period / 2));
  return Array.from({ length: used }, (_, k) => (2 * Math.PI * (k + 1)) / period).flatMap((speed) => [
    Float64Array.from({ length }, (_, t) => Math.sin(speed * (from + t))),
    Float64Array.from({ length }, (_, t) => Math.cos(speed * (from + t))),
  ]);
}

function fit(series: Float64Array, columns: readonly Float64Array[], memory: number): Float64Array {
  const equations = new NormalEquations(columns.length);
  const row = new Float64Array(columns.length);
  for (let t = 1; t < series.length; t++) {
    for (let k = 0; k < columns.length; k++) row[k] = columns[k]![t]! - memory * columns[k]![t - 1]!;
    equations.add(row, series[t]! - memory * series[t - 1]!);
  }
  return equations.solve(RIDGE);
}

function residuals(series: Float64Array, columns: readonly Float64Array[], weights: Float64Array): Float64Array {
  return series.map((value, t) => columns.reduce((rest, column, k) => rest - weights[k]! * column[t]!, value));
}

function correlation(values: Float64Array): number {
  let products = 0;
  let squares = 0;
  for (let t = 1; t < values.length; t++) {
    products += values[t]! * values[t - 1]!;
    squares += values[t - 1]! ** 2;
  }
  return squares > 0 ? Math.max(-LARGEST, Math.min(LARGEST, products / squares)) : 0;
}
