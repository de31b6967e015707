import { type Fixed, ONE, times } from '../arithmetic/fixed.ts';
import { divideMinor } from '../arithmetic/rounding.ts';
import type { ScheduleRounding } from './schedule-terms.ts';

/** What a chain of factors `f` makes of money: Π(1+f), and F of the equal instalment. */
export type Growth = { product: Fixed; sum: Fixed };

/**
 * The equal instalment that brings a balance down to `leftMinor` (zero, or the balloon) over periods with the factors `f`:
 * A = (P · Π(1+f) − B) ÷ F, where F₁ = 1 and Fᵢ = 1 + Fᵢ₋₁ · (1+fᵢ). With equal factors and no balloon this is the annuity
 * formula P · r ÷ (1 − (1+r)⁻ⁿ). Minor units, rounded once to the product's multiple.
 */
export function equalInstalment(
  balanceMinor: number,
  { product, sum }: Growth,
  rounding: ScheduleRounding,
  leftMinor = 0,
): number {
  const multiple = rounding.multipleMinor ?? 1;
  const numerator = BigInt(balanceMinor) * product - BigInt(leftMinor) * ONE;
  return divideMinor(numerator, sum * BigInt(multiple), rounding.instalmentMode ?? rounding.mode) * multiple;
}

export function growthOf(factors: readonly Fixed[]): Growth {
  let product = ONE;
  let sum = 0n;
  for (const [index, factor] of factors.entries()) {
    const growth = ONE + factor;
    product = times(product, growth);
    sum = index === 0 ? ONE : ONE + times(sum, growth);
  }
  return { product, sum };
}

const REMEMBERED = 5_000;
const known = new Map<Fixed, Map<number, Growth>>();

/** `count` equal factors. Remembered: a product asks for the same ones with every loan. */
export function equalGrowth(factor: Fixed, count: number): Growth {
  if (known.size >= REMEMBERED) known.clear();
  const byCount = known.get(factor) ?? new Map<number, Growth>();
  known.set(factor, byCount);
  const growth = byCount.get(count) ?? growthOf(new Array<Fixed>(count).fill(factor));
  byCount.set(count, growth);
  return growth;
}
