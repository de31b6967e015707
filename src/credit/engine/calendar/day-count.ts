import { addDays, type Day, dayOfMonth, daysBetween, daysInYear, earlierOf, yearOf } from './days.ts';

/**
 * Which part of a year a span of days is (ISDA 2006, section 4.16): `actual/365` fixed, `actual/actual` with each day
 * counted in its own year, `actual/360`, `30/360` with twelve equal months, `30/365` with the same months in a year of 365, and
 * `actual/364` for loans paid by weeks.
 */
export type DayCount = 'actual/365' | 'actual/actual' | 'actual/360' | '30/360' | '30/365' | 'actual/364';

/** An exact fraction of a year. */
export type YearFraction = { numerator: bigint; denominator: bigint };

export function yearFraction(from: Day, until: Day, dayCount: DayCount): YearFraction {
  switch (dayCount) {
    case 'actual/365':
      return { numerator: BigInt(daysBetween(from, until)), denominator: 365n };
    case 'actual/360':
      return { numerator: BigInt(daysBetween(from, until)), denominator: 360n };
    case 'actual/364':
      return { numerator: BigInt(daysBetween(from, until)), denominator: 364n };
    case '30/360':
      return { numerator: BigInt(daysOfEqualMonths(from, until)), denominator: 360n };
    case '30/365':
      return { numerator: BigInt(daysOfEqualMonths(from, until)), denominator: 365n };
    case 'actual/actual':
      return fractionByYears(from, until);
  }
}

/** 30/360 (bond basis): the 31st counts as the 30th where the rule says so. */
function daysOfEqualMonths(from: Day, until: Day): number {
  const start = Math.min(dayOfMonth(from), 30);
  const end = start === 30 ? Math.min(dayOfMonth(until), 30) : dayOfMonth(until);
  const months = (yearOf(until) - yearOf(from)) * 12 + Number(until.slice(5, 7)) - Number(from.slice(5, 7));
  return months * 30 + end - start;
}

/** Days of common years over 365 plus days of leap years over 366. */
function fractionByYears(from: Day, until: Day): YearFraction {
  let common = 0;
  let leap = 0;
  for (let start = from; start < until; ) {
    const end = earlierOf(until, `${yearOf(start) + 1}-01-01`);
    if (daysInYear(yearOf(start)) === 366) leap += daysBetween(start, end);
    else common += daysBetween(start, end);
    start = end;
  }
  if (leap === 0) return { numerator: BigInt(common), denominator: 365n };
  if (common === 0) return { numerator: BigInt(leap), denominator: 366n };
  return { numerator: BigInt(common) * 366n + BigInt(leap) * 365n, denominator: 365n * 366n };
}

/** The last day that still belongs to a span: the day before its end. */
export function lastDayOf(until: Day): Day {
  return addDays(until, -1);
}
