import { fitEts } from './ets.ts';
import { blockMeans } from './transform.ts';

/** Weights of the smoothing where they are not estimated: demand is too rare to tell (Syntetos and Boylan 2005 use 0.05 to 0.2). */
const WEIGHT = 0.1;
/** Longest blocks that are averaged over. */
const LONGEST_BLOCK = 14;
const LEAST_BLOCKS = 4;

/** Mean distance between two values above zero; infinite when there is none. 1.32 and more is intermittent (Syntetos, Boylan and Croston 2005). */
export function demandInterval(series: Float64Array): number {
  let count = 0;
  for (const value of series) if (value > 0) count++;
  return count === 0 ? Number.POSITIVE_INFINITY : series.length / count;
}

/** Smoothed size of a demand over smoothed distance between demands (Croston 1972, Operational Research Quarterly 23). Biased upwards: see `sba`. */
export function croston(series: Float64Array, horizon: number): Float64Array {
  let size = 0;
  let interval = 0;
  let since = 1;
  for (const value of series) {
    if (value > 0) {
      size = size === 0 ? value : size + WEIGHT * (value - size);
      interval = interval === 0 ? since : interval + WEIGHT * (since - interval);
      since = 1;
    } else since++;
  }
  return new Float64Array(horizon).fill(interval > 0 ? size / interval : 0);
}

/** Croston without its bias: times 1 - α / 2 (Syntetos and Boylan 2005, International Journal of Forecasting 21). */
export function sba(series: Float64Array, horizon: number): Float64Array {
  return croston(series, horizon).map((value) => value * (1 - WEIGHT / 2));
}

/**
 * Smoothed size times smoothed probability, which also decays while nothing is sold (Teunter, Syntetos and Babai 2011,
 * European Journal of Operational Research 214). Starts from the first four weeks of a daily series.
 */
export function tsb(series: Float64Array, horizon: number): Float64Array {
  const warm = series.subarray(0, Math.min(28, series.length));
  const sales = warm.filter((value) => value > 0);
  let probability = sales.length / warm.length;
  let size = sales.length > 0 ? sales.reduce((sum, value) => sum + value, 0) / sales.length : 0;
  for (const value of series) {
    if (value > 0) {
      size = size === 0 ? value : size + WEIGHT * (value - size);
      probability += WEIGHT * (1 - probability);
    } else probability *= 1 - WEIGHT;
  }
  return new Float64Array(horizon).fill(probability * size);
}

/** SES over blocks as long as the mean distance between demands, spread evenly (Nikolopoulos et al. 2011, J. Operational Research Society 62). */
export function adida(series: Float64Array, horizon: number): Float64Array {
  const size = Math.max(1, Math.round(Math.min(demandInterval(series), LONGEST_BLOCK)));
  return new Float64Array(horizon).fill(levelOfBlocks(series, size));
}

/** The mean of ADIDA over all blocks from one value to the mean distance (Petropoulos and Kourentzes 2015, J. Operational Research Society 66). */
export function imapa(series: Float64Array, horizon: number): Float64Array {
  const longest = Math.max(1, Math.round(Math.min(demandInterval(series), LONGEST_BLOCK)));
  let sum = 0;
  for (let size = 1; size <= longest; size++) sum += levelOfBlocks(series, size) / longest;
  return new Float64Array(horizon).fill(sum);
}

/** The SES level of block means: per single value, not per block. */
function levelOfBlocks(series: Float64Array, size: number): number {
  const blocks = blockMeans(series, Math.floor(series.length / size) >= LEAST_BLOCKS ? size : 1);
  return fitEts(blocks, 1, 1, { error: 'additive', trend: 'none', season: 'none' }).forecast[0]!;
}
