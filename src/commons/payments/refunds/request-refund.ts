import { setTimeout as pause } from 'node:timers/promises';
import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { derivedId } from '#platform/ids';
import { isRefusal, refuse } from '#platform/refusal';
import type { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import { isChannelCode } from '../intents/channel-rules.ts';
import { findPayment } from '../intents/payment-queries.ts';
import type { Refund } from '../shapes.ts';
import { followRefund } from './follow-refund.ts';
import { keepRefundAccount } from './refund-account.ts';
import * as queries from './refund-queries.ts';
import { decideRefund, decideWholeRefund } from './refund-rules.ts';

/** The sweep takes over what this request has not finished by then. */
const SWEEP_AFTER_MS = 60_000;

/** Takes the amount from what is left of the order, holds it in the ledger, and only then asks the provider. */
export async function refund(
  deps: PaymentsDeps,
  call: Call,
  input: InputOf<typeof paymentsContract, 'refund'>,
): Promise<Refund> {
  const { refundId, paymentId, orderId, amountMinor, reason } = input;
  const known = await queries.findRefund(deps.database, refundId);
  if (!known) {
    if (input.destination) {
      if (!(await findPayment(deps.database, paymentId))) throw refuse('payments.not-found');
      await keepRefundAccount(deps, call, paymentId, input.destination);
    }
    await writeDown(deps, call, { refundId, paymentId, orderId, amountMinor, reason });
  } else if (known.paymentId !== paymentId || known.orderId !== orderId || known.amountMinor !== amountMinor)
    throw refuse('payments.refund-conflict');
  await holdEscrow(deps, call, refundId);
  await followRefund(deps, call, refundId);
  return await getRefund(deps, call, { refundId });
}

async function writeDown(
  deps: PaymentsDeps,
  call: Call,
  wish: { refundId: string; paymentId: string; orderId: string; amountMinor: number; reason: string },
): Promise<void> {
  const { refundId: id, paymentId, orderId, amountMinor, reason } = wish;
  await deps.database.inTx(async (tx) => {
    const part = await queries.lockAllocation(tx, paymentId, orderId);
    if (!part) throw refuse('payments.not-found');
    // The lock was waited for: a twin of this request may have been here.
    if (await queries.findRefund(tx, id)) return;
    const decision = decideRefund(
      { isPaid: part.isPaid, allocatedMinor: part.amountMinor, refundingMinor: part.refundingMinor },
      amountMinor,
    );
    if (!decision.accepted) throw refuse(decision.code);
    const now = deps.clock.now();
    const canGoBack = isChannelCode(part.channel) && deps.providers.get(part.provider)?.canRefund(part.channel);
    const method = canGoBack ? 'provider' : 'payout';
    tx.write(
      ...queries.insertRefund({
        id,
        paymentId,
        orderId,
        amountMinor,
        reason,
        method,
        provider: part.provider,
        requestedBy: userIdOf(call),
        now,
        dueAt: new Date(now.getTime() + SWEEP_AFTER_MS),
      }),
    );
    tx.write(
      auditInsert('payments', call, {
        stream: `payment:${paymentId}`,
        action: 'payments.refund-requested',
        after: { refundId: id, orderId, amountMinor, reason, method },
      }),
    );
  });
}

/** The booking of a payment follows it within a second; a refund that comes right behind waits for it this long. */
const BOOKING_LAG_MS = 120_000;
const MOST_WAITING_MS = 3_000;

/** Phase one: without the hold nothing goes out. A refusal undoes the wish as if it had never been. */
async function holdEscrow(deps: PaymentsDeps, call: Call, refundId: string): Promise<void> {
  const row = present(await queries.findRefund(deps.database, refundId), 'A refund that was written down is there');
  if (row.status !== 'requested') return;
  const giveUpAt =
    performance.now() + (deps.clock.now().getTime() - row.paidAt.getTime() < BOOKING_LAG_MS ? MOST_WAITING_MS : 0);
  for (let pauseMs = 25; ; pauseMs *= 2) {
    try {
      await followRefund(deps, call, refundId, { onlyHold: true });
      return;
    } catch (error) {
      if (!isRefusal(error, 'ledger.balance-too-low')) throw error;
      if (performance.now() + pauseMs > giveUpAt) break;
      await pause(pauseMs);
    }
  }
  await deps.database.run(queries.withdrawRefund(row));
  throw refuse('payments.escrow-too-low');
}

/** A whole payment, or one order of it, in one go. Asked again, it goes on where the first try stopped. */
export async function refundPayment(
  deps: PaymentsDeps,
  call: Call,
  input: InputOf<typeof paymentsContract, 'refundPayment'>,
): Promise<{ refunds: Refund[] }> {
  const { paymentId, reason } = input;
  const allocations = await queries.listAllocations(deps.database, paymentId);
  const [first] = allocations;
  if (!first || (input.orderId !== undefined && !allocations.some((part) => part.orderId === input.orderId)))
    throw refuse('payments.not-found');
  const begun = await refundsOfWish(deps, input.refundId, allocations);
  const isSinglePart = input.orderId !== undefined || input.amountMinor !== undefined;
  if (begun.length > 0 && isSinglePart) return { refunds: begun };

  const open = allocations.filter((part) => !begun.some((row) => row.orderId === part.orderId));
  const decision = decideWholeRefund(
    { orderId: input.orderId ?? null, amountMinor: input.amountMinor ?? null },
    { isPaid: first.isPaid, allocations: open },
  );
  if (!decision.accepted && begun.length > 0) return { refunds: begun };
  if (!decision.accepted) throw refuse(decision.code);
  if (input.destination) await keepRefundAccount(deps, call, paymentId, input.destination);
  const refunds = [...begun];
  for (const part of decision.parts)
    refunds.push(
      await refund(deps, call, { refundId: partId(input.refundId, part.orderId), paymentId, reason, ...part }),
    );
  return { refunds };
}

async function refundsOfWish(
  deps: PaymentsDeps,
  refundId: string,
  allocations: readonly queries.AllocationRow[],
): Promise<Refund[]> {
  const rows = await Promise.all(
    allocations.map((part) => queries.findRefund(deps.database, partId(refundId, part.orderId))),
  );
  return rows.flatMap((row) => (row ? [refundView(row)] : []));
}

function partId(refundId: string, orderId: string): string {
  return derivedId('payments.refund', refundId, orderId);
}

export async function getRefund(deps: PaymentsDeps, _call: Call, input: { refundId: string }): Promise<Refund> {
  const row = await queries.findRefund(deps.database, input.refundId);
  if (!row) throw refuse('payments.refund-not-found');
  return refundView(row);
}

function refundView(row: queries.RefundRow): Refund {
  const statuses = {
    requested: 'pending',
    held: 'pending',
    sent: 'pending',
    account_needed: 'account_needed',
    succeeded: 'completed',
    failed: 'failed',
  } as const;
  return {
    refundId: row.id,
    paymentId: row.paymentId,
    orderId: row.orderId,
    amountMinor: row.amountMinor,
    status: statuses[row.status],
    reason: row.reason,
    failureCode: row.failureCode,
    createdAt: row.createdAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}
