import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { type Band, bandsFor, type SeriesFit } from './core/forecast-series.ts';
import { fitInParallel } from './fit-in-parallel.ts';
import { type NamedSeries, type RefusedLine, readSeriesFile } from './read-series-file.ts';

export type ForecastFileOptions = {
  insample: string;
  out: string;
  /** Share of later values that the band is to hold, above 0 and below 1. */
  level: number;
  /** For lines without `h`. */
  horizon: number | undefined;
};
export type ForecastFileReport = { series: number; filled: number; refused: RefusedLine[] };

/** A file of series into a file of forecasts: `id,step,mean,lo,hi`, in the order of the input. */
export async function forecastFile(
  options: ForecastFileOptions,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<ForecastFileReport> {
  const { series, refused } = await readSeriesFile(options.insample, options.horizon);
  onProgress(0, series.length);
  const fits = await fitInParallel(series, (done) => onProgress(done, series.length));
  const bands = bandsOf(series, fits, options.level);
  await pipeline(
    rows(series, fits, bands),
    stringify({ header: true, columns: ['id', 'step', 'mean', 'lo', 'hi'] }),
    createWriteStream(options.out),
  );
  return { series: series.length, filled: series.reduce((sum, { filled }) => sum + filled, 0), refused };
}

/** Calibrates each group by itself; answers in the order of the series. */
function bandsOf(series: readonly NamedSeries[], fits: readonly SeriesFit[], level: number): Band[] {
  const bands: Band[] = [];
  const groups = Map.groupBy(series.keys(), (index) => series[index]?.group ?? '');
  for (const members of groups.values()) {
    const horizon = series[members[0] ?? 0]?.horizon ?? 0;
    const own = members.map((index) => fits[index]).filter((fit) => fit !== undefined);
    bandsFor(own, horizon, [level]).forEach(([band], place) => {
      const index = members[place];
      if (band && index !== undefined) bands[index] = band;
    });
  }
  return bands;
}

function* rows(
  series: readonly NamedSeries[],
  fits: readonly SeriesFit[],
  bands: readonly Band[],
): Generator<unknown[]> {
  for (const [index, { id, horizon }] of series.entries()) {
    const [mean, band] = [fits[index]?.mean, bands[index]];
    if (!mean || !band) continue;
    for (let step = 0; step < horizon; step++)
      yield [id, step + 1, ...[mean[step], band.lower[step], band.upper[step]].map((value) => round(value ?? 0))];
  }
}

/** Ten significant digits: more than any forecast knows. */
function round(value: number): number {
  return Number(value.toPrecision(10));
}
