import { errorPercents, measure } from '../accuracy-rules.ts';
import type { Window } from '../core/backtest.ts';
import { forecastPrices, type PriceForecast } from '../core/price-model.ts';
import { addDays, daysBetween } from '../days.ts';
import { type ForecastRecord, HISTORY_DAYS, running } from './records.ts';

/** All regions of one commodity: they are forecast together. */
export type PriceQuestion = {
  commodity: string;
  horizon: number;
  series: {
    regionCode: string;
    name: string;
    unit: string;
    startOn: string;
    /** Null: no quote that day. */
    prices: (number | null)[];
  }[];
};
export type PriceAnswer = { endOn: string; records: ForecastRecord[] } | null;

const LEVELS = [0.8, 0.95];
/** Below this a past is too short to say anything. */
const LEAST_DAYS = 60;
/** How many past origins are tried, a horizon apart. */
const TRIALS = 3;
/** A market that has said nothing for longer is asleep and is left out. */
const STALE_DAYS = 45;

/**
 * Prices of one commodity at all its markets, on one axis of days; a quote is carried over days without one, as the sources
 * do. Tried at past origins beside "unchanged", which is hard to beat for calm goods.
 */
export function finishPrices({ commodity, horizon, series }: PriceQuestion): PriceAnswer {
  const ends = series.map((one) => addDays(one.startOn, one.prices.length - 1)).sort();
  const endOn = ends.at(-1);
  if (endOn === undefined) return null;
  const awake = series.filter(
    (one) =>
      one.prices.length >= LEAST_DAYS && daysBetween(addDays(one.startOn, one.prices.length - 1), endOn) <= STALE_DAYS,
  );
  const startOn = awake
    .map((one) => one.startOn)
    .sort()
    .at(-1);
  if (startOn === undefined || daysBetween(startOn, endOn) + 1 < LEAST_DAYS) return { endOn, records: [] };
  const carried = awake.map((one) => carry(one, startOn, endOn));
  const forecasts = forecastPrices(carried, horizon, LEVELS);
  const trials = triesOf(carried, horizon);
  const records = awake.flatMap((one, index): ForecastRecord[] => {
    const [values, forecast, windows = []] = [carried[index], forecasts[index], trials[index]];
    return values && forecast ? [recordOf(commodity, one, { values, forecast, windows })] : [];
  });
  return { endOn, records };
}

/** Before the first quote of the axis the first one counts. */
function carry(one: PriceQuestion['series'][number], startOn: string, endOn: string): Float64Array {
  const offset = daysBetween(startOn, one.startOn);
  let last = one.prices.find((price) => price !== null) ?? 1;
  for (let t = 0; t < -offset; t++) last = one.prices[t] ?? last;
  return Float64Array.from({ length: daysBetween(startOn, endOn) + 1 }, (_, day) => {
    last = one.prices[day - offset] ?? last;
    return last;
  });
}

/** Errors of forecasts that knew only their own past, per market. */
function triesOf(carried: readonly Float64Array[], horizon: number): Window[][] {
  const tries: Window[][] = carried.map(() => []);
  const length = carried[0]?.length ?? 0;
  for (let trial = 1; trial <= TRIALS; trial++) {
    const origin = length - trial * horizon;
    if (origin < LEAST_DAYS) break;
    const paths = forecastPrices(
      carried.map((values) => values.slice(0, origin)),
      horizon,
      [],
    );
    paths.forEach(({ path }, market) => {
      const errors = path.map((value, step) => (carried[market]?.[origin + step] ?? Number.NaN) - value);
      tries[market]?.push({ origin, errors, scale: 1 });
    });
  }
  return tries;
}

function recordOf(
  commodity: string,
  one: PriceQuestion['series'][number],
  { values, forecast, windows }: { values: Float64Array; forecast: PriceForecast; windows: Window[] },
): ForecastRecord {
  const { path: mean, bands } = forecast;
  const [narrow, wide] = bands;
  const above = (band: typeof narrow): Float64Array =>
    (band?.upper ?? mean).map((value, step) => value - (mean[step] ?? 0));
  const sums = running(mean);
  return {
    target: 'price',
    subject: `${commodity}:${one.regionCode}`,
    name: one.name,
    unit: `IDR/${one.unit}`,
    category: null,
    historyDays: values.length,
    methods: ['log price, pooled over markets'],
    accuracy: measure({ windows, values, widths80: above(narrow), widths95: above(wide), period: 1 }),
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
