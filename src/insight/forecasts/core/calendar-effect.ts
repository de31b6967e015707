import { NormalEquations } from './linear.ts';

/** What a calendar does to a shop: one factor per day, 1 where nothing is known. */
export type CalendarFactors = { past: Float64Array; future: Float64Array };

const RIDGE = 0.02;
const LEVEL_DAYS = 28;
const WEEK = 7;
/** Learned on the first two thirds, tried on the last. */
const LEARNED = 2 / 3;
/** It must take this share of the squared error away on days it has not seen, or nothing is believed. */
const LEAST_GAIN = 0.02;
const LEAST_DAYS = 120;
const SMALLEST = 0.3;
const LARGEST = 3;
/** A term that has come on fewer days than this is not learned. */
const LEAST_SEEN = 2;

/**
 * Effect of known days (pay days, holidays, days around Lebaran, rain) on the sum of a group: a regression of the logarithm of sales, freed of
 * level and week, on one column per term. Believed only if it helped on the last third of the past without having seen it;
 * otherwise all factors are 1. `total`: sales per day; `closed`: 1 where nobody could buy; `terms.past` as long as the total.
 */
export function calendarFactors(
  total: Float64Array,
  closed: Uint8Array,
  terms: { past: readonly Float64Array[]; future: readonly Float64Array[] },
): CalendarFactors {
  const horizon = terms.future[0]?.length ?? 0;
  const nothing = { past: new Float64Array(total.length).fill(1), future: new Float64Array(horizon).fill(1) };
  const isOpen = (t: number): boolean => closed[t] === 0 && total[t]! > 0;
  const usable = terms.past.flatMap((column, k) =>
    column.filter((value, t) => value !== 0 && isOpen(t)).length >= LEAST_SEEN ? [k] : [],
  );
  if (total.length < LEAST_DAYS || usable.length === 0) return nothing;
  const rest = withoutLevelAndWeek(total, isOpen);
  const past = usable.map((k) => terms.past[k]!);
  const border = Math.floor(total.length * LEARNED);
  const tried = learn(rest, past, 0, border);
  let [plain, explained] = [0, 0];
  for (let t = border; t < total.length; t++) {
    if (Number.isNaN(rest[t]!)) continue;
    plain += rest[t]! ** 2;
    explained += (rest[t]! - effect(tried, past, t)) ** 2;
  }
  if (!(explained < plain * (1 - LEAST_GAIN))) return nothing;
  const weights = learn(rest, past, 0, total.length);
  const future = usable.map((k) => terms.future[k]!);
  const factor = (columns: readonly Float64Array[], t: number): number =>
    Math.min(LARGEST, Math.max(SMALLEST, Math.exp(effect(weights, columns, t))));
  return {
    past: nothing.past.map((_, t) => factor(past, t)),
    future: nothing.future.map((_, t) => factor(future, t)),
  };
}

function learn(rest: Float64Array, columns: readonly Float64Array[], from: number, to: number): Float64Array {
  const equations = new NormalEquations(columns.length + 1);
  const row = new Float64Array(columns.length + 1).fill(1);
  for (let t = from; t < to; t++) {
    if (Number.isNaN(rest[t]!)) continue;
    columns.forEach((column, k) => {
      row[k + 1] = column[t]!;
    });
    equations.add(row, rest[t]!);
  }
  return equations.solve(RIDGE);
}

/** The constant is left out: what all days share belongs to the level. */
function effect(weights: Float64Array, columns: readonly Float64Array[], t: number): number {
  return columns.reduce((sum, column, k) => sum + weights[k + 1]! * column[t]!, 0);
}

/** Logarithms less the mean of the four weeks around and less the mean of the weekday; NaN on closed days. */
function withoutLevelAndWeek(total: Float64Array, isOpen: (t: number) => boolean): Float64Array {
  const logs = total.map((value, t) => (isOpen(t) ? Math.log(value) : Number.NaN));
  const free = minusWeekdays(logs);
  const level = free.map((_, t) => meanOf(free.subarray(Math.max(0, t - LEVEL_DAYS / 2), t + LEVEL_DAYS / 2 + 1)));
  return free.map((value, t) => value - level[t]!);
}

function minusWeekdays(logs: Float64Array): Float64Array {
  const means = Array.from({ length: WEEK }, (_, k) => meanOf(logs.filter((_value, t) => t % WEEK === k)));
  return logs.map((value, t) => value - means[t % WEEK]!);
}

function meanOf(values: Float64Array): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : 0;
}
