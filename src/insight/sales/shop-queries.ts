import { type Runner, type Sql, sql } from '#platform/database';

export type WaitingOrder = {
  orderId: string;
  confirmedAt: string;
  lines: { offerId: string; productId: string; name: string; sku: string; quantity: number; amountMinor: number }[];
};

export type ShopStore = { sellerId: string; storeId: string; timeZone: string };

/** Of those shops that have a store. */
export function findShopStores(runner: Runner, sellerIds: readonly string[]): Promise<ShopStore[]> {
  return runner.run<ShopStore>(sql`
    select seller_id as "sellerId", store_id as "storeId", time_zone as "timeZone" from sales.shop_stores
    where seller_id = any(${sql.uuids(sellerIds)})`);
}

export function insertShopStore(sellerId: string, store: { storeId: string; timeZone: string }): Sql {
  return sql`
    insert into sales.shop_stores (seller_id, store_id, time_zone) values (${sellerId}, ${store.storeId}, ${store.timeZone})
    on conflict (seller_id) do nothing`;
}

export function insertWaiting(orders: readonly (WaitingOrder & { sellerId: string })[]): Sql {
  return sql`
    insert into sales.waiting_orders (order_id, seller_id, confirmed_at, order_lines)
    select * from unnest(
      ${orders.map((order) => order.orderId)}::uuid[], ${orders.map((order) => order.sellerId)}::uuid[],
      ${orders.map((order) => order.confirmedAt)}::timestamptz[], ${orders.map((order) => JSON.stringify(order.lines))}::jsonb[])
    on conflict do nothing`;
}

export async function listWaiting(runner: Runner, sellerId: string, limit: number): Promise<WaitingOrder[]> {
  const rows = await runner.run<{ orderId: string; confirmedAt: Date; lines: WaitingOrder['lines'] }>(sql`
    select order_id as "orderId", confirmed_at as "confirmedAt", order_lines as lines from sales.waiting_orders
    where seller_id = ${sellerId} order by order_id limit ${limit} for update skip locked`);
  return rows.map((row) => ({ ...row, confirmedAt: row.confirmedAt.toISOString() }));
}

export function deleteWaiting(orderIds: readonly string[]): Sql {
  return sql`delete from sales.waiting_orders where order_id = any(${orderIds}::uuid[])`;
}

/** Orders of a shop may come side by side; while the shop is being connected none may: it would wait for ever. */
export function lockShop(sellerId: string): Sql {
  return sql`select pg_advisory_xact_lock(hashtextextended(${sellerId}, 6))`;
}

/** Taken in one order, so that two that come side by side never wait for each other. */
export function lockShopsTogether(sellerIds: readonly string[]): Sql {
  return sql`
    select count(pg_advisory_xact_lock_shared(hashtextextended(id, 6)))
    from (select unnest(${sellerIds}::text[]) as id order by 1) shops`;
}
