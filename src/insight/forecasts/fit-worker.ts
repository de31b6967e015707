import { fitSeries, type SeriesFit, type SeriesInput } from './core/forecast-series.ts';

/** Runs in a worker thread: a handful of series at a time, since each alone takes only milliseconds. */
export default function fitBatch(batch: SeriesInput[]): SeriesFit[] {
  return batch.map(fitSeries);
}
