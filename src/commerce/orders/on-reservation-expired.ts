import type { Call } from '#platform/call';
import { isRefusal } from '#platform/refusal';
import { listByIds, lockOfInvoice } from './order-queries.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { writeSteps } from './take-step.ts';

/**
 * Inventory has given the stock of an order back, half an hour after the last moment to pay. Usually the payment has
 * ended long before; this is the net below it. The payment is ended first, so that nobody pays for goods that are gone.
 */
export async function onReservationExpired(deps: OrdersDeps, call: Call, reservationId: string): Promise<void> {
  const [order] = await listByIds(deps.database, [reservationId]);
  if (order?.status !== 'awaiting_payment') return;
  try {
    await deps.payments.cancelIntent(call, { intentId: order.paymentId });
  } catch (error) {
    // Paid at the last moment: `payment.completed` is on its way and decides.
    if (isRefusal(error, 'payments.already-paid')) return;
    throw error;
  }
  await deps.database.inTx(async (tx) => {
    const orders = await lockOfInvoice(tx, order.invoiceId);
    const at = deps.clock.now().toISOString();
    writeSteps(tx, call, orders, { act: 'expire', by: 'house', at, code: 'stock-given-back' });
  });
}
