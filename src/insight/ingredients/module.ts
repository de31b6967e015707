import { defineModule } from '#platform/module';
import { type IngredientsApi, ingredientsContract } from './contract.ts';
import { moveOrdered } from './ingredient-queries.ts';
import {
  changeIngredient,
  countStock,
  createIngredient,
  getIngredient,
  type IngredientsDeps,
  ingredientsOf,
  listIngredients,
  seedIngredients,
} from './keep-ingredients.ts';
import { ingredientsRoutes } from './routes.ts';

export function createIngredients(deps: IngredientsDeps) {
  const api: IngredientsApi = {
    listIngredients: (call, input) => listIngredients(deps, call, input),
    getIngredient: (call, input) => getIngredient(deps, call, input),
    ingredientsOf: async (_call, { storeId, ingredientIds }) => ({
      ingredients: await ingredientsOf(deps, storeId, ingredientIds),
    }),
    createIngredient: (call, input) => createIngredient(deps, call, input),
    changeIngredient: (call, input) => changeIngredient(deps, call, input),
    countStock: (call, input) => countStock(deps, call, input),
    moveOrdered: async (_call, { lines, ...movement }) => {
      await deps.database.run(moveOrdered({ ...movement, at: deps.clock.now() }, lines));
      return {};
    },
    seedIngredients: async (_call, input) => {
      await seedIngredients(deps, input);
      return {};
    },
  };
  return defineModule({ contract: ingredientsContract, api, routes: ingredientsRoutes(api) });
}
