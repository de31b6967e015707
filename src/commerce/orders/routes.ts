import { Type } from 'typebox';
import { ListOf, PageQuery } from '#platform/lists';
import { answer, type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import { ifMatchVersion, versionTag } from '#platform/versions';
import {
  CheckoutQuote,
  Order,
  OrderStatus,
  type OrdersApi,
  PlacedOrders,
  PlaceOrderInput,
  QuoteInput,
  Reason,
  Tracking,
  TrackingNumber,
} from './contract.ts';

const OrderParams = Type.Object({ id: Uuid }, Strict);
const ListQuery = Type.Object({ status: Type.Optional(OrderStatus), ...PageQuery }, Strict);
const Words = Type.String({ minLength: 1, maxLength: 100 });
const ShopListQuery = Type.Object({ ...ListQuery.properties, q: Type.Optional(Words) }, Strict);
const SearchQuery = Type.Object({ ...ListQuery.properties, q: Words }, Strict);
const Nothing = Type.Object({}, Strict);
const PURCHASE = {
  addressId: '0190aaaa-bbbb-7ccc-8ddd-000000000003',
  lines: [{ offerId: '0190aaaa-bbbb-7ccc-8ddd-000000000001', quantity: 2 }],
  shipping: [{ sellerId: '0190aaaa-bbbb-7ccc-8ddd-000000000002', serviceCode: 'jne:reg' }],
  paymentChannel: 'QRIS',
};
const actRefusals = ['orders.not-found', 'orders.not-allowed', 'orders.wrong-state', 'request.stale'] as const;

export function ordersRoutes(api: OrdersApi): Route[] {
  return [...checkoutRoutes(api), ...readRoutes(api), ...sellerRoutes(api), ...buyerRoutes(api)];
}

function checkoutRoutes(api: OrdersApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/checkout/quote',
      summary: 'What the cart would cost: per seller the ways to send it, and the ways to pay',
      scope: 'public',
      idempotency: 'none',
      body: QuoteInput,
      examples: {
        body: {
          addressId: '0190aaaa-bbbb-7ccc-8ddd-000000000003',
          lines: [{ offerId: '0190aaaa-bbbb-7ccc-8ddd-000000000001', quantity: 2 }],
        },
      },
      answers: { 200: CheckoutQuote },
      refusals: [
        'orders.cart-empty',
        'orders.address-not-found',
        'orders.destination-needed',
        'orders.village-not-found',
        'orders.not-signed-in',
        'orders.not-available',
      ],
      handle: ({ call, body }) => api.quoteCheckout(call, body),
    }),
    route({
      method: 'POST',
      path: '/orders',
      summary: 'Buys: one order per seller, one invoice, one payment',
      scope: 'orders:write',
      idempotency: 'required',
      body: PlaceOrderInput,
      examples: { body: PURCHASE },
      answers: { 201: PlacedOrders },
      refusals: [
        'orders.cart-empty',
        'orders.address-not-found',
        'orders.not-available',
        'orders.own-goods',
        'orders.shipping-incomplete',
        'orders.service-not-available',
        'orders.shipping-unavailable',
        'orders.total-changed',
        'orders.total-too-large',
        'orders.too-many-sellers',
        'payments.channel-unknown',
        'payments.amount-over-limit',
        'payments.amount-under-limit',
        'payments.provider-unavailable',
      ],
      handle: async ({ call, body }) => answer(201, await api.placeOrder(call, body)),
    }),
  ];
}

function readRoutes(api: OrdersApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/orders',
      summary: "The caller's purchases, newest first",
      scope: 'orders:read',
      query: ListQuery,
      answers: { 200: ListOf(Order) },
      handle: ({ call, query }) => api.listOrders(call, query),
    }),
    route({
      method: 'GET',
      path: '/orders/search',
      summary: 'Orders of all shops by number, invoice, waybill, person or goods (staff)',
      scope: 'orders:administer',
      query: SearchQuery,
      answers: { 200: ListOf(Order) },
      handle: ({ call, query }) => api.findOrders(call, query),
    }),
    route({
      method: 'GET',
      path: '/orders/:id',
      summary: 'An order, for its buyer, its seller and staff',
      scope: 'orders:read',
      params: OrderParams,
      answers: { 200: Order },
      refusals: ['orders.not-found'],
      handle: async ({ call, params }) => tagged(await api.getOrder(call, { orderId: params.id })),
    }),
    route({
      method: 'GET',
      path: '/orders/:id/tracking',
      summary: 'Where the parcel is',
      scope: 'orders:read',
      params: OrderParams,
      answers: { 200: Tracking },
      refusals: ['orders.not-found'],
      handle: ({ call, params }) => api.getTracking(call, { orderId: params.id }),
    }),
    route({
      method: 'GET',
      path: '/orders/:id/invoice',
      summary: 'The invoice as PDF',
      scope: 'orders:read',
      params: OrderParams,
      answers: { 200: 'binary' },
      binaryTypes: ['application/pdf'],
      refusals: ['orders.not-found'],
      handle: async ({ call, params }) => {
        const { filename, pdfBase64 } = await api.invoicePdf(call, { orderId: params.id });
        const headers = { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${filename}"` };
        return answer(200, Buffer.from(pdfBase64, 'base64'), { headers });
      },
    }),
  ];
}

function sellerRoutes(api: OrdersApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/sellers/me/orders',
      summary: "Orders at the caller's shop, newest first; `q` by number, waybill, person or goods",
      scope: 'orders:sell',
      query: ShopListQuery,
      answers: { 200: ListOf(Order) },
      refusals: ['orders.not-a-seller'],
      handle: ({ call, query }) => api.listShopOrders(call, query),
    }),
    route({
      method: 'POST',
      path: '/orders/:id/ship',
      summary: 'Hands the parcel over: with a tracking number, or by ordering the courier',
      scope: 'orders:ship',
      params: OrderParams,
      body: Type.Object({ trackingNumber: Type.Optional(TrackingNumber) }, Strict),
      examples: { body: { trackingNumber: 'JP1234567890' } },
      answers: { 200: Order },
      refusals: [...actRefusals, 'shipping.booking-refused', 'shipping.provider-unavailable'],
      handle: async ({ call, params, body, headers }) =>
        tagged(await api.shipOrder(call, { orderId: params.id, version: ifMatchVersion(headers), ...body })),
    }),
    route({
      method: 'POST',
      path: '/orders/:id/deliver',
      summary: 'The seller says that the parcel has arrived',
      scope: 'orders:deliver',
      params: OrderParams,
      body: Nothing,
      examples: { body: {} },
      answers: { 200: Order },
      refusals: actRefusals,
      handle: async ({ call, params, headers }) =>
        tagged(await api.deliverOrder(call, { orderId: params.id, version: ifMatchVersion(headers) })),
    }),
  ];
}

function buyerRoutes(api: OrdersApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/orders/:id/cancel',
      summary: 'Ends an order before it is shipped; what was paid goes back',
      scope: 'orders:cancel',
      params: OrderParams,
      body: Type.Object({ reason: Reason }, Strict),
      examples: { body: { reason: 'Salah pilih ukuran' } },
      answers: { 200: Order },
      refusals: [...actRefusals, 'orders.already-paid', 'orders.still-placing'],
      handle: async ({ call, params, body, headers }) =>
        tagged(await api.cancelOrder(call, { orderId: params.id, version: ifMatchVersion(headers), ...body })),
    }),
    route({
      method: 'POST',
      path: '/orders/:id/complete',
      summary: 'The buyer says that all is well; the seller gets his money',
      scope: 'orders:complete',
      params: OrderParams,
      body: Nothing,
      examples: { body: {} },
      answers: { 200: Order },
      refusals: actRefusals,
      handle: async ({ call, params, headers }) =>
        tagged(await api.completeOrder(call, { orderId: params.id, version: ifMatchVersion(headers) })),
    }),
  ];
}

/** With its version as ETag, to be sent back as If-Match. */
function tagged(order: Order) {
  return answer(200, order, { headers: { etag: versionTag(order.version) } });
}
