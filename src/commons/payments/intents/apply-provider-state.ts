import type { Call } from '#platform/call';
import type { Sql, Tx } from '#platform/database';
import { eventInsert } from '#platform/events';
import { derivedId } from '#platform/ids';
import { postingInsert } from '#platform/posting';
import { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import { insertException } from '../exceptions/exception-queries.ts';
import type { ProviderPayment } from '../providers/payment-provider.ts';
import type { ChannelCode, ExceptionKind } from '../shapes.ts';
import * as bills from './bill-queries.ts';
import * as queries from './payment-queries.ts';
import {
  type BookedCapture,
  type Decision,
  decideOnProvider,
  isOpen,
  lateCheckAt,
  nextCheckAt,
  paymentOfReference,
  referenceOf,
} from './payment-rules.ts';

/** What the provider said, when asked. Never a notice's own words. */
export type Seen = { provider: string; payment: ProviderPayment };

/**
 * Brings a payment in line with its provider: two round trips, one of which decides under the payment's lock. Harmless
 * when repeated. `also` are statements written in the same transaction.
 */
export async function applyProviderState(
  deps: Pick<PaymentsDeps, 'database' | 'clock'>,
  call: Call,
  seen: Seen,
  also: Sql[] = [],
): Promise<void> {
  const known = paymentOfReference(seen.payment.reference);
  // The notice (or the time of the next look) that led here is behind this in the same log, so a crash repeats the question.
  const how = { lazy: 'where-shared' } as const;
  await deps.database.inTx(async (tx) => {
    const payment = known ? await queries.lockPayment(tx, known.paymentId) : undefined;
    if (known && payment) {
      // Money may come for a bill that was replaced; it then says what it was paid with.
      const isShown = known.attempt === payment.attempt;
      const channel = isShown ? undefined : await bills.findBillChannel(tx, payment.id, known.attempt);
      applyToPayment({ tx, call, now: deps.clock.now() }, payment, seen, channel);
    } else await keepUnmatched({ tx, call, now: deps.clock.now() }, seen);
    tx.write(...also);
  }, how);
}

type Work = { tx: Tx; call: Call; now: Date };

/** The same inside an open transaction that holds the payment's lock. Answers the decision. `channel`: of the bill that was seen. */
export function applyToPayment(
  work: Work,
  payment: queries.LockedPayment,
  seen: Seen,
  channel: ChannelCode = payment.channel,
): Decision {
  const { tx, now } = work;
  const state = {
    status: payment.status,
    amountMinor: payment.amountMinor,
    reference: referenceOf(payment.id, payment.attempt),
    knownCaptures: payment.captureKeys,
  };
  const decision = decideOnProvider(state, seen.provider, seen.payment);
  for (const capture of decision.captures) writeCapture(work, payment, seen, capture);
  if (decision.isWithdrawn) writeWithdrawal(work, payment, seen);
  if (decision.status !== payment.status) moveTo(work, payment, seen, { ...decision, channel });
  else tx.write(queries.setDueAt(payment.id, nextDue(payment, now)));
  return decision;
}

function nextDue(payment: queries.PaymentRow, now: Date): Date | null {
  if (isOpen(payment.status)) return nextCheckAt(payment, now);
  return payment.endedAt ? lateCheckAt({ status: payment.status, endedAt: payment.endedAt }, now) : null;
}

function moveTo(
  { tx, call, now }: Work,
  payment: queries.LockedPayment,
  seen: Seen,
  decision: Decision & { channel: ChannelCode },
): void {
  const booked = decision.captures.find((capture) => capture.bookedMinor > 0);
  const isPaidWithShownTry = seen.payment.reference === referenceOf(payment.id, payment.attempt);
  tx.write(
    queries.changePayment(payment.id, {
      status: decision.status,
      failureCode: decision.failureCode,
      provider: booked ? seen.provider : payment.provider,
      providerPaymentId:
        (booked || isPaidWithShownTry ? seen.payment.providerPaymentId : null) || payment.providerPaymentId,
      paidAt: booked ? booked.paidAt : null,
      endedAt: now,
      dueAt: lateCheckAt({ status: decision.status, endedAt: now }, now),
      now,
    }),
  );
  if (booked && !isPaidWithShownTry) tx.write(...adopt(payment, seen, { channel: decision.channel, now }));
  const ended = { ...payment, channel: booked ? decision.channel : payment.channel };
  tx.write(...endEvents(call, ended, decision, booked ? { ...booked, provider: seen.provider } : null));
}

/** Paid with another bill than the one shown: that one is the payment's own from now on, and the other is closed. */
function adopt(payment: queries.PaymentRow, seen: Seen, paid: { channel: ChannelCode; now: Date }): Sql[] {
  const known = paymentOfReference(seen.payment.reference);
  if (!known) return [];
  const { channel, now } = paid;
  return [
    bills.insertReplacedBill(payment, { madeAt: payment.createdAt, now, dueAt: now }),
    bills.adoptBill(payment.id, { attempt: known.attempt, channel }),
    bills.deleteBill(payment.id, known.attempt),
  ];
}

/** The event of a payment's end. */
export function endEvents(
  call: Call,
  payment: queries.PaymentRow,
  end: Pick<Decision, 'status' | 'failureCode'>,
  booked: (BookedCapture & { provider: string }) | null,
): Sql[] {
  const { id, invoiceId, payerId, channel, amountMinor, allocations } = payment;
  const facts = { paymentId: id, invoiceId, payerId, channel, amountMinor, allocations };
  const about = { call, aggregateId: id };
  switch (end.status) {
    case 'completed':
      return booked
        ? [
            eventInsert(paymentsContract, 'payment.completed', {
              ...about,
              payload: {
                ...facts,
                provider: booked.provider,
                paidAt: booked.paidAt.toISOString(),
                overMinor: booked.suspenseMinor,
              },
            }),
          ]
        : [];
    case 'failed':
      return [
        eventInsert(paymentsContract, 'payment.failed', {
          ...about,
          payload: { ...facts, failureCode: end.failureCode ?? 'failed' },
        }),
      ];
    case 'expired':
      return [eventInsert(paymentsContract, 'payment.expired', { ...about, payload: facts })];
    case 'cancelled':
      return [eventInsert(paymentsContract, 'payment.cancelled', { ...about, payload: facts })];
    default:
      return [];
  }
}

/** Records money that arrived and books it: escrow for what was asked, suspense for what was not. */
function writeCapture({ tx, call, now }: Work, payment: queries.PaymentRow, seen: Seen, capture: BookedCapture): void {
  const id = captureIdOf(seen.provider, capture);
  tx.write(
    queries.insertCapture(
      {
        ...capture,
        id,
        paymentId: payment.id,
        provider: seen.provider,
        providerPaymentId: seen.payment.providerPaymentId,
        reference: seen.payment.reference,
      },
      now,
    ),
  );
  const escrow =
    capture.bookedMinor > 0
      ? payment.allocations.map((part) => ({
          accountCode: `escrow:order:${part.orderId}`,
          side: 'credit' as const,
          amountMinor: part.amountMinor,
        }))
      : [];
  tx.write(capturePosting(call, { id, provider: seen.provider, reference: `payment:${payment.id}`, capture, escrow }));
  if (capture.kind !== 'exact')
    tx.write(
      ...exceptionStatements(
        { tx, call, now },
        {
          kind: capture.kind,
          payment,
          provider: seen.provider,
          captureId: id,
          amountMinor: capture.suspenseMinor,
          key: id,
        },
      ),
    );
}

type Credit = { accountCode: string; side: 'credit'; amountMinor: number };

function capturePosting(
  call: Call,
  booking: { id: string; provider: string; reference: string; capture: BookedCapture; escrow: Credit[] },
): Sql {
  const { capture, escrow } = booking;
  const suspense: Credit[] =
    capture.suspenseMinor > 0
      ? [{ accountCode: 'platform:suspense', side: 'credit', amountMinor: capture.suspenseMinor }]
      : [];
  return postingInsert('payments', call, {
    entryId: booking.id,
    kind: capture.bookedMinor > 0 ? 'payment.captured' : `payment.${capture.kind}`,
    currency: 'IDR',
    description: capture.kind === 'exact' ? '' : capture.kind,
    reference: booking.reference,
    lines: [
      { accountCode: `provider:${booking.provider}`, side: 'debit', amountMinor: capture.amountMinor },
      ...escrow,
      ...suspense,
    ],
  });
}

/** Money for no payment of ours: somebody must find out whose it is. */
async function keepUnmatched(work: Work, seen: Seen): Promise<void> {
  const { tx, call, now } = work;
  for (const capture of seen.payment.captures) {
    if (capture.amountMinor <= 0 || (await queries.isCaptureKnown(tx, seen.provider, capture.captureId))) continue;
    const id = captureIdOf(seen.provider, capture);
    const booked: BookedCapture = { ...capture, kind: 'unmatched', bookedMinor: 0, suspenseMinor: capture.amountMinor };
    tx.write(
      queries.insertCapture(
        {
          ...booked,
          id,
          paymentId: null,
          provider: seen.provider,
          providerPaymentId: seen.payment.providerPaymentId,
          reference: seen.payment.reference,
        },
        now,
      ),
    );
    tx.write(
      capturePosting(call, { id, provider: seen.provider, reference: `capture:${id}`, capture: booked, escrow: [] }),
    );
    tx.write(
      ...exceptionStatements(work, {
        kind: 'unmatched',
        payment: null,
        provider: seen.provider,
        captureId: id,
        amountMinor: capture.amountMinor,
        key: id,
      }),
    );
  }
}

/** The bank took back what it had confirmed (Permata may, within a minute). Nothing is booked: a person decides. */
function writeWithdrawal(work: Work, payment: queries.PaymentRow, seen: Seen): void {
  work.tx.write(
    ...exceptionStatements(work, {
      kind: 'withdrawn',
      payment,
      provider: seen.provider,
      captureId: null,
      amountMinor: payment.amountMinor,
      key: payment.id,
    }),
  );
}

function exceptionStatements(
  { call, now }: Work,
  found: {
    kind: ExceptionKind;
    payment: queries.PaymentRow | null;
    provider: string;
    captureId: string | null;
    amountMinor: number;
    key: string;
  },
): Sql[] {
  const id = derivedId('payments.exception', found.kind, found.key);
  const paymentId = found.payment?.id ?? null;
  const payload = {
    exceptionId: id,
    kind: found.kind,
    paymentId,
    payerId: found.payment?.payerId ?? null,
    refundId: null,
    amountMinor: found.amountMinor,
  };
  const { kind, provider, captureId, amountMinor } = found;
  return insertException(
    { id, kind, paymentId, refundId: null, captureId, provider, amountMinor, createdAt: now },
    eventInsert(paymentsContract, 'payment.exception', { call, aggregateId: paymentId ?? id, payload }),
  );
}

/** The same for the same arrival of money, whoever tells of it: row, ledger entry and exception hang on it. */
function captureIdOf(provider: string, capture: { captureId: string }): string {
  return derivedId('payments.capture', provider, capture.captureId);
}
