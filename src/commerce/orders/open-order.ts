import { type Call, userIdOf } from '#platform/call';
import { refuse } from '#platform/refusal';
import { findOrder, type Reader } from './order-queries.ts';
import type { OrderRecord } from './order-record.ts';
import type { Viewer } from './order-view.ts';
import type { OrdersDeps } from './orders-deps.ts';

export type OpenedOrder = { order: OrderRecord; viewer: Viewer };

/** The order and in what part the caller sees it. What is not his is not there. */
export async function openOrder(deps: OrdersDeps, call: Call, orderId: string): Promise<OpenedOrder> {
  const reader = await readerOf(deps, call);
  const order = await findOrder(deps.database, orderId, reader);
  if (!order) throw refuse('orders.not-found');
  return { order, viewer: viewerOf(order, reader) };
}

function viewerOf(order: OrderRecord, reader: Reader): Viewer {
  if (reader.userId === order.buyerId) return 'buyer';
  return reader.sellerId === order.sellerId ? 'seller' : 'staff';
}

async function readerOf(deps: OrdersDeps, call: Call): Promise<Reader> {
  const { actor } = call;
  const userId = userIdOf(call);
  if (actor.kind === 'system') return { userId: null, sellerId: null, isStaff: true };
  if (userId === null) throw refuse('orders.not-found');
  const roles = 'roles' in actor ? actor.roles : [];
  const isStaff = isStaffCall(call);
  const sellerId = roles.includes('SELLER') ? await shopOf(deps, call, userId) : null;
  return { userId, sellerId, isStaff };
}

/** Staff look at the orders of all shops, and so does the house itself. */
export function isStaffCall({ actor }: Call): boolean {
  if (actor.kind === 'system') return true;
  const roles = 'roles' in actor ? actor.roles : [];
  return roles.includes('ADMIN') || roles.includes('SUPER_ADMIN');
}

/** The caller's shop; a suspended one still has to look after its orders. */
export async function shopOf(deps: OrdersDeps, call: Call, userId: string): Promise<string | null> {
  const { seller } = await deps.sellers.sellerOfUser(call, { userId });
  return seller?.sellerId ?? null;
}
