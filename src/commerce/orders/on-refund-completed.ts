import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { formatRupiah } from '#platform/money';
import { lockOrder, updateOrder } from './order-queries.ts';
import { takeNote } from './order-rules.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { writeSteps } from './take-step.ts';

/**
 * Money went back to the buyer: remembered, so that completion shares out only what is left. A paid order of which
 * nothing is left has nothing to ship for.
 */
export async function onRefundCompleted(
  deps: Pick<OrdersDeps, 'clock'>,
  tx: Tx,
  refund: { call: Call; orderId: string; amountMinor: number },
): Promise<void> {
  const order = await lockOrder(tx, refund.orderId);
  if (!order) return;
  const at = deps.clock.now().toISOString();
  const refundedMinor = Math.min(order.totalMinor, order.refundedMinor + refund.amountMinor);
  const note = formatRupiah(refund.amountMinor);
  const after = { ...takeNote(order, { at, by: 'payment', code: 'refunded', note }), refundedMinor };
  tx.write(
    updateOrder(after),
    auditInsert('orders', refund.call, {
      stream: `order:${order.orderId}`,
      action: 'orders.refunded',
      before: { refundedMinor: order.refundedMinor },
      after: { refundedMinor },
    }),
  );
  if (after.status === 'paid' && refundedMinor === order.totalMinor) {
    writeSteps(tx, refund.call, [after], { act: 'cancel', by: 'house', at, code: 'refunded' });
  }
}
