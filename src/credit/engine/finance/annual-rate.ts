import { assert } from '#platform/assert';
import { type Day, daysBetween } from '../calendar/days.ts';
import { root } from './time-value.ts';

/** Money on a day, in minor units: negative when it leaves the lender, positive when it comes back. */
export type CashFlow = { onDate: Day; amountMinor: number };

/** Present value on the day of the first flow, each day a 365th of a year (the spreadsheets' XNPV). */
export function xnpv(rate: number, flows: readonly CashFlow[]): number {
  const start = flows[0]?.onDate;
  if (start === undefined) return 0;
  return flows.reduce(
    (total, flow) => total + flow.amountMinor / (1 + rate) ** (daysBetween(start, flow.onDate) / 365),
    0,
  );
}

/** The yearly rate at which the flows are worth nothing (XIRR). There must be money out and money in. */
export function xirr(flows: readonly CashFlow[], guess = 0.1): number {
  const hasBoth = flows.some((flow) => flow.amountMinor > 0) && flows.some((flow) => flow.amountMinor < 0);
  assert(hasBoth, 'A rate of return needs money out and money in');
  return root((rate) => xnpv(rate, flows), guess);
}

/**
 * The annual percentage rate a borrower is shown: XIRR of what reaches the account (payout less the fees taken out of it)
 * and of all that is paid back with interest and fees, actual/365. As a factor: 0.12 is 12 %.
 */
export function annualPercentageRate(payouts: readonly CashFlow[], payments: readonly CashFlow[]): number {
  return xirr([
    ...payouts.map(({ onDate, amountMinor }) => ({ onDate, amountMinor: -amountMinor })),
    ...payments.filter(({ amountMinor }) => amountMinor !== 0),
  ]);
}
