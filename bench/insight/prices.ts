import { NO_CORRECTIONS } from '../../src/insight/calendar/corrections.ts';
import { dayFacts } from '../../src/insight/calendar/day-facts.ts';
import { dayOf } from '../../src/insight/calendar/days.ts';
import { priceTerms } from '../../src/insight/forecasts/calendar-terms.ts';
import { forecastGroup } from '../../src/insight/forecasts/core/forecast-group.ts';
import { kinOf } from '../../src/insight/forecasts/core/price-boards.ts';
import { forecastPrices, type PriceForecast } from '../../src/insight/forecasts/core/price-model.ts';
import type { Metrics } from '../house/report.ts';
import { fileOrSkip, readRows } from './series-files.ts';

const AHEAD = [7, 14, 30];
const HORIZON = 30;
const LEVELS = [0.95, 0.8];
const DAY_MS = 86_400_000;
/** The first origin lies this far in; from there on one every so many days. */
const FIRST = 520;
const EVERY = 28;

/** In a file nobody says which series is which commodity; every so manieth origin is enough for that. */
const EVERY_IN_FILE = 84;

type Board = { commodity: string; markets: Float64Array[] };
type Forecaster = (past: readonly Float64Array[][], day: number) => PriceForecast[][];

/** Prices of staples in the provinces: mean absolute error against "no change", and the share inside the bands over all thirty days, by commodity. As the product knows them, and as a file without names does. */
export function measurePrices(data: string): Metrics {
  const file = fileOrSkip(data, 'market/pihps_daily.csv.gz');
  if (!file) return {};
  const { boards, first } = readBoards(readRows(file));
  const last = boards[0]?.markets[0]?.length ?? 0;
  const days = { from: dayOf(first), to: dayOf(first + last + HORIZON) };
  const terms = priceTerms(dayFacts(days, null, NO_CORRECTIONS));
  const inProduct: Forecaster = (past, day) => {
    const kin = kinOf(past);
    const known = terms.map((column) => column.slice(0, day + 1 + HORIZON));
    return past.map((own, index) =>
      forecastPrices(own, HORIZON, LEVELS, { kin: past[kin[index] ?? -1], terms: known }),
    );
  };
  const inFile: Forecaster = (past) => {
    const all = past.flat().map((values) => ({ values, period: 7, horizon: HORIZON }));
    const forecasts = forecastGroup(all, LEVELS).map(({ mean, bands }) => ({ path: mean, bands }));
    let from = 0;
    return past.map((own) => {
      from += own.length;
      return forecasts.slice(from - own.length, from);
    });
  };
  return {
    ...measure('prices', boards, { forecaster: inProduct, every: EVERY }),
    ...measure('pricesInFile', boards, { forecaster: inFile, every: EVERY_IN_FILE }),
  };
}

function measure(
  name: string,
  boards: readonly Board[],
  { forecaster, every }: { forecaster: Forecaster; every: number },
): Metrics {
  const all = boards.map(
    (): Sums => ({ said: AHEAD.map(() => 0), naive: AHEAD.map(() => 0), inside: [0, 0], steps: 0 }),
  );
  const length = boards[0]?.markets[0]?.length ?? 0;
  for (let day = FIRST; day + HORIZON < length; day += every) {
    const past = boards.map(({ markets }) => markets.map((prices) => prices.slice(0, day + 1)));
    forecaster(past, day).forEach((forecasts, place) => {
      forecasts.forEach((forecast, market) => {
        const truth = boards[place]?.markets[market]?.subarray(day, day + HORIZON + 1) ?? new Float64Array();
        const sums = all[place];
        if (sums) add(sums, forecast, truth);
      });
    });
  }
  const metrics: Metrics = {};
  boards.forEach(({ commodity }, place) => {
    const { said = [], naive = [], inside = [], steps = 1 } = all[place] ?? {};
    AHEAD.forEach((days, at) => {
      metrics[`${name}.${commodity}.errorAgainstNoChange.${days}`] = (said[at] ?? 0) / (naive[at] ?? 1);
    });
    LEVELS.forEach((level, at) => {
      metrics[`${name}.${commodity}.inside${level * 100}`] = (100 * (inside[at] ?? 0)) / steps;
    });
  });
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
function readBoards(rows: readonly string[][]): { boards: Board[]; first: number } {
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
  return {
    first,
    boards: [...boards].map(([commodity, board]) => ({ commodity, markets: [...board.values()].map(carry) })),
  };
}

function carry(series: Float64Array): Float64Array {
  let quote = series.find((price) => !Number.isNaN(price)) ?? 1;
  return series.map((price) => {
    quote = Number.isNaN(price) ? quote : price;
    return quote;
  });
}
