import type { InventoryApi } from '#commerce/inventory';
import type { SellersApi } from '#commerce/sellers';
import { type Call, userIdOf } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { eventInserts } from '#platform/events';
import type { NewId } from '#platform/ids';
import { refuse } from '#platform/refusal';
import { productsContract } from './contract.ts';
import { knowSellers } from './import-products.ts';
import { type OfferRow, refreshProducts, upsertOffers } from './product-queries.ts';
import { DEFAULT_MAX_QUANTITY } from './product-rules.ts';
import { listOfferedVariants, listOffersBySku } from './read-queries.ts';

export type ImportOffersDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  sellers: Pick<SellersApi, 'sellersByIds'>;
  inventory: Pick<InventoryApi, 'openStocks'>;
};

type OfferInput = {
  sellerId: string;
  sku: string;
  ownerId: string;
  ownerSku: string;
  priceMinor: number;
  stock: number;
};

/** Further sellers' offers of variants that stand; those that exist already are left as they are. */
export async function importOffers(
  deps: ImportOffersDeps,
  call: Call,
  input: { rows: OfferInput[] },
): Promise<{ created: number }> {
  const { rows } = input;
  if (rows.length === 0) return { created: 0 };
  await knowSellers(
    deps,
    call,
    rows.map((row) => row.sellerId),
  );
  const owners = await listOffersBySku(deps.database, {
    sellerIds: rows.map((row) => row.ownerId),
    skus: rows.map((row) => row.ownerSku),
  });
  const variants = new Map(owners.map((offer) => [`${offer.sellerId} ${offer.sku}`, offer]));
  const wanted = rows.map((row) => {
    const variant = variants.get(`${row.ownerId} ${row.ownerSku}`);
    if (!variant) throw refuse('products.variant-not-found');
    return { row, variant };
  });
  const offered = await listOfferedVariants(deps.database, {
    sellerIds: wanted.map(({ row }) => row.sellerId),
    variantIds: wanted.map(({ variant }) => variant.variantId),
  });
  const known = new Set(offered.map((offer) => `${offer.sellerId} ${offer.variantId}`));
  const fresh = wanted.filter(({ row, variant }) => !known.has(`${row.sellerId} ${variant.variantId}`));
  if (fresh.length === 0) return { created: 0 };

  const offers = fresh.map(
    ({ row, variant }): OfferRow => ({
      offerId: deps.newId(),
      productId: variant.productId,
      variantId: variant.variantId,
      sellerId: row.sellerId,
      sku: row.sku,
      priceMinor: row.priceMinor,
      minQuantity: 1,
      maxQuantity: DEFAULT_MAX_QUANTITY,
      isActive: true,
      freeQuantity: row.stock,
    }),
  );
  await deps.inventory.openStocks(call, {
    stocks: offers.map(({ offerId, sellerId, freeQuantity }) => ({ offerId, sellerId, quantity: freeQuantity })),
  });
  await write(deps, call, offers);
  return { created: offers.length };
}

async function write(deps: ImportOffersDeps, call: Call, offers: readonly OfferRow[]): Promise<void> {
  const now = deps.clock.now();
  const events = offers.map(({ offerId, productId, variantId, sellerId, priceMinor, isActive }) => ({
    call,
    aggregateId: productId,
    payload: { offerId, productId, variantId, sellerId, priceMinor, isActive },
  }));
  await deps.database.batch([
    upsertOffers(offers, userIdOf(call), now),
    refreshProducts([...new Set(offers.map((offer) => offer.productId))], now),
    ...eventInserts(productsContract, 'offer.updated', events),
  ]);
}
