import { assert } from '#platform/assert';
import type { ProviderCapture, ProviderPayment } from '../providers/payment-provider.ts';
import type { PaymentStatus } from '../shapes.ts';
import type { ChannelSetting } from './channel-rules.ts';

/**
 * What may become of a payment. Decisions look only at what the provider says when asked, never at the order or number of
 * its notices, so notices may come twice, late and out of order.
 */

export type StoredStatus = 'creating' | 'pending' | 'completed' | 'expired' | 'failed' | 'cancelled';
export type CaptureKind = 'exact' | 'over' | 'short' | 'late' | 'double' | 'unmatched';

export type PaymentState = {
  status: StoredStatus;
  amountMinor: number;
  /** Our reference of the try that people can pay. */
  reference: string;
  /** Ids of captures already recorded, as `captureKey` writes them. */
  knownCaptures: readonly string[];
};

/** Money that arrived, and where it goes: into escrow or into suspense. */
export type BookedCapture = ProviderCapture & { kind: CaptureKind; bookedMinor: number; suspenseMinor: number };

export type Decision = {
  status: StoredStatus;
  captures: BookedCapture[];
  failureCode: string | null;
  /** The provider took money back that had counted as paid: a person must look. */
  isWithdrawn: boolean;
};

export function captureKey(provider: string, captureId: string): string {
  return `${provider}/${captureId}`;
}

export function isOpen(status: StoredStatus): boolean {
  return status === 'creating' || status === 'pending';
}

/**
 * The next state from what the provider says. Money decides first: the first arrival that is enough completes an open
 * payment, everything else lies in suspense under its kind. What ended at the provider ends here, if it is the try that
 * people were shown.
 */
export function decideOnProvider(state: PaymentState, provider: string, seen: ProviderPayment): Decision {
  const isShownTry = seen.reference === state.reference;
  const captures = bookCaptures(state, provider, seen);
  if (captures.length > 0) return { ...afterMoney(state.status, captures, isShownTry), captures, isWithdrawn: false };
  if (isShownTry && isOpen(state.status)) return { ...afterEnd(state.status, seen), captures, isWithdrawn: false };
  const isTakenBack = seen.status === 'failed' || seen.status === 'cancelled';
  const isWithdrawn = state.status === 'completed' && isShownTry && isTakenBack;
  return { status: state.status, captures, failureCode: null, isWithdrawn };
}

/** New arrivals, each judged by what the ones before it have made of the payment. */
function bookCaptures(state: PaymentState, provider: string, seen: ProviderPayment): BookedCapture[] {
  const isShownTry = seen.reference === state.reference;
  const known = new Set(state.knownCaptures);
  const captures: BookedCapture[] = [];
  for (const capture of seen.captures) {
    const key = captureKey(provider, capture.captureId);
    if (known.has(key) || capture.amountMinor <= 0) continue;
    known.add(key);
    captures.push(book(capture, afterMoney(state.status, captures, isShownTry).status, state.amountMinor));
  }
  return captures;
}

/**
 * A code or account for one exact amount is used up by a short payment: nobody can pay the rest with it. Where it was
 * replaced by another one, that one can still be paid.
 */
function afterMoney(
  before: StoredStatus,
  captures: readonly BookedCapture[],
  isShownTry: boolean,
): Pick<Decision, 'status' | 'failureCode'> {
  if (captures.some((capture) => capture.bookedMinor > 0)) return { status: 'completed', failureCode: null };
  if (isShownTry && captures.some((capture) => capture.kind === 'short'))
    return { status: 'failed', failureCode: 'short-payment' };
  return { status: before, failureCode: null };
}

function afterEnd(before: StoredStatus, seen: ProviderPayment): Pick<Decision, 'status' | 'failureCode'> {
  switch (seen.status) {
    case 'failed':
      return { status: 'failed', failureCode: seen.failureCode ?? 'failed' };
    case 'expired':
    case 'cancelled':
      return { status: seen.status, failureCode: null };
    default:
      return { status: before, failureCode: null };
  }
}

function book(capture: ProviderCapture, status: StoredStatus, amountMinor: number): BookedCapture {
  const suspended = (kind: CaptureKind): BookedCapture => ({
    ...capture,
    kind,
    bookedMinor: 0,
    suspenseMinor: capture.amountMinor,
  });
  if (status === 'completed') return suspended('double');
  if (!isOpen(status)) return suspended('late');
  if (capture.amountMinor < amountMinor) return suspended('short');
  const overMinor = capture.amountMinor - amountMinor;
  return { ...capture, kind: overMinor === 0 ? 'exact' : 'over', bookedMinor: amountMinor, suspenseMinor: overMinor };
}

/** More bills than anybody needs; their numbers have two digits. */
export const MOST_ATTEMPTS = 20;

export type ChangeDecision =
  | { step: 'change' | 'nothing' | 'wait' }
  | { step: 'refuse'; code: 'payments.already-paid' | 'payments.not-open' };

/** Whether another bill may take the place of the one that is shown. */
export function decideChange(state: { status: StoredStatus; channel: string }, channel: string): ChangeDecision {
  switch (state.status) {
    case 'pending':
      return { step: state.channel === channel ? 'nothing' : 'change' };
    case 'creating':
      return { step: 'wait' };
    case 'completed':
      return { step: 'refuse', code: 'payments.already-paid' };
    default:
      return { step: 'refuse', code: 'payments.not-open' };
  }
}

/** How people see it; refunds show through. */
export function visibleStatus(status: StoredStatus, amountMinor: number, refundedMinor: number): PaymentStatus {
  if (status === 'creating') return 'pending';
  if (status !== 'completed' || refundedMinor === 0) return status;
  return refundedMinor >= amountMinor ? 'refunded' : 'partially_refunded';
}

const MINUTE_MS = 60_000;
const SHORTEST_LIFE_MS = MINUTE_MS;

export type IntentWish = {
  amountMinor: number;
  expiresAt: Date;
  allocations: readonly { orderId: string; amountMinor: number }[];
};
export type IntentDecision =
  | { accepted: true; expiresAt: Date }
  | {
      accepted: false;
      code:
        | 'payments.allocation-mismatch'
        | 'payments.amount-over-limit'
        | 'payments.amount-under-limit'
        | 'payments.expires-too-soon';
    };

/** Whether a bill may be opened on a channel, and until when: the asker's moment or the channel's, whichever comes first. */
export function decideIntent(wish: IntentWish, channel: ChannelSetting, now: Date): IntentDecision {
  const allocated = wish.allocations.reduce((sum, part) => sum + part.amountMinor, 0);
  const orders = new Set(wish.allocations.map((part) => part.orderId));
  if (allocated !== wish.amountMinor || orders.size !== wish.allocations.length)
    return { accepted: false, code: 'payments.allocation-mismatch' };
  if (wish.amountMinor > channel.maximumMinor) return { accepted: false, code: 'payments.amount-over-limit' };
  if (wish.amountMinor < channel.minimumMinor) return { accepted: false, code: 'payments.amount-under-limit' };
  const channelEnd = now.getTime() + channel.expiresInMinutes * MINUTE_MS;
  const expiresAt = Math.min(channelEnd, wish.expiresAt.getTime());
  if (expiresAt - now.getTime() < SHORTEST_LIFE_MS) return { accepted: false, code: 'payments.expires-too-soon' };
  return { accepted: true, expiresAt: new Date(expiresAt) };
}

/** First look of the sweep: by then a notice has normally come, and a creation that takes longer has been cut off. */
export function firstCheckAt(createdAt: Date): Date {
  return new Date(createdAt.getTime() + MINUTE_MS);
}

/**
 * When to ask the provider again about an open payment: every half minute at first, when people pay; later less often;
 * and right when its time is over.
 */
export function nextCheckAt(payment: { createdAt: Date; expiresAt: Date }, now: Date): Date {
  const ageMs = now.getTime() - payment.createdAt.getTime();
  const next = now.getTime() + pauseAtAge(ageMs);
  const end = payment.expiresAt.getTime();
  return new Date(now.getTime() < end ? Math.min(next, end) : now.getTime() + MINUTE_MS / 2);
}

function pauseAtAge(ageMs: number): number {
  if (ageMs < 15 * MINUTE_MS) return MINUTE_MS / 2;
  return ageMs < 120 * MINUTE_MS ? 5 * MINUTE_MS : 30 * MINUTE_MS;
}

/** A provider that cannot be asked does not keep a payment open for ever; money that still comes is late money. */
export const EXPIRY_GRACE_MS = 10 * MINUTE_MS;

/**
 * After its end a payment is looked at again, for money whose notice was lost: an unpaid one soon, and any a day later,
 * when the providers have stopped repeating their notices.
 */
export function lateCheckAt(end: { status: StoredStatus; endedAt: Date }, now: Date): Date | null {
  const sinceMs = now.getTime() - end.endedAt.getTime();
  if (end.status !== 'completed' && sinceMs < 5 * MINUTE_MS) return new Date(end.endedAt.getTime() + 10 * MINUTE_MS);
  return sinceMs < 12 * 60 * MINUTE_MS ? new Date(end.endedAt.getTime() + 24 * 60 * MINUTE_MS) : null;
}

/** A bill that was replaced is tried to be closed each minute at first, and looked at again as unpaid payments are. */
export function endedBillCheckAt(bill: { endedAt: Date; wasSeen: boolean }, now: Date): Date | null {
  const isFresh = now.getTime() - bill.endedAt.getTime() < 10 * MINUTE_MS;
  if (!bill.wasSeen && isFresh) return new Date(now.getTime() + MINUTE_MS);
  return lateCheckAt({ status: 'cancelled', endedAt: bill.endedAt }, now);
}

/** Our reference at the provider for one try of a payment. */
export function referenceOf(paymentId: string, attempt: number): string {
  assert(attempt >= 1 && attempt < 100, 'A payment is tried a few times only');
  return `${paymentId}-${attempt}`;
}

/** The payment behind a reference; null when the reference is not one of ours. */
export function paymentOfReference(reference: string): { paymentId: string; attempt: number } | null {
  const match = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})-(\d{1,2})$/.exec(reference);
  return match?.[1] === undefined ? null : { paymentId: match[1], attempt: Number(match[2]) };
}
