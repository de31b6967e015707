import type { SellersApi } from '#commerce/sellers';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { writeUpdated } from './announce-products.ts';
import { copyOf } from './product-content.ts';
import { listProductIdsOfSeller, type Refreshed, refreshProducts, upsertSellers } from './product-queries.ts';

export type FollowSellerDeps = { database: Database; clock: Clock; sellers: Pick<SellersApi, 'sellersByIds'> };

const BATCH = 500;

/**
 * Brings our copy of a seller up to date. When he was suspended or came back, all goods he offers are listed anew, page
 * by page; search hears of those that changed. May run twice: it writes what stands, not what happened.
 */
export async function followSeller(deps: FollowSellerDeps, call: Call, sellerId: string): Promise<void> {
  const { sellers } = await deps.sellers.sellersByIds(call, { sellerIds: [sellerId] });
  const [seller] = sellers;
  if (!seller) return;
  await deps.database.run(upsertSellers([copyOf(seller)], deps.clock.now()));
  let afterId: string | null = null;
  do {
    afterId = await refreshPage(deps, call, sellerId, afterId);
  } while (afterId !== null);
}

/** The last id of a full page, null at the end. */
async function refreshPage(
  deps: FollowSellerDeps,
  call: Call,
  sellerId: string,
  afterId: string | null,
): Promise<string | null> {
  return deps.database.inTx(async (tx) => {
    const ids = await listProductIdsOfSeller(tx, sellerId, afterId, BATCH);
    if (ids.length === 0) return null;
    writeUpdated(tx, call, await tx.run<Refreshed>(refreshProducts(ids, deps.clock.now())));
    return ids.length === BATCH ? (ids.at(-1) ?? null) : null;
  });
}
