import { assert } from '#platform/assert';

/**
 * Named rounding rules. `half-even` sends a tie to the even neighbour (IEEE 754, and the default of the books), `half-up`
 * away from zero, `half-down` towards it, `up` away from zero always, `down` towards zero always.
 */
export type RoundingMode = 'half-even' | 'half-up' | 'half-down' | 'up' | 'down';

/** The whole number nearest to `numerator / denominator` by the named rule. Exact; the denominator is positive. */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  assert(denominator > 0n, 'A rounded division needs a positive denominator');
  const quotient = numerator / denominator;
  const rest = numerator % denominator;
  if (rest === 0n || mode === 'down') return quotient;
  const away = numerator < 0n ? quotient - 1n : quotient + 1n;
  if (mode === 'up') return away;
  const twice = rest < 0n ? -2n * rest : 2n * rest;
  if (twice > denominator) return away;
  if (twice < denominator) return quotient;
  if (mode === 'half-down') return quotient;
  return mode === 'half-up' || quotient % 2n !== 0n ? away : quotient;
}

/** As {@link divideRounded}, for amounts in minor units. Throws rather than leave the safe integers. */
export function divideMinor(numerator: bigint, denominator: bigint, mode: RoundingMode): number {
  const amount = Number(divideRounded(numerator, denominator, mode));
  assert(Number.isSafeInteger(amount), 'An amount left the safe integers');
  return amount;
}

/** The nearest multiple: 312 of 312.50 to whole units, half even. Amounts and multiple in minor units. */
export function roundToMultiple(amountMinor: number, multipleMinor: number, mode: RoundingMode): number {
  if (multipleMinor === 1) return amountMinor;
  return divideMinor(BigInt(amountMinor), BigInt(multipleMinor), mode) * multipleMinor;
}

/** One `count`-th of an amount, rounded once; the caller puts the difference where the product says. */
export function evenShare(amountMinor: number, count: number, mode: RoundingMode): number {
  return divideMinor(BigInt(amountMinor), BigInt(count), mode);
}
