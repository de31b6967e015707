import { Type } from 'typebox';
import { ListOf, PageQuery } from '#platform/lists';
import { MAX_AMOUNT_MINOR, Money, rupiah } from '#platform/money';
import { answer, type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import { ifMatchVersion, versionTag } from '#platform/versions';
import { type ProductsApi, productsContract } from './contract.ts';
import {
  NewOffer,
  NewProduct,
  OfferChange,
  ProductCard,
  ProductChange,
  ProductDetail,
  ProductStatus,
  SellerProduct,
} from './product-shapes.ts';

const Word = Type.String({ minLength: 1, maxLength: 80 });
const PriceBound = Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR });

const ListQuery = Type.Object(
  {
    category: Type.Optional(Word),
    seller: Type.Optional(Word),
    brand: Type.Optional(Type.String({ minLength: 1, maxLength: 90 })),
    minPrice: Type.Optional(PriceBound),
    maxPrice: Type.Optional(PriceBound),
    inStock: Type.Optional(Type.Boolean()),
    sort: Type.Optional(
      Type.Union([
        Type.Literal('newest'),
        Type.Literal('price_asc'),
        Type.Literal('price_desc'),
        Type.Literal('best_selling'),
      ]),
    ),
    ...PageQuery,
  },
  Strict,
);

const exampleProduct = {
  name: 'Kopi Arabika Gayo 250 g',
  description: 'Biji utuh, sangrai sedang. Rasa cokelat, karamel dan sedikit jeruk.',
  categoryId: '0193e9a2-6f10-7c5e-9a43-0f2d3c4b5a69',
  variants: [{ sku: 'GAYO-250', weightGrams: 270, price: { amount: 78_000, currency: 'IDR' as const }, stock: 40 }],
};

export function productRoutes(api: ProductsApi): Route[] {
  return [...publicRoutes(api), ...sellerProductRoutes(api), ...offerRoutes(api)];
}

function publicRoutes(api: ProductsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/products',
      summary: 'Goods by category, seller, brand, price and stock',
      scope: 'public',
      query: ListQuery,
      answers: { 200: ListOf(ProductCard) },
      cacheControl: 'public, max-age=1',
      handle: ({ call, query }) =>
        api.listProducts(call, {
          category: query.category ?? null,
          seller: query.seller ?? null,
          brand: query.brand ?? null,
          minPriceMinor: query.minPrice ?? null,
          maxPriceMinor: query.maxPrice ?? null,
          inStock: query.inStock ?? false,
          sort: query.sort ?? 'newest',
          limit: query.limit ?? 20,
          cursor: query.cursor ?? null,
        }),
    }),
    route({
      method: 'GET',
      path: '/products/:product',
      summary: 'A product by id or slug, with variants, offers and stock',
      scope: 'public',
      params: Type.Object({ product: Type.String({ minLength: 1, maxLength: 200 }) }, Strict),
      answers: { 200: ProductDetail },
      refusals: ['products.product-not-found'],
      cacheControl: 'public, max-age=1',
      handle: ({ call, params }) => api.getProduct(call, params),
    }),
  ];
}

const contentRefusals = [
  'products.not-a-seller',
  'products.category-not-found',
  'products.attribute-unknown',
  'products.attribute-wrong',
  'products.variants-wrong',
  'products.image-not-found',
  'products.sku-taken',
  'products.quantity-wrong',
] as const;

const ProductParams = Type.Object({ productId: Uuid }, Strict);

function sellerProductRoutes(api: ProductsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/sellers/me/products',
      summary: 'Own and offered products, newest first',
      scope: 'products:read',
      query: Type.Object(
        {
          status: Type.Optional(ProductStatus),
          q: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
          ...PageQuery,
        },
        Strict,
      ),
      answers: { 200: ListOf(SellerProduct) },
      refusals: ['products.not-a-seller'],
      handle: ({ call, query }) =>
        api.listSellerProducts(call, {
          status: query.status ?? null,
          q: query.q ?? null,
          limit: query.limit ?? 20,
          cursor: query.cursor ?? null,
        }),
    }),
    route({
      method: 'GET',
      path: '/sellers/me/low-stock',
      summary: 'Own offers on sale that are running out, the emptiest first',
      scope: 'products:read',
      query: Type.Object({ limit: PageQuery.limit }, Strict),
      answers: { 200: productsContract.operations.listLowOffers.output },
      refusals: ['products.not-a-seller'],
      handle: ({ call, query }) => api.listLowOffers(call, { limit: query.limit ?? 20 }),
    }),
    route({
      method: 'POST',
      path: '/sellers/me/products',
      summary: 'Make a product with variants, prices and stock',
      scope: 'products:write',
      body: NewProduct,
      answers: { 201: SellerProduct },
      refusals: contentRefusals,
      examples: { body: exampleProduct },
      handle: async ({ call, body }) => tagged(201, await api.createProduct(call, body)),
    }),
    route({
      method: 'GET',
      path: '/sellers/me/products/:productId',
      summary: 'An own or offered product; its ETag is the version for If-Match',
      scope: 'products:read',
      params: ProductParams,
      answers: { 200: SellerProduct },
      refusals: ['products.not-a-seller', 'products.product-not-found'],
      handle: async ({ call, params }) => tagged(200, await api.getSellerProduct(call, params)),
    }),
    changeProductRoute(api),
  ];
}

function changeProductRoute(api: ProductsApi): Route {
  return route({
    method: 'PATCH',
    path: '/sellers/me/products/:productId',
    summary: 'Change an own product; If-Match guards against overwriting',
    scope: 'products:write',
    params: ProductParams,
    body: ProductChange,
    examples: { body: { name: 'Kopi Gayo 250 gr', status: 'active' } },
    answers: { 200: SellerProduct },
    refusals: [
      ...contentRefusals,
      'products.product-not-found',
      'products.variant-not-found',
      'products.not-ready',
      'request.stale',
    ],
    handle: async ({ call, params, body, headers }) => {
      const version = ifMatchVersion(headers);
      return tagged(200, await api.updateProduct(call, { productId: params.productId, version, change: body }));
    },
  });
}

const OfferParams = Type.Object({ offerId: Uuid }, Strict);

function offerRoutes(api: ProductsApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/sellers/me/offers',
      summary: 'Offer a variant that exists, own or another seller’s',
      scope: 'products:write',
      body: NewOffer,
      examples: {
        body: {
          variantId: '0190aaaa-bbbb-7ccc-8ddd-000000000001',
          price: { amount: 74_500, currency: 'IDR' },
          stock: 12,
        },
      },
      answers: { 201: SellerProduct },
      refusals: [
        'products.not-a-seller',
        'products.variant-not-found',
        'products.offer-exists',
        'products.sku-taken',
        'products.quantity-wrong',
      ],
      handle: async ({ call, body }) => tagged(201, await api.addOffer(call, body)),
    }),
    route({
      method: 'PATCH',
      path: '/sellers/me/offers/:offerId',
      summary: 'Price, quantities, SKU or end of an own offer',
      scope: 'products:write',
      params: OfferParams,
      body: OfferChange,
      answers: { 200: SellerProduct },
      refusals: ['products.not-a-seller', 'products.offer-not-found', 'products.sku-taken', 'products.quantity-wrong'],
      examples: { body: { price: { amount: 74_500, currency: 'IDR' } } },
      handle: async ({ call, params, body }) =>
        tagged(200, await api.updateOffer(call, { offerId: params.offerId, change: body })),
    }),
    route({
      method: 'GET',
      path: '/sellers/me/offers/:offerId/prices',
      summary: 'What an own offer cost and since when',
      scope: 'products:read',
      params: OfferParams,
      answers: { 200: ListOf(Type.Object({ price: Money, validFrom: Type.String() }, Strict)) },
      refusals: ['products.not-a-seller', 'products.offer-not-found'],
      handle: async ({ call, params }) => {
        const { prices } = await api.listPrices(call, params);
        const items = prices.map(({ priceMinor, validFrom }) => ({ price: rupiah(priceMinor), validFrom }));
        return { items, nextCursor: null };
      },
    }),
  ];
}

function tagged(status: number, product: SellerProduct) {
  return answer(status, product, { headers: { etag: versionTag(product.version) } });
}
