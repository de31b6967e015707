import { dayNumber } from './days.ts';

export type HijriDate = { year: number; month: number; day: number };
/** First day of a month as a government announced it, after its sighting. */
export type MonthStart = { year: number; month: number; on: string };

export const RAMADAN = 9;
export const SYAWAL = 10;
export const ZULHIJAH = 12;
const MONTHS = 12;
const DAY_MS = 86_400_000;

const format = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/** By the table of Umm al-Qura, as Node has it built in. `number`: days since 1970. */
function computed(number: number): HijriDate {
  const parts = format.formatToParts(number * DAY_MS);
  const read = (type: string): number => Number.parseInt(parts.find((part) => part.type === type)?.value ?? '', 10);
  return { year: read('year'), month: read('month'), day: read('day') };
}

/**
 * The Hijri calendar of Indonesia: Umm al-Qura, shifted where the government has announced another first day (its own sighting by
 * the MABIMS criteria is a day later in many years). An announced month lasts until the next month begins; months that nobody announced follow Umm al-Qura.
 */
export function hijriCalendar(announced: readonly MonthStart[]) {
  const starts = new Map(announced.map(({ year, month, on }) => [year * MONTHS + month - 1, dayNumber(on)]));
  const computedStarts = new Map<number, number>();

  /** First day of a month, as days since 1970. */
  function startOf(index: number): number {
    const given = starts.get(index);
    if (given !== undefined) return given;
    const known = computedStarts.get(index);
    if (known !== undefined) return known;
    const start = computedStart(index);
    computedStarts.set(index, start);
    return start;
  }

  return {
    dateOf(number: number): HijriDate {
      const { year, month } = computed(number);
      let index = year * MONTHS + month - 1;
      while (startOf(index) > number) index--;
      while (startOf(index + 1) <= number) index++;
      return { year: Math.floor(index / MONTHS), month: (index % MONTHS) + 1, day: number - startOf(index) + 1 };
    },
    /** Days since 1970 of the first day of a month. */
    firstOf: (year: number, month: number): number => startOf(year * MONTHS + month - 1),
    isAnnounced: (year: number, month: number): boolean => starts.has(year * MONTHS + month - 1),
  };
}
export type HijriCalendar = ReturnType<typeof hijriCalendar>;

const MEAN_MONTH = 29.530588;
/** 1 Muharam 1 (civil epoch), days since 1970. */
const EPOCH = -492_148;

/** Walks from the mean month to the day that Umm al-Qura calls the first. */
function computedStart(index: number): number {
  let number = Math.round(EPOCH + (index - MONTHS) * MEAN_MONTH);
  for (let tries = 0; tries < 60; tries++) {
    const { year, month, day } = computed(number);
    const difference = index - (year * MONTHS + month - 1);
    if (difference === 0 && day === 1) return number;
    number += difference === 0 ? 1 - day : Math.round(difference * MEAN_MONTH) || Math.sign(difference);
  }
  throw new Error(`The Hijri month ${index} cannot be found`);
}
