import { Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { MAX_AMOUNT_MINOR } from '#platform/money';
import { Strict, Uuid } from '#platform/schema-parts';
import {
  ImportedProduct,
  LowOffer,
  NewOffer,
  NewProduct,
  Offer,
  OfferChange,
  ProductCard,
  ProductChange,
  ProductDetail,
  ProductDocument,
  ProductStatus,
  SellerProduct,
} from './product-shapes.ts';

export {
  Image,
  type ImportedProduct,
  type NewProduct,
  type Offer,
  type ProductAttribute,
  ProductCard,
  ProductDetail,
  type ProductDocument,
  type ProductStatus,
} from './product-shapes.ts';

const SortBy = Type.Union([
  Type.Literal('newest'),
  Type.Literal('price_asc'),
  Type.Literal('price_desc'),
  Type.Literal('best_selling'),
]);

const ListInput = Type.Object(
  {
    /** Id or slug; everything below it counts. */
    category: Type.Union([Type.String({ minLength: 1, maxLength: 80 }), Type.Null()]),
    /** Id or slug; goods that this seller offers. */
    seller: Type.Union([Type.String({ minLength: 1, maxLength: 80 }), Type.Null()]),
    /** Id or slug. */
    brand: Type.Union([Type.String({ minLength: 1, maxLength: 90 }), Type.Null()]),
    /** Bounds of the price that the card begins with. */
    minPriceMinor: Type.Union([Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR }), Type.Null()]),
    maxPriceMinor: Type.Union([Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR }), Type.Null()]),
    inStock: Type.Boolean(),
    sort: SortBy,
    limit: Type.Integer({ minimum: 1, maximum: 100 }),
    cursor: Type.Union([Type.String({ maxLength: 500 }), Type.Null()]),
  },
  Strict,
);

const productEvent = Type.Object({ productId: Uuid, sellerId: Uuid, status: ProductStatus });

const sellerRefusals = ['products.not-a-seller'] as const;
const contentRefusals = [
  'products.category-not-found',
  'products.attribute-unknown',
  'products.attribute-wrong',
  'products.variants-wrong',
  'products.image-not-found',
  'products.sku-taken',
  'products.quantity-wrong',
] as const;

export const productsContract = defineContract({
  module: 'products',
  operations: {
    /** Listed products by filter, sort and cursor. Unknown categories, sellers and brands have no goods. */
    listProducts: {
      input: ListInput,
      output: Type.Object(
        { items: Type.Array(ProductCard), nextCursor: Type.Union([Type.String(), Type.Null()]) },
        Strict,
      ),
      refusals: [],
    },
    /** A product by id or slug, with all offers and what is free of each. Drafts are not found; archived goods have no offers. */
    getProduct: {
      input: Type.Object({ product: Type.String({ minLength: 1, maxLength: 200 }) }, Strict),
      output: ProductDetail,
      refusals: ['products.product-not-found'],
    },
    /** Offers by id; unknown ids are left out. */
    offersByIds: {
      input: Type.Object({ offerIds: Type.Array(Uuid, { maxItems: 200 }) }, Strict),
      output: Type.Object({ offers: Type.Array(Offer) }, Strict),
      refusals: [],
    },
    /** Products as search documents, whatever their status; unknown ids are left out. */
    productsByIds: {
      input: Type.Object({ productIds: Type.Array(Uuid, { maxItems: 100 }) }, Strict),
      output: Type.Object({ products: Type.Array(ProductDocument) }, Strict),
      refusals: [],
    },
    /** Ids of all products in order, page by page: to build an index anew. */
    listProductIds: {
      input: Type.Object(
        { afterId: Type.Union([Uuid, Type.Null()]), limit: Type.Integer({ minimum: 1, maximum: 1_000 }) },
        Strict,
      ),
      output: Type.Object({ productIds: Type.Array(Uuid) }, Strict),
      refusals: [],
    },
    /** Makes a product of the calling seller, with variants, offers and stock. */
    createProduct: {
      input: NewProduct,
      output: SellerProduct,
      refusals: [...sellerRefusals, ...contentRefusals],
    },
    /** Changes an own product. `version` is the one that was read (If-Match); null changes whatever stands now. */
    updateProduct: {
      input: Type.Object(
        { productId: Uuid, version: Type.Union([Type.Integer(), Type.Null()]), change: ProductChange },
        Strict,
      ),
      output: SellerProduct,
      refusals: [
        ...sellerRefusals,
        ...contentRefusals,
        'products.product-not-found',
        'products.variant-not-found',
        'products.not-ready',
      ],
    },
    /** An own or offered product of the calling seller. */
    getSellerProduct: {
      input: Type.Object({ productId: Uuid }, Strict),
      output: SellerProduct,
      refusals: [...sellerRefusals, 'products.product-not-found'],
    },
    /** Products that the calling seller owns or offers, newest first. */
    listSellerProducts: {
      input: Type.Object(
        {
          status: Type.Union([ProductStatus, Type.Null()]),
          /** Part of the name or the beginning of a SKU. */
          q: Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Null()]),
          limit: Type.Integer({ minimum: 1, maximum: 100 }),
          cursor: Type.Union([Type.String({ maxLength: 500 }), Type.Null()]),
        },
        Strict,
      ),
      output: Type.Object(
        { items: Type.Array(SellerProduct), nextCursor: Type.Union([Type.String(), Type.Null()]) },
        Strict,
      ),
      refusals: [...sellerRefusals],
    },
    /** The calling seller offers a variant too, his own or another seller's. */
    addOffer: {
      input: NewOffer,
      output: SellerProduct,
      refusals: [
        ...sellerRefusals,
        'products.variant-not-found',
        'products.offer-exists',
        'products.sku-taken',
        'products.quantity-wrong',
      ],
    },
    /** Price, quantities or end of an own offer. A new price goes into the price history. */
    updateOffer: {
      input: Type.Object({ offerId: Uuid, change: OfferChange }, Strict),
      output: SellerProduct,
      refusals: [...sellerRefusals, 'products.offer-not-found', 'products.sku-taken', 'products.quantity-wrong'],
    },
    /** The caller's offers on sale at or below their low level, the emptiest first; `total` counts all of up to 1,000. */
    listLowOffers: {
      input: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 100 }) }, Strict),
      output: Type.Object({ items: Type.Array(LowOffer), total: Type.Integer() }, Strict),
      refusals: [...sellerRefusals],
    },
    /** What the offer cost and when, newest first, at most 100. */
    listPrices: {
      input: Type.Object({ offerId: Uuid }, Strict),
      output: Type.Object(
        {
          prices: Type.Array(
            Type.Object({ priceMinor: Type.Integer(), validFrom: Type.String({ format: 'date-time' }) }, Strict),
          ),
        },
        Strict,
      ),
      refusals: [...sellerRefusals, 'products.offer-not-found'],
    },
    /**
     * For import and seeding: makes or updates up to 1,000 products, found by seller and key, in bulk; stock goes to
     * inventory. A row that has not changed since is left alone. The answer stands in the order of the rows. Refusals
     * name the `key` of the row that is wrong; then nothing is written.
     */
    importProducts: {
      input: Type.Object({ rows: Type.Array(ImportedProduct, { maxItems: 1_000 }) }, Strict),
      output: Type.Object(
        {
          results: Type.Array(
            Type.Object(
              {
                sellerId: Uuid,
                key: Type.String(),
                productId: Uuid,
                outcome: Type.Union([Type.Literal('created'), Type.Literal('updated'), Type.Literal('unchanged')]),
              },
              Strict,
            ),
          ),
        },
        Strict,
      ),
      refusals: ['products.seller-not-found', 'products.row-twice', 'products.sku-taken', 'products.variants-wrong'],
    },
    /** For seeding: further sellers' offers of variants that exist, found by the owner and his SKU. Made once. */
    importOffers: {
      input: Type.Object(
        {
          rows: Type.Array(
            Type.Object(
              {
                sellerId: Uuid,
                sku: Type.String({ minLength: 1, maxLength: 64 }),
                ownerId: Uuid,
                ownerSku: Type.String({ minLength: 1, maxLength: 64 }),
                priceMinor: Type.Integer({ minimum: 1, maximum: MAX_AMOUNT_MINOR }),
                stock: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
              },
              Strict,
            ),
            { maxItems: 1_000 },
          ),
        },
        Strict,
      ),
      output: Type.Object({ created: Type.Integer() }, Strict),
      refusals: ['products.seller-not-found', 'products.variant-not-found'],
    },
  },
  events: {
    'product.created': { version: 1, aggregate: 'product', payload: productEvent },
    /** Content, variants, offers, sold count or whether it is listed changed. */
    'product.updated': { version: 1, aggregate: 'product', payload: productEvent },
    'product.archived': { version: 1, aggregate: 'product', payload: productEvent },
    /** Price, quantities or activity of an offer changed, or it is new on a product that stands. */
    'offer.updated': {
      version: 1,
      aggregate: 'product',
      payload: Type.Object({
        offerId: Uuid,
        productId: Uuid,
        variantId: Uuid,
        sellerId: Uuid,
        priceMinor: Type.Integer(),
        isActive: Type.Boolean(),
      }),
    },
  },
  refusals: {
    'products.product-not-found': { status: 404, id: 'Barang ini tidak ada.', en: 'There is no such product.' },
    'products.variant-not-found': { status: 404, id: 'Varian ini tidak ada.', en: 'There is no such variant.' },
    'products.offer-not-found': { status: 404, id: 'Penawaran ini tidak ada.', en: 'There is no such offer.' },
    'products.not-a-seller': {
      status: 403,
      id: 'Kamu belum punya toko yang disetujui.',
      en: 'You have no approved shop.',
    },
    'products.seller-not-found': { status: 422, id: 'Toko {sellerId} tidak ada.', en: 'There is no shop {sellerId}.' },
    'products.category-not-found': { status: 422, id: 'Kategori ini tidak ada.', en: 'There is no such category.' },
    'products.attribute-unknown': {
      status: 422,
      id: 'Kategori ini tidak punya atribut "{code}".',
      en: 'The category has no attribute "{code}".',
    },
    'products.attribute-wrong': {
      status: 422,
      id: 'Nilai atribut "{code}" tidak cocok dengan jenisnya ({kind}).',
      en: 'The value of "{code}" does not fit its kind ({kind}).',
    },
    'products.variants-wrong': {
      status: 422,
      id: 'Setiap varian perlu satu pilihan untuk setiap sumbu, dan tidak boleh ada yang sama.',
      en: 'Every variant needs one option for each axis, and no two may be equal.',
    },
    'products.image-not-found': { status: 422, id: 'Gambar ini tidak ada.', en: 'There is no such picture.' },
    'products.sku-taken': {
      status: 409,
      id: 'SKU "{sku}" sudah dipakai di tokomu.',
      en: 'The SKU "{sku}" is used in your shop already.',
    },
    'products.quantity-wrong': {
      status: 422,
      id: 'Jumlah paling sedikit tidak boleh melebihi jumlah paling banyak.',
      en: 'The smallest quantity cannot exceed the largest.',
    },
    'products.offer-exists': {
      status: 409,
      id: 'Kamu sudah menawarkan varian ini.',
      en: 'You offer this variant already.',
    },
    'products.not-ready': {
      status: 422,
      id: 'Barang baru bisa tayang kalau setidaknya satu variannya aktif.',
      en: 'A product goes live once at least one variant is active.',
    },
    'products.row-twice': {
      status: 422,
      id: 'Kunci "{key}" muncul dua kali.',
      en: 'The key "{key}" stands twice.',
    },
  },
});
export type ProductsApi = ApiOf<typeof productsContract>;
