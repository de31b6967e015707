/** Why a series cannot be forecast. */
export type SeriesRefusal =
  | 'forecasts.no-values'
  | 'forecasts.value-wrong'
  | 'forecasts.value-too-large'
  | 'forecasts.too-many-values'
  | 'forecasts.period-wrong'
  | 'forecasts.horizon-wrong';

/** `cut`: gaps in front that were left away; `filled`: gaps inside that were filled. */
export type CleanSeries = { values: Float64Array; period: number; horizon: number; cut: number; filled: number };

export const LONGEST_SERIES = 100_000;
export const LONGEST_PERIOD = 1_000;
export const LONGEST_HORIZON = 1_000;
/** Beyond this squares of values lose their last digits. */
const LARGEST_VALUE = 1e12;

/**
 * Makes an input fit for the methods, or says why not. Gaps (null, undefined or NaN) at the start are cut off; inside and
 * at the end they take the mean of the same place one season before and after as far as those are there, else the last
 * value: a closed day is no demand of 0. `filled` counts them. Infinite values, text and sizes above 10¹² are refused.
 */
export function cleanSeries(input: {
  values: unknown;
  period: unknown;
  horizon: unknown;
}): CleanSeries | SeriesRefusal {
  const { values, period, horizon } = input;
  if (!isWhole(period, LONGEST_PERIOD)) return 'forecasts.period-wrong';
  if (!isWhole(horizon, LONGEST_HORIZON)) return 'forecasts.horizon-wrong';
  if (!Array.isArray(values)) return 'forecasts.value-wrong';
  if (values.length > LONGEST_SERIES) return 'forecasts.too-many-values';
  const read = Float64Array.from(values, numberOrNaN);
  const wrong = values.findIndex((value, t) => Number.isNaN(read[t]) && !isGap(value));
  if (wrong >= 0) return 'forecasts.value-wrong';
  if (read.some((value) => Math.abs(value) > LARGEST_VALUE)) return 'forecasts.value-too-large';
  const first = read.findIndex((value) => !Number.isNaN(value));
  if (first < 0) return 'forecasts.no-values';
  const kept = read.slice(first);
  return { values: kept, period, horizon, cut: first, filled: fillGaps(kept, period) };
}

function isWhole(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}

function numberOrNaN(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

function isGap(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value));
}

/** A copy in which the values at the marked times (closed, sold out, promoted) are taken for gaps and filled as such. */
export function fillMarked(values: Float64Array, marks: Uint8Array, period: number): Float64Array {
  if (marks.every((mark) => mark === 0) || marks.every((mark) => mark === 1)) return values;
  const copy = values.map((value, t) => (marks[t] ? Number.NaN : value));
  fillGaps(copy, period);
  return copy;
}

const SEASONS_LOOKED_AT = 4;

/** In place; answers how many were filled. Only observed values are looked at, so the order of filling does not matter. */
function fillGaps(values: Float64Array, period: number): number {
  const observed = Float64Array.from(values);
  let last = observed.find((value) => !Number.isNaN(value)) ?? 0;
  let filled = 0;
  for (let t = 0; t < values.length; t++) {
    if (!Number.isNaN(observed[t]!)) {
      last = observed[t]!;
      continue;
    }
    const around =
      period > 1
        ? [samePlace(observed, t, -period), samePlace(observed, t, period)]
        : [last, nextObserved(observed, t)];
    const known = around.filter((value): value is number => value !== undefined && !Number.isNaN(value));
    values[t] = known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : last;
    filled++;
  }
  return filled;
}

/** The nearest observed value at the same place of the season, before or after; a few seasons away at most. */
function samePlace(values: Float64Array, from: number, stride: number): number | undefined {
  for (let away = 1; away <= SEASONS_LOOKED_AT; away++) {
    const value = values[from + away * stride];
    if (value !== undefined && !Number.isNaN(value)) return value;
  }
  return undefined;
}

function nextObserved(values: Float64Array, from: number): number | undefined {
  for (let t = from; t < values.length; t++) if (!Number.isNaN(values[t]!)) return values[t];
  return undefined;
}
