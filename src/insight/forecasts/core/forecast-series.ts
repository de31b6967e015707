import { backtest, errorScale, growthOf, type Window } from './backtest.ts';
import { fillMarked } from './clean-series.ts';
import { halfWidths, poolScores, scoreLimits, stepMeans } from './conformal.ts';
import { chooseEnsemble } from './ensemble.ts';
import type { SeriesContext } from './group-context.ts';
import { hasSeason } from './seasonality.ts';

/** One series to continue. `values` in order of time, finite, at least one; `period` 1 for none; `horizon` in steps. */
export type SeriesInput = {
  values: Float64Array;
  period: number;
  horizon: number;
  /** 1 at times that say nothing about demand (closed, sold out, promoted): not learned, and no error is counted there. As long as the values. */
  marks?: Uint8Array | undefined;
  /** A price among prices: the board forecasts it (see `finishGroup`), nothing is fitted here. */
  isPrice?: boolean | undefined;
  /** What its group knows of a daily series. */
  context?: SeriesContext | undefined;
};

/** First half of the work, one series by itself (fit for a worker thread): means and backtest. */
export type SeriesFit = {
  mean: Float64Array;
  windows: Window[];
  scale: number;
  /** By how much the scale is to be stretched at each step (see `growthOf`). */
  growth: Float64Array;
  /** A season is known; see `Evidence`. */
  isSeasonal: boolean;
  /** No observed value was below zero, so no band may be. */
  hasFloor: boolean;
  members: readonly string[];
};

export type Band = { level: number; lower: Float64Array; upper: Float64Array };

/** Longer pasts are cut to their latest values, whole seasons: what is older says little and costs as much. */
const MOST_VALUES = 1_000;
const MOST_SEASONS = 8;

export function fitSeries(input: SeriesInput): SeriesFit {
  const { values: observed, period, horizon, marks, isPrice, context } = latestOf(input);
  if (isPrice) {
    const mean = new Float64Array(horizon).fill(observed[observed.length - 1]!);
    return {
      mean,
      windows: [],
      scale: errorScale(observed, 1),
      growth: growthOf(mean, observed, 1),
      isSeasonal: false,
      hasFloor: true,
      members: ['Prices of a board'],
    };
  }
  const factors = context?.factors;
  const plain = factors ? observed.map((value, t) => value / factors.past[t]!) : observed;
  const left = leftOut(marks, context?.closed);
  const values = left ? fillMarked(plain, left, period) : plain;
  const { mean, again, members } = chooseEnsemble(values, period, horizon, context?.profile);
  return {
    mean,
    windows: withoutMarked(backtest(values, period, horizon, again), left),
    scale: errorScale(values, period),
    growth: growthOf(mean, values, period),
    isSeasonal: hasSeason(values, period),
    hasFloor: values.every((value) => value >= 0),
    members,
  };
}

function latestOf(input: SeriesInput): SeriesInput {
  const { values, period, marks, context } = input;
  const most = Math.max(MOST_VALUES, MOST_SEASONS * period);
  const cut = Math.floor(Math.max(0, values.length - most) / period) * period;
  if (cut === 0) return input;
  const factors = context?.factors && { ...context.factors, past: context.factors.past.subarray(cut) };
  return {
    ...input,
    values: values.subarray(cut),
    marks: marks?.subarray(cut),
    context: context && { ...context, closed: context.closed.subarray(cut), factors },
  };
}

function leftOut(marks: Uint8Array | undefined, closed: Uint8Array | undefined): Uint8Array | undefined {
  if (!marks || !closed) return marks ?? closed;
  return marks.map((mark, t) => mark | closed[t]!);
}

/** Nobody could have sold on a closed day: no error is counted there. */
function withoutMarked(windows: Window[], closed: Uint8Array | undefined): Window[] {
  if (!closed) return windows;
  return windows.map((window) => ({
    ...window,
    errors: window.errors.map((error, step) => (closed[window.origin + step] ? Number.NaN : error)),
  }));
}

/**
 * Second half: calibrated bands for series that belong together (same period, same kind of thing). Bands are centred on
 * the mean and cut at zero where the series never was below. Answers one list per level, in the order of `fits`.
 */
export function bandsFor(fits: readonly SeriesFit[], horizon: number, levels: readonly number[]): Band[][] {
  const means = stepMeans(fits, horizon);
  const pool = poolScores(fits, horizon);
  const limits = levels.map((level) => scoreLimits(pool, level));
  return fits.map((fit) =>
    levels.map((level, place) => {
      const widths = halfWidths(fit, limits[place]!, means, level);
      const floor = fit.hasFloor ? 0 : Number.NEGATIVE_INFINITY;
      return {
        level,
        lower: fit.mean.map((value, step) => Math.max(floor, value - widths[step]!)),
        upper: fit.mean.map((value, step) => value + widths[step]!),
      };
    }),
  );
}
