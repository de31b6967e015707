import type { Method } from './method.ts';
import { deseasonalize, hasSeason, reseasonalize, type SeasonKind } from './seasonality.ts';

/** A method without a season of its own, applied to the series freed of its season (when the test finds one). */
export function onAdjusted(kind: SeasonKind, method: Method): Method {
  return (series, period, horizon) => {
    const season = deseasonalize(series, period, hasSeason(series, period) ? kind : 'none');
    return reseasonalize(method(season.adjusted, period, horizon), season, series.length);
  };
}

/**
 * On the logarithms, and back. The result is a median rather than a mean when errors are log-normal; it is meant for
 * combination with methods on the plain scale. Series that touch zero stay on the plain scale.
 */
export function onLogs(method: Method): Method {
  return (series, period, horizon) => {
    if (!series.every((value) => value > 0)) return method(series, period, horizon);
    return method(series.map(Math.log), period, horizon).map(Math.exp);
  };
}

/** Blocks shorter than this leave too little to learn from. */
const LEAST_BLOCKS = 8;

/**
 * Multiple temporal aggregation (Kourentzes, Petropoulos and Trapero 2014, "Improving forecasting by estimating time
 * series structural components across multiple frequencies", International Journal of Forecasting 30): the method sees the series in
 * blocks of each of `sizes`, aligned at the end; block means are read off between their centres and averaged. Series with
 * period 1 are left whole. For series without a season or freed of it.
 */
export function overBlocks(sizes: readonly number[], method: Method): Method {
  return (series, period, horizon) => {
    const mayUse = (size: number): boolean => size === 1 || (period > 1 && series.length / size >= LEAST_BLOCKS);
    const used = sizes.filter(mayUse);
    const paths = used.map((size) =>
      size === 1 ? method(series, 1, horizon) : method(blockMeans(series, size), 1, Math.ceil(horizon / size) + 1),
    );
    return Float64Array.from({ length: horizon }, (_, step) =>
      used.reduce((sum, size, index) => sum + readBetween(paths[index]!, size, step) / used.length, 0),
    );
  };
}

/** Means of whole blocks, the last of which ends with the series. */
export function blockMeans(series: Float64Array, size: number): Float64Array {
  const count = Math.floor(series.length / size);
  const skipped = series.length - count * size;
  const means = new Float64Array(count);
  for (let t = skipped; t < series.length; t++) {
    const block = Math.floor((t - skipped) / size);
    means[block] = means[block]! + series[t]! / size;
  }
  return means;
}

/** The value of a path of blocks at one step: straight lines between the centres, level before the first. */
function readBetween(path: Float64Array, size: number, step: number): number {
  if (size === 1) return path[step]!;
  const place = (step + 0.5) / size - 0.5;
  const block = Math.max(0, Math.floor(place));
  const share = Math.max(0, place - block);
  const next = path[Math.min(block + 1, path.length - 1)]!;
  return path[block]! * (1 - share) + next * share;
}
