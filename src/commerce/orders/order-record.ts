import type { OrderStatus } from './contract.ts';

/** What was bought, as it was when it was bought. */
export type OrderLine = {
  offerId: string;
  productId: string;
  variantId: string;
  slug: string;
  sku: string;
  name: string;
  options: Record<string, string>;
  imageUrl: string | null;
  quantity: number;
  unitPriceMinor: number;
};

/** Who took a step: people, the courier, the payment, or time itself. */
export type Doer = 'buyer' | 'seller' | 'courier' | 'payment' | 'house';

export type HistoryCode =
  | 'placed'
  | 'paid'
  | 'payment-expired'
  | 'payment-failed'
  | 'payment-cancelled'
  | 'stock-given-back'
  | 'cancelled-by-buyer'
  | 'cancelled-by-seller'
  | 'out-of-stock'
  | 'shipped'
  | 'shipment-failed'
  | 'shipment-returned'
  | 'delivered-by-courier'
  | 'delivered-by-seller'
  | 'completed-by-buyer'
  | 'completed-by-itself'
  | 'refunded';

/** One step. `key` is the request's idempotency key, by which a repeated request finds that it was done. */
export type HistoryEntry = {
  status: OrderStatus;
  at: string;
  by: Doer;
  code: HistoryCode;
  note: string | null;
  key: string | null;
};

/** An order as the module keeps it; moments are ISO 8601, so that it also fits into a saga's state. */
export type OrderRecord = {
  orderId: string;
  number: string;
  invoiceId: string;
  invoiceNumber: string;
  paymentId: string;
  buyerId: string;
  buyerName: string;
  sellerId: string;
  sellerUserId: string;
  seller: { name: string; slug: string; city: string };
  status: OrderStatus;
  lines: OrderLine[];
  subtotalMinor: number;
  shippingFeeMinor: number;
  totalMinor: number;
  /** Given back to the buyer so far. */
  refundedMinor: number;
  commissionBps: number;
  shipping: {
    serviceCode: string;
    courierName: string;
    serviceName: string;
    group: 'instant' | 'same_day' | 'regular' | 'economy' | 'cargo';
    arrivesFrom: string;
    arrivesUntil: string;
    /** The seller delivers himself: the fee is his. */
    isSellersOwn: boolean;
    weightGrams: number;
    volumeMm3: number;
  };
  address: {
    recipientName: string;
    phone: string;
    street: string;
    areaLabel: string;
    villageCode: string;
    postalCode: string;
    landmark: string | null;
  };
  trackingNumber: string | null;
  payableUntil: string;
  completesAt: string | null;
  history: HistoryEntry[];
  version: number;
  createdAt: string;
};
