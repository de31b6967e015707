import { type Runner, type Sql, sql } from '#platform/database';
import type { OfferRow, ProductRow, SellerCopy, StoredImage, VariantRow } from './product-queries.ts';
import { selectOffers, selectProducts, selectVariants } from './product-queries.ts';
import type { Offer, ProductStatus } from './product-shapes.ts';

/** Reads for lists and pages. */

export type CardRow = {
  productId: string;
  slug: string;
  name: string;
  priceFromMinor: number;
  priceToMinor: number;
  image: StoredImage | null;
  sellerId: string;
  sellerName: string;
  sellerCity: string;
  offerCount: number;
  soldCount: number;
  inStock: boolean;
  categoryId: string;
  publishedMs: number;
};

export type Sort = 'newest' | 'price_asc' | 'price_desc' | 'best_selling';

export type CardFilter = {
  categoryIds: string[] | null;
  sellerId: string | null;
  brandId: string | null;
  minPriceMinor: number | null;
  maxPriceMinor: number | null;
  inStock: boolean;
  sort: Sort;
  /** Sort value and id of the last row before. */
  after: { value: string | number; id: string } | null;
  limit: number;
};

/** One indexed query for a whole page: the columns that a card shows lie with the product. */
export async function listCards(runner: Runner, filter: CardFilter): Promise<CardRow[]> {
  const { order, after } = sortOf(filter.sort, filter.after);
  const limit = limitOf(filter);
  // The page is cut before the sellers are looked up: a wide category may have to be sorted first.
  return runner.run(sql`
    select p.id as "productId", p.slug, p.name, p.price_from_minor as "priceFromMinor", p.price_to_minor as "priceToMinor",
      p.image, p.seller_id as "sellerId", s.name as "sellerName", s.city as "sellerCity", p.offer_count as "offerCount",
      p.sold_count as "soldCount", p.in_stock as "inStock", p.category_id as "categoryId", (extract(epoch from p.published_at) * 1000)::bigint as "publishedMs"
    from (
      select id, slug, name, price_from_minor, price_to_minor, image, seller_id, offer_count, sold_count, in_stock, category_id, published_at
      from products.products p
      where p.is_listed and ${sql.and([...conditionsOf(filter), ...after])}
      order by ${order}
      limit ${limit}
    ) p join products.sellers s on s.id = p.seller_id
    order by ${order}`);
}

/**
 * Where one index answers filter and order together, the length of the page stands in the text: then one plan serves
 * always, and PostgreSQL does not plan anew for every page (the contract bounds it, so there are at most a hundred
 * texts). Otherwise it is a parameter, and the plan is chosen for the values at hand.
 */
function limitOf({ categoryIds, sellerId, brandId, minPriceMinor, maxPriceMinor, limit }: CardFilter): Sql {
  const isWide = sellerId !== null || brandId !== null || minPriceMinor !== null || maxPriceMinor !== null;
  const isIndexed = !isWide && (categoryIds === null || categoryIds.length === 1);
  return isIndexed ? sql.raw(String(Math.trunc(limit))) : sql`${limit}`;
}

function conditionsOf(filter: CardFilter): Sql[] {
  const { categoryIds, sellerId, brandId, minPriceMinor, maxPriceMinor } = filter;
  const conditions: Sql[] = [];
  // A single category walks its own index in order; several are gathered and sorted.
  if (categoryIds) {
    conditions.push(
      categoryIds.length === 1
        ? sql`p.category_id = ${categoryIds[0]}::uuid`
        : sql`p.category_id = any(${categoryIds}::uuid[])`,
    );
  }
  if (brandId) conditions.push(sql`p.brand_id = ${brandId}::uuid`);
  if (sellerId) {
    conditions.push(
      sql`p.id in (select o.product_id from products.offers o where o.seller_id = ${sellerId}::uuid and o.is_active)`,
    );
  }
  if (minPriceMinor !== null) conditions.push(sql`p.price_from_minor >= ${minPriceMinor}::bigint`);
  if (maxPriceMinor !== null) conditions.push(sql`p.price_from_minor <= ${maxPriceMinor}::bigint`);
  if (filter.inStock) conditions.push(sql`p.in_stock`);
  return conditions;
}

function sortOf(sort: Sort, after: CardFilter['after']): { order: Sql; after: Sql[] } {
  switch (sort) {
    case 'newest':
      return {
        order: sql`p.published_at desc, p.id desc`,
        after: after ? [sql`(p.published_at, p.id) < (${after.value}::timestamptz, ${after.id}::uuid)`] : [],
      };
    case 'best_selling':
      return {
        order: sql`p.sold_count desc, p.id desc`,
        after: after ? [sql`(p.sold_count, p.id) < (${after.value}::bigint, ${after.id}::uuid)`] : [],
      };
    case 'price_asc':
      return {
        order: sql`p.price_from_minor, p.id`,
        after: after ? [sql`(p.price_from_minor, p.id) > (${after.value}::bigint, ${after.id}::uuid)`] : [],
      };
    case 'price_desc':
      return {
        order: sql`p.price_from_minor desc, p.id desc`,
        after: after ? [sql`(p.price_from_minor, p.id) < (${after.value}::bigint, ${after.id}::uuid)`] : [],
      };
  }
}

/** By slug, else (in the form of an id) by id. */
export async function findProductId(runner: Runner, slug: string): Promise<string | undefined> {
  const [row] = await runner.run<{ id: string }>(sql`select id from products.products where slug = ${slug}`);
  return row?.id;
}

export async function findSellerIdBySlug(runner: Runner, slug: string): Promise<string | undefined> {
  const [row] = await runner.run<{ id: string }>(sql`select id from products.sellers where slug = ${slug}`);
  return row?.id;
}

export type Whole = { products: ProductRow[]; variants: VariantRow[]; offers: OfferRow[]; sellers: SellerCopy[] };

/** Products with everything that hangs on them. */
export function selectWhole(productIds: readonly string[]): Sql[] {
  return [
    selectProducts(productIds),
    selectVariants(productIds),
    selectOffers(productIds),
    sql`
      select distinct s.id as "sellerId", s.user_id as "userId", s.name, s.slug, s.city, s.is_verified as "isVerified", s.is_approved as "isApproved"
      from products.sellers s
      where s.id in (select seller_id from products.offers where product_id = any(${sql.uuids(productIds)})
        union select seller_id from products.products where id = any(${sql.uuids(productIds)}))`,
  ];
}

/** Offers with what baskets and orders need to know of their variant and product. */
export async function listOffers(runner: Runner, offerIds: readonly string[]): Promise<Offer[]> {
  return runner.run(sql`
    select o.id as "offerId", o.seller_id as "sellerId", o.product_id as "productId", o.variant_id as "variantId", p.slug, o.sku, p.name,
      v.options, coalesce(v.image ->> 'url', p.image ->> 'url') as "imageUrl", o.price_minor as "priceMinor",
      v.weight_grams as "weightGrams", v.length_mm as "lengthMm", v.width_mm as "widthMm", v.height_mm as "heightMm",
      (o.is_active and v.is_active and p.status = 'active' and s.is_approved) as "isSellable",
      o.min_quantity as "minQuantity", o.max_quantity as "maxQuantity", p.category_id as "categoryId"
    from products.offers o
    join products.variants v on v.id = o.variant_id
    join products.products p on p.id = o.product_id
    join products.sellers s on s.id = o.seller_id
    where o.id = any(${sql.uuids(offerIds)})`);
}

export async function listIds(runner: Runner, afterId: string | null, limit: number): Promise<string[]> {
  const rows = await runner.run<{ id: string }>(sql`
    select id from products.products where id > ${afterId ?? '00000000-0000-0000-0000-000000000000'}::uuid order by id limit ${limit}`);
  return rows.map((row) => row.id);
}

export type SellerListFilter = {
  sellerId: string;
  status: ProductStatus | null;
  q: string | null;
  after: { createdAt: string; id: string } | null;
  limit: number;
};

/** Owned and offered products of a seller, newest first. */
export async function listIdsForSeller(
  runner: Runner,
  filter: SellerListFilter,
): Promise<{ productId: string; createdAt: Date }[]> {
  const conditions: Sql[] = [];
  if (filter.status) conditions.push(sql`p.status = ${filter.status}`);
  if (filter.after)
    conditions.push(sql`(p.created_at, p.id) < (${filter.after.createdAt}::timestamptz, ${filter.after.id}::uuid)`);
  if (filter.q) {
    const pattern = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(sql`(p.name ilike ${pattern} or exists (
      select from products.offers x where x.product_id = p.id and x.seller_id = ${filter.sellerId} and x.sku ilike ${pattern.slice(1)}))`);
  }
  // Own goods come down their index in order. Offers on goods of others are few; those are looked up and sorted.
  return runner.run(sql`
    select * from (
      (select p.id as "productId", p.created_at as "createdAt" from products.products p
        where p.seller_id = ${filter.sellerId} and ${sql.and(conditions)}
        order by p.created_at desc, p.id desc limit ${filter.limit})
      union all
      (select p.id, p.created_at from products.products p
        where p.id in (select o.product_id from products.offers o where o.seller_id = ${filter.sellerId})
          and p.seller_id <> ${filter.sellerId} and ${sql.and(conditions)}
        order by p.created_at desc, p.id desc limit ${filter.limit})) both_kinds
    order by "createdAt" desc, "productId" desc limit ${filter.limit}`);
}

/** What import knows of earlier rows. */
export async function listImported(
  runner: Runner,
  keys: { sellerIds: string[]; importKeys: string[] },
): Promise<{ productId: string; sellerId: string; importKey: string; importHash: string | null }[]> {
  return runner.run(sql`
    select p.id as "productId", p.seller_id as "sellerId", p.import_key as "importKey", p.import_hash as "importHash"
    from products.products p
    join unnest(${keys.sellerIds}::uuid[], ${keys.importKeys}::text[]) as k (seller_id, import_key)
      on p.seller_id = k.seller_id and p.import_key = k.import_key`);
}

/** Offers by seller and SKU. */
export async function listOffersBySku(
  runner: Runner,
  keys: { sellerIds: string[]; skus: string[] },
): Promise<{ offerId: string; productId: string; variantId: string; sellerId: string; sku: string }[]> {
  return runner.run(sql`
    select o.id as "offerId", o.product_id as "productId", o.variant_id as "variantId", o.seller_id as "sellerId", o.sku
    from products.offers o
    join unnest(${keys.sellerIds}::uuid[], ${keys.skus}::text[]) as k (seller_id, sku) on o.seller_id = k.seller_id and o.sku = k.sku`);
}

/** Which of these variants a seller offers already. */
export async function listOfferedVariants(
  runner: Runner,
  keys: { sellerIds: string[]; variantIds: string[] },
): Promise<{ sellerId: string; variantId: string }[]> {
  return runner.run(sql`
    select o.seller_id as "sellerId", o.variant_id as "variantId" from products.offers o
    join unnest(${keys.sellerIds}::uuid[], ${keys.variantIds}::uuid[]) as k (seller_id, variant_id)
      on o.seller_id = k.seller_id and o.variant_id = k.variant_id`);
}
