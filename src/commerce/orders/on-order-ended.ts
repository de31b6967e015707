import type { Call } from '#platform/call';
import type { PayloadOf } from '#platform/contract';
import { derivedId } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import type { ordersContract } from './contract.ts';
import type { OrdersDeps } from './orders-deps.ts';

type Cancelled = PayloadOf<typeof ordersContract, 'order.cancelled'>;

/**
 * What follows from an end, done because we ourselves said it: so a crash right after the cancellation loses nothing.
 * Each part is harmless the second time.
 */
export async function onOrderCancelled(deps: OrdersDeps, call: Call, order: Cancelled): Promise<void> {
  await releaseStock(deps, call, order.orderId);
  if (order.refundMinor === 0) return;
  await deps.payments.refund(call, {
    refundId: derivedId('refund', order.orderId),
    paymentId: order.paymentId,
    orderId: order.orderId,
    amountMinor: order.refundMinor,
    reason: `Pesanan ${order.orderNumber} dibatalkan: ${order.reason}`.slice(0, 200),
  });
}

export async function releaseStock(deps: OrdersDeps, call: Call, orderId: string): Promise<void> {
  try {
    await deps.inventory.release(call, { reservationId: orderId });
  } catch (error) {
    // Shipped goods are not in the house any more; nothing is held for them.
    if (!isRefusal(error, 'inventory.reservation-deducted')) throw error;
  }
}

/** The goods have left the house: they leave the books. */
export async function deductStock(deps: OrdersDeps, call: Call, orderId: string): Promise<void> {
  await deps.inventory.deduct(call, { reservationId: orderId });
}
