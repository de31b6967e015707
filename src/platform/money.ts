import { type Static, Type } from 'typebox';
import { assert } from './assert.ts';

/** Exponents of the currencies we carry: how many digits stand behind the point (ISO 4217). */
export const CURRENCY_EXPONENTS = { IDR: 0, USD: 2, EUR: 2, GBP: 2, BRL: 2 } as const;
export type Currency = keyof typeof CURRENCY_EXPONENTS;

/** Above this an amount is a mistake: a thousand trillion rupiah, far inside the safe integers. */
export const MAX_AMOUNT_MINOR = 1_000_000_000_000_000;

/** An amount on the wire: integer minor units, never a float. */
export const Money = Type.Object(
  {
    amount: Type.Integer({
      minimum: -MAX_AMOUNT_MINOR,
      maximum: MAX_AMOUNT_MINOR,
      description: 'Minor units; rupiah has none',
    }),
    currency: Type.Union([
      Type.Literal('IDR'),
      Type.Literal('USD'),
      Type.Literal('EUR'),
      Type.Literal('GBP'),
      Type.Literal('BRL'),
    ]),
  },
  { additionalProperties: false },
);
export type Money = Static<typeof Money>;

/** Schema of a price or fee that people may enter: zero or more, bounded. */
export const AmountMinor = Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR });

export function rupiah(amountMinor: number): Money {
  assert(Number.isSafeInteger(amountMinor), `An amount is a whole number of rupiah, not ${amountMinor}`);
  return { amount: amountMinor, currency: 'IDR' };
}

/** Adds up; refuses to leave the safe integers. */
export function sumMinor(amounts: Iterable<number>): number {
  let total = 0;
  for (const amount of amounts) total += amount;
  assert(Number.isSafeInteger(total), 'A sum of money left the safe integers');
  return total;
}

/**
 * A share in basis points (1/100 of a percent), rounded half up to the whole minor unit.
 * Exact: calculated in BigInt.
 */
export function shareBps(amountMinor: number, rateBps: number): number {
  assert(
    Number.isSafeInteger(amountMinor) && Number.isInteger(rateBps) && amountMinor >= 0 && rateBps >= 0,
    'A share needs whole, non-negative parts',
  );
  return Number((BigInt(amountMinor) * BigInt(rateBps) + 5_000n) / 10_000n);
}

const rupiahDigits = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 0 });

/** `Rp 1.250.000` with a non-breaking space, as people read it. */
export function formatRupiah(amountMinor: number): string {
  const digits = rupiahDigits.format(Math.abs(amountMinor));
  return `${amountMinor < 0 ? '-' : ''}Rp\u00a0${digits}`;
}
