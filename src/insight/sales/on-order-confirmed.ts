import type { OrderFacts } from '#commerce/orders';
import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import type { Heard } from '#platform/events';
import { recordPart, type ToldLine } from './record-lines.ts';
import { deleteWaiting, findShopStores, insertWaiting, lockShopsTogether, type WaitingOrder } from './shop-queries.ts';
import { dayInZone } from './till/day-rules.ts';

type Confirmed = OrderFacts & { paidAt: string };

/** A paid order is a sale of the day it was paid; of a shop without a store it waits until there is one. */
export async function onOrdersConfirmed(tx: Tx, heard: readonly Heard<Confirmed>[]): Promise<void> {
  const orders = heard.map(({ event: { payload: order }, call }) => ({
    call,
    sellerId: order.sellerId,
    waiting: { orderId: order.orderId, confirmedAt: order.paidAt, lines: linesOf(order) },
  }));
  const sellerIds = [...new Set(orders.map((order) => order.sellerId))];
  tx.write(lockShopsTogether(sellerIds));
  const stores = new Map((await findShopStores(tx, sellerIds)).map((store) => [store.sellerId, store]));
  const homeless = orders.filter(({ sellerId }) => !stores.has(sellerId));
  if (homeless.length > 0) tx.write(insertWaiting(homeless.map(({ sellerId, waiting }) => ({ sellerId, ...waiting }))));
  for (const { call, sellerId, waiting } of orders) {
    const store = stores.get(sellerId);
    if (store) await recordOrders(tx, call, store, [waiting]);
  }
}

/** Cancelled after it was paid: nothing was sold. */
export async function onOrderCancelled(tx: Tx, order: OrderFacts, call: Call): Promise<void> {
  tx.write(lockShopsTogether([order.sellerId]));
  const [store] = await findShopStores(tx, [order.sellerId]);
  tx.write(deleteWaiting([order.orderId]));
  if (!store) return;
  const none = linesOf(order).map((line) => ({ ...line, quantity: 0, amountMinor: 0 }));
  await recordOrders(tx, call, store, [{ orderId: order.orderId, confirmedAt: order.createdAt, lines: none }]);
}

export async function recordOrders(
  tx: Tx,
  call: Call,
  store: { storeId: string; timeZone: string },
  orders: readonly WaitingOrder[],
): Promise<void> {
  const told = orders.flatMap(({ orderId, confirmedAt, lines }) =>
    lines.map(
      (line): ToldLine => ({
        externalId: `${orderId}:${line.offerId}`,
        on: dayInZone(new Date(confirmedAt), store.timeZone),
        quantity: line.quantity,
        amountMinor: line.amountMinor,
        transaction: orderId,
        product: line.name.slice(0, 160),
        sku: line.sku.slice(0, 80),
        category: null,
        catalogProductId: line.productId,
      }),
    ),
  );
  if (told.length > 0) await recordPart(tx, call, { storeId: store.storeId, source: 'shop' }, told);
}

function linesOf(order: OrderFacts): WaitingOrder['lines'] {
  return order.lines.map(({ offerId, productId, name, sku, quantity, lineTotalMinor }) => ({
    offerId,
    productId,
    name,
    sku,
    quantity,
    amountMinor: lineTotalMinor,
  }));
}
