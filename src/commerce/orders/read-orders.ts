import { type Call, userIdOf } from '#platform/call';
import type { OutputOf } from '#platform/contract';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import type { Order, OrderFacts, OrderStatus, ordersContract } from './contract.ts';
import { isStaffCall, openOrder, shopOf } from './open-order.ts';
import { listByIds, listOrdersBy, type Page, selectOfBuyer, selectOfSeller } from './order-queries.ts';
import type { OrderRecord } from './order-record.ts';
import { searchQueryOf } from './order-search-rules.ts';
import { factsOf, type Viewer, viewOrder } from './order-view.ts';
import { selectByWords, selectOfSellerByWords } from './order-word-queries.ts';
import type { OrdersDeps } from './orders-deps.ts';

type ListInput = { status?: OrderStatus; limit?: number; cursor?: string; q?: string };
type List = { items: Order[]; nextCursor: string | null };

const NOTHING: List = { items: [], nextCursor: null };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The caller's purchases, newest first. */
export async function listOrders(deps: OrdersDeps, call: Call, input: ListInput): Promise<List> {
  const userId = userIdOf(call);
  if (userId === null) return NOTHING;
  const wanted = pageOf(input);
  return pageOfViews(await listOrdersBy(deps.database, selectOfBuyer(userId, wanted)), wanted, {
    viewer: 'buyer',
    call,
  });
}

/** Orders at the caller's shop, newest first. */
export async function listShopOrders(deps: OrdersDeps, call: Call, input: ListInput): Promise<List> {
  const userId = userIdOf(call);
  const sellerId = userId === null ? null : await shopOf(deps, call, userId);
  if (sellerId === null) throw refuse('orders.not-a-seller');
  const wanted = pageOf(input);
  const query = input.q === undefined ? undefined : searchQueryOf(input.q);
  if (query === null) return NOTHING;
  const statement = query ? selectOfSellerByWords(sellerId, query, wanted) : selectOfSeller(sellerId, wanted);
  return pageOfViews(await listOrdersBy(deps.database, statement), wanted, { viewer: 'seller', call });
}

/** Orders of all shops by their words. The edge lets staff in; in a call from inside, so does this. */
export async function findOrders(deps: OrdersDeps, call: Call, input: ListInput & { q: string }): Promise<List> {
  if (!isStaffCall(call)) throw refuse('orders.not-allowed');
  const wanted = pageOf(input);
  const query = searchQueryOf(input.q);
  if (query === null) return NOTHING;
  return pageOfViews(await listOrdersBy(deps.database, selectByWords(query, wanted)), wanted, {
    viewer: 'staff',
    call,
  });
}

export async function getOrder(deps: OrdersDeps, call: Call, orderId: string): Promise<Order> {
  const { order, viewer } = await openOrder(deps, call, orderId);
  return viewOrder(order, viewer, call.language);
}

/** Where the parcel is; the order says whether the caller may know. */
export async function getTracking(
  deps: OrdersDeps,
  call: Call,
  orderId: string,
): Promise<OutputOf<typeof ordersContract, 'getTracking'>> {
  const { order } = await openOrder(deps, call, orderId);
  const { shipment, events } = await deps.shipping.getTracking(call, { orderId });
  return {
    trackingNumber: shipment?.trackingNumber ?? order.trackingNumber,
    courierName: order.shipping.courierName,
    status: shipment?.status ?? null,
    link: shipment?.link ?? null,
    events,
  };
}

/** For other modules, which answer for who may see it. */
export async function ordersByIds(deps: OrdersDeps, orderIds: readonly string[]): Promise<{ orders: OrderFacts[] }> {
  return { orders: (await listByIds(deps.database, orderIds)).map(factsOf) };
}

function pageOf(input: ListInput): Page {
  const [beforeId] = decodeCursor(input.cursor, 1) ?? [];
  const isOurs = typeof beforeId === 'string' && UUID.test(beforeId);
  if (input.cursor !== undefined && !isOurs) {
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  }
  return { status: input.status ?? null, limit: input.limit ?? 20, beforeId: isOurs ? beforeId : null };
}

function pageOfViews(orders: OrderRecord[], { limit }: Page, { viewer, call }: { viewer: Viewer; call: Call }): List {
  const { items, nextCursor } = page(orders, limit, (order) => [order.orderId]);
  return { items: items.map((order) => viewOrder(order, viewer, call.language)), nextCursor };
}
