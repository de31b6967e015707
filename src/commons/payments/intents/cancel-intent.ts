import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import type { PaymentsDeps } from '../deps.ts';
import type { GuardedProvider } from '../providers/guard.ts';
import { ProviderFault, type ProviderPayment, ProviderRefused } from '../providers/payment-provider.ts';
import type { Payment } from '../shapes.ts';
import { applyToPayment, endEvents } from './apply-provider-state.ts';
import * as queries from './payment-queries.ts';
import { isOpen, lateCheckAt, referenceOf, type StoredStatus } from './payment-rules.ts';
import { viewOf } from './payment-view.ts';

/** Closes the bill at the provider first, so that nobody pays what is about to end; money that slips through is found by the late checks. */
export async function cancelIntent(
  deps: PaymentsDeps,
  call: Call,
  input: { intentId: string },
): Promise<{ payment: Payment | null }> {
  const payment = await endPayment(deps, call, input.intentId, 'cancelled');
  if (payment?.status === 'completed') throw refuse('payments.already-paid');
  return { payment: payment ? viewOf(payment) : null };
}

/** Ends an open payment for a reason of ours: cancelled by who asked for it, or its time is over. Paid ones are completed instead. */
export async function endPayment(
  deps: PaymentsDeps,
  call: Call,
  id: string,
  end: Extract<StoredStatus, 'cancelled' | 'expired'>,
): Promise<queries.PaymentRow | undefined> {
  const before = await queries.findPayment(deps.database, id);
  if (!before || !isOpen(before.status)) return before;
  const seen = await closeAtProvider(deps, before);
  await deps.database.inTx(async (tx) => {
    const payment = await queries.lockPayment(tx, id);
    if (!payment || !isOpen(payment.status)) return;
    const work = { tx, call, now: deps.clock.now() };
    // What the provider itself ended, ended by our wish: the reason is ours. Only money says otherwise.
    if (
      seen &&
      seen.captures.length > 0 &&
      applyToPayment(work, payment, { provider: before.provider, payment: seen }).status !== payment.status
    )
      return;
    const { provider, providerPaymentId } = payment;
    tx.write(
      queries.changePayment(id, {
        status: end,
        failureCode: null,
        provider,
        providerPaymentId,
        paidAt: null,
        endedAt: work.now,
        dueAt: lateCheckAt({ status: end, endedAt: work.now }, work.now),
        now: work.now,
      }),
    );
    tx.write(...endEvents(call, payment, { status: end, failureCode: null }, null));
  });
  return await queries.findPayment(deps.database, id);
}

/** Null: the provider cannot be asked now. The payment ends all the same; its late checks close the bill later. */
async function closeAtProvider(deps: PaymentsDeps, payment: queries.PaymentRow): Promise<ProviderPayment | null> {
  const provider = deps.providers.get(payment.provider);
  return provider ? await closeBill(deps, provider, payment) : null;
}

/** Closes the bill of a payment and says how it stands then. */
export async function closeBill(
  deps: PaymentsDeps,
  provider: GuardedProvider,
  payment: Pick<queries.PaymentRow, 'id' | 'attempt' | 'providerPaymentId'>,
): Promise<ProviderPayment | null> {
  const key = {
    reference: referenceOf(payment.id, payment.attempt),
    providerPaymentId: payment.providerPaymentId,
    captureId: null,
  };
  try {
    await provider.cancelPayment(key);
    return await provider.getPayment(key);
  } catch (error) {
    if (!(error instanceof ProviderFault || error instanceof ProviderRefused)) throw error;
    deps.log.warn({ err: error, paymentId: payment.id }, 'a bill could not be closed at the provider');
    return null;
  }
}
