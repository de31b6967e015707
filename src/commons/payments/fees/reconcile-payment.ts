import type { Call } from '#platform/call';
import type { PaymentsDeps } from '../deps.ts';
import { applyProviderState } from '../intents/apply-provider-state.ts';
import { isCaptureKnown, type PaymentRow } from '../intents/payment-queries.ts';
import { referenceOf } from '../intents/payment-rules.ts';
import { ProviderFault, type ProviderMove, ProviderRefused } from '../providers/payment-provider.ts';
import { feePosting } from './fee-posting.ts';
import { insertFee } from './fee-queries.ts';

/**
 * Compares a payment with the provider's own list of what moved under its reference: money whose notices were all lost is
 * found and lands in the queue, and what the provider charged is booked. Nothing happens with a provider that shows no
 * such list. Harmless when repeated.
 */
export async function reconcilePayment(deps: PaymentsDeps, call: Call, payment: PaymentRow): Promise<void> {
  const provider = deps.providers.get(payment.provider);
  try {
    const moves = (await provider?.listMoves(referenceOf(payment.id, payment.attempt))) ?? [];
    for (const move of moves) {
      await findMissing(deps, call, payment, move);
      await bookFee(deps, call, payment, move);
    }
  } catch (error) {
    if (!(error instanceof ProviderFault || error instanceof ProviderRefused)) throw error;
    deps.log.warn({ err: error, paymentId: payment.id }, 'a payment could not be compared with its provider');
  }
}

async function findMissing(deps: PaymentsDeps, call: Call, payment: PaymentRow, move: ProviderMove): Promise<void> {
  const { captureId } = move;
  if (captureId === null || (await isCaptureKnown(deps.database, payment.provider, captureId))) return;
  const { providerPaymentId, provider } = payment;
  const reference = referenceOf(payment.id, payment.attempt);
  const seen = await deps.providers.get(provider)?.getPayment({ reference, providerPaymentId, captureId });
  if (seen) await applyProviderState(deps, call, { provider, payment: seen });
}

async function bookFee(deps: PaymentsDeps, call: Call, payment: PaymentRow, move: ProviderMove): Promise<void> {
  const { transactionId, feeMinor: amountMinor } = move;
  if (amountMinor <= 0) return;
  const booking = { provider: payment.provider, transactionId, amountMinor, reference: `payment:${payment.id}` };
  await deps.database.run(insertFee({ ...booking, now: deps.clock.now() }, feePosting(call, booking)));
}
