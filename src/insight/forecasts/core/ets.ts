import { type EtsStart, startStates } from './ets-start.ts';
import type { Fit } from './method.ts';
import { minimize } from './minimize.ts';

type Shape = 'additive' | 'multiplicative';
/** One member of the family: error, trend, season (Hyndman, Koehler, Ord and Snyder 2008, "Forecasting with exponential smoothing"). */
export type EtsForm = { error: Shape; trend: 'none' | 'additive' | 'damped'; season: 'none' | Shape };
export type EtsFit = Fit & { form: EtsForm; aicc: number };

/** α, β and γ as they stand in the error-correction form, and the damping φ. */
type Weights = { alpha: number; beta: number; gamma: number; phi: number };

type Run = {
  series: Float64Array;
  period: number;
  form: EtsForm;
  start: EtsStart;
  /** Left behind by the last pass. */
  season: Float64Array;
  errors: Float64Array;
  level: number;
  slope: number;
};

type Bounds = { start: number; lower: number; upper: number; step: number };

/** Usual region of `ets` in R; φ above 0.98 cannot be told from an undamped trend, below 0.8 from none. */
const SMOOTHING: Bounds = { start: 0.3, lower: 0.0001, upper: 0.9999, step: 0.2 };
const SMALL: Bounds = { start: 0.1, lower: 0.0001, upper: 0.9999, step: 0.1 };
const DAMPING: Bounds = { start: 0.95, lower: 0.8, upper: 0.98, step: -0.05 };
/** A season of more places than this has more states than a series can feed. */
const LONGEST_SEASON = 24;

const TRENDS = ['none', 'additive', 'damped'] as const;
const PLAIN: EtsForm[] = TRENDS.flatMap((trend) => [
  { error: 'additive', trend, season: 'none' },
  { error: 'multiplicative', trend, season: 'none' },
]);
const SEASONAL: EtsForm[] = TRENDS.flatMap((trend) => [
  { error: 'additive', trend, season: 'additive' },
  { error: 'multiplicative', trend, season: 'additive' },
  { error: 'multiplicative', trend, season: 'multiplicative' },
]);

/**
 * The forms that are worth trying: seasonal ones when the series holds two seasons and three values, multiplicative
 * ones when all values are above zero. Multiplicative trends, and additive errors on a multiplicative season, are left
 * out as unstable, as R's `ets` does by default.
 */
export function candidateForms(series: Float64Array, period: number): EtsForm[] {
  const isPositive = series.every((value) => value > 0);
  const isSeasonal = period > 1 && period <= LONGEST_SEASON && series.length >= 2 * period + 3;
  return (isSeasonal ? SEASONAL : PLAIN).filter((form) => isPositive || !isMultiplicative(form));
}

function isMultiplicative(form: EtsForm): boolean {
  return form.error === 'multiplicative' || form.season === 'multiplicative';
}

/** The candidate with the smallest AICc (Hyndman and Khandakar 2008, Journal of Statistical Software 27). */
export function ets(series: Float64Array, period: number, horizon: number): EtsFit {
  const fits = candidateForms(series, period).map((form) => fitEts(series, period, horizon, form));
  return fits.reduce((best, fit) => (fit.aicc < best.aicc ? fit : best));
}

/**
 * One form: smoothing parameters by the concentrated likelihood, states at the start by `startStates` (not optimised:
 * that costs ten times the time and gains little). `aicc` counts them as estimated all the same.
 */
export function fitEts(series: Float64Array, period: number, horizon: number, form: EtsForm): EtsFit {
  const places = form.season === 'none' ? 1 : period;
  const run: Run = {
    series,
    period: places,
    form,
    start: startStates(series, places, form),
    season: new Float64Array(places),
    errors: new Float64Array(series.length),
    level: 0,
    slope: 0,
  };
  const bounds = boundsOf(form);
  const columns = (key: keyof Bounds): Float64Array => Float64Array.from(bounds, (bound) => bound[key]);
  const { point } = minimize(
    (p) => filter(run, weightsOf(form, p)),
    columns('start'),
    { lower: columns('lower'), upper: columns('upper'), step: columns('step') },
    { evaluations: 40 * bounds.length + 20, tolerance: 1e-5 },
  );
  const weights = weightsOf(form, point);
  const deviance = filter(run, weights);
  return {
    form,
    aicc: deviance + penalty(series.length, bounds.length + 2 + (form.trend === 'none' ? 0 : 1) + places - 1),
    forecast: project(run, weights.phi, horizon),
    residuals: Float64Array.from(run.errors),
  };
}

/** The AICc's price of `count` parameters; a series too short for them pays a great deal instead of dividing by zero. */
function penalty(length: number, count: number): number {
  return 2 * count + (2 * count * (count + 1)) / Math.max(0.5, length - count - 1);
}

function boundsOf(form: EtsForm): Bounds[] {
  return [
    form.season === 'none' ? { ...SMOOTHING, start: 0.5 } : SMOOTHING,
    ...(form.trend === 'none' ? [] : [SMALL]),
    ...(form.season === 'none' ? [] : [SMALL]),
    ...(form.trend === 'damped' ? [DAMPING] : []),
  ];
}

/** β as a share of α and γ as a share of 1 - α: the usual region becomes a box. */
function weightsOf(form: EtsForm, point: Float64Array): Weights {
  let next = 0;
  const alpha = point[next++]!;
  const beta = form.trend === 'none' ? 0 : point[next++]! * alpha;
  const gamma = form.season === 'none' ? 0 : point[next++]! * (1 - alpha);
  return { alpha, beta, gamma, phi: form.trend === 'damped' ? point[next]! : 1 };
}

/** One pass over the series. Answers -2 log likelihood up to a constant; leaves states and errors in `run`. */
function filter(run: Run, weights: Weights): number {
  run.season.set(run.start.season);
  run.level = run.start.level;
  run.slope = run.start.slope;
  return run.form.season === 'none' ? filterPlain(run, weights) : filterSeasonal(run, weights);
}

function filterPlain(run: Run, { alpha, beta, phi }: Weights): number {
  const { series, errors } = run;
  const n = series.length;
  const isRelative = run.form.error === 'multiplicative';
  let { level, slope } = run;
  let squares = 0;
  let logs = 0;
  for (let t = 0; t < n; t++) {
    const expected = level + phi * slope;
    const error = series[t]! - expected;
    errors[t] = error;
    if (isRelative) {
      if (!(expected > 0)) return Number.POSITIVE_INFINITY;
      squares += (error / expected) ** 2;
      logs += Math.log(expected);
    } else squares += error * error;
    slope = phi * slope + beta * error;
    level = expected + alpha * error;
  }
  run.level = level;
  run.slope = slope;
  return n * Math.log(squares / n + 1e-300) + 2 * logs;
}

function filterSeasonal(run: Run, { alpha, beta, gamma, phi }: Weights): number {
  const { series, period, season, errors } = run;
  const n = series.length;
  const isRelative = run.form.error === 'multiplicative';
  const isFactor = run.form.season === 'multiplicative';
  let { level, slope } = run;
  let squares = 0;
  let logs = 0;
  for (let t = 0, place = 0; t < n; t++) {
    const base = level + phi * slope;
    const index = season[place]!;
    const expected = isFactor ? base * index : base + index;
    const error = series[t]! - expected;
    errors[t] = error;
    if (isRelative) {
      if (!(expected > 0 && base > 0)) return Number.POSITIVE_INFINITY;
      squares += (error / expected) ** 2;
      logs += Math.log(expected);
    } else squares += error * error;
    const corrected = isFactor ? error / index : error;
    slope = phi * slope + beta * corrected;
    level = base + alpha * corrected;
    season[place] = index + gamma * (isFactor ? error / base : error);
    if (++place === period) place = 0;
  }
  run.level = level;
  run.slope = slope;
  return n * Math.log(squares / n + 1e-300) + 2 * logs;
}

/** The path of the means from the states that the last pass left. */
function project(run: Run, phi: number, horizon: number): Float64Array {
  const { series, season, period, form } = run;
  const path = new Float64Array(horizon);
  let power = 1;
  let travelled = 0;
  for (let step = 0; step < horizon; step++) {
    power *= phi;
    travelled += power;
    const base = run.level + travelled * run.slope;
    const index = season[(series.length + step) % period]!;
    path[step] = base;
    if (form.season === 'additive') path[step] = base + index;
    if (form.season === 'multiplicative') path[step] = base * index;
  }
  return path;
}
