import type { InventoryApi } from '#commerce/inventory';
import type { SellersApi } from '#commerce/sellers';
import type { Call } from '#platform/call';
import type { Database } from '#platform/database';
import { callingSeller } from './product-content.ts';
import type { LowOffer } from './product-shapes.ts';
import { listOffers } from './read-queries.ts';

export type LowOffersDeps = {
  database: Database;
  sellers: Pick<SellersApi, 'sellerOfUser'>;
  inventory: Pick<InventoryApi, 'lowStocks'>;
};

/** Enough for a list that somebody works through; a shop with more of them has another problem. */
const MOST = 1_000;

/** What is running out, as each stock card has its level. What is not on sale does not count. */
export async function listLowOffers(
  deps: LowOffersDeps,
  call: Call,
  input: { limit: number },
): Promise<{ items: LowOffer[]; total: number }> {
  const { sellerId } = await callingSeller(deps, call);
  const { stocks } = await deps.inventory.lowStocks(call, { sellerId, limit: MOST });
  const found = await listOffers(
    deps.database,
    stocks.map((stock) => stock.offerId),
  );
  const offers = new Map(found.filter((offer) => offer.isSellable).map((offer) => [offer.offerId, offer]));
  const low = stocks.flatMap(({ offerId, free, lowLevel }) => {
    const offer = offers.get(offerId);
    if (!offer) return [];
    const { productId, name, options } = offer;
    return [{ offerId, productId, name, options, free, lowLevel }];
  });
  return { items: low.slice(0, input.limit), total: low.length };
}
