import type { ProductCard, ProductDocument, ProductsApi } from '#commerce/products';
import type { Cache } from '#platform/cache';
import { type Call, userIdOf } from '#platform/call';
import type { Database } from '#platform/database';
import { rupiah } from '#platform/money';
import { refuse } from '#platform/refusal';
import { MAX_LIST, type Recommendations, type RecommendQuery } from './contract.ts';
import { findLists } from './recommendation-queries.ts';

export type RecommendDeps = {
  database: Database;
  products: Pick<ProductsApi, 'productsByIds' | 'listProducts'>;
  cache: Cache;
};

/** So long the same answer serves everybody on a product's page, and all guests. */
const KEPT_MS = 30_000;
/** Two lists of a product, or one of a person: never more than a neighbour answers at once. */
const ASKED = 48;

/** Lists from the table, goods from products, gaps filled with best sellers: three round trips at most. */
export async function recommend(deps: RecommendDeps, call: Call, query: RecommendQuery): Promise<Recommendations> {
  const { product = null, limit = 12 } = query;
  if (!product && !query.for) throw refuse('recommendations.nothing-asked');
  const userId = userIdOf(call);
  const wished = Math.min(limit, MAX_LIST);
  const [beside, own] = await Promise.all([
    product
      ? deps.cache.remember(`recommendations:product:${product}:${wished}`, KEPT_MS, () =>
          forProduct(deps, call, product, wished),
        )
      : { similar: [], boughtTogether: [] },
    query.for ? forPerson(deps, call, userId, wished) : { forYou: [], isPersonal: false },
  ]);
  return { ...beside, ...own };
}

async function forProduct(
  deps: RecommendDeps,
  call: Call,
  productId: string,
  limit: number,
): Promise<Pick<Recommendations, 'similar' | 'boughtTogether'>> {
  const { similarIds, togetherIds } = await findLists(deps.database, productId, null);
  const together = (togetherIds ?? []).slice(0, ASKED);
  const alike = (similarIds ?? []).slice(0, ASKED);
  const goods = await goodsByIds(deps, call, [productId, ...together, ...alike]);
  const self = goods.get(productId);
  if (!self?.isListed) return { similar: [], boughtTogether: [] };
  const isShown = (id: string): boolean => id !== productId;
  const similar = cardsOf(goods, alike.filter(isShown)).slice(0, limit);
  if (similar.length < limit) {
    const known = new Set([productId, ...similar.map((card) => card.id)]);
    similar.push(...(await bestSellers(deps, call, self.categoryId, limit - similar.length, known)));
  }
  return { similar, boughtTogether: cardsOf(goods, together.filter(isShown)).slice(0, limit) };
}

async function forPerson(
  deps: RecommendDeps,
  call: Call,
  userId: string | null,
  limit: number,
): Promise<Pick<Recommendations, 'forYou' | 'isPersonal'>> {
  const everybody = () =>
    deps.cache.remember(`recommendations:everybody:${limit}`, KEPT_MS, () => popular(deps, call, limit));
  if (!userId) return { forYou: await everybody(), isPersonal: false };
  const { personalIds, boughtIds } = await findLists(deps.database, null, userId);
  const ids = (personalIds ?? []).slice(0, ASKED);
  const own = ids.length > 0 ? cardsOf(await goodsByIds(deps, call, ids), ids).slice(0, limit) : [];
  if (own.length === limit) return { forYou: own, isPersonal: true };
  const known = new Set([...boughtIds, ...own.map((card) => card.id)]);
  const filling = (await everybody()).filter((card) => !known.has(card.id));
  return { forYou: [...own, ...filling].slice(0, limit), isPersonal: own.length > 0 };
}

/** What is bought now; where little is, what was bought most. */
async function popular(deps: RecommendDeps, call: Call, limit: number): Promise<ProductCard[]> {
  const { popularIds } = await findLists(deps.database, null, null);
  const ids = (popularIds ?? []).slice(0, ASKED);
  const cards = ids.length > 0 ? cardsOf(await goodsByIds(deps, call, ids), ids).slice(0, limit) : [];
  if (cards.length >= limit) return cards;
  const known = new Set(cards.map((card) => card.id));
  return [...cards, ...(await bestSellers(deps, call, null, limit - cards.length, known))];
}

// biome-ignore lint/complexity/useMaxParams: who asks, where, how many and which not.
async function bestSellers(
  { products }: RecommendDeps,
  call: Call,
  category: string | null,
  limit: number,
  known: ReadonlySet<string>,
): Promise<ProductCard[]> {
  const { items } = await products.listProducts(call, {
    category,
    seller: null,
    brand: null,
    minPriceMinor: null,
    maxPriceMinor: null,
    inStock: true,
    sort: 'best_selling',
    limit: limit + known.size,
    cursor: null,
  });
  return items.filter((card) => !known.has(card.id)).slice(0, limit);
}

async function goodsByIds(
  { products }: RecommendDeps,
  call: Call,
  productIds: readonly string[],
): Promise<Map<string, ProductDocument>> {
  const { products: found } = await products.productsByIds(call, { productIds: [...new Set(productIds)] });
  return new Map(found.map((product) => [product.productId, product]));
}

/** In the order of the ids; what is not on sale or sold out is left out. */
function cardsOf(goods: ReadonlyMap<string, ProductDocument>, ids: readonly string[]): ProductCard[] {
  return ids.flatMap((id) => {
    const product = goods.get(id);
    return product?.isListed && product.inStock ? [toCard(product)] : [];
  });
}

export function toCard(product: ProductDocument): ProductCard {
  const { image } = product;
  return {
    id: product.productId,
    slug: product.slug,
    name: product.name,
    priceFrom: rupiah(product.priceFromMinor),
    priceTo: rupiah(product.priceToMinor),
    image: image ? { url: image.url, alt: image.alt, sources: image.sources } : null,
    seller: { id: product.sellerId, name: product.seller.name, city: product.seller.city },
    offerCount: product.offerCount,
    soldCount: product.soldCount,
    inStock: product.inStock,
    categoryId: product.categoryId,
  };
}
