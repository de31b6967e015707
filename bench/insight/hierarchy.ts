import { chooseEnsemble } from '../../src/insight/forecasts/core/ensemble.ts';
import { forecastGroup } from '../../src/insight/forecasts/core/forecast-group.ts';
import { bottomUp, minTrace } from '../../src/insight/forecasts/core/reconcile.ts';
import type { Metrics } from '../house/report.ts';
import { fileOrSkip, readRows } from './series-files.ts';

const HORIZON = 8;
const PERIOD = 4;
const ORIGINS = [0, 4, 8, 12, 16, 20];
const LEVELS = [0.95, 0.8];

type Tourism = { parts: Float64Array[]; sums: number[][] };

/** Quarterly nights by region, state and purpose: mean absolute error of the 304 parts and of all 425 series before and after reconciliation. */
export function measureHierarchy(data: string): Metrics {
  const file = fileOrSkip(data, 'forecast/tourism_quarterly.csv.gz');
  if (!file) return {};
  const { parts, sums } = readTourism(file);
  const errors: Record<string, { parts: number; all: number }> = {};
  const inside = LEVELS.map(() => 0);
  let steps = 0;
  for (const back of ORIGINS) {
    const past = parts.map((x) => x.slice(0, x.length - HORIZON - back));
    const future = parts.map((x) => x.slice(x.length - HORIZON - back, x.length - back));
    const forecasts = forecastGroup(
      past.map((values) => ({ values, period: PERIOD, horizon: HORIZON })),
      LEVELS,
    );
    forecasts.forEach(({ bands }, index) => {
      bands.forEach(({ lower, upper }, level) => {
        const held = future[index]?.filter((v, s) => v >= (lower[s] ?? 1) && v <= (upper[s] ?? 0)).length ?? 0;
        inside[level] = (inside[level] ?? 0) + held;
      });
    });
    steps += parts.length * HORIZON;
    const hierarchy = { bottom: parts.length, sums };
    const whole = bottomUp(hierarchy, past);
    const truth = bottomUp(hierarchy, future);
    const base = whole.map(
      (values, index) => forecasts[index - sums.length]?.mean ?? chooseEnsemble(values, PERIOD, HORIZON).mean,
    );
    const seasonal = whole.map((x) => x.slice(PERIOD).map((value, t) => value - (x[t] ?? 0)));
    const answers: Record<string, Float64Array[]> = {
      base,
      bottomUp: bottomUp(hierarchy, base.slice(sums.length)),
      structural: minTrace(hierarchy, base, { kind: 'wls_struct' }),
      shrunk: minTrace(hierarchy, base, { kind: 'shrink', errors: seasonal }),
    };
    for (const [name, said] of Object.entries(answers)) {
      const own = errors[name] ?? { parts: 0, all: 0 };
      own.all += error(said, truth) / ORIGINS.length;
      own.parts += error(said.slice(sums.length), truth.slice(sums.length)) / ORIGINS.length;
      errors[name] = own;
    }
  }
  const metrics: Metrics = {};
  for (const [name, { parts: ofParts, all }] of Object.entries(errors)) {
    metrics[`tourism.${name}.parts`] = ofParts;
    metrics[`tourism.${name}.all`] = all;
  }
  LEVELS.forEach((level, place) => {
    metrics[`tourism.inside${level * 100}`] = (100 * (inside[place] ?? 0)) / steps;
  });
  return metrics;
}

function readTourism(file: string): Tourism {
  const series = new Map<string, number[]>();
  for (const [, region = '', state = '', purpose = '', nights] of readRows(file)) {
    const key = [region, state, purpose].join('/');
    series.set(key, [...(series.get(key) ?? []), Number(nights)]);
  }
  const keys = [...series.keys()].map((key) => key.split('/'));
  const by = (name: (key: string[]) => string): number[][] => [
    ...Map.groupBy(keys.keys(), (i) => name(keys[i] ?? [])).values(),
  ];
  const sums = [
    by(() => 'all'),
    by(([, state]) => state ?? ''),
    by(([, , purpose]) => purpose ?? ''),
    by(([, state, purpose]) => `${state}/${purpose}`),
    by(([region]) => region ?? ''),
  ].flat();
  return { parts: [...series.values()].map((values) => Float64Array.from(values)), sums };
}

function error(said: readonly Float64Array[], truth: readonly Float64Array[]): number {
  const all = said.flatMap((path, index) =>
    [...path].map((value, step) => Math.abs(value - (truth[index]?.[step] ?? 0))),
  );
  return all.reduce((sum, value) => sum + value, 0) / all.length;
}
