import { type Static, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { Strict, Uuid } from '#platform/schema-parts';

/** The tree is at most this deep (root = 1). */
export const MAX_CATEGORY_DEPTH = 4;

export const Slug = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', minLength: 1, maxLength: 80 });
export const AttributeCode = Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 100 });

/** `text` free words, `number` with a unit, `boolean`, `choice` one of `values`. */
export const AttributeKind = Type.Union([
  Type.Literal('text'),
  Type.Literal('number'),
  Type.Literal('boolean'),
  Type.Literal('choice'),
]);
export type AttributeKind = Static<typeof AttributeKind>;

/** What goods of a category can say about themselves. */
export const CategoryAttribute = Type.Object(
  {
    code: AttributeCode,
    name: Type.String({ minLength: 1, maxLength: 120 }),
    kind: AttributeKind,
    /** `g`, `mm`, `GHz`…; only numbers have one. */
    unit: Type.Union([Type.String({ minLength: 1, maxLength: 20 }), Type.Null()]),
    /** The allowed values of a `choice`, in the order in which people see them; empty otherwise. */
    values: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 200 }),
    /** Offered as a facet in search. */
    isFilterable: Type.Boolean(),
  },
  Strict,
);
export type CategoryAttribute = Static<typeof CategoryAttribute>;

const PathStep = Type.Object({ categoryId: Uuid, slug: Type.String(), name: Type.String() }, Strict);

export const Category = Type.Object(
  {
    categoryId: Uuid,
    slug: Type.String(),
    name: Type.String(),
    parentId: Type.Union([Uuid, Type.Null()]),
    /** From the root to the category itself. */
    path: Type.Array(PathStep),
    /** Own and inherited; an own attribute hides an inherited one of the same code. */
    attributes: Type.Array(CategoryAttribute),
    version: Type.Integer(),
  },
  Strict,
);
export type Category = Static<typeof Category>;

export const Brand = Type.Object({ brandId: Uuid, slug: Type.String(), name: Type.String() }, Strict);
export type Brand = Static<typeof Brand>;

const NewAttribute = Type.Object(
  {
    code: AttributeCode,
    name: Type.String({ minLength: 1, maxLength: 120 }),
    kind: AttributeKind,
    unit: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 20 }), Type.Null()])),
    values: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 200 })),
    isFilterable: Type.Optional(Type.Boolean()),
  },
  Strict,
);
export type NewAttribute = Static<typeof NewAttribute>;

export const CategoryChange = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
    slug: Type.Optional(Slug),
    /** null makes it a root. */
    parentId: Type.Optional(Type.Union([Uuid, Type.Null()])),
    position: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
    /** Attributes to add or change, by code; those not named stay. The kind of an attribute never changes. */
    attributes: Type.Optional(Type.Array(NewAttribute, { maxItems: 500 })),
  },
  Strict,
);

const NewCategory = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80 }),
    slug: Type.Optional(Slug),
    parentId: Type.Optional(Type.Union([Uuid, Type.Null()])),
    position: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
    attributes: Type.Optional(Type.Array(NewAttribute, { maxItems: 500 })),
  },
  Strict,
);

export { NewCategory };

export const catalogContract = defineContract({
  module: 'catalog',
  operations: {
    /**
     * The whole tree, parents before children, in the order in which people see it; at most 2,000 categories. Of the
     * attributes only the filterable ones, so that the tree stays small.
     */
    listCategories: {
      input: Type.Object({}, Strict),
      output: Type.Object({ categories: Type.Array(Category) }, Strict),
      refusals: [],
    },
    /** A category by id or slug, with all its attributes. */
    getCategory: {
      input: Type.Object({ category: Type.String({ minLength: 1, maxLength: 80 }) }, Strict),
      output: Category,
      refusals: ['catalog.category-not-found'],
    },
    /** Categories by id, with all their attributes; unknown ids are left out. */
    categoriesByIds: {
      input: Type.Object({ categoryIds: Type.Array(Uuid, { maxItems: 100 }) }, Strict),
      output: Type.Object({ categories: Type.Array(Category) }, Strict),
      refusals: [],
    },
    /** A category (id or slug) with everything below it, for filters; empty when there is no such category. */
    categoryScope: {
      input: Type.Object({ category: Type.String({ minLength: 1, maxLength: 80 }) }, Strict),
      output: Type.Object({ categoryIds: Type.Array(Uuid) }, Strict),
      refusals: [],
    },
    /** What goods of this category can say about themselves: own and inherited attributes. */
    attributesOf: {
      input: Type.Object({ categoryId: Uuid }, Strict),
      output: Type.Object({ attributes: Type.Array(CategoryAttribute) }, Strict),
      refusals: ['catalog.category-not-found'],
    },
    createCategory: {
      input: NewCategory,
      output: Category,
      refusals: [
        'catalog.parent-not-found',
        'catalog.slug-taken',
        'catalog.too-deep',
        'catalog.too-many',
        'catalog.attribute-wrong',
      ],
    },
    /** `version` is the one that was read (If-Match); null changes whatever stands now. */
    updateCategory: {
      input: Type.Object(
        { categoryId: Uuid, version: Type.Union([Type.Integer(), Type.Null()]), change: CategoryChange },
        Strict,
      ),
      output: Category,
      refusals: [
        'catalog.category-not-found',
        'catalog.parent-not-found',
        'catalog.slug-taken',
        'catalog.too-deep',
        'catalog.parent-is-below',
        'catalog.attribute-kind-fixed',
        'catalog.attribute-wrong',
      ],
    },
    /**
     * For import and seeding: makes the categories that are missing (found by slug; parents first) and adds attributes
     * that they lack. What staff has changed stays as it is.
     */
    ensureCategories: {
      input: Type.Object(
        {
          categories: Type.Array(
            Type.Object(
              {
                slug: Slug,
                name: Type.String({ minLength: 1, maxLength: 80 }),
                parentSlug: Type.Union([Slug, Type.Null()]),
                attributes: Type.Array(NewAttribute, { maxItems: 2_000 }),
              },
              Strict,
            ),
            { maxItems: 1_000 },
          ),
        },
        Strict,
      ),
      output: Type.Object(
        { categories: Type.Array(Type.Object({ slug: Type.String(), categoryId: Uuid }, Strict)) },
        Strict,
      ),
      refusals: ['catalog.parent-not-found', 'catalog.too-deep', 'catalog.too-many', 'catalog.attribute-wrong'],
    },
    /** Brands whose name begins with the letters, or the first ones by name. */
    findBrands: {
      input: Type.Object(
        { startsWith: Type.String({ maxLength: 80 }), limit: Type.Integer({ minimum: 1, maximum: 100 }) },
        Strict,
      ),
      output: Type.Object({ brands: Type.Array(Brand) }, Strict),
      refusals: [],
    },
    /** Brands by id; unknown ids are left out. */
    brandsByIds: {
      input: Type.Object({ brandIds: Type.Array(Uuid, { maxItems: 100 }) }, Strict),
      output: Type.Object({ brands: Type.Array(Brand) }, Strict),
      refusals: [],
    },
    /** A brand by id or slug. */
    getBrand: {
      input: Type.Object({ brand: Type.String({ minLength: 1, maxLength: 90 }) }, Strict),
      output: Brand,
      refusals: ['catalog.brand-not-found'],
    },
    createBrand: {
      input: Type.Object({ name: Type.String({ minLength: 1, maxLength: 80 }) }, Strict),
      output: Brand,
      refusals: ['catalog.brand-taken'],
    },
    updateBrand: {
      input: Type.Object({ brandId: Uuid, name: Type.String({ minLength: 1, maxLength: 80 }) }, Strict),
      output: Brand,
      refusals: ['catalog.brand-not-found', 'catalog.brand-taken'],
    },
    /** Brands by name (case does not matter), made where missing. The answer stands in the order of the names. */
    ensureBrands: {
      input: Type.Object(
        { names: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 1_000 }) },
        Strict,
      ),
      output: Type.Object({ brands: Type.Array(Brand) }, Strict),
      refusals: [],
    },
  },
  events: {
    /** A category was made or changed (name, place, attributes). */
    'category.updated': {
      version: 1,
      aggregate: 'category',
      payload: Type.Object({
        categoryId: Uuid,
        slug: Type.String(),
        name: Type.String(),
        parentId: Type.Union([Uuid, Type.Null()]),
      }),
    },
    'brand.updated': {
      version: 1,
      aggregate: 'brand',
      payload: Type.Object({ brandId: Uuid, slug: Type.String(), name: Type.String() }),
    },
  },
  refusals: {
    'catalog.category-not-found': { status: 404, id: 'Kategori ini tidak ada.', en: 'There is no such category.' },
    'catalog.parent-not-found': {
      status: 422,
      id: 'Kategori induk {parent} tidak ada.',
      en: 'There is no parent category {parent}.',
    },
    'catalog.parent-is-below': {
      status: 422,
      id: 'Kategori tidak bisa dipindah ke bawah dirinya sendiri.',
      en: 'A category cannot be moved below itself.',
    },
    'catalog.too-deep': {
      status: 422,
      id: 'Pohon kategori paling dalam {maximum} tingkat.',
      en: 'The category tree is at most {maximum} levels deep.',
    },
    'catalog.too-many': {
      status: 422,
      id: 'Jumlah kategori sudah mencapai batas {maximum}.',
      en: 'There are already {maximum} categories, the most there can be.',
    },
    'catalog.slug-taken': {
      status: 409,
      id: 'Alamat "{slug}" sudah dipakai kategori lain.',
      en: 'The address "{slug}" belongs to another category.',
    },
    'catalog.attribute-kind-fixed': {
      status: 409,
      id: 'Jenis atribut "{code}" tidak bisa diganti.',
      en: 'The kind of the attribute "{code}" cannot change.',
    },
    'catalog.attribute-wrong': {
      status: 422,
      id: 'Atribut "{code}": pilihan hanya untuk jenis choice, satuan hanya untuk number, dan kode tidak boleh berulang.',
      en: 'Attribute "{code}": values belong to a choice, a unit to a number, and a code stands once.',
    },
    'catalog.brand-not-found': { status: 404, id: 'Merek ini tidak ada.', en: 'There is no such brand.' },
    'catalog.brand-taken': {
      status: 409,
      id: 'Merek "{name}" sudah terdaftar.',
      en: 'The brand "{name}" exists already.',
    },
  },
});
export type CatalogApi = ApiOf<typeof catalogContract>;
