import { calendarFactors } from './calendar-effect.ts';
import { fillMarked } from './clean-series.ts';
import { STILL } from './ensemble.ts';
import { type Band, bandsFor, fitSeries, type SeriesFit, type SeriesInput } from './forecast-series.ts';
import { groupContexts, LEAST_SERIES, type Placed, type SeriesContext, sumOf, totalFactor } from './group-context.ts';
import { STEADY } from './members.ts';
import { kinOf, priceBoards } from './price-boards.ts';
import { forecastPrices, type PriceForecast } from './price-model.ts';
import { wanders } from './steady-level.ts';

/** A series of a group. `day`: where on the group's common time axis its first value lies; undefined when that is not known. */
export type GroupMember = SeriesInput & {
  day?: number | undefined;
  /** One value a day, whatever the season is called. */
  isDaily?: boolean | undefined;
  /** Prices with the same hint are taken for one thing at several markets, if they look like it. */
  board?: string | undefined;
  /** What the calendar says of the days of a price and of the horizon, one column a term. */
  terms?: readonly Float64Array[] | undefined;
};
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
): (T & Pick<SeriesInput, 'context' | 'isPrice'>)[] {
  const priced = group.map((member) => (isPrice(member) ? { ...member, isPrice: true } : member));
  const places = placedOf(group);
  if (!places) return priced;
  const contexts = groupContexts(places);
  const factors =
    calendar && group.every(({ day }) => day !== undefined)
      ? effectOn(places, contexts, calendar, group[0]!.horizon)
      : undefined;
  return priced.map((member, index) => {
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
  const prices = priceForecasts(group, levels);
  return scaled.map(({ mean, members, scale }, index) => {
    const price = prices.get(index);
    if (price) return { mean: price.path, bands: price.bands, members, scale };
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

const LEAST_PRICE_DAYS = 200;

/** A price that is the same as the day before on this share of days stands still, and jumps when it moves. */
const STILL_SHARE = 0.5;

/** Daily figures that wander, or stand still for long, and never touch zero: quotes, not demand. */
export function isPrice({ values, period, isDaily, marks }: GroupMember): boolean {
  if ((period !== WEEK && !isDaily) || marks || values.length < LEAST_PRICE_DAYS) return false;
  if (!values.every((value) => value > 0)) return false;
  const same = values.filter((value, t) => value === values[t - 1]).length;
  return same >= STILL_SHARE * values.length || wanders(values);
}

/** Boards, cut to their common days and each beside its kin; a price whose days differ from those of the others is a board of its own. */
function priceForecasts(group: readonly GroupMember[], levels: readonly number[]): Map<number, PriceForecast> {
  const result = new Map<number, PriceForecast>();
  const prices = [...group.keys()].filter((index) => group[index]!.isPrice);
  if (prices.length === 0) return result;
  const lengths = new Set(prices.map((index) => group[index]!.values.length));
  const ends = new Set(prices.map((index) => (group[index]!.day ?? Number.NaN) + group[index]!.values.length));
  const areAligned = ends.size === 1 && (lengths.size === 1 || !ends.has(Number.NaN));
  const shortest = Math.min(...lengths);
  const cut = new Map(prices.map((index) => [index, group[index]!.values.slice(areAligned ? -shortest : 0)]));
  const quoted = prices.map((index) => ({ values: cut.get(index)!, hint: group[index]!.board }));
  const boards = areAligned
    ? priceBoards(quoted).map((places) => places.map((place) => prices[place]!))
    : prices.map((index) => [index]);
  const quotes = boards.map((members) => members.map((index) => cut.get(index)!));
  const kins = areAligned ? kinOf(quotes) : [];
  boards.forEach((members, place) => {
    const { horizon, terms } = group[members[0]!]!;
    const kin = kins[place];
    const beside = { kin: kin === undefined ? undefined : quotes[kin], terms };
    forecastPrices(quotes[place]!, horizon, levels, beside).forEach((forecast, at) => {
      result.set(members[at]!, forecast);
    });
  });
  return result;
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

function isSteady({ members }: SeriesFit): boolean {
  return members[0] === STEADY || members[0] === STILL;
}

/** Only for goods of one shop that all end on the same day: a sum needs its parts. */
function factorOf(group: readonly GroupMember[], fits: readonly SeriesFit[]): number {
  const places = placedOf(group);
  const contexts: SeriesContext[] = group.flatMap(({ context }) => context ?? []);
  if (
    !places ||
    group.length < LEAST_SERIES ||
    !fits.every(isSteady) ||
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
