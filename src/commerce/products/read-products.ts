import type { CatalogApi } from '#commerce/catalog';
import type { InventoryApi } from '#commerce/inventory';
import type { Cache } from '#platform/cache';
import type { Call } from '#platform/call';
import type { Database, Runner } from '#platform/database';
import { refuse } from '#platform/refusal';
import { splitWhole, toDetail, toDocument } from './product-assembly.ts';
import type { ProductDetail, ProductDocument } from './product-shapes.ts';
import { findProductId, listIds, selectWhole, type Whole } from './read-queries.ts';

export type ReadProductsDeps = {
  database: Database;
  cache: Cache;
  catalog: Pick<CatalogApi, 'categoriesByIds'>;
  inventory: Pick<InventoryApi, 'freeByOffers'>;
};

/** Pages of goods that many look at are made once a second. */
const DETAIL_TTL_MS = 1_000;
export const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export async function getProduct(
  deps: ReadProductsDeps,
  call: Call,
  input: { product: string },
): Promise<ProductDetail> {
  return deps.cache.remember(`products:detail:${input.product}`, DETAIL_TTL_MS, () =>
    loadDetail(deps, call, input.product),
  );
}

async function loadDetail(deps: ReadProductsDeps, call: Call, idOrSlug: string): Promise<ProductDetail> {
  const productId = UUID.test(idOrSlug) ? idOrSlug.toLowerCase() : await findProductId(deps.database, idOrSlug);
  const [parts] = productId ? splitWhole(await readWhole(deps.database, [productId]), [productId]) : [];
  if (!parts || parts.product.status === 'draft') throw refuse('products.product-not-found');

  const offerIds = parts.offers.filter((offer) => offer.isActive).map((offer) => offer.offerId);
  const [{ categories }, { stocks }] = await Promise.all([
    deps.catalog.categoriesByIds(call, { categoryIds: [parts.product.categoryId] }),
    deps.inventory.freeByOffers(call, { offerIds: offerIds.slice(0, 1_000) }),
  ]);
  return toDetail(parts, categories[0], new Map(stocks.map((stock) => [stock.offerId, stock.freeQuantity])));
}

export async function readWhole(database: Database, productIds: readonly string[]): Promise<Whole> {
  const [products, variants, offers, sellers] = await database.batch<
    [Whole['products'], Whole['variants'], Whole['offers'], Whole['sellers']]
  >(selectWhole(productIds));
  return { products, variants, offers, sellers };
}

export async function productsByIds(
  deps: { database: Database },
  _call: Call,
  input: { productIds: string[] },
): Promise<{ products: ProductDocument[] }> {
  const whole = await readWhole(deps.database, input.productIds);
  return { products: splitWhole(whole, [...new Set(input.productIds)]).map(toDocument) };
}

export async function listProductIds(
  deps: { database: Runner },
  _call: Call,
  input: { afterId: string | null; limit: number },
): Promise<{ productIds: string[] }> {
  return { productIds: await listIds(deps.database, input.afterId, input.limit) };
}
