import type { Call } from '#platform/call';
import { isRefusal, refuse } from '#platform/refusal';
import type { Order } from './contract.ts';
import { openOrder } from './open-order.ts';
import type { OrderRecord } from './order-record.ts';
import { wasDoneUnder } from './order-rules.ts';
import { viewOrder } from './order-view.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { type Asked, refuseUnless, takePersonsStep } from './take-step.ts';

type Input = { orderId: string; trackingNumber?: string } & Asked;

/**
 * The seller hands the parcel over. With a tracking number it is under way already; without one the courier of the
 * buyer's choice is ordered, which happens once per order. Stock leaves the books with `order.shipped`.
 */
export async function shipOrder(deps: OrdersDeps, call: Call, input: Input): Promise<Order> {
  const opened = await openOrder(deps, call, input.orderId);
  const { order } = opened;
  if (wasDoneUnder(order, call.idempotencyKey)) return viewOrder(order, opened.viewer, call.language);
  refuseUnless(call, opened, { act: 'ship', version: input.version });

  const given = input.trackingNumber?.trim();
  const isBooked = given === undefined && !order.shipping.isSellersOwn;
  const trackingNumber = isBooked ? await bookCourier(deps, call, order) : (given ?? null);

  try {
    return await takePersonsStep(deps, call, opened, { act: 'ship', code: 'shipped', trackingNumber });
  } catch (error) {
    // Cancelled while the courier was being ordered: he must not come.
    if (isBooked && isRefusal(error)) await deps.shipping.cancelShipment(call, { orderId: order.orderId });
    throw error;
  }
}

async function bookCourier(deps: OrdersDeps, call: Call, order: OrderRecord): Promise<string | null> {
  const { sellers } = await deps.sellers.sellersByIds(call, { sellerIds: [order.sellerId] });
  const pickup = sellers[0]?.pickup;
  if (!pickup) throw refuse('orders.not-found');
  const shipment = await deps.shipping.bookShipment(call, {
    orderId: order.orderId,
    reference: order.number,
    sellerId: order.sellerId,
    sellerName: order.seller.name,
    serviceCode: order.shipping.serviceCode,
    courierName: order.shipping.courierName,
    priceMinor: order.shippingFeeMinor,
    origin: {
      name: pickup.contactName,
      phone: pickup.contactPhone,
      street: pickup.street,
      areaLabel: pickup.areaLabel,
      postalCode: pickup.postalCode,
      note: null,
    },
    destination: {
      name: order.address.recipientName,
      phone: order.address.phone,
      street: order.address.street,
      areaLabel: order.address.areaLabel,
      postalCode: order.address.postalCode,
      note: order.address.landmark,
    },
    parcel: {
      description: describe(order),
      weightGrams: order.shipping.weightGrams,
      volumeMm3: order.shipping.volumeMm3,
      valueMinor: order.subtotalMinor,
    },
  });
  return shipment.trackingNumber;
}

/** What lies in the parcel, for the courier's form. */
function describe(order: OrderRecord): string {
  const [first] = order.lines;
  const more = order.lines.length > 1 ? ` dan ${order.lines.length - 1} barang lain` : '';
  return `${(first?.name ?? order.number).slice(0, 150)}${more}`;
}
