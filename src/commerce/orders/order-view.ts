import type { Language } from '#platform/call';
import { rupiah } from '#platform/money';
import type { Order, OrderFacts } from './contract.ts';
import type { OrderLine, OrderRecord } from './order-record.ts';
import { actionsOf, lineTotalMinor } from './order-rules.ts';
import { sentenceOf } from './order-words.ts';

export type Viewer = 'buyer' | 'seller' | 'staff';

/** An order as people see it. */
export function viewOrder(order: OrderRecord, viewer: Viewer, language: Language): Order {
  const { shipping, address } = order;
  return {
    id: order.orderId,
    number: order.number,
    invoiceId: order.invoiceId,
    invoiceNumber: order.invoiceNumber,
    paymentId: order.paymentId,
    status: order.status,
    buyer: { id: order.buyerId, name: order.buyerName },
    seller: { id: order.sellerId, ...order.seller },
    lines: order.lines.map(viewLine),
    subtotal: rupiah(order.subtotalMinor),
    shippingFee: rupiah(order.shippingFeeMinor),
    total: rupiah(order.totalMinor),
    refunded: rupiah(order.refundedMinor),
    shipping: {
      serviceCode: shipping.serviceCode,
      courierName: shipping.courierName,
      serviceName: shipping.serviceName,
      group: shipping.group,
      arrivesFrom: shipping.arrivesFrom,
      arrivesUntil: shipping.arrivesUntil,
      trackingNumber: order.trackingNumber,
    },
    address: {
      recipientName: address.recipientName,
      phone: address.phone,
      street: address.street,
      areaLabel: address.areaLabel,
      postalCode: address.postalCode,
      landmark: address.landmark,
    },
    history: order.history.map((entry) => ({ status: entry.status, at: entry.at, note: sentenceOf(entry, language) })),
    actions: actionsOf(order.status, viewer),
    payableUntil: order.status === 'awaiting_payment' ? order.payableUntil : null,
    completesAt: order.status === 'delivered' ? order.completesAt : null,
    version: order.version,
    createdAt: order.createdAt,
  };
}

export function viewLine(line: Omit<OrderLine, 'sku'>): Order['lines'][number] {
  return {
    offerId: line.offerId,
    productId: line.productId,
    slug: line.slug,
    name: line.name,
    options: line.options,
    image: line.imageUrl === null ? null : { url: line.imageUrl, alt: line.name },
    quantity: line.quantity,
    unitPrice: rupiah(line.unitPriceMinor),
    lineTotal: rupiah(lineTotalMinor(line)),
  };
}

/** An order as other modules and events tell of it. */
export function factsOf(order: OrderRecord): OrderFacts {
  return {
    orderId: order.orderId,
    orderNumber: order.number,
    invoiceId: order.invoiceId,
    invoiceNumber: order.invoiceNumber,
    paymentId: order.paymentId,
    buyerId: order.buyerId,
    buyerName: order.buyerName,
    sellerId: order.sellerId,
    sellerUserId: order.sellerUserId,
    sellerName: order.seller.name,
    status: order.status,
    subtotalMinor: order.subtotalMinor,
    shippingFeeMinor: order.shippingFeeMinor,
    totalMinor: order.totalMinor,
    courierName: order.shipping.courierName,
    serviceName: order.shipping.serviceName,
    trackingNumber: order.trackingNumber,
    payableUntil: order.payableUntil,
    createdAt: order.createdAt,
    lines: order.lines.map((line) => ({
      offerId: line.offerId,
      productId: line.productId,
      variantId: line.variantId,
      sku: line.sku,
      name: line.name,
      quantity: line.quantity,
      unitPriceMinor: line.unitPriceMinor,
      lineTotalMinor: lineTotalMinor(line),
    })),
  };
}
