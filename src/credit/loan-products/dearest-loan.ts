import type { Day } from '#engine/calendar/days';
import { isWithinCaps, previewLoan } from './preview-loan.ts';
import type { PriceProofShape, ProductTerms } from './shapes.ts';

/**
 * The dearest loan a product could make, measured against the caps: every term it allows, with the smallest amount (flat fees
 * weigh most) and the largest (rounding), from today and from the first of February, whose month has the fewest days.
 */
export function dearestLoan(
  terms: ProductTerms,
  { today, isCapped }: { today: Day; isCapped: boolean },
): PriceProofShape {
  let dearest: PriceProofShape | null = null;
  for (const startOn of [today, nextFebruary(today)]) {
    for (
      let periods = terms.periods.least;
      periods <= terms.periods.most;
      periods += isCapped ? 1 : terms.periods.most
    ) {
      for (const amountMinor of new Set([terms.amount.leastMinor, terms.amount.mostMinor])) {
        const { proof } = previewLoan(terms, { amountMinor, periods, startOn, agreedOn: startOn, isCapped }).preview;
        if (dearest === null || weightOf(proof) > weightOf(dearest)) dearest = proof;
      }
    }
  }
  if (dearest === null) throw new Error('A product allows at least one term');
  return dearest;
}

/** What of the cap is used; a price without a rule, or past a cap, weighs most. */
function weightOf(proof: PriceProofShape): number {
  const { priceMinor, mostMinor, mostOfLifeMinor } = proof;
  const used = priceMinor / Math.max(1, Math.min(mostMinor, mostOfLifeMinor));
  return isWithinCaps(proof) ? used : 1_000 + used;
}

function nextFebruary(today: Day): Day {
  const year = Number(today.slice(0, 4));
  const isPast = today.slice(5) > '02-01';
  return `${isPast ? year + 1 : year}-02-01`;
}
