import type { InventoryApi, Stock } from '#commerce/inventory';
import type { SellersApi } from '#commerce/sellers';
import type { Call } from '#platform/call';
import type { Database } from '#platform/database';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import { isMoment } from './list-products.ts';
import { type Parts, splitWhole, toSellerProduct } from './product-assembly.ts';
import { callingSeller } from './product-content.ts';
import { findOffer, listPriceRows } from './product-queries.ts';
import type { ProductStatus, SellerProduct } from './product-shapes.ts';
import { readWhole, UUID } from './read-products.ts';
import { listIdsForSeller, type SellerListFilter } from './read-queries.ts';

export type SellerProductsDeps = {
  database: Database;
  sellers: Pick<SellersApi, 'sellerOfUser'>;
  inventory: Pick<InventoryApi, 'stocksByOffers'>;
};

/** The caller's view of a product that he owns or offers; anything else is not found. */
export async function getSellerProduct(
  deps: SellerProductsDeps,
  call: Call,
  input: { productId: string },
): Promise<SellerProduct> {
  const seller = await callingSeller(deps, call);
  return readSellerProduct(deps, call, seller.sellerId, input.productId);
}

export async function readSellerProduct(
  deps: Pick<SellerProductsDeps, 'database' | 'inventory'>,
  call: Call,
  sellerId: string,
  productId: string,
): Promise<SellerProduct> {
  const [parts] = splitWhole(await readWhole(deps.database, [productId]), [productId]);
  const isMine =
    parts && (parts.product.sellerId === sellerId || parts.offers.some((offer) => offer.sellerId === sellerId));
  if (!isMine) throw refuse('products.product-not-found');
  return toSellerProduct(parts, sellerId, await stocksOf(deps, call, sellerId, [parts]));
}

/** Owned and offered products, newest first; a page asks inventory once per thousand offers. */
export async function listSellerProducts(
  deps: SellerProductsDeps,
  call: Call,
  input: { status: ProductStatus | null; q: string | null; limit: number; cursor: string | null },
): Promise<{ items: SellerProduct[]; nextCursor: string | null }> {
  const { sellerId } = await callingSeller(deps, call);
  const { status, q, limit } = input;
  const rows = await listIdsForSeller(deps.database, {
    sellerId,
    status,
    q,
    after: cursorOf(input.cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = page(rows, limit, (row) => [row.createdAt.toISOString(), row.productId]);
  const ids = items.map((row) => row.productId);
  const parts = splitWhole(await readWhole(deps.database, ids), ids);
  const stocks = await stocksOf(deps, call, sellerId, parts);
  return { items: parts.map((each) => toSellerProduct(each, sellerId, stocks)), nextCursor };
}

async function stocksOf(
  deps: Pick<SellerProductsDeps, 'inventory'>,
  call: Call,
  sellerId: string,
  parts: readonly Parts[],
): Promise<Map<string, Stock>> {
  const offerIds = parts.flatMap(({ offers }) =>
    offers.filter((offer) => offer.sellerId === sellerId).map((offer) => offer.offerId),
  );
  const stocks = new Map<string, Stock>();
  for (let from = 0; from < offerIds.length; from += 1_000) {
    const found = await deps.inventory.stocksByOffers(call, { offerIds: offerIds.slice(from, from + 1_000) });
    for (const stock of found.stocks) stocks.set(stock.offerId, stock);
  }
  return stocks;
}

function cursorOf(cursor: string | null): SellerListFilter['after'] {
  const values = decodeCursor(cursor ?? undefined, 2);
  if (values === null) return null;
  const [createdAt, id] = values;
  if (!isMoment(createdAt) || typeof id !== 'string' || !UUID.test(id)) {
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  }
  return { createdAt, id };
}

const MAX_PRICES = 100;

/** The price history of an own offer. */
export async function listPrices(
  deps: SellerProductsDeps,
  call: Call,
  input: { offerId: string },
): Promise<{ prices: { priceMinor: number; validFrom: string }[] }> {
  const { sellerId } = await callingSeller(deps, call);
  const offer = await findOffer(deps.database, input.offerId);
  if (offer?.sellerId !== sellerId) throw refuse('products.offer-not-found');
  const rows = await listPriceRows(deps.database, input.offerId, MAX_PRICES);
  return { prices: rows.map(({ priceMinor, validFrom }) => ({ priceMinor, validFrom: validFrom.toISOString() })) };
}
