import { defineModule } from '#platform/module';
import { type RecipesApi, recipesContract } from './contract.ts';
import { getRecipe, listRecipes, type RecipesDeps, removeRecipe, saveRecipe, seedRecipes } from './keep-recipes.ts';
import { listForProducts } from './recipe-queries.ts';
import { needsOf } from './recipe-rules.ts';
import { recipesRoutes } from './routes.ts';

export function createRecipes(deps: RecipesDeps) {
  const api: RecipesApi = {
    listRecipes: (call, input) => listRecipes(deps, call, input),
    getRecipe: (call, input) => getRecipe(deps, call, input),
    saveRecipe: (call, input) => saveRecipe(deps, call, input),
    removeRecipe: (call, input) => removeRecipe(deps, call, input),
    needsOf: async (_call, { storeId, productIds }) => ({
      needs: (await listForProducts(deps.database, storeId, productIds)).flatMap(needsOf).slice(0, 20_000),
    }),
    seedRecipes: async (call, input) => {
      await seedRecipes(deps, call, input);
      return {};
    },
  };
  return defineModule({ contract: recipesContract, api, routes: recipesRoutes(api) });
}
