import type { Call } from '#platform/call';
import { isRefusal, refuse } from '#platform/refusal';
import type { Order } from './contract.ts';
import { type OpenedOrder, openOrder } from './open-order.ts';
import { lockOfInvoice } from './order-queries.ts';
import { wasDoneUnder } from './order-rules.ts';
import { viewOrder } from './order-view.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { type Asked, refuseUnless, takePersonsStep, writeSteps, wrongState } from './take-step.ts';

type Input = { orderId: string; reason: string } & Asked;

/**
 * Ends an order before it is shipped. Once paid, it is this order alone; stock and money follow from `order.cancelled`.
 * Before that there is one payment for the whole invoice, so the whole invoice ends.
 */
export async function cancelOrder(deps: OrdersDeps, call: Call, input: Input): Promise<Order> {
  const opened = await openOrder(deps, call, input.orderId);
  if (wasDoneUnder(opened.order, call.idempotencyKey)) return viewOrder(opened.order, opened.viewer, call.language);
  refuseUnless(call, opened, { act: 'cancel', version: input.version });
  if (opened.order.status === 'awaiting_payment') return cancelInvoice(deps, call, opened, input.reason);
  const code = opened.viewer === 'seller' ? 'cancelled-by-seller' : 'cancelled-by-buyer';
  return takePersonsStep(deps, call, opened, { act: 'cancel', code, note: input.reason, version: input.version });
}

/** First the payment, so that nobody can pay for what is cancelled; a crash in between is finished by `payment.cancelled`. */
async function cancelInvoice(
  deps: OrdersDeps,
  call: Call,
  { order, viewer }: OpenedOrder,
  reason: string,
): Promise<Order> {
  try {
    const { payment } = await deps.payments.cancelIntent(call, { intentId: order.paymentId });
    if (payment === null) throw refuse('orders.still-placing', {}, { retryAfterSeconds: 2 });
  } catch (error) {
    throw isRefusal(error, 'payments.already-paid') ? refuse('orders.already-paid') : error;
  }
  const current = await deps.database.inTx(async (tx) => {
    const orders = await lockOfInvoice(tx, order.invoiceId);
    const at = deps.clock.now().toISOString();
    const changed = writeSteps(tx, call, orders, {
      act: 'cancel',
      by: 'buyer',
      at,
      code: 'cancelled-by-buyer',
      note: reason,
      key: call.idempotencyKey,
    });
    return [...changed, ...orders].find((candidate) => candidate.orderId === order.orderId);
  });
  if (!current) throw refuse('orders.not-found');
  // The news of the ended payment may have been quicker than we; the order is over either way.
  if (current.status !== 'cancelled' && current.status !== 'expired') {
    throw refuse('orders.wrong-state', wrongState(current.status, call));
  }
  return viewOrder(current, viewer, call.language);
}
