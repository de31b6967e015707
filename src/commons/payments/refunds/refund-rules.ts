/** What may go back, and what follows from a provider's no. */

export type RefundWishState = { isPaid: boolean; allocatedMinor: number; refundingMinor: number };
export type RefundDecision =
  | { accepted: true }
  | { accepted: false; code: 'payments.not-paid' | 'payments.refund-over-paid' };

/** At most what was paid for the order, less what has gone back or is on its way. */
export function decideRefund(state: RefundWishState, amountMinor: number): RefundDecision {
  if (!state.isPaid) return { accepted: false, code: 'payments.not-paid' };
  return amountMinor > state.allocatedMinor - state.refundingMinor
    ? { accepted: false, code: 'payments.refund-over-paid' }
    : { accepted: true };
}

export type WholeDecision =
  | { accepted: true; parts: { orderId: string; amountMinor: number }[] }
  | { accepted: false; code: 'payments.not-paid' | 'payments.refund-over-paid' | 'payments.order-required' };

/** Spreads a wish over the orders of a payment: one order, or all that is left of all of them. An amount needs its order. */
export function decideWholeRefund(
  wish: { orderId: string | null; amountMinor: number | null },
  payment: {
    isPaid: boolean;
    allocations: readonly { orderId: string; amountMinor: number; refundingMinor: number }[];
  },
): WholeDecision {
  if (!payment.isPaid) return { accepted: false, code: 'payments.not-paid' };
  const orders =
    wish.orderId === null ? payment.allocations : payment.allocations.filter((part) => part.orderId === wish.orderId);
  if (wish.amountMinor !== null && orders.length > 1) return { accepted: false, code: 'payments.order-required' };
  const parts = orders
    .map((part) => ({
      orderId: part.orderId,
      amountMinor: wish.amountMinor ?? part.amountMinor - part.refundingMinor,
      leftMinor: part.amountMinor - part.refundingMinor,
    }))
    .filter((part) => part.amountMinor > 0);
  if (parts.length === 0 || parts.some((part) => part.amountMinor > part.leftMinor))
    return { accepted: false, code: 'payments.refund-over-paid' };
  return { accepted: true, parts: parts.map(({ orderId, amountMinor }) => ({ orderId, amountMinor })) };
}

/** The money cannot go back the way it came; an account of the payer's can still take it. */
const OTHER_WAY = new Set([
  'REFUND_NOT_SUPPORTED',
  'PARTIAL_REFUND_NOT_SUPPORTED',
  'INELIGIBLE_TRANSACTION',
  'INELIGIBLE_TRANSACTION_STATUS',
  '412',
]);
/** The same wish may be granted later, or has been granted before and its answer was lost. */
const LATER = new Set([
  'REFUND_IN_PROGRESS',
  'TEMPORARILY_UNAVAILABLE',
  'INSUFFICIENT_BALANCE',
  'DUPLICATE_ERROR',
  'IDEMPOTENCY_ERROR',
  '406',
]);

export function meaningOfRefusal(code: string): 'other-way' | 'later' | 'failed' {
  if (OTHER_WAY.has(code)) return 'other-way';
  return LATER.has(code) ? 'later' : 'failed';
}

const LONGEST_PAUSE_MS = 3_600_000;

/** Pauses between looks at something that a provider is working on: half a minute, doubling up to an hour. */
export function followUpAt(tries: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(30_000 * 2 ** Math.min(tries, 10), LONGEST_PAUSE_MS));
}

/** What the sealed account of a payment is bound to: copied to another payment it does not open. */
export function refundAccountContext(paymentId: string): string {
  return `payments.refund_account:${paymentId}`;
}
