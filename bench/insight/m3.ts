import { forecastGroup } from '../../src/insight/forecasts/core/forecast-group.ts';
import type { Metrics } from '../house/report.ts';
import { cpuMsOf, fileOrSkip, readJsonLines } from './series-files.ts';

const LEVELS = [0.95, 0.8];

/** The M3 competition: sMAPE, share inside the bands, and CPU time of means and bands together, by frequency. */
export async function measureM3(data: string): Promise<Metrics> {
  const insample = fileOrSkip(data, 'forecast/m3/insample.jsonl.gz');
  const actuals = insample && fileOrSkip(data, 'forecast/m3/actuals.jsonl.gz');
  if (!insample || !actuals) return {};
  const truth = new Map(readJsonLines(actuals).map(({ id, x }) => [id, x]));
  const metrics: Metrics = {};
  const all = { smape: 0, steps: 0, cpuMs: 0, series: 0 };
  for (const [freq, members] of Map.groupBy(readJsonLines(insample), (series) => series.freq)) {
    const group = members.map(({ x, period, h }) => ({ values: Float64Array.from(x), period, horizon: h }));
    const { result: forecasts, cpuMs } = await cpuMsOf(() => forecastGroup(group, LEVELS));
    let [smape, steps] = [0, 0];
    const inside = LEVELS.map(() => 0);
    members.forEach(({ id }, index) => {
      (truth.get(id) ?? []).forEach((actual, step) => {
        const { mean, bands } = forecasts[index] ?? { mean: [], bands: [] };
        const said = mean[step] ?? Number.NaN;
        smape += (200 * Math.abs(actual - said)) / (Math.abs(actual) + Math.abs(said));
        steps++;
        bands.forEach(({ lower, upper }, level) => {
          if (actual >= (lower[step] ?? Number.NaN) && actual <= (upper[step] ?? Number.NaN))
            inside[level] = (inside[level] ?? 0) + 1;
        });
      });
    });
    const name = `m3.${freq.toLowerCase()}`;
    metrics[`${name}.smape`] = smape / steps;
    LEVELS.forEach((level, place) => {
      metrics[`${name}.inside${level * 100}`] = (100 * (inside[place] ?? 0)) / steps;
    });
    metrics[`${name}.perSecondAndCore`] = (1_000 * members.length) / cpuMs;
    all.smape += smape;
    all.steps += steps;
    all.cpuMs += cpuMs;
    all.series += members.length;
  }
  metrics['m3.all.smape'] = all.smape / all.steps;
  metrics['m3.all.perSecondAndCore'] = (1_000 * all.series) / all.cpuMs;
  return metrics;
}
