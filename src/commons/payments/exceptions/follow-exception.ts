import { assert } from '#platform/assert';
import type { Call } from '#platform/call';
import type { Sql } from '#platform/database';
import { derivedId } from '#platform/ids';
import { postingInsert } from '#platform/posting';
import type { PaymentsDeps } from '../deps.ts';
import { settleChargeback } from '../disputes/settle-chargeback.ts';
import { inParallel } from '../parallel.ts';
import { followPayout } from '../payouts/follow-payout.ts';
import { findPayoutStatus, nextPayoutId } from '../payouts/payout-queries.ts';
import { startPayout } from '../payouts/start-payout.ts';
import { ProviderFault, type ProviderRefund, ProviderRefused } from '../providers/payment-provider.ts';
import { followRefund } from '../refunds/follow-refund.ts';
import { findRefund, setRefundAccount } from '../refunds/refund-queries.ts';
import { followUpAt, meaningOfRefusal, refundAccountContext } from '../refunds/refund-rules.ts';
import * as queries from './exception-queries.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Sends approved money back, or looks how that stands. Starts from the stored state and may be repeated; others are
 * ignored.
 *
 * @param namedRefundId the provider's refund as its notice names it, for when the answer to our asking was lost
 */
export async function followException(
  deps: PaymentsDeps,
  call: Call,
  exceptionId: string,
  namedRefundId: string | null = null,
): Promise<void> {
  if (!UUID.test(exceptionId)) return;
  const found = await queries.findException(deps.database, exceptionId);
  if (found?.status !== 'resolving') return;
  if (found.kind === 'chargeback') await settleChargeback(deps, call, found);
  else if (found.kind === 'refund-account-needed') await giveAccount(deps, call, found);
  else if (found.destinationSealed !== null) await payOut(deps, call, found);
  else await giveBack(deps, call, { ...found, providerRefundId: found.providerRefundId ?? namedRefundId });
}

/** The refund itself goes on with the account; its money is held in escrow, not in suspense. */
async function giveAccount(deps: PaymentsDeps, call: Call, found: queries.ExceptionRow): Promise<void> {
  const { refundId, paymentId, destinationSealed, destinationBankCode: bankCode, destinationName } = found;
  if (refundId === null || paymentId === null || destinationSealed === null || bankCode === null) return;
  const accountNumber = deps.cipher.decrypt(destinationSealed, destinationContext(found.id));
  const sealed = deps.cipher.encrypt(accountNumber, refundAccountContext(paymentId));
  const now = deps.clock.now();
  const isWaiting = (await findRefund(deps.database, refundId))?.status === 'account_needed';
  const account = isWaiting ? [setRefundAccount(paymentId, { bankCode, sealed, name: destinationName ?? '' })] : [];
  await deps.database.batch([
    ...account,
    queries.resolveException(found.id, { action: 'refund', note: null, by: null, at: now }),
  ]);
  await followRefund(deps, call, refundId);
}

async function payOut(deps: PaymentsDeps, call: Call, found: queries.ExceptionRow): Promise<void> {
  const payoutId = found.providerRefundId ?? (await beginPayout(deps, found));
  await followPayout(deps, call, payoutId);
  const payout = await findPayoutStatus(deps.database, payoutId);
  if (payout?.status === 'succeeded') await settle(deps, call, found, `provider:${payout.provider}`);
  else if (payout?.status === 'failed') await reopen(deps, found, payout.failureCode ?? 'failed');
  else await postpone(deps, found);
}

/** Its id is remembered before the money moves: what failed is never sent again by itself. */
async function beginPayout(deps: PaymentsDeps, found: queries.ExceptionRow): Promise<string> {
  const { id, destinationSealed, destinationBankCode: bankCode, destinationName, amountMinor } = found;
  assert(destinationSealed !== null && bankCode !== null, 'A case that is paid out has its destination');
  const account = {
    bankCode,
    accountNumber: deps.cipher.decrypt(destinationSealed, destinationContext(id)),
    accountName: destinationName ?? '',
  };
  const payoutId = await nextPayoutId(deps.database, id);
  await startPayout(deps, {
    payoutId,
    purpose: 'exception',
    subjectId: id,
    amountMinor,
    account,
    description: 'Pengembalian dana',
    requestedBy: found.resolvedBy,
    isHeld: true,
  });
  await postpone(deps, found, payoutId);
  return payoutId;
}

async function giveBack(deps: PaymentsDeps, call: Call, found: queries.ExceptionRow): Promise<void> {
  try {
    const seen = await askProvider(deps, found);
    if (seen?.status === 'succeeded') await settle(deps, call, found, `provider:${found.provider}`);
    else if (seen?.status === 'failed') await reopen(deps, found, seen.failureCode ?? 'failed');
    else await postpone(deps, found, seen?.providerRefundId);
  } catch (error) {
    if (error instanceof ProviderRefused && meaningOfRefusal(error.code) !== 'later')
      await reopen(deps, found, error.code);
    else if (error instanceof ProviderFault || error instanceof ProviderRefused) await postpone(deps, found);
    else throw error;
  }
}

/** The case's id is our reference of the refund: asked again, the provider finds the one it made. */
async function askProvider(deps: PaymentsDeps, found: queries.ExceptionRow): Promise<ProviderRefund | null> {
  const provider = deps.providers.get(found.provider);
  const { id: refundId, providerCaptureId: captureId, providerPaymentId, amountMinor, providerRefundId } = found;
  if (!provider || captureId === null) return null;
  if (providerRefundId !== null) return await provider.getRefund({ refundId, providerRefundId, captureId });
  return await provider.refund({
    refundId,
    captureId,
    providerPaymentId: providerPaymentId ?? '',
    amountMinor,
    reason: found.note ?? found.kind,
  });
}

async function settle(deps: PaymentsDeps, call: Call, found: queries.ExceptionRow, to: string): Promise<void> {
  await deps.database.inTx(async (tx) => {
    const locked = await queries.lockException(tx, found.id);
    if (locked?.status !== 'resolving') return;
    tx.write(
      settlement(call, locked, to),
      queries.resolveException(found.id, { action: 'refund', note: null, by: null, at: deps.clock.now() }),
    );
  });
}

/** Takes the money of a case out of suspense, once: the entry's id follows from the case. */
export function settlement(
  call: Call,
  found: Pick<queries.ExceptionRow, 'id' | 'kind' | 'amountMinor'>,
  to: string,
): Sql {
  return postingInsert('payments', call, {
    entryId: derivedId('payments.exception-settled', found.id),
    kind: 'payment.exception-resolved',
    currency: 'IDR',
    description: found.kind,
    reference: `payment-exception:${found.id}`,
    lines: [
      { accountCode: 'platform:suspense', side: 'debit', amountMinor: found.amountMinor },
      { accountCode: to, side: 'credit', amountMinor: found.amountMinor },
    ],
  });
}

async function reopen(deps: PaymentsDeps, found: queries.ExceptionRow, failure: string): Promise<void> {
  deps.log.warn({ exceptionId: found.id, failure }, 'money of a payment case could not be sent back');
  await deps.database.run(queries.reopenException(found.id, `${found.note ?? ''} (${failure})`.trim().slice(0, 500)));
}

async function postpone(
  deps: PaymentsDeps,
  found: queries.ExceptionRow,
  providerRefundId: string | null = null,
): Promise<void> {
  await deps.database.run(
    queries.postponeException(found.id, { dueAt: followUpAt(found.tries, deps.clock.now()), providerRefundId }),
  );
}

export function destinationContext(exceptionId: string): string {
  return `payments.exceptions:${exceptionId}`;
}

const CLAIM_MS = 60_000;
const BATCH = 50;

/** Job: goes on with cases whose money is on its way. */
export async function sweepExceptions(deps: PaymentsDeps, call: Call): Promise<number> {
  const now = deps.clock.now();
  const due = await queries.claimDueExceptions(deps.database, {
    now,
    until: new Date(now.getTime() + CLAIM_MS),
    limit: BATCH,
  });
  await inParallel(due, 5, async ({ id }) => {
    try {
      await followException(deps, call, id);
    } catch (error) {
      deps.log.error({ err: error, exceptionId: id }, 'a payment case could not be followed');
    }
  });
  return due.length;
}
