import type { shippingContract } from '#commerce/shipping';
import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import type { PayloadOf } from '#platform/contract';
import { completionAfter } from './finish-order.ts';
import { lockOrder, updateOrder } from './order-queries.ts';
import type { OrderRecord } from './order-record.ts';
import { takeNote } from './order-rules.ts';
import { addWords } from './order-word-queries.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { writeSteps } from './take-step.ts';

type Updated = PayloadOf<typeof shippingContract, 'shipment.updated'>;

/** The courier tells: the parcel has arrived, has its waybill now, or will not arrive. */
export async function onShipmentUpdated(deps: OrdersDeps, call: Call, told: Updated): Promise<void> {
  const completesAt = await completionAfter(deps, call, deps.clock.now());
  await deps.database.inTx(async (tx) => {
    const order = await lockOrder(tx, told.orderId);
    if (!order) return;
    const at = deps.clock.now().toISOString();
    if (told.status === 'delivered') {
      const { trackingNumber } = told;
      writeSteps(tx, call, [order], {
        act: 'deliver',
        by: 'courier',
        at,
        code: 'delivered-by-courier',
        trackingNumber,
        completesAt,
      });
      return;
    }
    const after = rememberNews(order, told, at);
    if (!after) return;
    const change = { status: told.status, trackingNumber: told.trackingNumber };
    tx.write(
      updateOrder(after),
      ...(after.trackingNumber !== null && after.trackingNumber !== order.trackingNumber
        ? [addWords(order.orderId, after.trackingNumber)]
        : []),
      auditInsert('orders', call, { stream: `order:${order.orderId}`, action: 'orders.courier-told', after: change }),
    );
  });
}

/** Null when the courier says nothing that the order would remember. */
function rememberNews(order: OrderRecord, told: Updated, at: string): OrderRecord | null {
  const trackingNumber = told.trackingNumber ?? order.trackingNumber;
  const isLost = told.status === 'failed' || told.status === 'returned';
  if (isLost && order.status === 'shipped') {
    const code = told.status === 'failed' ? 'shipment-failed' : 'shipment-returned';
    const isTold = order.history.some((entry) => entry.code === code);
    if (!isTold) return { ...takeNote(order, { at, by: 'courier', code, note: told.note || null }), trackingNumber };
  }
  return trackingNumber === order.trackingNumber ? null : { ...order, trackingNumber, version: order.version + 1 };
}
