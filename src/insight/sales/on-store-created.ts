import type { StoresApi } from '#insight/stores';
import type { Call } from '#platform/call';
import type { Database } from '#platform/database';
import { recordOrders } from './on-order-confirmed.ts';
import { deleteWaiting, insertShopStore, listWaiting, lockShop } from './shop-queries.ts';

const AT_ONCE = 200;

/** A shop was connected: from now on its orders flow in, and those that have waited first. */
export async function onStoreCreated(
  deps: { database: Database; stores: Pick<StoresApi, 'storesByIds'> },
  call: Call,
  { storeId, sellerId }: { storeId: string; sellerId: string | null },
): Promise<void> {
  if (sellerId === null) return;
  const { stores } = await deps.stores.storesByIds(call, { storeIds: [storeId] });
  const store = { storeId, timeZone: stores[0]?.timeZone ?? 'Asia/Jakarta' };
  await deps.database.batch([lockShop(sellerId), insertShopStore(sellerId, store)]);
  for (let hasMore = true; hasMore; ) {
    hasMore = await deps.database.inTx(async (tx) => {
      const waiting = await listWaiting(tx, sellerId, AT_ONCE);
      await recordOrders(tx, call, store, waiting);
      tx.write(deleteWaiting(waiting.map((order) => order.orderId)));
      return waiting.length === AT_ONCE;
    });
  }
}
