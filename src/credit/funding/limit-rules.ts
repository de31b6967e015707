/**
 * What one funder may have out. POJK 40/2024: a funder and affiliates at most 25 % of the operator's outstanding at the end
 * of the month, supervised institutions 75 %; a person by yearly income 10 % up to 500 million, 20 % above.
 */

const SHARE_BPS = 2_500;
const SUPERVISED_SHARE_BPS = 7_500;
const SMALL_INCOME_MINOR = 500_000_000;
const SMALL_INCOME_BPS = 1_000;
const LARGE_INCOME_BPS = 2_000;

export type FunderPosition = {
  funderId: string;
  kind: 'person' | 'institution';
  isSupervised: boolean;
  yearlyIncomeMinor: number | null;
  /** Principal out, promised included: of the funder alone, and with affiliates. */
  ownMinor: number;
  groupMinor: number;
};

export type LimitDecision =
  | { isWithin: true }
  | { isWithin: false; code: 'funding.over-limit' | 'funding.over-income-limit'; limitMinor: number };

/** `ownMinor` and `groupMinor` include what is being promised now. An operator without a month behind it has no base yet. */
export function decideLimit(position: FunderPosition, monthEndMinor: number): LimitDecision {
  const share = bps(monthEndMinor, position.isSupervised ? SUPERVISED_SHARE_BPS : SHARE_BPS);
  if (monthEndMinor > 0 && position.groupMinor > share)
    return { isWithin: false, code: 'funding.over-limit', limitMinor: share };
  const income = position.yearlyIncomeMinor;
  if (position.kind !== 'person' || income === null) return { isWithin: true };
  const limitMinor = bps(income, income > SMALL_INCOME_MINOR ? LARGE_INCOME_BPS : SMALL_INCOME_BPS);
  if (position.ownMinor > limitMinor) return { isWithin: false, code: 'funding.over-income-limit', limitMinor };
  return { isWithin: true };
}

/** Rounded down: a limit is never passed by a rounding. */
function bps(amountMinor: number, rate: number): number {
  return Number((BigInt(amountMinor) * BigInt(rate)) / 10_000n);
}
