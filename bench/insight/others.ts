import { forecastGroup } from '../../src/insight/forecasts/core/forecast-group.ts';
import type { Metrics } from '../house/report.ts';
import { fileOrSkip, readRows } from './series-files.ts';

const LEVELS = [0.95, 0.8];
const DAY_MS = 86_400_000;
const MOST_ITEMS = 30;

/** Small groups nothing was chosen on: weekly sales of 45 stores, and the thirty best-selling goods of a bakery. sMAPE and shares inside the bands over several origins. */
export function measureOthers(data: string): Metrics {
  const stores = fileOrSkip(data, 'forecast/walmart_weekly.csv.gz');
  const bakery = fileOrSkip(data, 'forecast/bakery_transactions.csv.gz');
  return {
    ...(stores
      ? measure('weekly', weeklyStores(stores), { period: 52, horizon: 13, origins: [0, 4, 8, 13, 17, 21] })
      : {}),
    ...(bakery ? measure('bakery', bakeryDays(bakery), { period: 7, horizon: 14, origins: [0, 7, 14, 21, 28] }) : {}),
  };
}

function measure(
  name: string,
  series: readonly Float64Array[],
  { period, horizon, origins }: { period: number; horizon: number; origins: readonly number[] },
): Metrics {
  const inside = LEVELS.map(() => 0);
  let [smape, steps] = [0, 0];
  for (const back of origins) {
    const group = series.map((x) => ({ values: x.slice(0, x.length - horizon - back), period, horizon }));
    forecastGroup(group, LEVELS).forEach(({ mean, bands }, index) => {
      mean.forEach((said, step) => {
        const came = series[index]?.at(step - horizon - back) ?? 0;
        const size = Math.abs(said) + Math.abs(came);
        smape += size > 0 ? (200 * Math.abs(said - came)) / size : 0;
        steps++;
        bands.forEach(({ lower, upper }, level) => {
          if (came >= (lower[step] ?? 1) && came <= (upper[step] ?? 0)) inside[level] = (inside[level] ?? 0) + 1;
        });
      });
    });
  }
  return {
    [`${name}.smape`]: smape / steps,
    ...Object.fromEntries(
      LEVELS.map((level, place) => [`${name}.inside${level * 100}`, (100 * (inside[place] ?? 0)) / steps]),
    ),
  };
}

function weeklyStores(file: string): Float64Array[] {
  const stores = Map.groupBy(readRows(file), ([store]) => store);
  const all = [...stores.values()].map((rows) => Float64Array.from(rows, ([, , sales]) => Number(sales)));
  const longest = Math.max(...all.map(({ length }) => length));
  return all.filter(({ length }) => length >= longest - 1);
}

/** Lines of the till per day and item; a day without any line is a day of zeros for all. */
function bakeryDays(file: string): Float64Array[] {
  const rows = readRows(file).map(([on, , , item = '']) => ({ day: Date.parse(on ?? '') / DAY_MS, item }));
  const first = Math.min(...rows.map(({ day }) => day));
  const length = Math.max(...rows.map(({ day }) => day)) - first + 1;
  const items = [...Map.groupBy(rows, ({ item }) => item).values()].sort((a, b) => b.length - a.length);
  return items.slice(0, MOST_ITEMS).map((lines) => {
    const units = new Float64Array(length);
    for (const { day } of lines) units[day - first] = (units[day - first] ?? 0) + 1;
    return units;
  });
}
