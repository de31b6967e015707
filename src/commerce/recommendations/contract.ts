import { type Static, Type } from 'typebox';
import { ProductCard } from '#commerce/products';
import { type ApiOf, defineContract } from '#platform/contract';
import { Moment, Strict, Uuid } from '#platform/schema-parts';

export const MAX_LIST = 24;

/** One of the two, or both. */
export const RecommendQuery = Type.Object(
  {
    product: Type.Optional(Type.String({ format: 'uuid', description: 'Goods to go with this product' })),
    for: Type.Optional(Type.Literal('me', { description: 'Goods for the caller; for guests what is bought now' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_LIST, default: 12 })),
  },
  Strict,
);
export type RecommendQuery = Static<typeof RecommendQuery>;

export const Recommendations = Type.Object(
  {
    /** Like the product: by what people buy, filled up with the best sellers of its category. */
    similar: Type.Array(ProductCard),
    /** In one basket with the product more often than by chance; empty where too few baskets tell. */
    boughtTogether: Type.Array(ProductCard),
    /** For the caller, without what they have bought; filled up with what everybody buys now. */
    forYou: Type.Array(ProductCard),
    /** True where `forYou` comes from the caller's own purchases. */
    isPersonal: Type.Boolean(),
  },
  Strict,
);
export type Recommendations = Static<typeof Recommendations>;

/** What goes with a product and what a person may like, from what people buy. */
export const recommendationsContract = defineContract({
  module: 'recommendations',
  operations: {
    /** Goods on sale and in stock only; unknown products and people have little or nothing. */
    recommend: { input: RecommendQuery, output: Recommendations, refusals: ['recommendations.nothing-asked'] },
    /** Works all lists out anew, unless nothing has been bought since; the job calls it. */
    recompute: {
      input: Type.Object({ isForced: Type.Optional(Type.Boolean()) }, Strict),
      output: Type.Object(
        {
          /** False: nothing new to learn from. */
          hasRun: Type.Boolean(),
          purchases: Type.Integer(),
          people: Type.Integer(),
          products: Type.Integer(),
          milliseconds: Type.Integer(),
        },
        Strict,
      ),
      refusals: [],
    },
    /** What is kept of a person, for their own export. */
    personalData: {
      input: Type.Object({ userId: Uuid }, Strict),
      output: Type.Object(
        { purchases: Type.Array(Type.Object({ productId: Uuid, boughtAt: Moment }, Strict)) },
        Strict,
      ),
      refusals: [],
    },
  },
  events: {},
  refusals: {
    'recommendations.nothing-asked': {
      status: 422,
      id: 'Sebutkan barangnya (product) atau mintalah untukmu (for=me).',
      en: 'Name a product, or ask for=me.',
    },
  },
});
export type RecommendationsApi = ApiOf<typeof recommendationsContract>;
