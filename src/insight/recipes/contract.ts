import { type Static, Type } from 'typebox';
import { Unit } from '#insight/ingredients';
import { STORE_REFUSALS } from '#insight/stores';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Money } from '#platform/money';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

const Positive = Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000 });

/** What goes into one batch. */
export const RecipeLine = Type.Object({ ingredientId: Uuid, quantity: Positive, unit: Unit }, Strict);
export const RecipeBody = Type.Object(
  {
    /** Pieces of the product that one batch yields. */
    yieldQuantity: Positive,
    /** Share of the ingredients lost on the way (peel, burnt, tasted), in percent on top. */
    wastePercent: Type.Optional(Type.Number({ minimum: 0, maximum: 300 })),
    lines: Type.Array(RecipeLine, { minItems: 1, maxItems: 60 }),
    note: Type.Optional(Type.String({ maxLength: 500 })),
    expectedVersion: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
  },
  Strict,
);
export type RecipeBody = Static<typeof RecipeBody>;

export const Recipe = Type.Object(
  {
    productId: Uuid,
    productName: Type.String(),
    yieldQuantity: Type.Number(),
    wastePercent: Type.Number(),
    lines: Type.Array(
      Type.Object(
        {
          ...RecipeLine.properties,
          ingredientName: Type.String(),
          /** Of this line in one batch. */ cost: Nullable(Money),
        },
        Strict,
      ),
    ),
    note: Type.String(),
    /** Ingredients of one piece at today's known prices; null while one of them has none. */
    costPerPiece: Nullable(Money),
    version: Type.Integer(),
    updatedAt: Moment,
  },
  Strict,
);
export type Recipe = Static<typeof Recipe>;

/** What one piece of a product needs of an ingredient, in the ingredient's own unit, waste included. */
export const Need = Type.Object({ productId: Uuid, ingredientId: Uuid, quantityPerPiece: Type.Number() }, Strict);
export type Need = Static<typeof Need>;

const one = { storeId: Uuid, productId: Uuid };
const writeRefusals = ['stores.not-found', 'stores.read-only'] as const;

/** From a product to its ingredients. One recipe per product. */
export const recipesContract = defineContract({
  module: 'recipes',
  operations: {
    listRecipes: {
      input: Type.Object({ storeId: Uuid, ...PageQuery }, Strict),
      output: ListOf(Recipe),
      refusals: ['stores.not-found'],
    },
    getRecipe: {
      input: Type.Object(one, Strict),
      output: Recipe,
      refusals: ['stores.not-found', 'recipes.not-found'],
    },
    /** Writes the recipe of a product, or puts a new one in its place. */
    saveRecipe: {
      input: Type.Object({ ...one, ...RecipeBody.properties }, Strict),
      output: Recipe,
      refusals: [
        ...writeRefusals,
        'recipes.product-not-found',
        'recipes.ingredient-not-found',
        'recipes.ingredient-twice',
        'recipes.unit-unclear',
        'recipes.changed-meanwhile',
      ],
    },
    removeRecipe: {
      input: Type.Object(one, Strict),
      output: Type.Object({}, Strict),
      refusals: [...writeRefusals, 'recipes.not-found'],
    },
    /** For other modules, which answer for who may see it: what pieces need, of these products or of all (at most 20,000 lines). */
    needsOf: {
      input: Type.Object({ storeId: Uuid, productIds: Nullable(Type.Array(Uuid, { maxItems: 1_000 })) }, Strict),
      output: Type.Object({ needs: Type.Array(Need) }, Strict),
      refusals: [],
    },
    /** For the demo: recipes where there is none. Units must be those of the ingredients, or of their kind. */
    seedRecipes: {
      input: Type.Object(
        {
          storeId: Uuid,
          recipes: Type.Array(Type.Object({ productId: Uuid, ...RecipeBody.properties }, Strict), { maxItems: 1_000 }),
        },
        Strict,
      ),
      output: Type.Object({}, Strict),
      refusals: [],
    },
  },
  events: {
    'recipe.changed': {
      version: 1,
      aggregate: 'recipe',
      payload: Type.Object({ storeId: Uuid, productId: Uuid, isRemoved: Type.Boolean() }),
    },
  },
  refusals: {
    ...STORE_REFUSALS,
    'recipes.not-found': { status: 404, id: 'Produk ini belum punya resep.', en: 'This product has no recipe yet.' },
    'recipes.product-not-found': { status: 422, id: 'Produk ini tidak ada.', en: 'There is no such product.' },
    'recipes.ingredient-not-found': {
      status: 422,
      id: 'Bahan di baris {line} tidak ada.',
      en: 'The ingredient of line {line} does not exist.',
    },
    'recipes.ingredient-twice': {
      status: 422,
      id: 'Bahan di baris {line} sudah ada di resep ini.',
      en: 'The ingredient of line {line} is in this recipe already.',
    },
    'recipes.unit-unclear': {
      status: 422,
      id: 'Baris {line}: satuan {from} belum bisa diubah ke {to} untuk bahan ini.',
      en: 'Line {line}: nothing says how {from} becomes {to} for this ingredient.',
    },
    'recipes.changed-meanwhile': {
      status: 412,
      id: 'Resep ini sudah diubah di tempat lain. Muat ulang dulu.',
      en: 'The recipe was changed elsewhere. Reload first.',
    },
  },
});
export type RecipesApi = ApiOf<typeof recipesContract>;
