import { forecastPrices, type PriceForecast } from '../../src/insight/forecasts/core/price-model.ts';
import type { Metrics } from '../house/report.ts';
import { fileOrSkip, readRows } from './series-files.ts';

const AHEAD = [7, 14, 30];
const LEVELS = [0.95, 0.8];
const DAY_MS = 86_400_000;
/** The first origin lies this far in; from there on one every so many days. */
const FIRST = 520;
const EVERY = 28;

/** Prices of staples in the provinces: mean absolute error against "no change", and the share inside the bands over all thirty days, by commodity. */
export function measurePrices(data: string): Metrics {
  const file = fileOrSkip(data, 'market/pihps_daily.csv.gz');
  if (!file) return {};
  const metrics: Metrics = {};
  for (const [commodity, markets] of boardsOf(readRows(file))) {
    const horizon = AHEAD.at(-1) ?? 1;
    const sums = { said: AHEAD.map(() => 0), naive: AHEAD.map(() => 0), inside: LEVELS.map(() => 0), steps: 0 };
    for (let day = FIRST; day + horizon < (markets[0]?.length ?? 0); day += EVERY) {
      const forecasts = forecastPrices(
        markets.map((prices) => prices.slice(0, day + 1)),
        horizon,
        LEVELS,
      );
      forecasts.forEach((forecast, index) => {
        add(sums, forecast, markets[index]?.subarray(day, day + horizon + 1) ?? new Float64Array());
      });
    }
    AHEAD.forEach((days, place) => {
      metrics[`prices.${commodity}.errorAgainstNoChange.${days}`] = (sums.said[place] ?? 0) / (sums.naive[place] ?? 1);
    });
    LEVELS.forEach((level, place) => {
      metrics[`prices.${commodity}.inside${level * 100}`] = (100 * (sums.inside[place] ?? 0)) / sums.steps;
    });
  }
  return metrics;
}

type Sums = { said: number[]; naive: number[]; inside: number[]; steps: number };

/** `truth[0]` is today. */
function add(sums: Sums, { path, bands }: PriceForecast, truth: Float64Array): void {
  AHEAD.forEach((days, place) => {
    const came = truth[days] ?? Number.NaN;
    sums.said[place] = (sums.said[place] ?? 0) + Math.abs(came - (path[days - 1] ?? 0)) / came;
    sums.naive[place] = (sums.naive[place] ?? 0) + Math.abs(came - (truth[0] ?? 0)) / came;
  });
  sums.steps += path.length;
  bands.forEach(({ lower, upper }, level) => {
    const held = path.filter((_, step) => {
      const came = truth[step + 1] ?? Number.NaN;
      return came >= (lower[step] ?? 1) && came <= (upper[step] ?? 0);
    });
    sums.inside[level] = (sums.inside[level] ?? 0) + held.length;
  });
}

/** One series of days per province, quotes carried over days without one. */
function boardsOf(rows: readonly string[][]): Map<string, Float64Array[]> {
  const days = rows.map(([on]) => Date.parse(on ?? '') / DAY_MS);
  const first = days.reduce((least, day) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const last = days.reduce((most, day) => Math.max(most, day), 0);
  const boards = new Map<string, Map<string, Float64Array>>();
  rows.forEach(([, commodity = '', province = '', price], index) => {
    const board = boards.get(commodity) ?? new Map<string, Float64Array>();
    boards.set(commodity, board);
    const series = board.get(province) ?? new Float64Array(last - first + 1).fill(Number.NaN);
    board.set(province, series);
    series[(days[index] ?? first) - first] = Number(price);
  });
  return new Map([...boards].map(([commodity, board]) => [commodity, [...board.values()].map(carry)]));
}

function carry(series: Float64Array): Float64Array {
  let quote = series.find((price) => !Number.isNaN(price)) ?? 1;
  return series.map((price) => {
    quote = Number.isNaN(price) ? quote : price;
    return quote;
  });
}
