/** The schemas of the orders door, kept apart from contract.ts for length. */

import { type Static, Type } from 'typebox';
import { paymentsContract } from '#commons/payments';
import { Money } from '#platform/money';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

const Day = Type.String({ format: 'date' });

/** Lines of one checkout. */
export const MAX_LINES = 100;
/** Sellers of one checkout. */
export const MAX_SELLERS = 50;

export const OrderStatus = Type.Union([
  Type.Literal('awaiting_payment'),
  Type.Literal('paid'),
  Type.Literal('shipped'),
  Type.Literal('delivered'),
  Type.Literal('completed'),
  Type.Literal('cancelled'),
  Type.Literal('expired'),
]);
export type OrderStatus = Static<typeof OrderStatus>;

export const ServiceGroup = Type.Union([
  Type.Literal('instant'),
  Type.Literal('same_day'),
  Type.Literal('regular'),
  Type.Literal('economy'),
  Type.Literal('cargo'),
]);

const SellerCard = Type.Object({ id: Uuid, name: Type.String(), slug: Type.String(), city: Type.String() }, Strict);
const Image = Nullable(Type.Object({ url: Type.String(), alt: Type.String() }, Strict));

export const OrderLineView = Type.Object(
  {
    offerId: Uuid,
    productId: Uuid,
    slug: Type.String(),
    name: Type.String(),
    options: Type.Record(Type.String(), Type.String()),
    image: Image,
    quantity: Type.Integer({ minimum: 1 }),
    unitPrice: Money,
    lineTotal: Money,
  },
  Strict,
);

/** What the one who looks may do now. `pay` leads to the payment, the others are routes of the order. */
export const OrderAction = Type.Union([
  Type.Literal('pay'),
  Type.Literal('cancel'),
  Type.Literal('ship'),
  Type.Literal('deliver'),
  Type.Literal('complete'),
]);
export type OrderAction = Static<typeof OrderAction>;

export const Order = Type.Object(
  {
    id: Uuid,
    number: Type.String(),
    invoiceId: Uuid,
    invoiceNumber: Type.String(),
    paymentId: Uuid,
    status: OrderStatus,
    buyer: Type.Object({ id: Uuid, name: Type.String() }, Strict),
    seller: SellerCard,
    lines: Type.Array(OrderLineView),
    subtotal: Money,
    shippingFee: Money,
    total: Money,
    /** Given back to the buyer so far. */
    refunded: Money,
    shipping: Type.Object(
      {
        serviceCode: Type.String(),
        courierName: Type.String(),
        serviceName: Type.String(),
        group: ServiceGroup,
        arrivesFrom: Day,
        arrivesUntil: Day,
        trackingNumber: Nullable(Type.String()),
      },
      Strict,
    ),
    address: Type.Object(
      {
        recipientName: Type.String(),
        phone: Type.String(),
        street: Type.String(),
        areaLabel: Type.String(),
        postalCode: Type.String(),
        landmark: Nullable(Type.String()),
      },
      Strict,
    ),
    /** Oldest first. */
    history: Type.Array(Type.Object({ status: OrderStatus, at: Moment, note: Nullable(Type.String()) }, Strict)),
    actions: Type.Array(OrderAction),
    /** Only while it waits for its payment. */
    payableUntil: Nullable(Moment),
    /** Only while it is delivered: then it completes by itself. */
    completesAt: Nullable(Moment),
    version: Type.Integer({ minimum: 1 }),
    createdAt: Moment,
  },
  Strict,
);
export type Order = Static<typeof Order>;

export const Wish = Type.Object({ offerId: Uuid, quantity: Type.Integer({ minimum: 1, maximum: 9_999 }) }, Strict);
const Wishes = Type.Array(Wish, { minItems: 1, maxItems: MAX_LINES });
/** As shipping spells it. */
const ServiceCode = Type.String({ pattern: '^[a-z0-9_-]{1,40}:[a-z0-9_-]{1,60}$', maxLength: 101 });

/** Where to, before there is an address: enough for postage. */
export const Destination = Type.Object(
  {
    villageCode: Type.String({ pattern: '^[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}\\.[0-9]{4}$' }),
    postalCode: Type.String({ pattern: '^[1-9][0-9]{4}$' }),
  },
  Strict,
);
export type Destination = Static<typeof Destination>;

/** One of the two: an address of the caller's book, or a place, which guests may ask for as well. */
export const QuoteInput = Type.Object(
  { addressId: Type.Optional(Uuid), destination: Type.Optional(Destination), lines: Type.Optional(Wishes) },
  Strict,
);
export type QuoteInput = Static<typeof QuoteInput>;

export const ShippingService = Type.Object(
  {
    serviceCode: Type.String(),
    courierName: Type.String(),
    serviceName: Type.String(),
    group: ServiceGroup,
    price: Money,
    arrivesFrom: Day,
    arrivesUntil: Day,
    cashOnDelivery: Type.Boolean(),
    chargeableWeightGrams: Type.Integer({ minimum: 0 }),
  },
  Strict,
);

export const CheckoutQuote = Type.Object(
  {
    sellers: Type.Array(
      Type.Object(
        {
          seller: SellerCard,
          lines: Type.Array(OrderLineView),
          subtotal: Money,
          weightGrams: Type.Integer({ minimum: 0 }),
          /** By group, fastest first, then by price. */
          services: Type.Array(ShippingService),
          /** The couriers cannot be asked just now: services may be missing, another try makes sense. */
          isShippingDown: Type.Boolean(),
        },
        Strict,
      ),
    ),
    subtotal: Money,
    paymentChannels: paymentsContract.operations.listChannels.output.properties.channels,
  },
  Strict,
);
export type CheckoutQuote = Static<typeof CheckoutQuote>;

export const PlaceOrderInput = Type.Object(
  {
    addressId: Uuid,
    /** One service for each seller. */
    shipping: Type.Array(Type.Object({ sellerId: Uuid, serviceCode: ServiceCode }, Strict), {
      minItems: 1,
      maxItems: MAX_SELLERS,
    }),
    paymentChannel: Type.String({ pattern: '^[A-Z][A-Z0-9_]{1,39}$', maxLength: 40 }),
    /** What to buy; the cart when it is missing. */
    lines: Type.Optional(Wishes),
    /** The total that the buyer was shown: another one today is refused instead of charged. */
    expectedTotal: Type.Optional(Money),
  },
  Strict,
);
export type PlaceOrderInput = Static<typeof PlaceOrderInput>;

export const PlacedOrders = Type.Object(
  {
    invoiceId: Uuid,
    invoiceNumber: Type.String(),
    total: Money,
    orders: Type.Array(Order),
    payment: paymentsContract.operations.getPayment.output,
  },
  Strict,
);
export type PlacedOrders = Static<typeof PlacedOrders>;

/** An order as other modules and its events tell of it. */
export const OrderFacts = Type.Object({
  orderId: Uuid,
  orderNumber: Type.String(),
  invoiceId: Uuid,
  invoiceNumber: Type.String(),
  paymentId: Uuid,
  buyerId: Uuid,
  buyerName: Type.String(),
  sellerId: Uuid,
  /** The person behind the shop, to be told. */
  sellerUserId: Uuid,
  sellerName: Type.String(),
  status: OrderStatus,
  subtotalMinor: Type.Integer(),
  shippingFeeMinor: Type.Integer(),
  totalMinor: Type.Integer(),
  courierName: Type.String(),
  serviceName: Type.String(),
  trackingNumber: Nullable(Type.String()),
  payableUntil: Moment,
  createdAt: Moment,
  lines: Type.Array(
    Type.Object({
      offerId: Uuid,
      productId: Uuid,
      variantId: Uuid,
      sku: Type.String(),
      name: Type.String(),
      quantity: Type.Integer(),
      unitPriceMinor: Type.Integer(),
      lineTotalMinor: Type.Integer(),
    }),
  ),
});
export type OrderFacts = Static<typeof OrderFacts>;
