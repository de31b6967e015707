// biome-ignore-all lint/complexity/useMaxParams: the functions have the arguments that spreadsheets gave them.
import { assert } from '#platform/assert';

/**
 * The spreadsheets' functions of time value, with their signs: money received is positive, money paid negative; `type` 1
 * means payments at the start of a period. Floating point, as there: for comparison and display, never for postings.
 * Definitions: OpenDocument 1.3, part 4, section 6.12.
 */
export type PaymentTiming = 0 | 1;

/** The payment per period: pv·(1+r)ⁿ + pmt·(1+r·type)·((1+r)ⁿ−1)/r + fv = 0. */
export function pmt(
  rate: number,
  periods: number,
  presentValue: number,
  futureValue = 0,
  type: PaymentTiming = 0,
): number {
  if (rate === 0) return -(presentValue + futureValue) / periods;
  const growth = grown(rate, periods);
  return (-(presentValue * growth + futureValue) * rate) / ((growth - 1) * (1 + rate * type));
}

export function pv(rate: number, periods: number, payment: number, futureValue = 0, type: PaymentTiming = 0): number {
  if (rate === 0) return -(futureValue + payment * periods);
  const growth = grown(rate, periods);
  return -(futureValue + (payment * (1 + rate * type) * (growth - 1)) / rate) / growth;
}

export function fv(rate: number, periods: number, payment: number, presentValue = 0, type: PaymentTiming = 0): number {
  if (rate === 0) return -(presentValue + payment * periods);
  const growth = grown(rate, periods);
  return -(presentValue * growth + (payment * (1 + rate * type) * (growth - 1)) / rate);
}

export function nper(
  rate: number,
  payment: number,
  presentValue: number,
  futureValue = 0,
  type: PaymentTiming = 0,
): number {
  if (rate === 0) return -(presentValue + futureValue) / payment;
  const due = payment * (1 + rate * type);
  return Math.log((due - futureValue * rate) / (due + presentValue * rate)) / Math.log1p(rate);
}

/** The interest part of one payment; with payments in advance the first one has none. */
export function ipmt(
  rate: number,
  period: number,
  periods: number,
  presentValue: number,
  futureValue = 0,
  type: PaymentTiming = 0,
): number {
  if (type === 1 && period === 1) return 0;
  const payment = pmt(rate, periods, presentValue, futureValue, type);
  const balance = fv(rate, period - 1, payment, presentValue, type);
  return type === 1 ? (balance * rate) / (1 + rate) : balance * rate;
}

/** The principal part of one payment. */
export function ppmt(
  rate: number,
  period: number,
  periods: number,
  presentValue: number,
  futureValue = 0,
  type: PaymentTiming = 0,
): number {
  return (
    pmt(rate, periods, presentValue, futureValue, type) - ipmt(rate, period, periods, presentValue, futureValue, type)
  );
}

/** Interest of the payments `from` to `until`, both included. */
export function cumipmt(
  rate: number,
  periods: number,
  presentValue: number,
  from: number,
  until: number,
  type: PaymentTiming,
): number {
  return sumOver(from, until, (period) => ipmt(rate, period, periods, presentValue, 0, type));
}

/** Principal of the payments `from` to `until`, both included. */
export function cumprinc(
  rate: number,
  periods: number,
  presentValue: number,
  from: number,
  until: number,
  type: PaymentTiming,
): number {
  return sumOver(from, until, (period) => ppmt(rate, period, periods, presentValue, 0, type));
}

/** The nominal yearly rate of an effective one, compounded so many times a year. */
export function nominal(effectiveRate: number, timesAYear: number): number {
  return timesAYear * ((1 + effectiveRate) ** (1 / timesAYear) - 1);
}

export function effect(nominalRate: number, timesAYear: number): number {
  return (1 + nominalRate / timesAYear) ** timesAYear - 1;
}

/** Interest of one period of a loan with equal principal; the period counts from 0. */
export function ispmt(rate: number, period: number, periods: number, presentValue: number): number {
  return -presentValue * rate * (1 - period / periods);
}

/** Present value of payments at the end of each period. */
export function npv(rate: number, values: readonly number[]): number {
  return values.reduce((total, value, index) => total + value / (1 + rate) ** (index + 1), 0);
}

/** The equal growth per period that turns one value into another. */
export function rri(periods: number, presentValue: number, futureValue: number): number {
  return (futureValue / presentValue) ** (1 / periods) - 1;
}

/** How many periods a growth takes. */
export function pduration(rate: number, presentValue: number, futureValue: number): number {
  return (Math.log(futureValue) - Math.log(presentValue)) / Math.log1p(rate);
}

const MOST_STEPS = 200;

/** The rate per period at which a payment fits. */
export function rate(
  periods: number,
  payment: number,
  presentValue: number,
  futureValue = 0,
  type: PaymentTiming = 0,
  guess = 0.1,
): number {
  return root((candidate) => fv(candidate, periods, payment, presentValue, type) + futureValue, guess);
}

/** The rate per period at which equal-spaced flows are worth nothing. */
export function irr(values: readonly number[], guess = 0.1): number {
  return root(
    (candidate) => values.reduce((total, value, index) => total + value / (1 + candidate) ** index, 0),
    guess,
  );
}

/** The return when outflows cost one rate and inflows earn another. */
export function mirr(values: readonly number[], financeRate: number, reinvestRate: number): number {
  const last = values.length - 1;
  const earned = values.reduce((total, v, index) => total + (v > 0 ? v * (1 + reinvestRate) ** (last - index) : 0), 0);
  const spent = values.reduce((total, v, index) => total + (v < 0 ? v / (1 + financeRate) ** index : 0), 0);
  return (-earned / spent) ** (1 / last) - 1;
}

/** Where a function of a rate crosses zero: Newton from the guess, bisection where Newton strays. */
export function root(f: (rate: number) => number, guess: number): number {
  return newton(f, guess) ?? bisected(f);
}

function newton(f: (rate: number) => number, guess: number): number | null {
  let x = guess;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const y = f(x);
    if (!Number.isFinite(y)) return null;
    const h = Math.max(1e-7, Math.abs(x) * 1e-7);
    const slope = (f(x + h) - f(x - h)) / (2 * h);
    if (slope === 0 || !Number.isFinite(slope)) return null;
    const next = x - y / slope;
    if (next <= -1) return null;
    if (Math.abs(next - x) < 1e-13) return next;
    x = next;
  }
  return null;
}

function bisected(f: (rate: number) => number): number {
  let low = -0.999999;
  let high = 1;
  while (high < 1e9 && Math.sign(f(low)) === Math.sign(f(high))) high *= 4;
  assert(Math.sign(f(low)) !== Math.sign(f(high)), 'These flows have no rate of return');
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (Math.sign(f(middle)) === Math.sign(f(low))) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function grown(rate: number, periods: number): number {
  return Math.exp(periods * Math.log1p(rate));
}

function sumOver(from: number, until: number, of: (period: number) => number): number {
  let total = 0;
  for (let period = from; period <= until; period += 1) total += of(period);
  return total;
}
