import { fixed, ONE } from '../arithmetic/fixed.ts';
import { divideMinor, type RoundingMode } from '../arithmetic/rounding.ts';
import type { Schedule } from '../schedule/schedule-terms.ts';

/** What a fee is for the caps: price, or one of the three things that are none (late charge, signature, tax). */
export type FeeNature = 'price' | 'late-charge' | 'certified-signature' | 'tax';

/** A fee of a product: taken out of the payout, or paid with each instalment. */
export type Fee = {
  name: string;
  nature: FeeNature;
  timing: 'at-disbursement' | 'each-instalment';
  amount: { kind: 'flat'; amountMinor: number } | { kind: 'percent'; percent: string };
};

export type FeeAmount = { name: string; nature: FeeNature; timing: Fee['timing']; totalMinor: number };

/** Each fee over the whole term, rounded once for each posting. Percent is of the funding amount. */
export function feesOf(fees: readonly Fee[], schedule: Schedule, mode: RoundingMode): FeeAmount[] {
  const instalments = schedule.rows.filter(({ kind }) => kind === 'instalment').length;
  return fees.map(({ name, nature, timing, amount }) => {
    const eachMinor =
      amount.kind === 'flat'
        ? amount.amountMinor
        : divideMinor(BigInt(schedule.principalMinor) * fixed(amount.percent), 100n * ONE, mode);
    return { name, nature, timing, totalMinor: timing === 'each-instalment' ? instalments * eachMinor : eachMinor };
  });
}

/** The whole price ("manfaat ekonomi"): interest and every fee that counts as price. */
export function priceOf(schedule: Schedule, fees: readonly FeeAmount[]): number {
  return fees.reduce(
    (total, { nature, totalMinor }) => (nature === 'price' ? total + totalMinor : total),
    schedule.interestMinor,
  );
}

/** What reaches the account: the funding amount less what is taken out of it. The caps never count from this. */
export function netPayout(schedule: Schedule, fees: readonly FeeAmount[]): number {
  return fees.reduce(
    (left, { timing, totalMinor }) => (timing === 'at-disbursement' ? left - totalMinor : left),
    schedule.principalMinor,
  );
}
