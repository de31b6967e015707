import type { Method } from './method.ts';

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

/**
 * The profile of one series drawn towards that of its group, by how much of the difference is noise (empirical Bayes; Efron and
 * Morris 1975, J. American Statistical Association 70): a good that sells twice a week has next to no profile of its own. Closed places stay closed.
 */
export function pooledProfile(series: Float64Array, period: number, shared: Float64Array): Float64Array {
  const own = seasonProfile(series, period);
  const from = Math.max(0, series.length - MOST_SEASONS * period);
  const used = series.subarray(from);
  const mean = used.reduce((sum, value) => sum + value / used.length, 0);
  if (!(mean > 0)) return shared;
  let noise = 0;
  let distance = 0;
  for (let place = 0; place < period; place++) {
    noise += samplingVariance(series, { from, place, period }) / mean ** 2;
    distance += (own[place]! - shared[place]!) ** 2;
  }
  const weight = distance > 0 ? Math.min(1, noise / distance) : 1;
  return own.map((value, place) => (1 - weight) * value + weight * shared[place]!);
}

/** Variance of the mean of one place of the season. */
function samplingVariance(series: Float64Array, at: { from: number; place: number; period: number }): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let t = at.from; t < series.length; t++) {
    if (t % at.period !== at.place) continue;
    count++;
    sum += series[t]!;
    squares += series[t]! ** 2;
  }
  return count > 1 ? Math.max(0, squares - sum ** 2 / count) / (count - 1) / count : 0;
}

/**
 * A method for the level of single values, given the series freed of its profile (closed places and the time before the first
 * sale left out), with the profile put back.
 */
export function onProfile(method: Method, shared?: Float64Array): Method {
  return (series, period, horizon) => {
    const profile = shared ? pooledProfile(series, period, shared) : seasonProfile(series, period);
    const first = Math.max(
      0,
      series.findIndex((value) => value !== 0),
    );
    const level: number[] = [];
    for (let t = first; t < series.length; t++)
      if (profile[t % period]! > CLOSED) level.push(series[t]! / profile[t % period]!);
    const path = method(level.length > 0 ? Float64Array.from(level) : series, 1, horizon);
    return path.map((value, step) => value * profile[(series.length + step) % period]!);
  };
}
