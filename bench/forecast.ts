/**
 * How well series are continued, in one process on one core: sMAPE, MASE and the share of true values inside the bands at
 * 95 and 80 %, by frequency, and CPU time a series.
 *
 * `--insample F --actuals F`: JSON lines `{"id","freq","period","h","x":[…]}` and `{"id","x":[…]}`, plain or gzip.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { finishGroup, type GroupForecast, prepareGroup } from '../src/insight/forecasts/core/forecast-group.ts';
import { type Band, fitSeries } from '../src/insight/forecasts/core/forecast-series.ts';
import { type NamedSeries, readSeriesFile } from '../src/insight/forecasts/read-series-file.ts';
import { describeMachine, load1 } from './house/processes.ts';
import { type Metrics, report } from './house/report.ts';

const FOLDER = resolve(import.meta.dirname, '../../shared/data/forecast/m3');
const LEVELS = [0.95, 0.8];

const { values } = parseArgs({
  options: {
    insample: { type: 'string', default: join(FOLDER, 'insample.jsonl.gz') },
    actuals: { type: 'string', default: join(FOLDER, 'actuals.jsonl.gz') },
    metrics: { type: 'string' },
  },
  strict: false,
}) as { values: { insample: string; actuals: string; metrics?: string } };

type Sums = { steps: number; smape: number; mase: number; inside: number[] };

const missing = [values.insample, values.actuals].find((path) => !existsSync(path));
if (missing) console.log(`Skipped: there is no file ${missing}. Give --insample and --actuals.`);
report(missing ? {} : await measure(), { metricsFile: values.metrics ?? null });

async function measure(): Promise<Metrics> {
  const truth = readActuals(values.actuals);
  const { series, refused } = await readSeriesFile(values.insample, undefined);
  const used = series.filter(({ id }) => truth.has(id));
  const groups = [...Map.groupBy(used, ({ group }) => group)];
  const before = process.cpuUsage();
  const forecasts = groups.map(([, members]) => {
    const prepared = prepareGroup(members);
    return finishGroup(prepared, prepared.map(fitSeries), LEVELS);
  });
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1_000 / used.length;

  const metrics: Metrics = {
    'forecast.series': used.length,
    'forecast.refused': refused.length,
    'forecast.cpuMs': cpuMs,
    'forecast.perSecondAndCore': 1_000 / cpuMs,
  };
  const all: Sums = { steps: 0, smape: 0, mase: 0, inside: LEVELS.map(() => 0) };
  for (const [place, [group, members]] of groups.entries()) {
    const sums = judge(members, forecasts[place] ?? [], truth);
    put(metrics, group.split('|')[0]?.toLowerCase() || group, sums);
    all.steps += sums.steps;
    all.smape += sums.smape;
    all.mase += sums.mase;
    all.inside = all.inside.map((count, level) => count + (sums.inside[level] ?? 0));
  }
  put(metrics, 'all', all);
  console.log(`${describeMachine()}; load average ${load1()}`);
  return metrics;
}

function put(metrics: Metrics, group: string, { steps, smape, mase, inside }: Sums): void {
  metrics[`forecast.${group}.smape`] = smape / steps;
  metrics[`forecast.${group}.mase`] = mase / steps;
  LEVELS.forEach((level, place) => {
    metrics[`forecast.${group}.inside${level * 100}`] = (100 * (inside[place] ?? 0)) / steps;
  });
}

function judge(
  series: readonly NamedSeries[],
  forecasts: readonly GroupForecast[],
  truth: ReadonlyMap<string, number[]>,
): Sums {
  const sums: Sums = { steps: 0, smape: 0, mase: 0, inside: LEVELS.map(() => 0) };
  series.forEach((one, index) => {
    const actuals = (truth.get(one.id) ?? []).slice(0, one.horizon);
    const scale = naiveError(one);
    actuals.forEach((actual, step) => {
      const mean = forecasts[index]?.mean[step] ?? Number.NaN;
      const size = Math.abs(actual) + Math.abs(mean);
      sums.steps++;
      sums.smape += size > 0 ? (200 * Math.abs(actual - mean)) / size : 0;
      sums.mase += scale > 0 ? Math.abs(actual - mean) / scale : 0;
      forecasts[index]?.bands.forEach((band, level) => {
        if (isInside(band, step, actual)) sums.inside[level] = (sums.inside[level] ?? 0) + 1;
      });
    });
  });
  return sums;
}

function isInside({ lower, upper }: Band, step: number, actual: number): boolean {
  return actual >= (lower[step] ?? Number.NaN) && actual <= (upper[step] ?? Number.NaN);
}

/** Mean absolute error of "as one season before" inside the series: what MASE is measured in. */
function naiveError({ values: x, period }: NamedSeries): number {
  let sum = 0;
  for (let t = period; t < x.length; t++) sum += Math.abs((x[t] ?? 0) - (x[t - period] ?? 0));
  return x.length > period ? sum / (x.length - period) : 0;
}

function readActuals(path: string): Map<string, number[]> {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return new Map(
    lines.map((line) => JSON.parse(line) as { id: string; x: number[] }).map(({ id, x }) => [String(id), x]),
  );
}
