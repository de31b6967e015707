import { fixed, ONE } from '../arithmetic/fixed.ts';
import { divideMinor } from '../arithmetic/rounding.ts';
import { addDays, type Day, daysBetween, laterOf } from '../calendar/days.ts';
import { lifeCap, lowerRate } from './check-price.ts';
import { type Agreement, type CapLine, capFor, LATE_CAPS } from './price-caps.ts';

/** The principal that bears late charges from a day on, until the next entry. In the order of the days; 0 ends it. */
export type LateBase = { fromOn: Day; amountMinor: number };

export type LateTerms = {
  agreement: Agreement;
  fundingMinor: number;
  /** The product's own rate, percent a calendar day. The dated cap lowers it. */
  percentPerDay: string;
  /** Days after the due date that cost nothing. */
  graceDays: number;
  /** The dated caps, where they are not those of the law (for a case of another day's law). */
  caps?: readonly CapLine[];
  /** The price of the agreement: late charges and price together stop at the cap of the loan's life. */
  priceMinor: number;
};

export type LateCharge = {
  amountMinor: number;
  percentPerDay: string;
  /** Without the cap of the loan's life it would be this. */
  uncappedMinor: number;
  isStopped: boolean;
};

/**
 * All late charges from the due date until a day (that day not counted), as one sum: rate × base × calendar days after
 * grace, rounded down once, and never past what the cap of the loan's life leaves. What is posted on a day is the
 * difference to the sum of the day before, so no way of cutting the days changes the total.
 */
export function lateChargeUntil(terms: LateTerms, dueOn: Day, bases: readonly LateBase[], untilOn: Day): LateCharge {
  const percentPerDay = lowerRate(terms.percentPerDay, capFor(terms.caps ?? LATE_CAPS, terms.agreement));
  const firstOn = addDays(dueOn, terms.graceDays);
  let dayAmounts = 0n;
  for (const [index, { fromOn, amountMinor }] of bases.entries()) {
    const nextOn = bases[index + 1]?.fromOn ?? untilOn;
    const days = daysBetween(laterOf(fromOn, firstOn), nextOn < untilOn ? nextOn : untilOn);
    if (days > 0) dayAmounts += BigInt(amountMinor) * BigInt(days);
  }
  const uncappedMinor = divideMinor(dayAmounts * fixed(percentPerDay), 100n * ONE, 'down');
  const leftMinor = Math.max(0, lifeCap(terms.fundingMinor) - terms.priceMinor);
  const amountMinor = Math.min(uncappedMinor, leftMinor);
  return { amountMinor, percentPerDay, uncappedMinor, isStopped: amountMinor < uncappedMinor };
}
