import type { Locale } from './language.ts';

/** Money as the API says it: whole minor units; the rupiah has no smaller unit. */
export type Money = { amount: number; currency: 'IDR' | 'USD' | 'EUR' | 'GBP' | 'BRL' };

const NBSP = '\u00a0';

function grouped(value: number): string {
  return String(Math.abs(Math.trunc(value))).replace(/\B(?=(\d{3})+$)/g, '.');
}

/** `Rp 1.250.000`, with a space that never breaks, no decimals, and a real minus sign before the currency. */
export function rupiah(money: Money | number): string {
  const amount = typeof money === 'number' ? money : money.amount;
  return `${amount < 0 ? '−' : ''}Rp${NBSP}${grouped(amount)}`;
}

/** `Rp 10.000 – Rp 25.000`, or one price when both ends are the same. */
export function rupiahRange(from: Money, to: Money): string {
  return from.amount === to.amount ? rupiah(from) : `${rupiah(from)} – ${rupiah(to)}`;
}

/** `1.250.000` for figures without a currency. */
export function thousands(value: number): string {
  return `${value < 0 ? '−' : ''}${grouped(value)}`;
}

/** How shops say how much was sold: `1rb+`, `250+`, `12`. Rounded down, so that it never promises too much. */
export function soldCount(count: number, locale: Locale): string {
  if (count >= 1_000_000) return `${Math.floor(count / 1_000_000)}${locale === 'id' ? 'jt' : 'M'}+`;
  if (count >= 1_000) return `${Math.floor(count / 1_000)}${locale === 'id' ? 'rb' : 'K'}+`;
  if (count >= 100) return `${Math.floor(count / 50) * 50}+`;
  return String(count);
}

/**
 * Reads what people type as a price: `1250000`, `1.250.000`, `1,250,000`, `Rp 1.250.000`.
 * @returns whole rupiah, or undefined when it is not a price or not a safe integer.
 */
export function parseRupiah(text: string): number | undefined {
  const digits = text.replace(/^\s*rp\.?/i, '').replace(/[\s\u00a0.,]/g, '');
  if (!/^\d{1,15}$/.test(digits)) return undefined;
  const amount = Number(digits);
  return Number.isSafeInteger(amount) ? amount : undefined;
}
