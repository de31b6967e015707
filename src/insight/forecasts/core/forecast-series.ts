import { backtest, errorScale, type Window } from './backtest.ts';
import { halfWidths, type Pool, poolScores, stepMeans } from './conformal.ts';
import { chooseEnsemble } from './ensemble.ts';

/** One series to continue. `values` in order of time, finite, at least one; `period` 1 for none; `horizon` in steps. */
export type SeriesInput = { values: Float64Array; period: number; horizon: number };

/** First half of the work, one series by itself (fit for a worker thread): means and backtest. */
export type SeriesFit = {
  mean: Float64Array;
  windows: Window[];
  scale: number;
  /** No observed value was below zero, so no band may be. */
  hasFloor: boolean;
  members: readonly string[];
};

export type Band = { level: number; lower: Float64Array; upper: Float64Array };

export function fitSeries({ values, period, horizon }: SeriesInput): SeriesFit {
  const { mean, again, members } = chooseEnsemble(values, period, horizon);
  return {
    mean,
    windows: backtest(values, period, horizon, again),
    scale: errorScale(values, period),
    hasFloor: values.every((value) => value >= 0),
    members,
  };
}

/**
 * Second half: calibrated bands for series that belong together (same period, same kind of thing). Bands are centred on
 * the mean and cut at zero where the series never was below. Answers one list per level, in the order of `fits`.
 */
export function bandsFor(fits: readonly SeriesFit[], horizon: number, levels: readonly number[]): Band[][] {
  const means = stepMeans(fits, horizon);
  const pool: Pool = poolScores(fits, horizon);
  return fits.map((fit) =>
    levels.map((level) => {
      const widths = halfWidths(fit, pool, means, level);
      const floor = fit.hasFloor ? 0 : Number.NEGATIVE_INFINITY;
      return {
        level,
        lower: fit.mean.map((value, step) => Math.max(floor, value - widths[step]!)),
        upper: fit.mean.map((value, step) => value + widths[step]!),
      };
    }),
  );
}
