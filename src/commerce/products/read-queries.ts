import { type Runner, type Sql, sql } from '#platform/database';
import type { OfferRow, ProductRow, SellerCopy, StoredImage, VariantRow } from './product-queries.ts';
import { selectOffers, selectProducts, selectVariants } from './product-queries.ts';
import type { Offer, ProductStatus } from './product-shapes.ts';

/** Reads for lists and pages. */

/** Which product stands where in a list, and which version of its row that is: any write to the row makes another one. */
export type CardKey = { productId: string; rowVersion: string; sortValue: number };

/** What a card shows of a seller; everything else lies with the product. */
export type SellerName = { id: string; name: string; city: string };

export type CardRow = {
  productId: string;
  rowVersion: string;
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

/**
 * The keys of a page, in its order. Cards are kept by their version (see `known-cards.ts`), so that most pages need
 * nothing else: fourteen columns of twenty rows cost both sides more than finding them.
 */
export async function listCardKeys(runner: Runner, filter: CardFilter): Promise<CardKey[]> {
  const form = formOf(filter);
  if (form !== 'walked') return runner.run(selectKeys(filter, form === 'indexed'));
  const keys = await runner.run<CardKey>(selectNearKeys(filter));
  return keys.length === filter.limit ? keys : runner.run(selectKeys(filter, false));
}

/**
 * `indexed`: one index answers filter and order together. `walked`: prices are asked for in an order of their own; where
 * most goods are within them, going down the order and leaving some out is quickest. `searched`: anything else.
 */
function formOf(filter: CardFilter): 'indexed' | 'walked' | 'searched' {
  const { categoryIds, sellerId, brandId, minPriceMinor, maxPriceMinor, sort } = filter;
  if (sellerId !== null || brandId !== null || (categoryIds !== null && categoryIds.length !== 1)) return 'searched';
  const isPriced = minPriceMinor !== null || maxPriceMinor !== null;
  return !isPriced || sort === 'price_asc' || sort === 'price_desc' ? 'indexed' : 'walked';
}

/**
 * Where one index answers filter and order together, the length of the page stands in the text: then one plan serves
 * always, and PostgreSQL does not plan anew for every page (the contract bounds it, so there are at most a hundred
 * texts). Otherwise it is a parameter, and the plan is chosen for the values at hand.
 */
function selectKeys(filter: CardFilter, isIndexed: boolean): Sql {
  const { order, after, value } = sortOf(filter.sort, filter.after);
  return sql`
    select p.id as "productId", p.xmin::text as "rowVersion", ${value} as "sortValue"
    from products.products p
    where p.is_listed and ${sql.and([...conditionsOf(filter), ...after])}
    order by ${order}
    limit ${isIndexed ? constant(filter.limit) : sql`${filter.limit}`}`;
}

/** So many goods are looked at, in the order of the list, for those within the wished prices. */
const NEAR = 300;

/**
 * The page, if it is found among the next few hundred goods of the order. It then is the same page that any other plan
 * would give; one plan serves for all prices, and it never costs more than the few hundred.
 */
function selectNearKeys(filter: CardFilter): Sql {
  const { order, after, value } = sortOf(filter.sort, filter.after);
  const unpriced = { ...filter, minPriceMinor: null, maxPriceMinor: null };
  const { minPriceMinor, maxPriceMinor } = filter;
  return sql`
    select p.id as "productId", p.row_version::text as "rowVersion", ${value} as "sortValue"
    from (
      select p.id, p.xmin as row_version, p.price_from_minor, p.published_at, p.sold_count
      from products.products p
      where p.is_listed and ${sql.and([...conditionsOf(unpriced), ...after])}
      order by ${order}
      limit ${constant(NEAR)}
    ) p
    where ${sql.and(priceConditions(minPriceMinor, maxPriceMinor))}
    order by ${order}
    limit ${constant(filter.limit)}`;
}

function constant(count: number): Sql {
  return sql.raw(String(Math.trunc(count)));
}

/** What cards show, in no order. */
export async function listCards(runner: Runner, productIds: readonly string[]): Promise<CardRow[]> {
  return runner.run(sql`
    select p.id as "productId", p.xmin::text as "rowVersion", p.slug, p.name, p.price_from_minor as "priceFromMinor",
      p.price_to_minor as "priceToMinor", p.image, p.seller_id as "sellerId", s.name as "sellerName", s.city as "sellerCity",
      p.offer_count as "offerCount", p.sold_count as "soldCount", p.in_stock as "inStock", p.category_id as "categoryId"
    from products.products p join products.sellers s on s.id = p.seller_id
    where p.id = any(${sql.uuids(productIds)})`);
}

export async function listSellerNames(runner: Runner, sellerIds: readonly string[]): Promise<SellerName[]> {
  return runner.run(sql`select id, name, city from products.sellers where id = any(${sql.uuids(sellerIds)})`);
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
  conditions.push(...priceConditions(minPriceMinor, maxPriceMinor));
  if (filter.inStock) conditions.push(sql`p.in_stock`);
  return conditions;
}

function priceConditions(minPriceMinor: number | null, maxPriceMinor: number | null): Sql[] {
  return [
    ...(minPriceMinor === null ? [] : [sql`p.price_from_minor >= ${minPriceMinor}::bigint`]),
    ...(maxPriceMinor === null ? [] : [sql`p.price_from_minor <= ${maxPriceMinor}::bigint`]),
  ];
}

/** `value`: what a cursor carries of the order; of moments their milliseconds. */
function sortOf(sort: Sort, after: CardFilter['after']): { order: Sql; after: Sql[]; value: Sql } {
  switch (sort) {
    case 'newest':
      return {
        order: sql`p.published_at desc, p.id desc`,
        value: sql`round(date_part('epoch', p.published_at) * 1000)::bigint`,
        after: after ? [sql`(p.published_at, p.id) < (${after.value}::timestamptz, ${after.id}::uuid)`] : [],
      };
    case 'best_selling':
      return {
        order: sql`p.sold_count desc, p.id desc`,
        value: sql`p.sold_count`,
        after: after ? [sql`(p.sold_count, p.id) < (${after.value}::bigint, ${after.id}::uuid)`] : [],
      };
    case 'price_asc':
      return {
        order: sql`p.price_from_minor, p.id`,
        value: sql`p.price_from_minor`,
        after: after ? [sql`(p.price_from_minor, p.id) > (${after.value}::bigint, ${after.id}::uuid)`] : [],
      };
    case 'price_desc':
      return {
        order: sql`p.price_from_minor desc, p.id desc`,
        value: sql`p.price_from_minor`,
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
