import { fixed } from '../arithmetic/fixed.ts';
import { daysBetween } from '../calendar/days.ts';
import { type Agreement, type CapLine, capFor, LIFE_CAP_PERCENT, PRICE_CAPS } from './price-caps.ts';
import { dailyCharge } from './simple-interest.ts';

/** The sum behind a decision about a price, as it is kept with the loan. Amounts in minor units. */
export type PriceProof = {
  fundingMinor: number;
  priceMinor: number;
  days: number;
  /** The line of the table, or `null` where none covers the agreement. */
  line: CapLine | null;
  /** Daily cap × calendar days × funding amount, rounded down. */
  mostMinor: number;
  /** Price and late charges over the life of the loan. */
  mostOfLifeMinor: number;
  verdict: 'within' | 'over-daily-cap' | 'over-life-cap' | 'no-rule-known';
};

/** Checks the whole price of an agreement in the order of the law: the dated daily cap, then the cap of the loan's life. */
export function checkPrice(
  agreement: Agreement,
  fundingMinor: number,
  priceMinor: number,
  table: readonly CapLine[] = PRICE_CAPS,
): PriceProof {
  const days = daysBetween(agreement.agreedOn, agreement.endsOn);
  const line = capFor(table, agreement);
  const mostMinor = line === null ? 0 : dailyCharge(fundingMinor, line.percentPerDay, days, 'down');
  const mostOfLifeMinor = lifeCap(fundingMinor);
  const proof = { fundingMinor, priceMinor, days, line, mostMinor, mostOfLifeMinor };
  if (line === null) return { ...proof, verdict: 'no-rule-known' };
  if (priceMinor > mostMinor) return { ...proof, verdict: 'over-daily-cap' };
  return { ...proof, verdict: priceMinor > mostOfLifeMinor ? 'over-life-cap' : 'within' };
}

/**
 * Checks the schedule that a later step makes. The table of the agreement's day is asked anew, with the new term. For the days
 * that were first agreed the line of the agreement still holds: a relief that lengthens a loan past six months and asks
 * nothing for it is possible, more days at the old price are not.
 */
export function checkPriceAgain(
  agreement: Agreement,
  first: PriceProof & { line: CapLine },
  priceMinor: number,
  table: readonly CapLine[] = PRICE_CAPS,
): PriceProof {
  const anew = checkPrice(agreement, first.fundingMinor, priceMinor, table);
  const days = Math.min(first.days, anew.days);
  const mostMinor = dailyCharge(first.fundingMinor, first.line.percentPerDay, days, 'down');
  if (mostMinor <= anew.mostMinor) return anew;
  const isWithin = priceMinor <= mostMinor && priceMinor <= anew.mostOfLifeMinor;
  const over = priceMinor > mostMinor ? ('over-daily-cap' as const) : ('over-life-cap' as const);
  return { ...anew, days, line: first.line, mostMinor, verdict: isWithin ? 'within' : over };
}

export function lifeCap(fundingMinor: number): number {
  return dailyCharge(fundingMinor, LIFE_CAP_PERCENT, 1, 'down');
}

/** The rate that may really be charged: the product's, or the cap where that is lower. Percent a day. */
export function lowerRate(ownPercent: string, line: CapLine | null): string {
  if (line === null) return '0';
  return fixed(ownPercent) < fixed(line.percentPerDay) ? ownPercent : line.percentPerDay;
}
