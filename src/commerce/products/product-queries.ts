import { type Runner, type Sql, sql } from '#platform/database';
import type { Axis, Image, ProductAttribute, ProductStatus } from './product-shapes.ts';

/** A picture as it lies with the product; `mediaId` where it was uploaded. */
export type StoredImage = Image & { mediaId: string | null };

export type ProductRow = {
  productId: string;
  sellerId: string;
  slug: string;
  name: string;
  description: string;
  categoryId: string;
  brandId: string | null;
  brandName: string | null;
  brandSlug: string | null;
  status: ProductStatus;
  attributes: ProductAttribute[];
  axes: Axis[];
  images: StoredImage[];
  version: number;
  priceFromMinor: number;
  priceToMinor: number;
  offerCount: number;
  soldCount: number;
  inStock: boolean;
  isListed: boolean;
  publishedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

export type VariantRow = {
  variantId: string;
  productId: string;
  sku: string;
  optionKey: string;
  options: Record<string, string>;
  weightGrams: number;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
  image: StoredImage | null;
  position: number;
  isActive: boolean;
};

export type OfferRow = {
  offerId: string;
  productId: string;
  variantId: string;
  sellerId: string;
  sku: string;
  priceMinor: number;
  minQuantity: number;
  maxQuantity: number;
  isActive: boolean;
  freeQuantity: number;
};

const PRODUCT = sql`
  p.id as "productId", p.seller_id as "sellerId", p.slug, p.name, p.description, p.category_id as "categoryId",
  p.brand_id as "brandId", p.brand_name as "brandName", p.brand_slug as "brandSlug", p.status, p.attributes, p.axes, p.images,
  p.version, p.price_from_minor as "priceFromMinor", p.price_to_minor as "priceToMinor", p.offer_count as "offerCount",
  p.sold_count as "soldCount", p.in_stock as "inStock", p.is_listed as "isListed", p.published_at as "publishedAt",
  p.created_at as "createdAt", p.updated_at as "updatedAt"`;

const VARIANT = sql`
  v.id as "variantId", v.product_id as "productId", v.sku, v.option_key as "optionKey", v.options, v.weight_grams as "weightGrams",
  v.length_mm as "lengthMm", v.width_mm as "widthMm", v.height_mm as "heightMm", v.image, v.position, v.is_active as "isActive"`;

const OFFER = sql`
  o.id as "offerId", o.product_id as "productId", o.variant_id as "variantId", o.seller_id as "sellerId", o.sku,
  o.price_minor as "priceMinor", o.min_quantity as "minQuantity", o.max_quantity as "maxQuantity", o.is_active as "isActive",
  o.free_quantity as "freeQuantity"`;

/** Holds one product still while its seller changes it. */
export async function lockProduct(runner: Runner, productId: string): Promise<ProductRow | undefined> {
  const [row] = await runner.run<ProductRow>(
    sql`select ${PRODUCT} from products.products p where p.id = ${productId} for update`,
  );
  return row;
}

export function selectProducts(productIds: readonly string[]): Sql {
  return sql`select ${PRODUCT} from products.products p where p.id = any(${sql.uuids(productIds)})`;
}

export function selectVariants(productIds: readonly string[]): Sql {
  return sql`
    select ${VARIANT} from products.variants v where v.product_id = any(${sql.uuids(productIds)})
    order by v.product_id, v.position, v.id`;
}

export function selectOffers(productIds: readonly string[]): Sql {
  return sql`
    select ${OFFER} from products.offers o where o.product_id = any(${sql.uuids(productIds)})
    order by o.product_id, o.price_minor, o.id`;
}

/** The product that a variant belongs to. */
export async function findVariant(runner: Runner, variantId: string): Promise<VariantRow | undefined> {
  const [row] = await runner.run<VariantRow>(sql`select ${VARIANT} from products.variants v where v.id = ${variantId}`);
  return row;
}

export async function findOffer(runner: Runner, offerId: string): Promise<OfferRow | undefined> {
  const [row] = await runner.run<OfferRow>(sql`select ${OFFER} from products.offers o where o.id = ${offerId}`);
  return row;
}

/** One of the seller's offers that stands where a new one would: the same variant, or a SKU in use. */
export async function findOfferInTheWay(
  runner: Runner,
  wish: { sellerId: string; variantIds: readonly string[]; skus: readonly string[] },
): Promise<{ variantId: string; sku: string } | undefined> {
  const [row] = await runner.run<{ variantId: string; sku: string }>(sql`
    select variant_id as "variantId", sku from products.offers
    where seller_id = ${wish.sellerId} and (variant_id = any(${wish.variantIds}::uuid[]) or sku = any(${wish.skus}::text[]))
    limit 1`);
  return row;
}

/** What a list shows of a product that is new; later `refreshProducts` keeps it. */
export type ListFigures = {
  soldBefore: number;
  priceFromMinor: number;
  priceToMinor: number;
  offerCount: number;
  inStock: boolean;
  isListed: boolean;
};

export type NewProductRow = { figures?: ListFigures } & Pick<
  ProductRow,
  | 'productId'
  | 'sellerId'
  | 'slug'
  | 'name'
  | 'description'
  | 'categoryId'
  | 'brandId'
  | 'brandName'
  | 'brandSlug'
  | 'status'
  | 'attributes'
  | 'axes'
  | 'images'
> & { importKey: string | null; importHash: string | null };

/** Writes products; one that is there already (same id) gets the new content and the next version. */
export function upsertProducts(products: readonly NewProductRow[], now: Date): Sql {
  return sql`
    insert into products.products (id, seller_id, slug, name, description, category_id, brand_id, brand_name, brand_slug, status,
      attributes, axes, images, import_key, import_hash, created_at, updated_at, sold_count, price_from_minor, price_to_minor, offer_count,
      in_stock, is_listed, published_at)
    select p."productId", p."sellerId", p.slug, p.name, p.description, p."categoryId", p."brandId", p."brandName", p."brandSlug", p.status,
      p.attributes, p.axes, p.images, p."importKey", p."importHash", ${now}::timestamptz, ${now}::timestamptz,
      coalesce(f."soldBefore", 0), coalesce(f."priceFromMinor", 0), coalesce(f."priceToMinor", 0), coalesce(f."offerCount", 0),
      coalesce(f."inStock", false), coalesce(f."isListed", false), case when f."isListed" then ${now}::timestamptz end
    from json_to_recordset(${sql.json(products)}::json) as p (
      "productId" uuid, "sellerId" uuid, slug text, name text, description text, "categoryId" uuid, "brandId" uuid, "brandName" text,
      "brandSlug" text, status text, attributes jsonb, axes jsonb, images jsonb, "importKey" text, "importHash" text, figures json)
    left join lateral json_to_record(p.figures) as f ("soldBefore" bigint, "priceFromMinor" bigint, "priceToMinor" bigint, "offerCount" int,
      "inStock" boolean, "isListed" boolean) on p.figures is not null
    on conflict (id) do update set name = excluded.name, description = excluded.description, category_id = excluded.category_id,
      brand_id = excluded.brand_id, brand_name = excluded.brand_name, brand_slug = excluded.brand_slug, status = excluded.status, is_listed = products.is_listed and excluded.status = 'active',
      attributes = excluded.attributes, axes = excluded.axes, images = excluded.images, import_key = coalesce(excluded.import_key, products.import_key),
      import_hash = excluded.import_hash, version = products.version + 1, updated_at = excluded.updated_at`;
}

/** Writes variants; one that is there already (same id) gets the new content. */
export function upsertVariants(variants: readonly VariantRow[]): Sql {
  return sql`
    insert into products.variants (id, product_id, sku, option_key, options, weight_grams, length_mm, width_mm, height_mm, image, position, is_active)
    select v."variantId", v."productId", v.sku, v."optionKey", v.options, v."weightGrams", v."lengthMm", v."widthMm", v."heightMm",
      nullif(v.image, 'null'::jsonb), v.position, v."isActive"
    from json_to_recordset(${sql.json(variants)}::json) as v (
      "variantId" uuid, "productId" uuid, sku text, "optionKey" text, options jsonb, "weightGrams" int, "lengthMm" int, "widthMm" int,
      "heightMm" int, image jsonb, position int, "isActive" boolean)
    on conflict (id) do update set sku = excluded.sku, weight_grams = excluded.weight_grams, length_mm = excluded.length_mm,
      width_mm = excluded.width_mm, height_mm = excluded.height_mm, image = excluded.image, position = excluded.position,
      is_active = excluded.is_active`;
}

/** Writes offers and, where the price is new, the price history. */
export function upsertOffers(offers: readonly OfferRow[], actorUserId: string | null, now: Date): Sql {
  return sql`
    with given as (
      select * from json_to_recordset(${sql.json(offers)}::json) as o (
        "offerId" uuid, "productId" uuid, "variantId" uuid, "sellerId" uuid, sku text, "priceMinor" bigint, "minQuantity" int,
        "maxQuantity" int, "isActive" boolean, "freeQuantity" bigint)
    ), before as (
      select id, price_minor from products.offers where id in (select "offerId" from given)
    ), written as (
      insert into products.offers (id, product_id, variant_id, seller_id, sku, price_minor, min_quantity, max_quantity, is_active, free_quantity, created_at, updated_at)
      select "offerId", "productId", "variantId", "sellerId", sku, "priceMinor", "minQuantity", "maxQuantity", "isActive", "freeQuantity",
        ${now}::timestamptz, ${now}::timestamptz
      from given
      on conflict (id) do update set sku = excluded.sku, price_minor = excluded.price_minor, min_quantity = excluded.min_quantity,
        max_quantity = excluded.max_quantity, is_active = excluded.is_active, free_quantity = excluded.free_quantity, updated_at = excluded.updated_at
      returning id
    )
    insert into products.prices (offer_id, price_minor, valid_from, actor_user_id)
    select given."offerId", given."priceMinor", ${now}::timestamptz, ${actorUserId}::uuid
    from given join written on written.id = given."offerId" left join before on before.id = given."offerId"
    where before.price_minor is distinct from given."priceMinor"`;
}

export type Refreshed = { productId: string; sellerId: string; status: ProductStatus };

/**
 * Brings the list columns of products in line with their offers, variants and sellers; answers those that changed.
 * Locks in the order of the key: imports, stock news and price changes of the same goods queue up.
 */
export function refreshProducts(productIds: readonly string[], now: Date): Sql {
  return sql`
    with locked as materialized (
      select id from products.products where id = any(${sql.uuids(productIds)}) order by id for update
    ), live as (
      select o.product_id, o.price_minor, o.free_quantity
      from products.offers o
      join products.variants v on v.id = o.variant_id and v.is_active
      join products.sellers s on s.id = o.seller_id and s.is_approved
      where o.product_id in (select id from locked) and o.is_active
    ), figures as (
      select locked.id, min(live.price_minor) as price_from, max(live.price_minor) as price_to, count(live.product_id)::int as offer_count,
        coalesce(bool_or(live.free_quantity > 0), false) as in_stock
      from locked left join live on live.product_id = locked.id group by locked.id
    )
    update products.products p set price_from_minor = coalesce(f.price_from, p.price_from_minor),
      price_to_minor = coalesce(f.price_to, p.price_to_minor), offer_count = f.offer_count, in_stock = f.in_stock,
      is_listed = p.status = 'active' and f.offer_count > 0,
      published_at = case when p.status = 'active' and f.offer_count > 0 then coalesce(p.published_at, ${now}::timestamptz) else p.published_at end
    from figures f
    where p.id = f.id and (p.price_from_minor, p.price_to_minor, p.offer_count, p.in_stock, p.is_listed) is distinct from
      (coalesce(f.price_from, p.price_from_minor), coalesce(f.price_to, p.price_to_minor), f.offer_count, f.in_stock, p.status = 'active' and f.offer_count > 0)
    returning p.id as "productId", p.seller_id as "sellerId", p.status`;
}

export type SellerCopy = {
  sellerId: string;
  userId: string;
  name: string;
  slug: string;
  city: string;
  isVerified: boolean;
  isApproved: boolean;
};

export function upsertSellers(sellers: readonly SellerCopy[], now: Date): Sql {
  return sql`
    insert into products.sellers (id, user_id, name, slug, city, is_verified, is_approved, updated_at)
    select s."sellerId", s."userId", s.name, s.slug, s.city, s."isVerified", s."isApproved", ${now}::timestamptz
    from json_to_recordset(${sql.json(sellers)}::json) as s (
      "sellerId" uuid, "userId" uuid, name text, slug text, city text, "isVerified" boolean, "isApproved" boolean)
    on conflict (id) do update set name = excluded.name, slug = excluded.slug, city = excluded.city, is_verified = excluded.is_verified,
      is_approved = excluded.is_approved, updated_at = excluded.updated_at
    where (sellers.name, sellers.slug, sellers.city, sellers.is_verified, sellers.is_approved)
      is distinct from (excluded.name, excluded.slug, excluded.city, excluded.is_verified, excluded.is_approved)`;
}

export async function listKnownSellers(
  runner: Runner,
  sellerIds: readonly string[],
): Promise<{ sellerId: string; isApproved: boolean }[]> {
  return runner.run(sql`
    select id as "sellerId", is_approved as "isApproved" from products.sellers where id = any(${sellerIds}::uuid[])`);
}

/** Products with an offer of this seller, page by page. */
export async function listProductIdsOfSeller(
  runner: Runner,
  sellerId: string,
  afterId: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await runner.run<{ id: string }>(sql`
    select distinct product_id as id from products.offers
    where seller_id = ${sellerId} and product_id > ${afterId ?? '00000000-0000-0000-0000-000000000000'}::uuid
    order by product_id limit ${limit}`);
  return rows.map((row) => row.id);
}

export type FreeOffer = { offerId: string; freeQuantity: number };

/**
 * The products are locked first and in the order of their keys, as everywhere here, so that stock news and imports of the
 * same goods queue up.
 */
export function updateFreeQuantities(offers: readonly FreeOffer[]): Sql {
  return sql`
    with given as (
      select * from unnest(${offers.map((o) => o.offerId)}::uuid[], ${offers.map((o) => o.freeQuantity)}::int[]) as given (id, free)
    ), locked as materialized (
      select p.id from products.products p
      where p.id in (select o.product_id from products.offers o where o.id = any(${sql.uuids(offers.map((o) => o.offerId))}))
      order by p.id for update
    )
    update products.offers o set free_quantity = given.free
    from given, locked where o.id = given.id and o.product_id = locked.id and o.free_quantity <> given.free`;
}

/** Whether the products of these offers can be had from anybody. */
export function refreshInStock(offerIds: readonly string[]): Sql {
  return sql`
    update products.products p set in_stock = f.in_stock
    from (
      select o.product_id, coalesce(bool_or(o.free_quantity > 0), false) as in_stock
      from products.offers mine
      join products.offers o on o.product_id = mine.product_id and o.is_active
      join products.variants v on v.id = o.variant_id and v.is_active
      join products.sellers s on s.id = o.seller_id and s.is_approved
      where mine.id = any(${sql.uuids(offerIds)}) group by o.product_id
    ) f
    where p.id = f.product_id and p.in_stock <> f.in_stock
    returning p.id as "productId", p.seller_id as "sellerId", p.status`;
}

export function addSold(productId: string, quantity: number): Sql {
  return sql`
    update products.products set sold_count = sold_count + ${quantity} where id = ${productId}
    returning id as "productId", seller_id as "sellerId", status`;
}

export function renameBrand(brandId: string, name: string): Sql {
  return sql`update products.products set brand_name = ${name} where brand_id = ${brandId} and brand_name <> ${name}`;
}

export async function listPriceRows(
  runner: Runner,
  offerId: string,
  limit: number,
): Promise<{ priceMinor: number; validFrom: Date }[]> {
  return runner.run(sql`
    select price_minor as "priceMinor", valid_from as "validFrom" from products.prices
    where offer_id = ${offerId} order by id desc limit ${limit}`);
}
