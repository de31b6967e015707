import { type Fixed, ONE, times } from '../arithmetic/fixed.ts';
import { divideMinor } from '../arithmetic/rounding.ts';
import type { ScheduleRounding } from './schedule-terms.ts';

/**
 * The equal instalment that brings a balance down to `leftMinor` (zero, or the balloon) over periods with the factors `f`:
 * A = (P · Π(1+f) − B) ÷ F, where F₁ = 1 and Fᵢ = 1 + Fᵢ₋₁ · (1+fᵢ). With equal factors and no balloon this is the annuity
 * formula P · r ÷ (1 − (1+r)⁻ⁿ). Minor units, rounded once to the product's multiple.
 */
export function equalInstalment(
  balanceMinor: number,
  factors: readonly Fixed[],
  rounding: ScheduleRounding,
  leftMinor = 0,
): number {
  let product = ONE;
  let sum = 0n;
  for (const [index, factor] of factors.entries()) {
    const growth = ONE + factor;
    product = times(product, growth);
    sum = index === 0 ? ONE : ONE + times(sum, growth);
  }
  const multiple = rounding.multipleMinor ?? 1;
  const numerator = BigInt(balanceMinor) * product - BigInt(leftMinor) * ONE;
  return divideMinor(numerator, sum * BigInt(multiple), rounding.instalmentMode ?? rounding.mode) * multiple;
}

/** `count` equal factors. */
export function equalFactors(factor: Fixed, count: number): Fixed[] {
  return new Array<Fixed>(count).fill(factor);
}
