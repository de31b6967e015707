import { type Static, Type } from 'typebox';
import { ListOf } from '#platform/lists';
import { answer, type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import { ifMatchVersion, versionTag } from '#platform/versions';
import {
  type Brand,
  type CatalogApi,
  type Category,
  CategoryAttribute,
  CategoryChange,
  NewCategory,
} from './contract.ts';

const PathStep = Type.Object({ id: Uuid, slug: Type.String(), name: Type.String() }, Strict);

const PublicCategory = Type.Object(
  {
    id: Uuid,
    slug: Type.String(),
    name: Type.String(),
    parentId: Type.Union([Uuid, Type.Null()]),
    path: Type.Array(PathStep),
    attributes: Type.Array(CategoryAttribute),
    version: Type.Integer(),
  },
  Strict,
);
const PublicBrand = Type.Object({ id: Uuid, slug: Type.String(), name: Type.String() }, Strict);
const BrandBody = Type.Object({ name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }) }, Strict);
const changeRefusals = [
  'catalog.parent-not-found',
  'catalog.slug-taken',
  'catalog.too-deep',
  'catalog.attribute-wrong',
];

export function catalogRoutes(api: CatalogApi): Route[] {
  return [...readRoutes(api), ...categoryRoutes(api), ...brandRoutes(api)];
}

function readRoutes(api: CatalogApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/categories',
      summary: 'The category tree, parents before children, with filterable attributes',
      scope: 'public',
      answers: { 200: ListOf(PublicCategory) },
      cacheControl: 'public, max-age=30',
      handle: async ({ call }) => {
        const { categories } = await api.listCategories(call, {});
        return { items: categories.map(publicCategory), nextCursor: null };
      },
    }),
    route({
      method: 'GET',
      path: '/categories/:category',
      summary: 'A category by id or slug, with all attributes',
      scope: 'public',
      params: Type.Object({ category: Type.String({ minLength: 1, maxLength: 80 }) }, Strict),
      answers: { 200: PublicCategory },
      refusals: ['catalog.category-not-found'],
      handle: async ({ call, params }) => tagged(200, await api.getCategory(call, params)),
    }),
    route({
      method: 'GET',
      path: '/brands',
      summary: 'Brands whose name begins with the letters',
      scope: 'public',
      query: Type.Object(
        {
          q: Type.Optional(Type.String({ maxLength: 80 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
        },
        Strict,
      ),
      answers: { 200: ListOf(PublicBrand) },
      cacheControl: 'public, max-age=30',
      handle: async ({ call, query }) => {
        const { brands } = await api.findBrands(call, { startsWith: query.q ?? '', limit: query.limit ?? 20 });
        return { items: brands.map(publicBrand), nextCursor: null };
      },
    }),
  ];
}

function categoryRoutes(api: CatalogApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/categories',
      summary: 'Make a category (staff)',
      scope: 'catalog:write',
      body: NewCategory,
      answers: { 201: PublicCategory },
      refusals: [...changeRefusals, 'catalog.too-many'],
      examples: { body: { name: 'Kopi & teh', attributes: [{ code: 'asal', name: 'Asal', kind: 'text' }] } },
      handle: async ({ call, body }) => tagged(201, await api.createCategory(call, body)),
    }),
    route({
      method: 'PATCH',
      path: '/categories/:categoryId',
      summary: 'Change a category (staff); If-Match guards against overwriting',
      scope: 'catalog:write',
      params: Type.Object({ categoryId: Uuid }, Strict),
      body: CategoryChange,
      examples: { body: { name: 'Kopi, teh & cokelat', position: 2 } },
      answers: { 200: PublicCategory },
      refusals: [
        'request.stale',
        ...changeRefusals,
        'catalog.category-not-found',
        'catalog.parent-is-below',
        'catalog.attribute-kind-fixed',
      ],
      handle: async ({ call, params, body, headers }) => {
        const version = ifMatchVersion(headers);
        return tagged(200, await api.updateCategory(call, { categoryId: params.categoryId, version, change: body }));
      },
    }),
  ];
}

function brandRoutes(api: CatalogApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/brands',
      summary: 'Make a brand (staff)',
      scope: 'catalog:write',
      body: BrandBody,
      examples: { body: { name: 'Kopi Gayo' } },
      answers: { 201: PublicBrand },
      refusals: ['catalog.brand-taken'],
      handle: async ({ call, body }) => publicBrand(await api.createBrand(call, body)),
    }),
    route({
      method: 'PATCH',
      path: '/brands/:brandId',
      summary: 'Rename a brand (staff)',
      scope: 'catalog:write',
      params: Type.Object({ brandId: Uuid }, Strict),
      body: BrandBody,
      examples: { body: { name: 'Kopi Gayo Asli' } },
      answers: { 200: PublicBrand },
      refusals: ['catalog.brand-not-found', 'catalog.brand-taken'],
      handle: async ({ call, params, body }) =>
        publicBrand(await api.updateBrand(call, { brandId: params.brandId, name: body.name })),
    }),
  ];
}

function tagged(status: number, category: Category) {
  return answer(status, publicCategory(category), { headers: { etag: versionTag(category.version) } });
}

function publicCategory({
  categoryId,
  path,
  slug,
  name,
  parentId,
  attributes,
  version,
}: Category): Static<typeof PublicCategory> {
  return {
    id: categoryId,
    slug,
    name,
    parentId,
    path: path.map((step) => ({ id: step.categoryId, slug: step.slug, name: step.name })),
    attributes,
    version,
  };
}

function publicBrand({ brandId, slug, name }: Brand): Static<typeof PublicBrand> {
  return { id: brandId, slug, name };
}
