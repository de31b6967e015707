import { Type } from 'typebox';
import { ListOf } from '#platform/lists';
import { type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import { Recipe, RecipeBody, type RecipesApi, recipesContract } from './contract.ts';

const operations = recipesContract.operations;
const OfStore = Type.Object({ storeId: Uuid }, Strict);
const Params = Type.Object({ productId: Uuid }, Strict);

/** `/insight/recipes/:productId?storeId=…`: one recipe per product of a store of the caller's. */
export function recipesRoutes(api: RecipesApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/recipes',
      summary: 'Recipes of a store',
      scope: 'insight:read',
      query: operations.listRecipes.input,
      answers: { 200: ListOf(Recipe) },
      refusals: operations.listRecipes.refusals,
      handle: ({ call, query }) => api.listRecipes(call, query),
    }),
    route({
      method: 'GET',
      path: '/insight/recipes/:productId',
      summary: 'The recipe of a product',
      scope: 'insight:read',
      params: Params,
      query: OfStore,
      answers: { 200: Recipe },
      refusals: operations.getRecipe.refusals,
      handle: ({ call, params, query }) => api.getRecipe(call, { ...query, ...params }),
    }),
    route({
      method: 'PUT',
      path: '/insight/recipes/:productId',
      summary: 'Write the recipe of a product',
      scope: 'insight:write',
      params: Params,
      query: OfStore,
      body: RecipeBody,
      examples: {
        body: {
          yieldQuantity: 20,
          wastePercent: 3,
          lines: [{ ingredientId: '0190a000-0000-7000-8000-000000000001', quantity: 900, unit: 'g' }],
        },
      },
      answers: { 200: Recipe },
      refusals: operations.saveRecipe.refusals,
      handle: ({ call, params, query, body }) => api.saveRecipe(call, { ...query, ...params, ...body }),
    }),
    route({
      method: 'DELETE',
      path: '/insight/recipes/:productId',
      summary: 'Take the recipe of a product away',
      scope: 'insight:write',
      params: Params,
      query: OfStore,
      answers: { 204: null },
      refusals: operations.removeRecipe.refusals,
      handle: async ({ call, params, query }) => void (await api.removeRecipe(call, { ...query, ...params })),
    }),
  ];
}
