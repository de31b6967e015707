import { derivedId } from '#platform/ids';
import { shareBps } from '#platform/money';
import type { PostingRequested } from '#platform/posting';
import type { OrderRecord } from './order-record.ts';

export type Shares = {
  /** The marketplace's, from the goods only: rounded half up to the rupiah. */
  commissionMinor: number;
  /** The seller's: goods less commission, and the fee where he delivers himself. */
  sellerMinor: number;
  /** The couriers' whom the marketplace pays. */
  courierMinor: number;
};

type Settled = Pick<OrderRecord, 'subtotalMinor' | 'shippingFeeMinor' | 'refundedMinor' | 'commissionBps' | 'shipping'>;

/**
 * Who gets what of a completed order; the parts add up to the total less what was given back. A refund comes out of the
 * goods first, so the courier, who has driven, is paid as long as there is anything.
 */
export function sharesOf(order: Settled): Shares {
  const goodsMinor = Math.max(0, order.subtotalMinor - order.refundedMinor);
  const feeMinor = order.shippingFeeMinor - Math.max(0, order.refundedMinor - order.subtotalMinor);
  const commissionMinor = shareBps(goodsMinor, order.commissionBps);
  const ownFeeMinor = order.shipping.isSellersOwn ? feeMinor : 0;
  return {
    commissionMinor,
    sellerMinor: goodsMinor - commissionMinor + ownFeeMinor,
    courierMinor: feeMinor - ownFeeMinor,
  };
}

/**
 * The entry that empties the order's escrow; null when all of it was given back. Its id follows from the order: asked
 * for twice, posted once.
 */
export function settlementOf(order: OrderRecord): PostingRequested | null {
  const leftMinor = order.totalMinor - order.refundedMinor;
  if (leftMinor === 0) return null;
  const shares = sharesOf(order);
  return {
    entryId: derivedId('settlement', order.orderId),
    kind: 'order.settled',
    currency: 'IDR',
    description: `Pesanan ${order.number} selesai`,
    reference: `order:${order.orderId}`,
    lines: [
      { accountCode: `escrow:order:${order.orderId}`, side: 'debit', amountMinor: leftMinor },
      { accountCode: `seller:${order.sellerId}:payable`, side: 'credit', amountMinor: shares.sellerMinor },
      { accountCode: 'platform:commission', side: 'credit', amountMinor: shares.commissionMinor },
      { accountCode: 'courier:payable', side: 'credit', amountMinor: shares.courierMinor },
    ],
  };
}
