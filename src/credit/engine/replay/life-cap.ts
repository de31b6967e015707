import type { Instalment } from './instalment.ts';
import type { LoanTerms } from './loan-facts.ts';
import type { ChargeState } from './replay-run.ts';

type Priced = { rows: readonly Instalment[]; charges: readonly ChargeState[] };

/**
 * What a loan costs over its life, as the cap of the loan's life counts it: interest, late charges and every fee, but not tax
 * and certified signatures. What was forgiven had been charged and counts; what a charge-back brought back counts once.
 */
export function priceOfLife(terms: LoanTerms, { rows, charges }: Priced): number {
  let priceMinor = feesBeside(terms, charges);
  for (const { due, credited } of rows) {
    priceMinor += due.interest + due.fee + due.penalty - credited.interest - credited.fee - credited.penalty;
  }
  return priceMinor;
}

/** The price alone ("manfaat ekonomi"), as the daily cap counts it: the same without late charges. */
export function priceAsked(terms: LoanTerms, { rows, charges }: Priced): number {
  return rows.reduce(
    (total, { due, credited }) => total + due.interest + due.fee - credited.interest - credited.fee,
    feesBeside(terms, charges),
  );
}

/** Price that stands in no row, less what stands in rows and is no price. */
function feesBeside(terms: LoanTerms, charges: Priced['charges']): number {
  let priceMinor = 0;
  const isNoPrice = new Set(terms.fees?.filter((fee) => !fee.isPrice && !fee.isPenalty).map(({ id }) => id));
  for (const { id, timing, amountMinor } of charges) {
    // The id of a product's fee is the fee's with the day on which it falls due.
    const counts = !isNoPrice.has(id.slice(0, -11));
    if (timing === 'at-disbursement' && counts) priceMinor += amountMinor;
    if (timing !== 'at-disbursement' && !counts) priceMinor -= amountMinor;
  }
  return priceMinor;
}

/** What the cap leaves; below zero where it is passed. Without a cap there is always room. */
export function roomOfLifeCap(terms: LoanTerms, priced: Priced): number {
  const lifeCapMinor = terms.lateCharge?.lifeCapMinor ?? null;
  return lifeCapMinor === null ? Number.MAX_SAFE_INTEGER : lifeCapMinor - priceOfLife(terms, priced);
}
