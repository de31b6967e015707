import { fixed, ONE } from '../arithmetic/fixed.ts';
import { divideMinor } from '../arithmetic/rounding.ts';

/**
 * Tax that a licensed operator withholds from the gross interest of funders (PMK 69/PMK.03/2022): 15 % PPh 23 of residents,
 * 20 % PPh 26 of others, or the rate of a treaty where a certificate of domicile was given.
 */
export type FunderTaxStatus = { residence: 'resident' } | { residence: 'non-resident'; treatyPercent?: string };

export type WithheldTax = { article: 'PPh 23' | 'PPh 26'; percent: string; amountMinor: number };

const RESIDENT_PERCENT = '15';
const NON_RESIDENT_PERCENT = '20';

/** The tax on one funder's interest, rounded down to whole units of the currency (`unitMinor` minor units). */
export function withheldTax(interestMinor: number, status: FunderTaxStatus, unitMinor = 1): WithheldTax {
  const isResident = status.residence === 'resident';
  const percent = isResident ? RESIDENT_PERCENT : (status.treatyPercent ?? NON_RESIDENT_PERCENT);
  const units = divideMinor(BigInt(interestMinor) * fixed(percent), 100n * ONE * BigInt(unitMinor), 'down');
  return { article: isResident ? 'PPh 23' : 'PPh 26', percent, amountMinor: units * unitMinor };
}

/**
 * An amount cut by shares, so that the parts add up to the whole: each is rounded down, and what is left goes one unit at a
 * time to those who lost most, the first of equals first (largest remainder).
 */
export function splitByShares(amountMinor: number, shares: readonly number[]): number[] {
  const total = shares.reduce((sum, share) => sum + BigInt(share), 0n);
  if (total === 0n) return shares.map(() => 0);
  const exact = shares.map((share) => BigInt(amountMinor) * BigInt(share));
  const parts = exact.map((product) => Number(product / total));
  let left = amountMinor - parts.reduce((sum, part) => sum + part, 0);
  const byLoss = exact
    .map((product, index) => ({ index, lost: product % total }))
    .sort((a, b) => Number(b.lost > a.lost) - Number(a.lost > b.lost) || a.index - b.index);
  for (const { index } of byLoss) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}

export type StampedDocument = 'agreement' | 'statement' | 'receipt';

/**
 * Stamp duty (UU 10/2020): Rp 10.000 on an agreement or statement whatever its amount; on a receipt only when it states
 * more than Rp 5.000.000. Amounts in whole rupiah.
 */
export function stampDuty(document: StampedDocument, amountRupiah: number): number {
  const RECEIPT_LINE = 5_000_000;
  const DUTY = 10_000;
  return document !== 'receipt' || amountRupiah > RECEIPT_LINE ? DUTY : 0;
}
