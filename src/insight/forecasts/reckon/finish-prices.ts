import { errorPercents, type Held, measure, type Past } from '../accuracy-rules.ts';
import { forecastPrices, type PriceForecast } from '../core/price-model.ts';
import { daysBetween } from '../days.ts';
import { type Axis, axisOf, carry, endOf, type Quotes } from './price-axis.ts';
import { type ForecastRecord, HISTORY_DAYS, running } from './records.ts';

/** All regions of one commodity: they are forecast together. */
export type PriceQuestion = {
  commodity: string;
  horizon: number;
  series: Quotes[];
  /** The commodity that moves with this one, if there is one. */
  kin: Quotes[];
  /** What the calendar says of every day from `startOn` on, the horizon included, one column a term; null when it did not answer. */
  calendar: { startOn: string; terms: Float64Array[] } | null;
};
export type PriceAnswer = { endOn: string; records: ForecastRecord[] } | null;

const LEVELS = [0.8, 0.95];
/** Below this a past is too short to say anything. */
const LEAST_DAYS = 60;
/** How many past origins are tried, a horizon apart. */
const TRIALS = 5;

/**
 * Prices of one commodity at all its markets, on one axis of days; a quote is carried over days without one, as the sources
 * do. Tried at past origins beside "unchanged", which is hard to beat for calm goods.
 */
export function finishPrices({ commodity, horizon, series, kin, calendar }: PriceQuestion): PriceAnswer {
  const { axis, awake, endOn } = axisOf(series, LEAST_DAYS);
  if (endOn === undefined) return null;
  if (!axis || daysBetween(axis.startOn, axis.endOn) + 1 < LEAST_DAYS) return { endOn, records: [] };
  const carried = awake.map((one) => carry(one, axis));
  // A kin that begins later would only be made up before that.
  const known = kin.filter((one) => one.startOn <= axis.startOn && endOf(one) >= axis.startOn);
  const beside = { kin: known.map((one) => carry(one, axis)), terms: termsOn(axis, horizon, calendar) };
  const forecasts = forecastPrices(carried, horizon, LEVELS, beside);
  const trials = triesOf(carried, horizon, beside);
  const records = awake.flatMap((one, index): ForecastRecord[] => {
    const [values, forecast, trial] = [carried[index], forecasts[index], trials[index]];
    return values && forecast && trial ? [recordOf(commodity, one, { values, forecast, ...trial })] : [];
  });
  return { endOn, records };
}

function termsOn(axis: Axis, horizon: number, calendar: PriceQuestion['calendar']): Float64Array[] {
  if (!calendar || calendar.startOn > axis.startOn) return [];
  const from = daysBetween(calendar.startOn, axis.startOn);
  const count = daysBetween(axis.startOn, axis.endOn) + 1 + horizon;
  const columns = calendar.terms.map((column) => column.slice(from, from + count));
  return columns.every((column) => column.length === count) ? columns : [];
}

type Tries = { windows: Past[]; held: Held };

/** Forecasts that knew only their own past, per market: their errors, and how much their own bands held. */
function triesOf(
  carried: readonly Float64Array[],
  horizon: number,
  { kin, terms }: { kin: readonly Float64Array[]; terms: readonly Float64Array[] },
): Tries[] {
  const tries = carried.map((): Tries => ({ windows: [], held: { seen: 0, in80: 0, in95: 0 } }));
  const length = carried[0]?.length ?? 0;
  for (let trial = 1; trial <= TRIALS; trial++) {
    const origin = length - trial * horizon;
    if (origin < LEAST_DAYS) break;
    const until = (all: readonly Float64Array[], end: number): Float64Array[] => all.map((one) => one.slice(0, end));
    const beside = { kin: until(kin, origin), terms: until(terms, origin + horizon) };
    forecastPrices(until(carried, origin), horizon, LEVELS, beside).forEach((forecast, market) => {
      const truth = carried[market]?.subarray(origin, origin + horizon) ?? new Float64Array();
      const own = tries[market];
      if (!own) return;
      own.windows.push({ origin, errors: truth.map((value, step) => value - (forecast.path[step] ?? 0)) });
      own.held.seen += truth.length;
      own.held.in80 += countInside(truth, forecast.bands[0]);
      own.held.in95 += countInside(truth, forecast.bands[1]);
    });
  }
  return tries;
}

function countInside(truth: Float64Array, band: PriceForecast['bands'][number] | undefined): number {
  return truth.filter((value, step) => value >= (band?.lower[step] ?? 0) && value <= (band?.upper[step] ?? 0)).length;
}

function recordOf(
  commodity: string,
  one: Quotes,
  { values, forecast, windows, held }: { values: Float64Array; forecast: PriceForecast } & Tries,
): ForecastRecord {
  const { path: mean, bands } = forecast;
  const [narrow, wide] = bands;
  const sums = running(mean);
  return {
    target: 'price',
    subject: `${commodity}:${one.regionCode}`,
    name: one.name,
    unit: `IDR/${one.unit}`,
    category: null,
    historyDays: values.length,
    methods: ['log price, pooled over markets'],
    accuracy: measure({ windows, values, held, period: 1 }),
    mean,
    lo80: narrow?.lower ?? mean,
    hi80: narrow?.upper ?? mean,
    lo95: wide?.lower ?? mean,
    hi95: wide?.upper ?? mean,
    // Prices are not added up; the sums are there so that all forecasts look alike.
    sumLo80: sums,
    sumHi80: sums,
    sumLo95: sums,
    sumHi95: sums,
    errorPercent: errorPercents(windows, mean),
    history: values.slice(-HISTORY_DAYS),
    parts: [],
  };
}
