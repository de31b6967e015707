import { demandInterval } from './intermittent.ts';
import { dailyMembers, INTERMITTENT, type Member, REGULAR } from './members.ts';
import type { Method } from './method.ts';
import { wanders } from './steady-level.ts';

export type Choice = {
  /** Means, one per step, never below zero unless the series goes there. */
  mean: Float64Array;
  /** The same ensemble for a part of the series, nothing chosen anew: for backtests. */
  again: Method;
  members: readonly string[];
};

/** Name of what repeats the last value. */
export const STILL = 'Last value';

const RARE = 1.32;
const WEEK = 7;
/** A member that leaves the range of the series by more than this many times its width is not listened to. */
const WILD = 3;

/**
 * The mean of several methods of different kinds (Petropoulos and Svetunkov 2020, "A simple combination of univariate
 * models", International Journal of Forecasting 36): nearly always better than the best one chosen in advance. Which
 * ones, the kind of the series decides: rare demand (Syntetos, Boylan and Croston 2005), daily sales with a week, all others.
 * `shared`: how the group of a daily series spreads its week (see `groupContexts`).
 */
export function chooseEnsemble(series: Float64Array, period: number, horizon: number, shared?: Float64Array): Choice {
  if (isConstant(series) || series.length < 4) {
    const repeat: Method = (part, _period, steps) => new Float64Array(steps).fill(part[part.length - 1] ?? 0);
    return { mean: repeat(series, period, horizon), again: repeat, members: [STILL] };
  }
  const chosen = membersFor(series, period, shared);
  const fits = chosen.map((member) => member.fit(series, period, horizon));
  const mean = combine(
    fits.map((fit) => fit.path),
    series,
  );
  const again: Method = (part, _period, steps) =>
    isConstant(part)
      ? new Float64Array(steps).fill(part[part.length - 1] ?? 0)
      : combine(
          fits.map((fit) => fit.again(part, period, steps)),
          part,
        );
  return { mean, again, members: chosen.map((member) => member.name) };
}

function membersFor(series: Float64Array, period: number, shared?: Float64Array): readonly Member[] {
  if (period === WEEK && series.length >= 4 * WEEK && !wanders(series)) return dailyMembers(shared);
  return demandInterval(series) >= RARE && series.every((value) => value >= 0) ? INTERMITTENT : REGULAR;
}

/** The mean of the paths at each step; broken and wild paths are left out, and the floor of the series holds. */
function combine(paths: Float64Array[], series: Float64Array): Float64Array {
  const { least, most } = rangeOf(series);
  const width = most - least;
  const isSane = (path: Float64Array): boolean =>
    path.every((value) => value >= least - WILD * width && value <= most + WILD * width);
  const sane = paths.filter(isSane);
  const horizon = paths[0]!.length;
  if (sane.length === 0) return new Float64Array(horizon).fill(series[series.length - 1]!);
  const floor = least >= 0 ? 0 : Number.NEGATIVE_INFINITY;
  return Float64Array.from({ length: horizon }, (_, step) => {
    const sum = sane.reduce((total, path) => total + path[step]!, 0);
    return Math.max(floor, sum / sane.length);
  });
}

function rangeOf(series: Float64Array): { least: number; most: number } {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of series) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { least, most };
}

function isConstant(series: Float64Array): boolean {
  return series.every((value) => value === series[0]);
}
