import type { Day } from '#engine/calendar/days';
import { daysBetween, laterOf } from '#engine/calendar/days';
import { annualPercentageRate, type CashFlow } from '#engine/finance/annual-rate';
import { newLoan } from '#engine/life/apply-event';
import { viewLoan } from '#engine/life/view-loan';
import { checkPrice } from '#engine/pricing/check-price';
import type { Instalment } from '#engine/replay/instalment';
import type { LoanTerms } from '#engine/replay/loan-facts';
import { totalOf } from '#engine/replay/parts';
import type { ChargeState } from '#engine/replay/replay-run';
import { agreementOf, loanTermsOf, type Wish } from './loan-terms.ts';
import type { Preview, PriceProofShape, ProductTerms } from './shapes.ts';

/**
 * A loan before anybody signs. The rows are those the loan would have on the day of its payout, reckoned by the same replay,
 * so preview, booking and contract cannot differ.
 */
export function previewLoan(product: ProductTerms, wish: Wish): { preview: Preview; terms: LoanTerms } {
  const draft = loanTermsOf(product, wish, wish.startOn);
  const planned = viewOf(draft);
  const endsOn = planned.rows.reduce((last, row) => laterOf(row.dueOn, last), wish.startOn);
  const terms = loanTermsOf(product, wish, endsOn);
  const { rows, charges } = viewOf(terms);
  const interestMinor = sumOf(rows, (row) => row.due.interest);
  const fees = feeAmounts(product, terms, charges);
  const takenMinor = sumOf(fees, (fee) => (fee.timing === 'at-disbursement' ? fee.totalMinor : 0));
  const priceMinor = interestMinor + sumOf(fees, (fee) => (fee.nature === 'price' ? fee.totalMinor : 0));
  const netPayoutMinor = wish.amountMinor - takenMinor;
  const preview: Preview = {
    amountMinor: wish.amountMinor,
    netPayoutMinor,
    startOn: wish.startOn,
    endsOn,
    rows: rowsOf(rows, wish.amountMinor),
    interestMinor,
    fees,
    totalMinor: sumOf(rows, (row) => totalOf(row.due)),
    priceMinor,
    annualRatePercent: annualRate(rows, wish.startOn, netPayoutMinor),
    proof: proofOf(product, wish, { endsOn, priceMinor }),
  };
  return { preview, terms };
}

function viewOf(terms: LoanTerms) {
  const enteredOn = terms.submittedOn;
  return viewLoan(newLoan({ id: 'preview', kind: 'applied', enteredOn, terms }));
}

function rowsOf(rows: readonly Instalment[], amountMinor: number): Preview['rows'] {
  let balanceMinor = amountMinor;
  return rows.map(({ number, kind, fromOn, dueOn, due }) => {
    balanceMinor -= due.principal;
    const feeMinor = due.fee + due.penalty;
    const totalMinor = totalOf(due);
    return {
      number,
      kind,
      fromOn,
      dueOn,
      principalMinor: due.principal,
      interestMinor: due.interest,
      feeMinor,
      totalMinor,
      balanceMinor,
    };
  });
}

/** Each fee over the whole term; the tax on a fee stands beside it. Overdue fees are none while all is paid. */
function feeAmounts(product: ProductTerms, terms: LoanTerms, charges: readonly ChargeState[]): Preview['fees'] {
  return (terms.fees ?? [])
    .filter(({ timing }) => timing !== 'overdue')
    .map(({ id, name, timing }) => {
      const nature = id.startsWith('tax-') ? 'tax' : (product.fees[Number(id.slice(4)) - 1]?.nature ?? 'price');
      const own = charges.filter((charge) => charge.id.slice(0, -11) === id);
      return { name, nature, timing, totalMinor: sumOf(own, (charge) => charge.amountMinor) };
    });
}

/** In percent with two digits; null where there is no such rate, as for a loan of a day at a wild price. */
function annualRate(rows: readonly Instalment[], startOn: Day, netPayoutMinor: number): number | null {
  const payments: CashFlow[] = rows.map((row) => ({ onDate: row.dueOn, amountMinor: totalOf(row.due) }));
  const paidMinor = sumOf(payments, (flow) => flow.amountMinor);
  if (netPayoutMinor <= 0 || paidMinor <= 0) return null;
  if (paidMinor === netPayoutMinor) return 0;
  // A factor past what a double can search for: not a rate anybody could read either.
  const years = daysBetween(startOn, payments.at(-1)?.onDate ?? startOn) / 365;
  if (years === 0 || Math.log10(paidMinor / netPayoutMinor) / years > 6) return null;
  const rate = annualPercentageRate([{ onDate: startOn, amountMinor: netPayoutMinor }], payments);
  return Math.round(rate * 10_000) / 100;
}

function proofOf(
  product: ProductTerms,
  wish: Wish,
  { endsOn, priceMinor }: { endsOn: Day; priceMinor: number },
): PriceProofShape {
  if (!wish.isCapped) {
    const days = daysBetween(wish.agreedOn, endsOn);
    return {
      fundingMinor: wish.amountMinor,
      priceMinor,
      days,
      line: null,
      mostMinor: 0,
      mostOfLifeMinor: 0,
      verdict: 'not-capped',
    };
  }
  // Days of the money, not of the paper: an agreement signed early may not cost more.
  const agreement = { ...agreementOf(product, wish, endsOn), agreedOn: wish.startOn };
  return checkPrice(agreement, wish.amountMinor, priceMinor);
}

export function isWithinCaps({ verdict }: PriceProofShape): boolean {
  return verdict === 'within' || verdict === 'not-capped';
}

function sumOf<T>(items: readonly T[], amountOf: (item: T) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}
