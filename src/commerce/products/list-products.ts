import type { CatalogApi } from '#commerce/catalog';
import type { Cache } from '#platform/cache';
import type { Call } from '#platform/call';
import type { Database } from '#platform/database';
import { decodeCursor, page } from '#platform/lists';
import { isRefusal, refuse } from '#platform/refusal';
import type { KnownCards } from './known-cards.ts';
import type { ProductCard } from './product-shapes.ts';
import { UUID } from './read-products.ts';
import { type CardFilter, type CardKey, findSellerIdBySlug, listCardKeys, type Sort } from './read-queries.ts';

export type ListProductsDeps = {
  database: Database;
  cache: Cache;
  cards: KnownCards;
  catalog: Pick<CatalogApi, 'categoryScope' | 'getBrand'>;
};

export type ListInput = {
  category: string | null;
  seller: string | null;
  brand: string | null;
  minPriceMinor: number | null;
  maxPriceMinor: number | null;
  inStock: boolean;
  sort: Sort;
  limit: number;
  cursor: string | null;
};
type List = { items: ProductCard[]; nextCursor: string | null };

/** The same page asked for twice within a second is read once. */
const LIST_TTL_MS = 1_000;
/** Names of categories, sellers and brands change rarely. */
const NAME_TTL_MS = 10_000;

/** A page of cards. Unknown categories, sellers and brands have no goods, which is an answer and not an error. */
export async function listProducts(deps: ListProductsDeps, call: Call, input: ListInput): Promise<List> {
  const { category, seller, brand, minPriceMinor, maxPriceMinor, inStock, sort, limit, cursor } = input;
  const key = JSON.stringify([category, seller, brand, minPriceMinor, maxPriceMinor, inStock, sort, limit, cursor]);
  return deps.cache.remember(`products:list:${key}`, LIST_TTL_MS, () => load(deps, call, input));
}

async function load(deps: ListProductsDeps, call: Call, input: ListInput): Promise<List> {
  const { minPriceMinor, maxPriceMinor, inStock, sort, limit } = input;
  const [categoryIds, sellerId, brandId] = await Promise.all([
    input.category === null ? null : categoryScope(deps, call, input.category),
    input.seller === null ? null : sellerIdOf(deps, input.seller),
    input.brand === null ? null : brandIdOf(deps, call, input.brand),
  ]);
  const isNowhere = categoryIds?.length === 0 || sellerId === undefined || brandId === undefined;
  const after = cursorOf(input.cursor, sort);
  if (isNowhere) return { items: [], nextCursor: null };

  const keys = await listCardKeys(deps.database, {
    categoryIds,
    sellerId,
    brandId,
    minPriceMinor,
    maxPriceMinor,
    inStock,
    sort,
    after,
    limit: limit + 1,
  });
  const { items, nextCursor } = page(keys, limit, (key) => [sortValue(key, sort), key.productId]);
  return { items: await deps.cards.of(items), nextCursor };
}

async function categoryScope(deps: ListProductsDeps, call: Call, category: string): Promise<string[]> {
  return deps.cache.remember(`products:category:${category}`, NAME_TTL_MS, async () => {
    const { categoryIds } = await deps.catalog.categoryScope(call, { category });
    return categoryIds;
  });
}

async function sellerIdOf(deps: ListProductsDeps, seller: string): Promise<string | undefined> {
  return UUID.test(seller) ? seller : findSellerIdBySlug(deps.database, seller);
}

async function brandIdOf(deps: ListProductsDeps, call: Call, brand: string): Promise<string | undefined> {
  if (UUID.test(brand)) return brand;
  try {
    return (await deps.catalog.getBrand(call, { brand })).brandId;
  } catch (error) {
    if (isRefusal(error, 'catalog.brand-not-found')) return undefined;
    throw error;
  }
}

function sortValue({ sortValue: value }: CardKey, sort: Sort): string | number {
  return sort === 'newest' ? new Date(value).toISOString() : value;
}

/** A cursor of another sort order would silently page through nonsense: it is refused. */
function cursorOf(cursor: string | null, sort: Sort): CardFilter['after'] {
  const values = decodeCursor(cursor ?? undefined, 2);
  if (values === null) return null;
  const [value, id] = values;
  const fits = sort === 'newest' ? isMoment(value) : Number.isSafeInteger(value);
  if (!fits || value === undefined || value === null || typeof id !== 'string' || !UUID.test(id)) {
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  }
  return { value, id };
}

/** As `toISOString` writes it, in a year that the database knows as well. */
export function isMoment(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}
