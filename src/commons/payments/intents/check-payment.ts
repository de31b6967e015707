import type { Call } from '#platform/call';
import type { PaymentsDeps } from '../deps.ts';
import { ProviderFault, type ProviderPayment, ProviderRefused } from '../providers/payment-provider.ts';
import { applyProviderState } from './apply-provider-state.ts';
import type { PaymentRow } from './payment-queries.ts';
import { referenceOf } from './payment-rules.ts';

/** Asks the provider how a payment stands and brings it in line. False when the provider could not be asked. */
export async function checkAtProvider(deps: PaymentsDeps, call: Call, payment: PaymentRow): Promise<boolean> {
  const seen = await lookUp(deps, payment);
  if (seen === 'unknown') return false;
  if (seen) await applyProviderState(deps, call, { provider: payment.provider, payment: seen });
  return true;
}

/** `unknown`: no answer. Null: the provider does not know it. */
async function lookUp(deps: PaymentsDeps, payment: PaymentRow): Promise<ProviderPayment | null | 'unknown'> {
  const provider = deps.providers.get(payment.provider);
  if (!provider) return 'unknown';
  try {
    return await provider.getPayment({
      reference: referenceOf(payment.id, payment.attempt),
      providerPaymentId: payment.providerPaymentId,
      captureId: null,
    });
  } catch (error) {
    if (!(error instanceof ProviderFault || error instanceof ProviderRefused)) throw error;
    deps.log.warn({ err: error, paymentId: payment.id }, 'a payment could not be looked up');
    return 'unknown';
  }
}
