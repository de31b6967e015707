import { assertNever } from '#platform/assert';
import type { Call } from '#platform/call';
import type { Sql } from '#platform/database';
import { eventInsert } from '#platform/events';
import { derivedId } from '#platform/ids';
import { postingInsert } from '#platform/posting';
import { isRefusal } from '#platform/refusal';
import { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import { insertException, resolveRefundExceptions } from '../exceptions/exception-queries.ts';
import { feePosting } from '../fees/fee-posting.ts';
import { insertFee } from '../fees/fee-queries.ts';
import { inParallel } from '../parallel.ts';
import { followPayout } from '../payouts/follow-payout.ts';
import { findPayoutStatus, nextPayoutId } from '../payouts/payout-queries.ts';
import { startPayout } from '../payouts/start-payout.ts';
import { ProviderFault, type ProviderRefund, ProviderRefused } from '../providers/payment-provider.ts';
import type { ExceptionKind } from '../shapes.ts';
import * as queries from './refund-queries.ts';
import { followUpAt, meaningOfRefusal, refundAccountContext } from './refund-rules.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Far beyond any refund: it is settled or released by us, never by time. */
const HOLD_DAYS = 400;
const DAY_MS = 86_400_000;
const MOST_STEPS = 6;

/**
 * Takes a refund as far as it gets now: hold, then the provider or a payout, then the books. Every step starts from the
 * stored state and may be repeated; whoever comes first (request, notice, sweep) goes on. Unknown references are ignored.
 */
export async function followRefund(
  deps: PaymentsDeps,
  call: Call,
  refundId: string,
  options: { onlyHold?: boolean; providerRefundId?: string | null } = {},
): Promise<void> {
  if (!UUID.test(refundId)) return;
  for (let step = 0; step < MOST_STEPS; step++) {
    const refund = await queries.findRefund(deps.database, refundId);
    if (!refund || (options.onlyHold && refund.status !== 'requested')) return;
    // The answer to our asking was lost; the notice names what came of it.
    const named = refund.status === 'held' && refund.method === 'provider' ? options.providerRefundId : null;
    const goesOn = named
      ? await look(deps, call, { ...refund, providerRefundId: named })
      : await takeStep(deps, call, refund);
    if (!goesOn) return;
  }
}

/** Answers whether the next step may follow at once. */
async function takeStep(deps: PaymentsDeps, call: Call, refund: queries.RefundRow): Promise<boolean> {
  switch (refund.status) {
    case 'requested':
      return await hold(deps, call, refund);
    case 'held':
      return refund.method === 'provider' ? await send(deps, call, refund) : await sendPayout(deps, call, refund);
    case 'account_needed':
      return refund.refundAccountSealed === null ? false : await sendPayout(deps, call, refund);
    case 'sent':
      return refund.method === 'provider' ? await look(deps, call, refund) : await lookAtPayout(deps, call, refund);
    case 'succeeded':
    case 'failed':
      return false;
    default:
      return assertNever(refund.status);
  }
}

async function hold(deps: PaymentsDeps, call: Call, refund: queries.RefundRow): Promise<boolean> {
  const expiresAt = new Date(deps.clock.now().getTime() + HOLD_DAYS * DAY_MS).toISOString();
  await deps.ledger.placeHold(call, {
    holdId: refund.id,
    accountCode: escrowOf(refund),
    amountMinor: refund.amountMinor,
    reference: `refund:${refund.id}`,
    expiresAt,
  });
  await move(deps, refund, { status: 'held' });
  return true;
}

async function send(deps: PaymentsDeps, call: Call, refund: queries.RefundRow): Promise<boolean> {
  const provider = deps.providers.get(refund.provider);
  if (!provider) return await postpone(deps, refund);
  const { id: refundId, captureId, captureProviderPaymentId: providerPaymentId, amountMinor, reason } = refund;
  try {
    return await apply(
      deps,
      call,
      refund,
      await provider.refund({ refundId, captureId, providerPaymentId, amountMinor, reason }),
    );
  } catch (error) {
    if (error instanceof ProviderFault) return await postpone(deps, refund);
    if (!(error instanceof ProviderRefused)) throw error;
    deps.log.warn({ err: error, refundId }, 'a provider refused a refund');
    const meaning = meaningOfRefusal(error.code);
    if (meaning === 'later') return await postpone(deps, refund);
    if (meaning === 'failed') return await fail(deps, call, refund, error.code);
    await move(deps, refund, { status: 'held', method: 'payout' });
    return true;
  }
}

async function look(deps: PaymentsDeps, call: Call, refund: queries.RefundRow): Promise<boolean> {
  const { id: refundId, providerRefundId, captureId } = refund;
  try {
    const seen = await deps.providers.get(refund.provider)?.getRefund({ refundId, providerRefundId, captureId });
    return seen ? await apply(deps, call, refund, seen) : await postpone(deps, refund);
  } catch (error) {
    if (!(error instanceof ProviderFault || error instanceof ProviderRefused)) throw error;
    return await postpone(deps, refund);
  }
}

async function apply(
  deps: PaymentsDeps,
  call: Call,
  refund: queries.RefundRow,
  seen: ProviderRefund,
): Promise<boolean> {
  switch (seen.status) {
    case 'succeeded':
      return await complete(deps, call, refund, { provider: refund.provider, feeMinor: seen.feeMinor });
    case 'failed':
      return await fail(deps, call, refund, seen.failureCode ?? 'failed');
    case 'pending':
      await move(deps, refund, { status: 'sent', providerRefundId: seen.providerRefundId });
      return false;
    default:
      return assertNever(seen.status);
  }
}

/** The money leaves from the payout provider's wallet, to the account that the payer gave. Without one a person must help. */
async function sendPayout(deps: PaymentsDeps, call: Call, refund: queries.RefundRow): Promise<boolean> {
  const { refundAccountSealed, refundBankCode, refundAccountName } = refund;
  if (refundAccountSealed === null || refundBankCode === null) {
    await move(
      deps,
      refund,
      { status: 'account_needed', dueAt: null },
      exceptionOf(call, refund, 'refund-account-needed', deps.clock.now()),
    );
    return false;
  }
  const accountNumber = deps.cipher.decrypt(refundAccountSealed, refundAccountContext(refund.paymentId));
  const payoutId = await nextPayoutId(deps.database, refund.id);
  const account = { bankCode: refundBankCode, accountNumber, accountName: refundAccountName ?? '' };
  await startPayout(deps, {
    payoutId,
    purpose: 'refund',
    subjectId: refund.id,
    amountMinor: refund.amountMinor,
    account,
    description: 'Pengembalian dana',
    requestedBy: null,
    isHeld: true,
  });
  await move(deps, refund, { status: 'sent', providerRefundId: payoutId });
  await followPayout(deps, call, payoutId);
  return true;
}

async function lookAtPayout(deps: PaymentsDeps, call: Call, refund: queries.RefundRow): Promise<boolean> {
  const payout =
    refund.providerRefundId === null ? undefined : await findPayoutStatus(deps.database, refund.providerRefundId);
  if (payout?.status === 'succeeded')
    return await complete(deps, call, refund, { provider: payout.provider, feeMinor: 0 });
  if (payout?.status !== 'failed') return await postpone(deps, refund);
  // The bank would not take it: another account is needed. The next payout gets an id of its own.
  const now = deps.clock.now();
  await deps.database.batch([
    queries.clearRefundAccount(refund.paymentId),
    queries.changeRefund(refund.id, refund.status, {
      status: 'account_needed',
      method: 'payout',
      provider: refund.provider,
      providerRefundId: null,
      failureCode: payout.failureCode,
      dueAt: null,
      now,
    }),
    ...exceptionOf(call, refund, 'refund-account-needed', now),
  ]);
  return false;
}

/** The end: what was held leaves the books (the entry's id is the hold's, which settles it), and everybody is told. */
async function complete(
  deps: PaymentsDeps,
  call: Call,
  seen: queries.RefundRow,
  { provider, feeMinor }: { provider: string; feeMinor: number },
): Promise<boolean> {
  await deps.database.inTx(async (tx) => {
    const refund = await queries.lockRefund(tx, seen.id);
    if (!refund || refund.status === 'succeeded' || refund.status === 'failed') return;
    const now = deps.clock.now();
    const refundedMinor = refund.refundedMinor + refund.amountMinor;
    const payload = { ...factsOf(refund), refundedMinor, isFull: refundedMinor === refund.paymentMinor };
    tx.write(
      ...queries.completeRefund(refund, now),
      eventInsert(paymentsContract, 'refund.completed', { call, aggregateId: refund.paymentId, payload }),
      postingInsert('payments', call, {
        entryId: refund.id,
        kind: 'refund.completed',
        currency: 'IDR',
        description: refund.reason.slice(0, 300),
        reference: `refund:${refund.id}`,
        lines: [
          { accountCode: escrowOf(refund), side: 'debit', amountMinor: refund.amountMinor },
          { accountCode: `provider:${provider}`, side: 'credit', amountMinor: refund.amountMinor },
        ],
      }),
      resolveRefundExceptions(refund.id, now),
    );
    if (feeMinor > 0) tx.write(...refundFee(call, refund, { provider, feeMinor, now }));
  });
  return false;
}

function refundFee(
  call: Call,
  { id }: queries.RefundRow,
  { provider, feeMinor, now }: { provider: string; feeMinor: number; now: Date },
): Sql[] {
  const booking = { provider, transactionId: `refund:${id}`, amountMinor: feeMinor, reference: `refund:${id}` };
  return [insertFee({ ...booking, now }, feePosting(call, booking))];
}

/** Money first: the hold is given back before the refund is called failed, so a crash in between only repeats it. */
async function fail(deps: PaymentsDeps, call: Call, seen: queries.RefundRow, failureCode: string): Promise<boolean> {
  await releaseHold(deps, call, seen.id);
  await deps.database.inTx(async (tx) => {
    const refund = await queries.lockRefund(tx, seen.id);
    if (!refund || refund.status === 'succeeded' || refund.status === 'failed') return;
    const now = deps.clock.now();
    tx.write(
      ...queries.failRefund(refund, failureCode, now),
      eventInsert(paymentsContract, 'refund.failed', {
        call,
        aggregateId: refund.paymentId,
        payload: { ...factsOf(refund), failureCode },
      }),
      ...exceptionOf(call, refund, 'refund-failed', now),
    );
  });
  return false;
}

async function releaseHold(deps: PaymentsDeps, call: Call, holdId: string): Promise<void> {
  try {
    await deps.ledger.releaseHold(call, { holdId });
  } catch (error) {
    // Closed: another process has seen the end of this refund meanwhile, and booked it.
    if (!isRefusal(error, 'ledger.hold-not-found') && !isRefusal(error, 'ledger.hold-closed')) throw error;
  }
}

function factsOf(refund: queries.RefundRow) {
  const { id: refundId, paymentId, invoiceId, payerId, orderId, sellerId, amountMinor, reason } = refund;
  return { refundId, paymentId, invoiceId, payerId, orderId, sellerId, amountMinor, reason };
}

function exceptionOf(call: Call, refund: queries.RefundRow, kind: ExceptionKind, now: Date): Sql[] {
  const id = derivedId('payments.exception', kind, refund.id, String(refund.tries));
  const { paymentId, payerId, amountMinor, provider } = refund;
  const payload = { exceptionId: id, kind, paymentId, payerId, refundId: refund.id, amountMinor };
  return insertException(
    { id, kind, paymentId, refundId: refund.id, captureId: null, provider, amountMinor, createdAt: now },
    eventInsert(paymentsContract, 'payment.exception', { call, aggregateId: paymentId, payload }),
  );
}

type Move = {
  status: queries.StoredRefundStatus;
  method?: 'provider' | 'payout';
  providerRefundId?: string;
  dueAt?: Date | null;
};

async function move(deps: PaymentsDeps, refund: queries.RefundRow, change: Move, also: Sql[] = []): Promise<void> {
  const now = deps.clock.now();
  const { status, method = refund.method, providerRefundId = refund.providerRefundId } = change;
  const dueAt = change.dueAt === undefined ? followUpAt(refund.tries, now) : change.dueAt;
  await deps.database.batch([
    queries.changeRefund(refund.id, refund.status, {
      status,
      method,
      provider: refund.provider,
      providerRefundId,
      failureCode: refund.failureCode,
      dueAt,
      now,
    }),
    ...also,
  ]);
}

async function postpone(deps: PaymentsDeps, refund: queries.RefundRow): Promise<boolean> {
  await move(deps, refund, { status: refund.status });
  return false;
}

function escrowOf(refund: { orderId: string }): string {
  return `escrow:order:${refund.orderId}`;
}

const CLAIM_MS = 60_000;
const BATCH = 50;

/** Job: goes on with refunds whose time has come. */
export async function sweepRefunds(deps: PaymentsDeps, call: Call): Promise<number> {
  const now = deps.clock.now();
  const due = await queries.claimDueRefunds(deps.database, {
    now,
    until: new Date(now.getTime() + CLAIM_MS),
    limit: BATCH,
  });
  await inParallel(due, 5, async ({ id }) => {
    try {
      await followRefund(deps, call, id);
    } catch (error) {
      // Nobody waits for this refund any more and nothing has come of it: the money has gone to the seller.
      const refund = isRefusal(error, 'ledger.balance-too-low')
        ? await queries.findRefund(deps.database, id)
        : undefined;
      if (refund) await deps.database.run(queries.withdrawRefund(refund));
      else deps.log.error({ err: error, refundId: id }, 'a refund could not be followed');
    }
  });
  return due.length;
}
