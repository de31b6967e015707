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

/** `ownMinor` and `groupMinor` include what is being promised now; `baseMinor` as `shareBase` says. */
export function decideLimit(position: FunderPosition, baseMinor: number): LimitDecision {
  const share = shareLimit(position, baseMinor);
  if (position.groupMinor > share) return { isWithin: false, code: 'funding.over-limit', limitMinor: share };
  const limitMinor = incomeLimit(position);
  if (limitMinor !== null && position.ownMinor > limitMinor)
    return { isWithin: false, code: 'funding.over-income-limit', limitMinor };
  return { isWithin: true };
}

/**
 * Of what the share is counted: what was out at the end of the month. An operator whose first month is not over yet has no
 * such day: then of what is out and promised now, the loan in question included. So its first loan has four funders at
 * least, or supervised ones.
 */
export function shareBase(monthEndMinor: number, nowMinor: number): number {
  return monthEndMinor > 0 ? monthEndMinor : nowMinor;
}

export function shareLimit({ isSupervised }: Pick<FunderPosition, 'isSupervised'>, baseMinor: number): number {
  return bps(baseMinor, isSupervised ? SUPERVISED_SHARE_BPS : SHARE_BPS);
}

/** Null where none binds: institutions, and people who have not said what they earn. */
export function incomeLimit({ kind, yearlyIncomeMinor }: Pick<FunderPosition, 'kind' | 'yearlyIncomeMinor'>) {
  if (kind !== 'person' || yearlyIncomeMinor === null) return null;
  return bps(yearlyIncomeMinor, yearlyIncomeMinor > SMALL_INCOME_MINOR ? LARGE_INCOME_BPS : SMALL_INCOME_BPS);
}

/** Rounded down: a limit is never passed by a rounding. */
function bps(amountMinor: number, rate: number): number {
  return Number((BigInt(amountMinor) * BigInt(rate)) / 10_000n);
}
