import { Temporal } from 'temporal-polyfill';
import { assert } from '#platform/assert';

/**
 * A calendar day as text, `2026-11-21`. Such texts compare as the days do, so `a < b` is "earlier". All arithmetic is the
 * calendar library's; what it said is remembered, because schedules ask about the same few thousand days over and over.
 */
export type Day = string;
export type DayUnit = 'days' | 'weeks' | 'months' | 'years';

const EPOCH = Temporal.PlainDate.from('1970-01-01');
const REMEMBERED = 50_000;
const numbers = new Map<Day, number>();
const days = new Map<number, Day>();
const shifted = new Map<string, Day>();

/** Throws unless the text is a day of the calendar. */
export function checkedDay(text: string): Day {
  assert(/^\d{4}-\d{2}-\d{2}$/.test(text), `"${text}" is no day`);
  return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
}

/** How many days from `from` to `until`; negative when `until` is earlier. */
export function daysBetween(from: Day, until: Day): number {
  return numberOf(until) - numberOf(from);
}

export function addDays(day: Day, count: number): Day {
  const wanted = numberOf(day) + count;
  return remember(days, wanted, () => EPOCH.add({ days: wanted }).toString());
}

/** Months from the anchor: the 31st clips to the end of a shorter month, and comes back in a longer one. */
export function addMonths(day: Day, count: number): Day {
  return remember(shifted, `${day}+${count}`, () => Temporal.PlainDate.from(day).add({ months: count }).toString());
}

export function addUnits(day: Day, count: number, unit: DayUnit): Day {
  if (unit === 'days') return addDays(day, count);
  if (unit === 'weeks') return addDays(day, 7 * count);
  return addMonths(day, unit === 'months' ? count : 12 * count);
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

export function dayOfMonth(day: Day): number {
  return Number(day.slice(8));
}

export function daysInYear(year: number): number {
  return daysBetween(`${year}-01-01`, `${year + 1}-01-01`);
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 8)}01`;
}

export function lastOfMonth(day: Day): Day {
  return addDays(addMonths(firstOfMonth(day), 1), -1);
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** Whole months and the days left over, counted from `from`: both are never negative when `until` is not earlier. */
export function monthsBetween(from: Day, until: Day): { months: number; days: number } {
  const span = Temporal.PlainDate.from(from).until(until, { largestUnit: 'months' });
  return { months: span.months, days: span.days };
}

/** For sorting: negative when `a` is earlier. */
export function compareDays(a: Day, b: Day): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function laterOf(a: Day, b: Day): Day {
  return a > b ? a : b;
}

export function earlierOf(a: Day, b: Day): Day {
  return a < b ? a : b;
}

function numberOf(day: Day): number {
  return remember(numbers, day, () => EPOCH.until(day, { largestUnit: 'days' }).days);
}

/** A pure function's answers may be kept; past the bound the memory starts over. */
function remember<K, V>(memory: Map<K, V>, key: K, compute: () => V): V {
  const known = memory.get(key);
  if (known !== undefined) return known;
  if (memory.size >= REMEMBERED) memory.clear();
  const value = compute();
  memory.set(key, value);
  return value;
}
