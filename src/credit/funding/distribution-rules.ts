import { type FunderTaxStatus, splitByShares, withheldTax } from '#engine/tax/withholding';
import { assert } from '#platform/assert';

/** What is passed on, by what it was paid for. Below zero where a payment turned out to be none. */
export type Components = { principalMinor: number; interestMinor: number; feeMinor: number; penaltyMinor: number };

/** A funder's share of a loan, and how it stands. */
export type Lot = {
  funderId: string;
  amountMinor: number;
  returnedMinor: number;
  interestMinor: number;
  recallMinor: number;
  tax: FunderTaxStatus;
};

export type FunderPart = {
  funderId: string;
  principalMinor: number;
  interestMinor: number;
  /** Withheld from the interest. */
  taxMinor: number;
  taxArticle: 'PPh 23' | 'PPh 26';
  /** Principal and interest less tax. */
  netMinor: number;
  /** Of the net, what fills what he owes back; below zero what he owes more. The rest goes into escrow. */
  recalledMinor: number;
};

export type Distribution = { parts: FunderPart[]; operatorMinor: number; taxMinor: number; totalMinor: number };

export const componentsOf = (list: readonly Components[]): Components => ({
  principalMinor: list.reduce((sum, one) => sum + one.principalMinor, 0),
  interestMinor: list.reduce((sum, one) => sum + one.interestMinor, 0),
  feeMinor: list.reduce((sum, one) => sum + one.feeMinor, 0),
  penaltyMinor: list.reduce((sum, one) => sum + one.penaltyMinor, 0),
});

export const totalOf = (one: Components): number =>
  one.principalMinor + one.interestMinor + one.feeMinor + one.penaltyMinor;

export const negated = (one: Components): Components => ({
  principalMinor: 0 - one.principalMinor,
  interestMinor: 0 - one.interestMinor,
  feeMinor: 0 - one.feeMinor,
  penaltyMinor: 0 - one.penaltyMinor,
});

/**
 * As much of it as there is money for: what is taken back first, then the funders' interest and principal, then the
 * operator's fees. What officers recorded at the counter has no money here, and must not hold up what has.
 */
export function affordable(amount: Components, availableMinor: number): Components {
  const back = Object.values(amount).reduce((sum, part) => sum + Math.min(part, 0), 0);
  let leftMinor = availableMinor - back;
  const take = (part: number): number => {
    const taken = part <= 0 ? part : Math.min(part, Math.max(leftMinor, 0));
    if (taken > 0) leftMinor -= taken;
    return taken;
  };
  const [interestMinor, principalMinor] = [take(amount.interestMinor), take(amount.principalMinor)];
  const [feeMinor, penaltyMinor] = [take(amount.feeMinor), take(amount.penaltyMinor)];
  return { principalMinor, interestMinor, feeMinor, penaltyMinor };
}

/**
 * Cuts money by whose it is. Principal goes by what is still out of each share, so that the last payment gives each the
 * last rupiah; interest goes by the shares. Fees and late charges are the operator's. Tax is withheld per funder from the
 * gross interest, rounded down (PMK 69/PMK.03/2022). Without lots all is the institution's. Conserves money: net parts, tax
 * and the operator's part add up to the whole.
 */
export function distribute(amount: Components, lots: readonly Lot[]): Distribution {
  const totalMinor = totalOf(amount);
  if (lots.length === 0) return { parts: [], operatorMinor: totalMinor, taxMinor: 0, totalMinor };
  const outMinor = lots.map((lot) => lot.amountMinor - lot.returnedMinor);
  const principal = cut(
    amount.principalMinor,
    outMinor,
    lots.map((lot) => lot.returnedMinor),
  );
  // More principal than is out cannot be: what a recovery brings beyond it counts as interest (see recoveryOf).
  const interest = cut(
    amount.interestMinor,
    lots.map((lot) => lot.amountMinor),
    lots.map((lot) => lot.interestMinor),
  );
  const parts = lots.map((lot, index) => partOf(lot, principal[index] ?? 0, interest[index] ?? 0));
  const taxMinor = parts.reduce((sum, part) => sum + part.taxMinor, 0);
  const operatorMinor = amount.feeMinor + amount.penaltyMinor;
  const netMinor = parts.reduce((sum, part) => sum + part.netMinor, 0);
  assert(netMinor + taxMinor + operatorMinor === totalMinor, 'A distribution gained or lost money');
  return { parts, operatorMinor, taxMinor, totalMinor };
}

/** Money in goes by what is left to give; money back by what each was given. */
function cut(amountMinor: number, toGive: readonly number[], given: readonly number[]): number[] {
  if (amountMinor >= 0) return splitByShares(amountMinor, toGive);
  return splitByShares(0 - amountMinor, given).map((part) => 0 - part);
}

function partOf(lot: Lot, principalMinor: number, interestMinor: number): FunderPart {
  const tax = withheldTax(Math.abs(interestMinor), lot.tax);
  const taxMinor = interestMinor < 0 ? 0 - tax.amountMinor : tax.amountMinor;
  const netMinor = principalMinor + interestMinor - taxMinor;
  const recalledMinor = netMinor < 0 ? netMinor : Math.min(netMinor, lot.recallMinor);
  const { funderId } = lot;
  return { funderId, principalMinor, interestMinor, taxMinor, taxArticle: tax.article, netMinor, recalledMinor };
}

/** Money after a write-off: principal as far as it is still out, the rest counts as interest. */
export function recoveryOf(amountMinor: number, principalOutMinor: number): Components {
  const principalMinor = Math.min(amountMinor, Math.max(principalOutMinor, 0));
  return { principalMinor, interestMinor: amountMinor - principalMinor, feeMinor: 0, penaltyMinor: 0 };
}

export type Line = { accountCode: string; side: 'debit' | 'credit'; amountMinor: number };

/** The entry of a distribution: out of what arrived for the loan, into escrow, recalls, tax and the institution's funds. */
export function distributionLines(loanId: string, tenantId: string, distribution: Distribution): Line[] {
  const funds = `custody:tenant:${tenantId}:funds`;
  return [
    signed(`custody:loan:${loanId}:received`, 0 - distribution.totalMinor),
    ...distribution.parts.flatMap((part) => [
      signed(`custody:funder:${part.funderId}:recall`, part.recalledMinor),
      signed(`custody:funder:${part.funderId}:escrow`, part.netMinor - part.recalledMinor),
    ]),
    signed(`custody:tenant:${tenantId}:tax`, distribution.taxMinor),
    signed(funds, distribution.operatorMinor),
  ].filter((line) => line.amountMinor !== 0);
}

/** A change in favour of an account's owner is a credit. */
function signed(accountCode: string, changeMinor: number): Line {
  return { accountCode, side: changeMinor < 0 ? 'debit' : 'credit', amountMinor: Math.abs(changeMinor) };
}
