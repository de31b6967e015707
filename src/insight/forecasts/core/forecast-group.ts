import { calendarFactors } from './calendar-effect.ts';
import { fillMarked } from './clean-series.ts';
import { type Band, bandsFor, fitSeries, type SeriesFit, type SeriesInput } from './forecast-series.ts';
import { groupContexts, LEAST_SERIES, type Placed, type SeriesContext, sumOf, totalFactor } from './group-context.ts';

/** A series of a group. `day`: where on the group's common time axis its first value lies; undefined when that is not known. */
export type GroupMember = SeriesInput & { day?: number | undefined };
export type GroupForecast = { mean: Float64Array; bands: Band[]; members: readonly string[]; scale: number };

const WEEK = 7;

/** One column per term for `count` days from `day` on. */
export type CalendarTerms = (day: number, count: number) => Float64Array[];

/**
 * First: what daily series that lie on one time axis know of each other. The others come back as they are. `calendar`, where the days are known: its effect on the
 * sum of the group is taken out where it helps. Pure, cheap, on all series at once. */
export function prepareGroup<T extends GroupMember>(
  group: readonly T[],
  calendar?: CalendarTerms,
): (T & Pick<SeriesInput, 'context'>)[] {
  const places = placedOf(group);
  if (!places) return [...group];
  const contexts = groupContexts(places);
  const factors =
    calendar && group.every(({ day }) => day !== undefined)
      ? effectOn(places, contexts, calendar, group[0]!.horizon)
      : undefined;
  return group.map((member, index) => {
    return { ...member, context: { ...contexts[index]!, factors: factors?.[index] } };
  });
}

/** Last: means that add up to the forecast of the sum where there is one, and calibrated bands around them. `fits` in the order of `group`. */
export function finishGroup(
  group: readonly GroupMember[],
  fits: readonly SeriesFit[],
  levels: readonly number[],
): GroupForecast[] {
  const horizon = group[0]?.horizon ?? 0;
  const factor = factorOf(group, fits);
  const scaled = factor === 1 ? fits : fits.map((fit) => ({ ...fit, mean: fit.mean.map((value) => value * factor) }));
  const bands = bandsFor(scaled, horizon, levels);
  return scaled.map(({ mean, members, scale }, index) => {
    const factors = group[index]?.context?.factors?.future;
    const put = (path: Float64Array): Float64Array =>
      factors ? path.map((value, step) => value * factors[step]!) : path;
    const own = bands[index] ?? [];
    return {
      mean: put(mean),
      members,
      scale,
      bands: own.map(({ level, lower, upper }) => ({ level, lower: put(lower), upper: put(upper) })),
    };
  });
}

/** All steps in one thread; for many series see `fitInParallel`. */
export function forecastGroup(
  group: readonly GroupMember[],
  levels: readonly number[],
  calendar?: CalendarTerms,
): GroupForecast[] {
  const prepared = prepareGroup(group, calendar);
  return finishGroup(prepared, prepared.map(fitSeries), levels);
}

/** The calendar's factors for each series, from what it did to the sum of all. Only for groups that all end on the same day. */
function effectOn(
  places: readonly Placed[],
  contexts: readonly SeriesContext[],
  calendar: CalendarTerms,
  horizon: number,
): ({ past: Float64Array; future: Float64Array } | undefined)[] | undefined {
  const { total, closed, first } = sumOf(places, contexts);
  const end = first + total.length;
  if (places.some(({ day, values }) => day + values.length !== end)) return undefined;
  const terms = calendar(first, total.length + horizon);
  const { past, future } = calendarFactors(total, closed, {
    past: terms.map((column) => column.subarray(0, total.length)),
    future: terms.map((column) => column.subarray(total.length)),
  });
  if (past.every((value) => value === 1) && future.every((value) => value === 1)) return undefined;
  return places.map(({ day }) => ({ past: past.slice(day - first), future }));
}

/** Undefined unless all are daily and lie on one axis: each says where, or all are equally long and none says anything. */
function placedOf(group: readonly GroupMember[]): Placed[] | undefined {
  const length = group[0]?.values.length;
  const isSilent = group.every(({ day, values }) => day === undefined && values.length === length);
  const places: Placed[] = [];
  for (const { values, marks, day = isSilent ? 0 : undefined, period } of group) {
    if (period !== WEEK || day === undefined) return undefined;
    places.push({ values: marks ? fillMarked(values, marks, period) : values, day });
  }
  return places;
}

/** Only for goods of one shop that all end on the same day: a sum needs its parts. */
function factorOf(group: readonly GroupMember[], fits: readonly SeriesFit[]): number {
  const places = placedOf(group);
  const contexts: SeriesContext[] = group.flatMap(({ context }) => context ?? []);
  if (
    !places ||
    group.length < LEAST_SERIES ||
    contexts.length < group.length ||
    fits.some(({ hasFloor }) => !hasFloor)
  )
    return 1;
  const end = places[0] ? places[0].day + places[0].values.length : 0;
  if (places.some(({ day, values }) => day + values.length !== end)) return 1;
  return totalFactor(
    places,
    contexts,
    fits.map(({ mean }) => mean),
  );
}
