import { fixed, ONE } from '../../credit/engine/arithmetic/fixed.ts';
import { divideMinor } from '../../credit/engine/arithmetic/rounding.ts';

/** Amounts in the files are decimals of a currency with so many digits; the engine counts minor units. */
export function toMinor(amount: unknown, digits: number): number {
  const text = typeof amount === 'number' ? plain(amount) : String(amount).trim();
  return divideMinor(fixed(text) * 10n ** BigInt(digits), ONE, 'half-even');
}

export function toAmount(amountMinor: number, digits: number): number {
  return amountMinor / 10 ** digits;
}

/** A number as decimal text, never with an exponent. */
export function plain(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20) : text;
}
