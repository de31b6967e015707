import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { lockOfInvoice } from './order-queries.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { writeSteps } from './take-step.ts';

export type PaymentEnd = 'payment.expired' | 'payment.failed' | 'payment.cancelled';

/**
 * No money will come: what still waits for it ends, and `order.expired` or `order.cancelled` gives the stock back. Orders
 * that are paid, or have ended otherwise, stay as they are, in whatever order the news come.
 */
export async function onPaymentEnded(
  deps: Pick<OrdersDeps, 'clock'>,
  tx: Tx,
  ended: { call: Call; invoiceId: string; how: PaymentEnd },
): Promise<void> {
  const orders = await lockOfInvoice(tx, ended.invoiceId);
  const at = deps.clock.now().toISOString();
  const step = { by: 'payment', at } as const;
  if (ended.how === 'payment.cancelled') {
    writeSteps(tx, ended.call, orders, { ...step, act: 'cancel', code: 'payment-cancelled' });
    return;
  }
  const code = ended.how === 'payment.expired' ? 'payment-expired' : 'payment-failed';
  writeSteps(tx, ended.call, orders, { ...step, act: 'expire', code });
}
