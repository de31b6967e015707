import { errorPercents, heldBy, measure, UNKNOWN } from '../accuracy-rules.ts';
import { fillMarked } from '../core/clean-series.ts';
import { coldStart, type KnownProduct } from '../core/cold-start.ts';
import { finishGroup, type GroupMember } from '../core/forecast-group.ts';
import { bandsFor, type SeriesFit } from '../core/forecast-series.ts';
import { addDays, weekdayOf } from '../days.ts';
import { ingredientRecords } from './finish-ingredients.ts';
import type { Known, Prepared } from './prepare-store.ts';
import { type ForecastRecord, HISTORY_DAYS, type Paths, running, type SumPaths } from './records.ts';
import type { StoreQuestion } from './store-question.ts';

const LEVELS = [0.8, 0.95];
const WEEK = 7;
export type FinishQuestion = { question: StoreQuestion; prepared: Prepared; fits: SeriesFit[]; totalFits: SeriesFit[] };

/** Bands, sums, accuracy: products, the store as a whole, ingredients. */
export function finishStore({ question, prepared, fits, totalFits }: FinishQuestion): ForecastRecord[] {
  const { known, members } = prepared;
  const finished = finishSeries(members, fits, question.closedAhead);
  const products = finished.map((parts, index): ForecastRecord => {
    const product = known[index];
    return { ...headOf(product), ...parts };
  });
  const cold = coldRecords(question, prepared);
  const totals = totalRecords(question, prepared, totalFits, [...products, ...cold]);
  // Futures are drawn around the very means that are shown, so that an ingredient is the sum of its dishes.
  const shown = fits.map((fit, index) => ({ ...fit, mean: finished[index]?.mean ?? fit.mean }));
  return [...products, ...cold, ...totals, ...ingredientRecords(question, { known, fits: shown, products, cold })];
}

function headOf(product: Known | undefined) {
  return {
    target: 'product' as const,
    subject: product?.productId ?? '',
    name: product?.name ?? '',
    unit: 'pcs',
    category: product?.category ?? null,
    parts: [],
  };
}

type Finished = Omit<ForecastRecord, 'target' | 'subject' | 'name' | 'unit' | 'category' | 'parts'>;

/** Series that calibrate each other. */
function finishSeries(
  members: readonly GroupMember[],
  fits: readonly SeriesFit[],
  closedAhead: readonly boolean[],
): Finished[] {
  if (members.length === 0) return [];
  const horizon = members[0]?.horizon ?? 0;
  const days = finishGroup(members, fits, LEVELS);
  const sums = sumBands(
    fits.map((fit, index) => ({ ...fit, mean: days[index]?.mean ?? fit.mean })),
    horizon,
    closedAhead,
  );
  return members.map((member, index) => {
    const {
      mean,
      bands,
      members: methods,
    } = days[index] ?? { mean: new Float64Array(horizon), bands: [], members: [] };
    const open = (path: Float64Array): Float64Array => path.map((value, step) => (closedAhead[step] ? 0 : value));
    const paths: Paths = {
      lo80: open(bands[0]?.lower ?? mean),
      hi80: open(bands[0]?.upper ?? mean),
      lo95: open(bands[1]?.lower ?? mean),
      hi95: open(bands[1]?.upper ?? mean),
    };
    const windows = fits[index]?.windows ?? [];
    const widths = (band: Float64Array | undefined): Float64Array =>
      (band ?? mean).map((value, step) => value - (mean[step] ?? 0));
    const values = member.marks ? fillMarked(member.values, member.marks, member.period) : member.values;
    return {
      mean: open(mean),
      ...paths,
      ...(sums[index] ?? emptySums(mean)),
      historyDays: member.values.length,
      methods,
      accuracy: measure({
        windows,
        values,
        held: heldBy(windows, widths(bands[0]?.upper), widths(bands[1]?.upper)),
        period: WEEK,
      }),
      errorPercent: errorPercents(windows, mean),
      history: historyOf(member.values, member.marks),
    };
  });
}

function historyOf(values: Float64Array, marks: Uint8Array | undefined): Float64Array {
  const from = Math.max(0, values.length - HISTORY_DAYS);
  return values.slice(from).map((value, t) => (marks?.[from + t] ? Number.NaN : value));
}

/** Bands of sums from the first day on: the backtest's errors summed the same way, since days do not err alike. */
function sumBands(fits: readonly SeriesFit[], horizon: number, closedAhead: readonly boolean[]): SumPaths[] {
  const summed = fits.map((fit) => ({
    ...fit,
    mean: running(fit.mean.map((value, step) => (closedAhead[step] ? 0 : value))),
    windows: fit.windows.map((window) => ({
      ...window,
      errors: running(window.errors.map((error) => (Number.isNaN(error) ? 0 : error))),
    })),
  }));
  return bandsFor(summed, horizon, LEVELS).map(([narrow, wide], index) => {
    const mean = summed[index]?.mean ?? new Float64Array(horizon);
    return {
      sumLo80: narrow?.lower ?? mean,
      sumHi80: narrow?.upper ?? mean,
      sumLo95: wide?.lower ?? mean,
      sumHi95: wide?.upper ?? mean,
    };
  });
}

function emptySums(mean: Float64Array): SumPaths {
  const sum = running(mean);
  return { sumLo80: sum, sumHi80: sum, sumLo95: sum, sumHi95: sum };
}

/** The store: pieces are the sum of its products, so that the table adds up; rupiah are forecast as they are. */
function totalRecords(
  question: StoreQuestion,
  prepared: Prepared,
  totalFits: readonly SeriesFit[],
  products: readonly ForecastRecord[],
): ForecastRecord[] {
  const [quantity, revenue] = finishSeries(prepared.totals, totalFits, question.closedAhead);
  if (!quantity || !revenue) return [];
  const sum = quantity.mean.map((_, step) => products.reduce((total, product) => total + (product.mean[step] ?? 0), 0));
  const head = { target: 'sales' as const, category: null, parts: [] };
  return [
    {
      ...head,
      subject: 'quantity',
      name: 'Penjualan',
      unit: 'pcs',
      ...(products.length > 0 ? moved(quantity, sum) : quantity),
    },
    { ...head, subject: 'revenue', name: 'Omzet', unit: 'IDR', ...revenue },
  ];
}

/** The same bands around another mean. */
function moved(finished: Finished, mean: Float64Array): Finished {
  const shift = (path: Float64Array, from: Float64Array, to: Float64Array): Float64Array =>
    path.map((value, step) => Math.max(0, value - (from[step] ?? 0) + (to[step] ?? 0)));
  const day = (path: Float64Array): Float64Array => shift(path, finished.mean, mean);
  const sum = (path: Float64Array): Float64Array => shift(path, running(finished.mean), running(mean));
  return {
    ...finished,
    mean,
    lo80: day(finished.lo80),
    hi80: day(finished.hi80),
    lo95: day(finished.lo95),
    hi95: day(finished.hi95),
    sumLo80: sum(finished.sumLo80),
    sumHi80: sum(finished.sumHi80),
    sumLo95: sum(finished.sumLo95),
    sumHi95: sum(finished.sumHi95),
  };
}

/** Beyond what 80 of 100 similar products do lies what 95 do: half as far again (a normal band's ratio is 1.53). */
const WIDER = 1.53;

/** Products too new to be tried: by their category and the ones of nearest price. */
function coldRecords(
  { horizon, endOn, closedAhead }: StoreQuestion,
  { known, fresh, members }: Prepared,
): ForecastRecord[] {
  if (fresh.length === 0) return [];
  const others = known.map((product, index) => knownProduct(product, members[index]?.values ?? new Float64Array(0)));
  const weekday = weekdayOf(addDays(endOn, 1)) - 1;
  return fresh.map((product) => {
    const own = Float64Array.from(product.quantities.filter((value) => value !== null));
    const features = [Math.log(1 + (product.priceMinor ?? 0))];
    const wish = { categoryId: product.category ?? '', features };
    const { mean, lower, upper, basis } = coldStart(wish, others, { horizon, weekday }, own);
    const open = (path: Float64Array): Float64Array =>
      path.map((value, step) => (closedAhead[step] ? 0 : Math.max(0, value)));
    const beyond = (path: Float64Array): Float64Array =>
      open(path.map((value, step) => WIDER * value + (1 - WIDER) * (mean[step] ?? 0)));
    const lo95 = beyond(lower);
    const hi95 = beyond(upper);
    return {
      ...headOf(product),
      historyDays: product.quantities.length,
      methods: [`cold start: ${basis}`],
      accuracy: UNKNOWN,
      mean: open(mean),
      lo80: open(lower),
      hi80: open(upper),
      lo95,
      hi95,
      // Without tried errors days are taken to err alike: the widest that sums can be.
      sumLo80: running(open(lower)),
      sumHi80: running(open(upper)),
      sumLo95: running(lo95),
      sumHi95: running(hi95),
      errorPercent: mean.map(() => Number.NaN),
      history: Float64Array.from(product.quantities.slice(-HISTORY_DAYS), (value) => value ?? Number.NaN),
    };
  });
}

const RECENT = 28;

function knownProduct(product: Known, values: Float64Array): KnownProduct {
  const recent = values.subarray(Math.max(0, values.length - RECENT));
  const level = recent.reduce((sum, value) => sum + value, 0) / Math.max(1, recent.length);
  const profile = new Float64Array(WEEK);
  const last = weekdayOf(addDays(product.startOn, values.length - 1)) - 1;
  recent.forEach((value, t) => {
    const place = (((last - (recent.length - 1 - t)) % WEEK) + WEEK) % WEEK;
    profile[place] = (profile[place] ?? 0) + value / (recent.length / WEEK);
  });
  const spread = Math.sqrt(recent.reduce((sum, value) => sum + (value - level) ** 2, 0) / Math.max(1, recent.length));
  return {
    categoryId: product.category ?? '',
    features: [Math.log(1 + (product.priceMinor ?? 0))],
    level,
    profile: level > 0 ? profile.map((value) => value / level) : profile.fill(1),
    spread,
  };
}
