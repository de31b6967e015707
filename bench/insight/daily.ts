import { forecastGroup } from '../../src/insight/forecasts/core/forecast-group.ts';
import { adida, tsb } from '../../src/insight/forecasts/core/intermittent.ts';
import { onProfile } from '../../src/insight/forecasts/core/weekday-profile.ts';
import type { Metrics } from '../house/report.ts';
import { fileOrSkip, readJsonLines } from './series-files.ts';

const LEVELS = [0.95, 0.8];
const HORIZON = 28;
const WEEK = 7;
/** Days before the end at which the past is cut: four blocks that do not overlap, and twelve two weeks apart. */
const ORIGINS = { four: [0, 28, 56, 84], twelve: Array.from({ length: 12 }, (_, k) => 14 * k) };

type Said = { means: Float64Array[]; inside?: number[] };
type Forecaster = (past: Float64Array[], future: Float64Array[]) => Said;

const each =
  (method: (series: Float64Array) => Float64Array): Forecaster =>
  (past) => ({ means: past.map(method) });
const steps = (value: (step: number) => number): Float64Array =>
  Float64Array.from({ length: HORIZON }, (_, step) => value(step));

const FORECASTERS: Record<string, Forecaster> = {
  lumbung,
  lastWeek: each((x) => steps((step) => x[x.length - WEEK + (step % WEEK)] ?? 0)),
  eightWeeks: each((x) =>
    steps((step) =>
      [1, 2, 3, 4, 5, 6, 7, 8].reduce((sum, w) => sum + (x[x.length - WEEK * w + (step % WEEK)] ?? 0) / 8, 0),
    ),
  ),
  tsb: each((x) => tsb(x, HORIZON)),
  adidaByWeekday: each((x) => onProfile((level, _period, horizon) => adida(level, horizon))(x, WEEK, HORIZON)),
};

function lumbung(past: Float64Array[], future: Float64Array[]): Said {
  const group = past.map((values) => ({ values, period: WEEK, horizon: HORIZON, day: 0 }));
  const forecasts = forecastGroup(group, LEVELS);
  const inside = LEVELS.map((_, level) =>
    forecasts.reduce((count, { bands }, index) => {
      const [lower, upper] = [bands[level]?.lower, bands[level]?.upper];
      const holds = (value: number, step: number): boolean =>
        value >= (lower?.[step] ?? 1) && value <= (upper?.[step] ?? 0);
      return count + (future[index]?.filter(holds).length ?? 0);
    }, 0),
  );
  return { means: forecasts.map(({ mean }) => mean), inside };
}

/** Daily units of the goods of one shop: RMSSE (scaled by day-to-day changes, as in the M5 competition) and bias beside what everybody can do. */
export function measureDaily(data: string): Metrics {
  const file = fileOrSkip(data, 'forecast/online_retail_daily.jsonl.gz');
  if (!file) return {};
  const series = readJsonLines(file).map(({ x }) => Float64Array.from(x));
  const metrics: Metrics = {};
  for (const [set, origins] of Object.entries(ORIGINS))
    for (const [name, forecaster] of Object.entries(FORECASTERS)) {
      const sums = { rmsse: 0, said: 0, came: 0, steps: 0, inside: LEVELS.map(() => 0) };
      for (const back of origins) {
        const past = series.map((x) => x.slice(0, x.length - HORIZON - back));
        const future = series.map((x) => x.slice(x.length - HORIZON - back, x.length - back));
        const { means, inside } = forecaster(past, future);
        means.forEach((mean, index) => {
          sums.rmsse += rmsse(past[index] ?? mean, future[index] ?? mean, mean) / series.length / origins.length;
          sums.said += total(mean);
          sums.came += total(future[index] ?? mean);
        });
        sums.steps += series.length * HORIZON;
        inside?.forEach((count, level) => {
          sums.inside[level] = (sums.inside[level] ?? 0) + count;
        });
      }
      metrics[`daily.${set}.${name}.rmsse`] = sums.rmsse;
      metrics[`daily.${set}.${name}.biasPercent`] = 100 * (sums.said / sums.came - 1);
      if (name === 'lumbung')
        LEVELS.forEach((level, place) => {
          metrics[`daily.${set}.inside${level * 100}`] = (100 * (sums.inside[place] ?? 0)) / sums.steps;
        });
    }
  return metrics;
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function rmsse(past: Float64Array, future: Float64Array, mean: Float64Array): number {
  let changes = 0;
  for (let t = 1; t < past.length; t++) changes += ((past[t] ?? 0) - (past[t - 1] ?? 0)) ** 2 / (past.length - 1);
  const errors = future.reduce((sum, value, step) => sum + (value - (mean[step] ?? 0)) ** 2 / future.length, 0);
  return changes > 0 ? Math.sqrt(errors / changes) : 0;
}
