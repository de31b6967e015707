import { finishGroup, prepareGroup } from '../../src/insight/forecasts/core/forecast-group.ts';
import { fitInParallel } from '../../src/insight/forecasts/fit-in-parallel.ts';
import type { Metrics } from '../house/report.ts';
import { cpuMsOf } from './series-files.ts';

const SIZES = [2_500, 5_000, 10_000];
const DAYS = 400;
const HORIZON = 28;
const LEVELS = [0.8, 0.95];

/** Forecasts of a whole shop by night, on all cores: seconds, CPU seconds and memory for shops of three sizes. */
export async function measureNightly(): Promise<Metrics> {
  const metrics: Metrics = {};
  const before = process.memoryUsage().rss;
  for (const size of SIZES) {
    const shop = madeUpShop(size);
    const started = performance.now();
    const { cpuMs } = await cpuMsOf(async () => {
      const prepared = prepareGroup(shop);
      const fits = await fitInParallel(prepared);
      return finishGroup(prepared, fits, LEVELS).length;
    });
    metrics[`nightly.${size}.seconds`] = (performance.now() - started) / 1_000;
    metrics[`nightly.${size}.cpuSeconds`] = cpuMs / 1_000;
    metrics[`nightly.${size}.memoryMb`] = (process.memoryUsage().rss - before) / 1e6;
  }
  return metrics;
}

/** Products that sell from once a month to a hundred a day, with a week and a slow wave; the same in every run. */
function madeUpShop(size: number) {
  let state = 1;
  const even = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  return Array.from({ length: size }, () => {
    const level = 0.03 * 3_000 ** even();
    const values = Float64Array.from({ length: DAYS }, (_, t) => {
      const expected = level * (t % 7 >= 5 ? 1.5 : 0.8) * (1 + 0.3 * Math.sin(t / 50));
      return expected < 1 ? Number(even() < expected) : Math.round(expected * (0.5 + even()));
    });
    return { values, period: 7, horizon: HORIZON, day: 0 };
  });
}
