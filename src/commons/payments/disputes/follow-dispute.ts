import type { Call } from '#platform/call';
import type { Sql, Tx } from '#platform/database';
import { eventInsert } from '#platform/events';
import { derivedId } from '#platform/ids';
import { postingInsert } from '#platform/posting';
import { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import { insertException } from '../exceptions/exception-queries.ts';
import type { ProviderDispute, ProviderNotice } from '../providers/payment-provider.ts';
import * as queries from './dispute-queries.ts';
import { CHARGEBACKS, type DisputeStatus, nextDisputeStatus } from './dispute-rules.ts';

type Asked = { provider: string; notice: Extract<ProviderNotice, { about: 'dispute' }> };

/**
 * A payer's bank wants money back. The notice is not believed: the provider is asked. An open dispute is a case that staff
 * answers at the provider; a lost one leaves the provider's account at once and waits for two people who decide who bears
 * it. Harmless when repeated.
 */
export async function followDispute(deps: PaymentsDeps, call: Call, { provider, notice }: Asked): Promise<void> {
  const seen = await deps.providers.get(provider)?.getDispute(notice);
  if (!seen) return;
  await applyDispute(deps, call, provider, seen);
}

export async function applyDispute(
  deps: Pick<PaymentsDeps, 'database' | 'clock'>,
  call: Call,
  provider: string,
  seen: ProviderDispute,
): Promise<void> {
  const id = derivedId('payments.dispute', provider, seen.disputeId);
  const now = deps.clock.now();
  const { disputeId: providerDisputeId, captureId: providerCaptureId, amountMinor } = seen;
  await deps.database.inTx(async (tx) => {
    tx.write(queries.insertDispute({ id, provider, providerDisputeId, providerCaptureId, amountMinor, now }));
    const dispute = await queries.lockDispute(tx, id);
    if (!dispute) return;
    write(tx, call, { dispute: { ...dispute, amountMinor }, known: dispute.status, seen: seen.status, now });
  });
}

type Writing = { dispute: queries.DisputeRow; known: DisputeStatus; seen: DisputeStatus; now: Date };

function write(tx: Tx, call: Call, { dispute, known, seen, now }: Writing): void {
  const status = nextDisputeStatus(known, seen);
  if (known !== 'open') return;
  if (status === 'open') {
    tx.write(...openCase(call, dispute, { kind: 'dispute', now }));
    return;
  }
  tx.write(
    queries.endDispute(dispute.id, { status, amountMinor: dispute.amountMinor, at: now }),
    queries.resolveDisputeException(dispute.id, { note: status, at: now }),
  );
  if (status === 'lost') tx.write(takenPosting(call, dispute), ...openCase(call, dispute, { kind: 'chargeback', now }));
}

/** The provider has taken the money: until somebody is charged with it, it is owed to the house. */
function takenPosting(call: Call, { id, provider, amountMinor, paymentId }: queries.DisputeRow): Sql {
  return postingInsert('payments', call, {
    entryId: derivedId('payments.chargeback', id),
    kind: 'payment.charged-back',
    currency: 'IDR',
    description: '',
    reference: paymentId ? `payment:${paymentId}` : `dispute:${id}`,
    lines: [
      { accountCode: CHARGEBACKS, side: 'debit', amountMinor },
      { accountCode: `provider:${provider}`, side: 'credit', amountMinor },
    ],
  });
}

function openCase(
  call: Call,
  dispute: queries.DisputeRow,
  { kind, now }: { kind: 'dispute' | 'chargeback'; now: Date },
): Sql[] {
  const { id: disputeId, provider, paymentId, payerId, captureId, amountMinor } = dispute;
  const exceptionId = derivedId('payments.exception', kind, disputeId);
  const payload = { exceptionId, kind, paymentId, payerId, refundId: null, amountMinor };
  const told = eventInsert(paymentsContract, 'payment.exception', {
    call,
    aggregateId: paymentId ?? exceptionId,
    payload,
  });
  const found = { id: exceptionId, kind, paymentId, refundId: null, captureId, provider, amountMinor, createdAt: now };
  return [...insertException(found, told), queries.tieException(exceptionId, disputeId)];
}
