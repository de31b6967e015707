import type { Method } from './method.ts';
import { blockMeans } from './transform.ts';

/** Seasons that make the profile: a year of weeks; fewer are taken where fewer are there. */
const MOST_SEASONS = 52;
/** Places with less than this share of the mean are as good as closed; they say nothing about the level. */
const CLOSED = 0.05;

/**
 * How the mean season is spread over its places (for daily series: weekdays), mean 1, over the last year of weeks.
 * `profile[k]` belongs to the times t with t mod period = k. All ones when nothing was sold.
 */
export function seasonProfile(series: Float64Array, period: number): Float64Array {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let t = Math.max(0, series.length - MOST_SEASONS * period); t < series.length; t++) {
    sums[t % period] = sums[t % period]! + series[t]!;
    counts[t % period] = counts[t % period]! + 1;
  }
  const means = sums.map((sum, place) => sum / Math.max(1, counts[place]!));
  const mean = means.reduce((sum, value) => sum + value / period, 0);
  return mean > 0 ? means.map((value) => Math.max(0, value / mean)) : means.fill(1);
}

/** A method for the level of single values, given the series freed of its profile (closed places left out), with the profile put back. */
export function onProfile(method: Method): Method {
  return (series, period, horizon) => {
    const profile = seasonProfile(series, period);
    const open = series.filter((_, t) => profile[t % period]! > CLOSED);
    const places = Float64Array.from({ length: series.length }, (_, t) => profile[t % period]!).filter(
      (p) => p > CLOSED,
    );
    const level = method(open.length > 0 ? open.map((value, t) => value / places[t]!) : series, 1, horizon);
    return level.map((value, step) => value * profile[(series.length + step) % period]!);
  };
}

/** A method for the level of whole seasons (for daily series: weeks), spread over the places by the profile. */
export function onSeasons(method: Method): Method {
  return (series, period, horizon) => {
    const profile = seasonProfile(series, period);
    const path = method(blockMeans(series, period), 1, Math.ceil(horizon / period));
    return Float64Array.from(
      { length: horizon },
      (_, step) => path[Math.floor(step / period)]! * profile[(series.length + step) % period]!,
    );
  };
}
