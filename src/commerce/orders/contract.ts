import { type TProperties, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';
import { CheckoutQuote, Order, OrderFacts, OrderStatus, PlacedOrders, PlaceOrderInput, QuoteInput } from './shapes.ts';

export {
  CheckoutQuote,
  Order,
  type OrderAction,
  OrderFacts,
  OrderStatus,
  PlacedOrders,
  PlaceOrderInput,
  QuoteInput,
} from './shapes.ts';

const checkoutRefusals = [
  'orders.cart-empty',
  'orders.address-not-found',
  'orders.not-available',
  'orders.too-many-sellers',
  'orders.total-too-large',
] as const;
const actRefusals = ['orders.not-found', 'orders.not-allowed', 'orders.wrong-state'] as const;

const Version = Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })));
const OrderId = Type.Object({ orderId: Uuid }, Strict);
/** `version`: the one that was read (If-Match); anything else now is refused. */
const Act = Type.Object({ orderId: Uuid, version: Version }, Strict);
const List = Type.Object({ status: Type.Optional(OrderStatus), ...PageQuery }, Strict);
/** Beginnings of words of number, invoice, waybill, people and goods; all must fit. */
const Words = Type.String({ minLength: 1, maxLength: 100 });
const ShopList = Type.Object({ ...List.properties, q: Type.Optional(Words) }, Strict);
const Search = Type.Object({ ...List.properties, q: Words }, Strict);
const Orders = Type.Object({ items: Type.Array(Order), nextCursor: Nullable(Type.String()) }, Strict);
/** Words of people: something visible in it. */
export const Reason = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' });
export const TrackingNumber = Type.String({ minLength: 4, maxLength: 40, pattern: '^[A-Za-z0-9][A-Za-z0-9 ./-]+$' });

export const Tracking = Type.Object(
  {
    trackingNumber: Nullable(Type.String()),
    courierName: Type.String(),
    status: Nullable(Type.String()),
    link: Nullable(Type.String()),
    /** Oldest first. */
    events: Type.Array(Type.Object({ status: Type.String(), note: Type.String(), at: Moment }, Strict)),
  },
  Strict,
);

const fact = <More extends TProperties>(more: More) => ({
  version: 1,
  aggregate: 'order',
  payload: Type.Object({ ...OrderFacts.properties, ...more }),
});

/** A checkout becomes one order per seller under one invoice, and each order goes its way to the end. */
export const ordersContract = defineContract({
  module: 'orders',
  operations: {
    /**
     * What the caller's cart (or these lines) would cost, per seller with the ways to send it. Reserves nothing. Guests
     * may ask for a village instead of an address.
     */
    quoteCheckout: {
      input: QuoteInput,
      output: CheckoutQuote,
      refusals: [...checkoutRefusals, 'orders.destination-needed', 'orders.village-not-found', 'orders.not-signed-in'],
    },
    /**
     * Buys: reserves stock, makes one order per seller under one invoice, asks for one payment, clears the cart; all of
     * it or nothing. Prices are today's and decided here. The same caller and `call.idempotencyKey` find the same orders,
     * also after a crash.
     */
    placeOrder: {
      input: PlaceOrderInput,
      output: PlacedOrders,
      refusals: [
        ...checkoutRefusals,
        'orders.own-goods',
        'orders.shipping-incomplete',
        'orders.service-not-available',
        'orders.shipping-unavailable',
        'orders.total-changed',
        'orders.took-too-long',
        'orders.not-signed-in',
        'orders.key-required',
      ],
    },
    /** The caller's purchases, newest first. */
    listOrders: { input: List, output: Orders, refusals: [] },
    /** Orders at the caller's shop, newest first; with `q` those whose words begin so. */
    listShopOrders: { input: ShopList, output: Orders, refusals: ['orders.not-a-seller'] },
    /** Orders of all shops that have these words, newest first; for staff. */
    findOrders: { input: Search, output: Orders, refusals: ['orders.not-allowed'] },
    /** For its buyer, its seller and staff; for anybody else it does not exist. */
    getOrder: { input: OrderId, output: Order, refusals: ['orders.not-found'] },
    /** Where the parcel is; same readers as `getOrder`. */
    getTracking: { input: OrderId, output: Tracking, refusals: ['orders.not-found'] },
    /**
     * By the buyer before shipment, by the seller once paid. Before payment the whole invoice ends with it; after payment
     * the order's money, shipping fee included, goes back to the buyer.
     */
    cancelOrder: {
      input: Type.Object({ ...Act.properties, reason: Reason }, Strict),
      output: Order,
      refusals: [...actRefusals, 'orders.already-paid', 'orders.still-placing'],
    },
    /** By the seller. Without a tracking number the courier that the buyer chose is ordered. */
    shipOrder: {
      input: Type.Object({ ...Act.properties, trackingNumber: Type.Optional(TrackingNumber) }, Strict),
      output: Order,
      refusals: [...actRefusals],
    },
    /** By the seller, where no courier tells. */
    deliverOrder: { input: Act, output: Order, refusals: [...actRefusals] },
    /** By the buyer: all is well, the seller gets his money. */
    completeOrder: { input: Act, output: Order, refusals: [...actRefusals] },
    /** The invoice of one order as PDF; same readers as `getOrder`. */
    invoicePdf: {
      input: OrderId,
      output: Type.Object({ filename: Type.String(), pdfBase64: Type.String() }, Strict),
      refusals: ['orders.not-found'],
    },
    /** For other modules, which answer for who may see it. At most 100; unknown ids are left out. */
    ordersByIds: {
      input: Type.Object({ orderIds: Type.Array(Uuid, { maxItems: 100 }) }, Strict),
      output: Type.Object({ orders: Type.Array(OrderFacts) }, Strict),
      refusals: [],
    },
    /** Completes what has lain delivered for its time; the job calls it. How many. */
    completeDueOrders: {
      input: Type.Object({}, Strict),
      output: Type.Object({ completed: Type.Integer() }, Strict),
      refusals: [],
    },
    /** Proves that every sum holds, from line to invoice, and that no checkout hangs. */
    /** What keeps this person from leaving: orders that are not over. */
    countOpenOrders: {
      input: Type.Object({ userId: Uuid }, Strict),
      output: Type.Object({ bought: Type.Integer(), sold: Type.Integer() }, Strict),
      refusals: [],
    },
    /** What is kept of a person as a buyer, for their own export. */
    personalData: {
      input: Type.Object({ userId: Uuid }, Strict),
      output: Type.Object({ orders: Type.Array(Type.Unknown()) }, Strict),
      refusals: [],
    },
    verifyOrders: {
      input: Type.Object({}, Strict),
      output: Type.Object(
        {
          isSound: Type.Boolean(),
          ordersChecked: Type.Integer(),
          byStatus: Type.Record(Type.String(), Type.Integer()),
          /** Pieces in orders whose stock must be reserved now: not yet paid, or paid and not yet shipped. */
          openQuantity: Type.Integer(),
          /** At most 100, in words. */
          problems: Type.Array(Type.String()),
        },
        Strict,
      ),
      refusals: [],
    },
  },
  events: {
    /** Placed and waiting for its payment. */
    'order.created': fact({}),
    /** Paid; the seller may pack. */
    'order.confirmed': fact({ paidAt: Moment }),
    'order.shipped': fact({ shippedAt: Moment }),
    'order.delivered': fact({ deliveredAt: Moment, completesAt: Moment }),
    /** Over and well: the seller's money is free. */
    'order.completed': fact({ completedAt: Moment, commissionMinor: Type.Integer(), sellerShareMinor: Type.Integer() }),
    /** `refundMinor` goes back to the buyer; 0 when nothing had been paid. */
    'order.cancelled': fact({
      cancelledAt: Moment,
      cancelledBy: Type.String(),
      reason: Type.String(),
      refundMinor: Type.Integer(),
    }),
    /** Not paid in time. */
    'order.expired': fact({ expiredAt: Moment, reason: Type.String() }),
  },
  refusals: {
    'orders.cart-empty': { status: 422, id: 'Keranjangmu masih kosong.', en: 'Your cart is empty.' },
    'orders.address-not-found': {
      status: 422,
      id: 'Alamat ini tidak ada di buku alamatmu.',
      en: 'This address is not in your address book.',
    },
    'orders.destination-needed': {
      status: 422,
      id: 'Sebutkan satu tujuan: alamat dari buku alamatmu, atau kelurahan dan kode posnya.',
      en: 'Name one destination: an address of your book, or a village with its post code.',
    },
    'orders.village-not-found': {
      status: 422,
      id: 'Kelurahan atau desa ini tidak ditemukan.',
      en: 'There is no such village.',
    },
    'orders.not-available': {
      status: 409,
      id: 'Stok {name} tinggal {available}, kurang dari jumlah yang kamu pilih.',
      en: 'Only {available} of {name} left, fewer than you chose.',
    },
    'orders.too-many-sellers': {
      status: 422,
      id: 'Paling banyak {maximum} toko dalam satu pembayaran.',
      en: 'One payment covers at most {maximum} shops.',
    },
    'orders.total-too-large': { status: 422, id: 'Total pesanan terlalu besar.', en: 'The total is too large.' },
    'orders.own-goods': {
      status: 422,
      id: 'Kamu tidak bisa membeli dari tokomu sendiri.',
      en: 'You cannot buy from your own shop.',
    },
    'orders.shipping-incomplete': {
      status: 422,
      id: 'Pilih satu layanan pengiriman untuk setiap toko.',
      en: 'Choose one shipping service for each shop.',
    },
    'orders.service-not-available': {
      status: 422,
      id: 'Layanan kirim {serviceCode} tidak tersedia untuk alamat ini. Pilih yang lain.',
      en: 'The service {serviceCode} does not go to this address. Choose another one.',
    },
    'orders.shipping-unavailable': {
      status: 503,
      id: 'Ongkos kirim belum bisa dihitung. Coba lagi sebentar lagi.',
      en: 'The postage cannot be worked out just now. Try again in a moment.',
    },
    'orders.total-changed': {
      status: 409,
      id: 'Total sekarang {total}. Periksa lagi sebelum membayar.',
      en: 'The total is now {total}. Check again before you pay.',
    },
    'orders.took-too-long': {
      status: 409,
      id: 'Pesanan ini tidak sempat dibuat. Coba lagi.',
      en: 'This order could not be made in time. Try again.',
    },
    'orders.not-signed-in': { status: 401, id: 'Masuk dulu untuk membeli.', en: 'Sign in to buy.' },
    'orders.key-required': {
      status: 400,
      id: 'Header Idempotency-Key wajib ada di sini.',
      en: 'The Idempotency-Key header is required here.',
    },
    'orders.not-a-seller': { status: 403, id: 'Kamu belum punya toko.', en: 'You have no shop.' },
    'orders.not-found': { status: 404, id: 'Pesanan ini tidak ada.', en: 'There is no such order.' },
    'orders.not-allowed': { status: 403, id: 'Langkah ini bukan untukmu.', en: 'This step is not yours to take.' },
    'orders.wrong-state': {
      status: 409,
      id: 'Pesanan sudah {statusName}; langkah ini tidak berlaku lagi.',
      en: 'The order is {statusName}; this step no longer applies.',
    },
    'orders.already-paid': {
      status: 409,
      id: 'Pembayaran baru saja masuk. Muat ulang, lalu batalkan lagi kalau perlu.',
      en: 'The payment has just come in. Reload, then cancel again if you still want to.',
    },
    'orders.still-placing': {
      status: 409,
      id: 'Pesanan ini sedang dibuat. Coba lagi sebentar lagi.',
      en: 'This order is still being made. Try again in a moment.',
    },
  },
});
export type OrdersApi = ApiOf<typeof ordersContract>;
