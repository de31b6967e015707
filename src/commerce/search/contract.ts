import { type Static, Type } from 'typebox';
import { ProductCard } from '#commerce/products';
import { type ApiOf, defineContract } from '#platform/contract';
import { PageQuery } from '#platform/lists';
import { MAX_AMOUNT_MINOR } from '#platform/money';
import { Strict } from '#platform/schema-parts';

const Price = Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR });
const Word = Type.String({ minLength: 1, maxLength: 40 });

/** `code:value` of an attribute facet, e.g. `warna:Merah`. */
const Filter = Type.String({ pattern: '^[a-z][a-z0-9_]{0,99}:.{1,200}$', maxLength: 300 });

export const SearchQuery = Type.Object(
  {
    ...PageQuery,
    q: Type.Optional(Type.String({ maxLength: 200, description: 'What people type' })),
    category: Type.Optional(
      Type.String({ minLength: 1, maxLength: 80, description: 'Id or slug; everything below it is included' }),
    ),
    seller: Type.Optional(Type.String({ minLength: 1, maxLength: 80, description: 'Id or slug' })),
    brand: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 120 }), { maxItems: 20 })),
    city: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 20 })),
    minPrice: Type.Optional(Price),
    maxPrice: Type.Optional(Price),
    inStock: Type.Optional(Type.Boolean()),
    filter: Type.Optional(
      Type.Array(Filter, { maxItems: 30, description: 'code:value; several of one code mean any of them' }),
    ),
    sort: Type.Optional(
      Type.Union([
        Type.Literal('relevance'),
        Type.Literal('newest'),
        Type.Literal('price_asc'),
        Type.Literal('price_desc'),
        Type.Literal('best_selling'),
      ]),
    ),
  },
  Strict,
);
export type SearchQuery = Static<typeof SearchQuery>;

export const Facet = Type.Object(
  {
    code: Type.String(),
    name: Type.String(),
    kind: Type.Union([Type.Literal('terms'), Type.Literal('range')]),
    /** Exact counts: goods that would be found with this value, all other choices kept. Most frequent first, at most 50. */
    values: Type.Array(
      Type.Object(
        { value: Type.String(), label: Type.String(), count: Type.Integer(), selected: Type.Boolean() },
        Strict,
      ),
    ),
    min: Type.Optional(Type.Integer()),
    max: Type.Optional(Type.Integer()),
  },
  Strict,
);
export type Facet = Static<typeof Facet>;

export const SearchResult = Type.Object(
  {
    items: Type.Array(ProductCard),
    nextCursor: Type.Union([Type.String(), Type.Null()]),
    total: Type.Integer(),
    /** What was searched instead, when a word was mistyped. */
    correctedQuery: Type.Union([Type.String(), Type.Null()]),
    /** True when hardly anything had all the words, and goods with some of them follow. */
    isLoose: Type.Boolean(),
    /** On the first page only. */
    facets: Type.Array(Facet),
  },
  Strict,
);
export type SearchResult = Static<typeof SearchResult>;

export const Suggestion = Type.Object(
  {
    kind: Type.Union([Type.Literal('query'), Type.Literal('category'), Type.Literal('product')]),
    text: Type.String(),
    categoryId: Type.Optional(Type.String()),
    productId: Type.Optional(Type.String()),
    slug: Type.Optional(Type.String()),
  },
  Strict,
);
export type Suggestion = Static<typeof Suggestion>;

export const Synonyms = Type.Object({ words: Type.Array(Word, { minItems: 2, maxItems: 20 }) }, Strict);

/** Finds goods: full text with Indonesian words, mistyped words, facets with exact counts, suggestions. */
export const searchContract = defineContract({
  module: 'search',
  operations: {
    search: { input: SearchQuery, output: SearchResult, refusals: [] },
    suggest: {
      input: Type.Object({ q: Type.String({ maxLength: 100 }) }, Strict),
      output: Type.Object({ items: Type.Array(Suggestion) }, Strict),
      refusals: [],
    },
    listSynonyms: {
      input: Type.Object({}, Strict),
      output: Type.Object(
        { items: Type.Array(Type.Object({ id: Type.Integer(), ...Synonyms.properties }, Strict)) },
        Strict,
      ),
      refusals: [],
    },
    addSynonyms: { input: Synonyms, output: Type.Object({ id: Type.Integer() }, Strict), refusals: [] },
    removeSynonyms: {
      input: Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }, Strict),
      output: Type.Object({}, Strict),
      refusals: ['search.synonyms-not-found'],
    },
    /** Marks every product for reading again. How many. */
    reindex: { input: Type.Object({}, Strict), output: Type.Object({ marked: Type.Integer() }, Strict), refusals: [] },
    /** Indexes everything that is marked and resolves when nothing is left. */
    catchUp: { input: Type.Object({}, Strict), output: Type.Object({ indexed: Type.Integer() }, Strict), refusals: [] },
  },
  events: {},
  refusals: {
    'search.synonyms-not-found': {
      status: 404,
      id: 'Padanan kata ini tidak ada.',
      en: 'There is no such group of synonyms.',
    },
  },
});
export type SearchApi = ApiOf<typeof searchContract>;
