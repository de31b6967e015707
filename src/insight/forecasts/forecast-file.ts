import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { type CalendarTerms, finishGroup, type GroupForecast, prepareGroup } from './core/forecast-group.ts';
import type { SeriesFit } from './core/forecast-series.ts';
import { fitInParallel } from './fit-in-parallel.ts';
import { type NamedSeries, type RefusedLine, readSeriesFile } from './read-series-file.ts';

export type ForecastFileOptions = {
  insample: string;
  out: string;
  /** Share of later values that the band is to hold, above 0 and below 1. */
  level: number;
  /** For lines without `h`. */
  horizon: number | undefined;
  /** What is known of days; used for daily series that say when they start, and only where it helps. */
  calendar?: CalendarTerms;
  /** The same for prices. */
  priceCalendar?: CalendarTerms;
};
export type ForecastFileReport = { series: number; filled: number; refused: RefusedLine[] };

/** A file of series into a file of forecasts: `id,step,mean,lo,hi`, in the order of the input. */
export async function forecastFile(
  options: ForecastFileOptions,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<ForecastFileReport> {
  const { series, refused } = await readSeriesFile(options.insample, options.horizon);
  onProgress(0, series.length);
  const prepared = inGroups(series, options).flatMap(([, members]) => members);
  const fits = await fitInParallel(
    prepared.map(({ values, period, horizon, context, isPrice }) => ({ values, period, horizon, context, isPrice })),
    (done) => onProgress(done, series.length),
  );
  const forecasts = finishAll(prepared, fits, options.level);
  await pipeline(
    rows(series, forecasts),
    stringify({ header: true, columns: ['id', 'step', 'mean', 'lo', 'hi'] }),
    createWriteStream(options.out),
  );
  return { series: series.length, filled: series.reduce((sum, { filled }) => sum + filled, 0), refused };
}

type Prepared = ReturnType<typeof prepareGroup<NamedSeries>>[number];

/** Series of one frequency, period and horizon together, with what they know of each other. */
function inGroups(
  series: readonly NamedSeries[],
  { calendar, priceCalendar }: Pick<ForecastFileOptions, 'calendar' | 'priceCalendar'>,
): [string, Prepared[]][] {
  return [...Map.groupBy(series, ({ group }) => group)].map(([name, members]) => [
    name,
    withTerms(prepareGroup(members, calendar), priceCalendar),
  ]);
}

/** Prices on the same days share their columns. */
function withTerms(members: Prepared[], priceCalendar: CalendarTerms | undefined): Prepared[] {
  const columns = new Map<string, Float64Array[]>();
  return members.map((member) => {
    const { day, values, horizon, isPrice } = member;
    if (!isPrice || day === undefined || !priceCalendar) return member;
    const key = `${day}|${values.length}`;
    const terms = columns.get(key) ?? priceCalendar(day, values.length + horizon);
    columns.set(key, terms);
    return { ...member, terms };
  });
}

/** Calibrates each group by itself. */
function finishAll(
  prepared: readonly Prepared[],
  fits: readonly SeriesFit[],
  level: number,
): ReadonlyMap<string, GroupForecast> {
  const forecasts = new Map<string, GroupForecast>();
  const groups = Map.groupBy(prepared.keys(), (index) => prepared[index]?.group ?? '');
  for (const places of groups.values()) {
    const members = places.flatMap((place) => prepared[place] ?? []);
    const own = places.flatMap((place) => fits[place] ?? []);
    finishGroup(members, own, [level]).forEach((forecast, index) => {
      forecasts.set(members[index]?.id ?? '', forecast);
    });
  }
  return forecasts;
}

function* rows(series: readonly NamedSeries[], forecasts: ReadonlyMap<string, GroupForecast>): Generator<unknown[]> {
  for (const { id, horizon } of series) {
    const forecast = forecasts.get(id);
    const band = forecast?.bands[0];
    if (!forecast || !band) continue;
    for (let step = 0; step < horizon; step++)
      yield [
        id,
        step + 1,
        ...[forecast.mean[step], band.lower[step], band.upper[step]].map((value) => round(value ?? 0)),
      ];
  }
}

/** Ten significant digits: more than any forecast knows. */
function round(value: number): number {
  return Number(value.toPrecision(10));
}
