import { fixed, ONE } from '../arithmetic/fixed.ts';
import { divideMinor, type RoundingMode } from '../arithmetic/rounding.ts';

/** Simple interest for so many days: amount × percent a year × days ÷ days of the year, rounded once. */
export function accruedInterest(amountMinor: number, annualPercent: string, days: number, daysInYear: number): number {
  const product = BigInt(amountMinor) * fixed(annualPercent) * BigInt(days);
  return divideMinor(product, 100n * ONE * BigInt(daysInYear), 'half-even');
}

/** A penalty at a yearly rate on what is overdue, for the days after grace. */
export function penaltyInterest(overdueMinor: number, annualPercent: string, days: number, daysInYear: number): number {
  return accruedInterest(overdueMinor, annualPercent, Math.max(0, days), daysInYear);
}

/** Interest at a rate per calendar day: the form in which price caps and late charges are written in Indonesia. */
export function dailyCharge(amountMinor: number, dailyPercent: string, days: number, mode: RoundingMode): number {
  return divideMinor(BigInt(amountMinor) * fixed(dailyPercent) * BigInt(Math.max(0, days)), 100n * ONE, mode);
}
