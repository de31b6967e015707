import { type Fixed, ONE, percentage } from '../arithmetic/fixed.ts';
import { divideMinor, divideRounded, type RoundingMode } from '../arithmetic/rounding.ts';
import { type DayCount, yearFraction } from '../calendar/day-count.ts';
import { type Day, daysBetween } from '../calendar/days.ts';
import type { ScheduleTerms } from './schedule-terms.ts';

/** `amount × rate a year × part of the year`, exact until its one rounding. */
export function interestOver(
  amountMinor: number,
  rate: Fixed,
  part: { numerator: bigint; denominator: bigint },
  mode: RoundingMode,
): number {
  return divideMinor(BigInt(amountMinor) * rate * part.numerator, part.denominator * ONE, mode);
}

/** The part of a year that one regular period is, when all periods count the same. */
export function equalPeriodPart(terms: ScheduleTerms): { numerator: bigint; denominator: bigint } {
  const { dueDates, dayCount } = terms;
  if (dueDates.kind === 'every' && dueDates.unit === 'days') {
    return { numerator: BigInt(dueDates.every), denominator: daysOfYear(dayCount) };
  }
  if (dueDates.kind === 'every' && dueDates.unit === 'weeks') {
    return { numerator: BigInt(dueDates.every), denominator: 52n };
  }
  return { numerator: BigInt(dueDates.kind === 'every' ? dueDates.every : 1), denominator: 12n };
}

/** The part of a year between two days of one period. */
export function periodPart(terms: ScheduleTerms, from: Day, until: Day): { numerator: bigint; denominator: bigint } {
  if (terms.method === 'flat-daily') return { numerator: BigInt(daysBetween(from, until)), denominator: 1n };
  return terms.interestPeriod === 'equal-periods' ? equalPeriodPart(terms) : yearFraction(from, until, terms.dayCount);
}

/** The period's factor: rate × part of the year. */
export function periodFactor(terms: ScheduleTerms, rate: Fixed, from: Day, until: Day): Fixed {
  const part = periodPart(terms, from, until);
  return divideRounded(rate * part.numerator, part.denominator, 'half-even');
}

/** The factor of the nominal period from which an equal instalment follows: 30 days a month, 7 a week. */
export function nominalFactor(terms: ScheduleTerms, rate: Fixed): Fixed {
  const part = terms.interestPeriod === 'equal-periods' ? equalPeriodPart(terms) : nominalDays(terms);
  return divideRounded(rate * part.numerator, part.denominator, 'half-even');
}

export function rateOf(percent: string): Fixed {
  return percentage(percent);
}

function nominalDays({ dueDates, dayCount }: ScheduleTerms): { numerator: bigint; denominator: bigint } {
  const denominator = daysOfYear(dayCount);
  if (dueDates.kind !== 'every') return { numerator: 30n, denominator };
  const perUnit = { days: 1n, weeks: 7n, months: 30n }[dueDates.unit];
  return { numerator: perUnit * BigInt(dueDates.every), denominator };
}

function daysOfYear(dayCount: DayCount): bigint {
  if (dayCount === 'actual/360' || dayCount === '30/360') return 360n;
  return dayCount === 'actual/364' ? 364n : 365n;
}
