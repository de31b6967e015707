import { discountedMean } from './steady-level.ts';

/** A daily series in its group. `day`: number of its first value on a time axis that all of the group share. */
export type Placed = { values: Float64Array; day: number };

/** What a daily series can learn from the others of its group. */
export type SeriesContext = {
  /** 1 where the whole group stood still: closed, not without demand. As long as the series. */
  closed: Uint8Array;
  /** How the group spreads a week, mean 1 over open weekdays; `profile[k]` belongs to the times t of this series with t mod 7 = k. Undefined in groups too small to tell. */
  profile: Float64Array | undefined;
  /** What known days do to sales, in the past and ahead; undefined when nothing is known to help. */
  factors?: { past: Float64Array; future: Float64Array } | undefined;
};

const WEEK = 7;
/** Fewer series that stand still together may do so by chance. */
export const LEAST_SERIES = 5;
/** A weekday on which this share of days is still is a day of rest: its zeros belong to the profile. */
const REST = 0.5;

/**
 * Days on which a whole shop sold nothing are closed days (the till was shut), not days without demand; and goods of one shop share most
 * of its week. Answers one context per series, in order.
 */
export function groupContexts(group: readonly Placed[]): SeriesContext[] {
  if (group.length < LEAST_SERIES)
    return group.map(({ values }) => ({ closed: new Uint8Array(values.length), profile: undefined }));
  const first = Math.min(...group.map(({ day }) => day));
  const last = Math.max(...group.map(({ day, values }) => day + values.length));
  const still = stillDays(group, first, last - first);
  const profile = sharedProfile(group, still, first);
  return group.map(({ values, day }) => ({
    closed: still.slice(day - first, day - first + values.length),
    profile: Float64Array.from({ length: WEEK }, (_, k) => profile[(day - first + k) % WEEK]!),
  }));
}

/** 1 for days on which at least five series run and all of them are zero, days of rest left out. */
function stillDays(group: readonly Placed[], first: number, length: number): Uint8Array {
  const running = new Uint16Array(length);
  const selling = new Uint16Array(length);
  for (const { values, day } of group)
    values.forEach((value, t) => {
      const at = day - first + t;
      running[at] = running[at]! + 1;
      if (value !== 0) selling[at] = selling[at]! + 1;
    });
  const still = Uint8Array.from(running, (count, at) => (count >= LEAST_SERIES && selling[at] === 0 ? 1 : 0));
  for (let weekday = 0; weekday < WEEK; weekday++) {
    let all = 0;
    let quiet = 0;
    for (let at = weekday; at < length; at += WEEK) {
      all++;
      quiet += still[at]!;
    }
    if (quiet > REST * all) for (let at = weekday; at < length; at += WEEK) still[at] = 0;
  }
  return still;
}

/** Mean over the series of how each spreads its week over the last year; index: day of the shared axis mod 7. */
function sharedProfile(group: readonly Placed[], still: Uint8Array, first: number): Float64Array {
  const shared = new Float64Array(WEEK);
  for (const { values, day } of group) {
    const means = weekdayMeans(
      values,
      (t) => (day - first + t) % WEEK,
      (t) => still[day - first + t] === 1,
    );
    const mean = means.reduce((sum, value) => sum + value / WEEK, 0);
    if (mean > 0)
      means.forEach((value, k) => {
        shared[k] = shared[k]! + value / mean;
      });
  }
  const total = shared.reduce((sum, value) => sum + value / WEEK, 0);
  return total > 0 ? shared.map((value) => value / total) : shared.fill(1);
}

function weekdayMeans(values: Float64Array, place: (t: number) => number, isOut: (t: number) => boolean): Float64Array {
  const sums = new Float64Array(WEEK);
  const counts = new Float64Array(WEEK);
  for (let t = Math.max(0, values.length - 52 * WEEK); t < values.length; t++) {
    if (isOut(t)) continue;
    sums[place(t)] = sums[place(t)]! + values[t]!;
    counts[place(t)] = counts[place(t)]! + 1;
  }
  return sums.map((sum, k) => (counts[k]! > 0 ? sum / counts[k]! : 0));
}

/** Smoothing weight of the whole: with the noise of single goods averaged out it may follow faster. */
const TOTAL_WEIGHT = 1 / 7;
/** The sum may move its parts by this much and no more. */
const MOST = 1.25;

/**
 * Factor by which the means of a group must be multiplied so that they add up to the forecast of the sum (top-down by forecast
 * proportions: Athanasopoulos, Ahmed and Hyndman 2009, International Journal of Forecasting 25). The sum is forecast as a
 * level spread over the week; its noise is a fraction of that of its parts, so it shows sooner where the whole shop goes.
 */
export function totalFactor(
  group: readonly Placed[],
  contexts: readonly SeriesContext[],
  means: readonly Float64Array[],
): number {
  const { total, closed } = sumOf(group, contexts);
  const week = weekdayMeans(
    total,
    (t) => t % WEEK,
    (t) => closed[t] === 1,
  );
  const mean = week.reduce((sum, value) => sum + value / WEEK, 0);
  if (!(mean > 0)) return 1;
  const open = total.filter((_, t) => closed[t] === 0 && week[t % WEEK]! > REST * 0.1 * mean);
  const places = Float64Array.from({ length: total.length }, (_, t) => week[t % WEEK]! / mean).filter(
    (place, t) => closed[t] === 0 && place > REST * 0.1,
  );
  const level = discountedMean(
    open.map((value, t) => value / places[t]!),
    TOTAL_WEIGHT,
  );
  const horizon = means[0]?.length ?? 0;
  let wanted = 0;
  let have = 0;
  for (let step = 0; step < horizon; step++) {
    wanted += (level * week[(total.length + step) % WEEK]!) / mean;
    for (const path of means) have += path[step]!;
  }
  return have > 0 && wanted > 0 ? Math.min(MOST, Math.max(1 / MOST, wanted / have)) : 1;
}

/** Sum of a group per day, days that were closed for all, and the day of the first value. What the calendar did is taken out where that is known. */
export function sumOf(
  group: readonly Placed[],
  contexts: readonly SeriesContext[],
): { total: Float64Array; closed: Uint8Array; first: number } {
  const end = Math.max(...group.map(({ day, values }) => day + values.length));
  const first = Math.min(...group.map(({ day }) => day));
  const total = new Float64Array(end - first);
  const closed = new Uint8Array(end - first);
  group.forEach(({ values, day }, index) => {
    const { factors, closed: own } = contexts[index]!;
    values.forEach((value, t) => {
      total[day - first + t] = total[day - first + t]! + value / (factors?.past[t] ?? 1);
      if (own[t]) closed[day - first + t] = 1;
    });
  });
  return { total, closed, first };
}
