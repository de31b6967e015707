import type { Call } from '#platform/call';
import { isRefusal } from '#platform/refusal';
import type { PaymentsDeps } from '../deps.ts';
import { reconcilePayment } from '../fees/reconcile-payment.ts';
import { inParallel } from '../parallel.ts';
import { applyProviderState } from './apply-provider-state.ts';
import { closeBill, endPayment } from './cancel-intent.ts';
import { checkAtProvider } from './check-payment.ts';
import { resumeIntent } from './create-intent.ts';
import * as queries from './payment-queries.ts';
import { EXPIRY_GRACE_MS, isOpen, lateCheckAt } from './payment-rules.ts';

const BATCH = 50;
const AT_ONCE = 5;
const ROUNDS = 10;
/** Longer than one look can take. */
const CLAIM_MS = 60_000;

/**
 * Job: looks at payments whose time has come. Finishes creations that were interrupted, asks about open payments whose
 * notice may be lost, ends those whose time is over, and looks once or twice after the end for money that was on its way.
 */
export async function sweepPayments(deps: PaymentsDeps, call: Call): Promise<number> {
  let swept = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const now = deps.clock.now();
    const due = await queries.claimDuePayments(deps.database, {
      now,
      until: new Date(now.getTime() + CLAIM_MS),
      limit: BATCH,
    });
    await inParallel(due, AT_ONCE, (payment) => lookAt(deps, call, payment));
    swept += due.length;
    if (due.length < BATCH) break;
  }
  return swept;
}

async function lookAt(deps: PaymentsDeps, call: Call, payment: queries.PaymentRow): Promise<void> {
  try {
    if (payment.status === 'creating') await heal(deps, call, payment);
    else if (isOpen(payment.status)) await lookAtOpen(deps, call, payment);
    else await lookAtEnded(deps, call, payment);
  } catch (error) {
    // One payment must not stop the others; the claim brings it up again.
    deps.log.error({ err: error, paymentId: payment.id }, 'a payment could not be swept');
  }
}

async function heal(deps: PaymentsDeps, call: Call, payment: queries.PaymentRow): Promise<void> {
  if (deps.clock.now() >= payment.expiresAt) {
    await endPayment(deps, call, payment.id, 'expired');
    return;
  }
  try {
    await resumeIntent(deps, call, payment);
  } catch (error) {
    if (!isRefusal(error, 'payments.provider-unavailable')) throw error;
  }
}

async function lookAtOpen(deps: PaymentsDeps, call: Call, payment: queries.PaymentRow): Promise<void> {
  const wasAsked = await checkAtProvider(deps, call, payment);
  const now = deps.clock.now();
  const overdueMs = now.getTime() - payment.expiresAt.getTime();
  if (overdueMs >= 0 && (wasAsked || overdueMs >= EXPIRY_GRACE_MS)) await endPayment(deps, call, payment.id, 'expired');
}

async function lookAtEnded(deps: PaymentsDeps, call: Call, payment: queries.PaymentRow): Promise<void> {
  await reconcilePayment(deps, call, payment);
  if (payment.status === 'completed') {
    if (await checkAtProvider(deps, call, payment)) return;
  } else {
    const provider = deps.providers.get(payment.provider);
    const seen = provider ? await closeBill(deps, provider, payment) : null;
    if (seen) return await applyProviderState(deps, call, { provider: payment.provider, payment: seen });
  }
  const next = payment.endedAt
    ? lateCheckAt({ status: payment.status, endedAt: payment.endedAt }, deps.clock.now())
    : null;
  await deps.database.run(queries.setDueAt(payment.id, next));
}
