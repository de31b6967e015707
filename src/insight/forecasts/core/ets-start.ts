import { deseasonalize } from './seasonality.ts';

/** States before the first value. `season[k]` belongs to the times t with t mod period = k. */
export type EtsStart = { level: number; slope: number; season: Float64Array };

const PLAIN_VALUES = 10;
const LEVEL_VALUES = 5;

/**
 * Heuristic states at the start (Hyndman et al. 2008, section 2.6.1): a least-squares line through the first ten values,
 * or through the first seasons with the mean deviation of each place of the season around it.
 */
export function startStates(
  series: Float64Array,
  period: number,
  form: { trend: string; season: 'none' | 'additive' | 'multiplicative' },
): EtsStart {
  if (form.season === 'none') {
    const { before, slope } = firstLine(series, Math.min(PLAIN_VALUES, series.length));
    return form.trend === 'none'
      ? { level: mean(series, Math.min(LEVEL_VALUES, series.length)), slope: 0, season: new Float64Array(1) }
      : { level: before, slope, season: new Float64Array(1) };
  }
  const kind = form.season;
  const { indices, adjusted } = deseasonalize(series, period, kind);
  const season = Float64Array.from(indices);
  const line = firstLine(adjusted, Math.min(Math.max(PLAIN_VALUES, period), adjusted.length));
  return form.trend === 'none'
    ? { level: mean(adjusted, period), slope: 0, season }
    : { level: line.before, slope: line.slope, season };
}

/** The least-squares line through the first `count` values: its value one step before the first, and its slope. */
function firstLine(series: Float64Array, count: number): { before: number; slope: number } {
  const centre = (count + 1) / 2;
  const level = mean(series, count);
  let products = 0;
  let squares = 0;
  for (let t = 1; t <= count; t++) {
    products += (t - centre) * (series[t - 1]! - level);
    squares += (t - centre) ** 2;
  }
  const slope = squares > 0 ? products / squares : 0;
  return { before: level - slope * centre, slope };
}

function mean(series: Float64Array, count: number): number {
  let sum = 0;
  for (let t = 0; t < count; t++) sum += series[t]!;
  return sum / count;
}
