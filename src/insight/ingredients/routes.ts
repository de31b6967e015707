import { Type } from 'typebox';
import { ListOf } from '#platform/lists';
import { type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import {
  Ingredient,
  IngredientChange,
  type IngredientsApi,
  ingredientsContract,
  NewIngredient,
  StockCount,
} from './contract.ts';

const operations = ingredientsContract.operations;
const OfStore = Type.Object({ storeId: Uuid }, Strict);
const Params = Type.Object({ ingredientId: Uuid }, Strict);

/** `/insight/ingredients?storeId=…`: what one store of the caller's cooks with. */
export function ingredientsRoutes(api: IngredientsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/ingredients',
      summary: 'Ingredients of a store, by name',
      scope: 'insight:read',
      query: operations.listIngredients.input,
      answers: { 200: ListOf(Ingredient) },
      refusals: operations.listIngredients.refusals,
      handle: ({ call, query }) => api.listIngredients(call, query),
    }),
    route({
      method: 'POST',
      path: '/insight/ingredients',
      summary: 'Add an ingredient',
      scope: 'insight:write',
      query: OfStore,
      body: NewIngredient,
      examples: {
        body: {
          name: 'Tepung terigu protein tinggi',
          category: 'Tepung',
          unit: 'kg',
          pack: { label: 'Karung 25 kg', quantity: 25, price: { amount: 310_000, currency: 'IDR' } },
          leadTimeDays: 2,
        },
      },
      answers: { 201: Ingredient },
      refusals: operations.createIngredient.refusals,
      handle: ({ call, query, body }) => api.createIngredient(call, { ...query, ...body }),
    }),
    ...oneRoutes(api),
  ];
}

function oneRoutes(api: IngredientsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/ingredients/:ingredientId',
      summary: 'One ingredient',
      scope: 'insight:read',
      params: Params,
      query: OfStore,
      answers: { 200: Ingredient },
      refusals: operations.getIngredient.refusals,
      handle: ({ call, params, query }) => api.getIngredient(call, { ...query, ...params }),
    }),
    route({
      method: 'PATCH',
      path: '/insight/ingredients/:ingredientId',
      summary: 'Change an ingredient',
      scope: 'insight:write',
      params: Params,
      query: OfStore,
      body: IngredientChange,
      examples: { body: { leadTimeDays: 3 } },
      answers: { 200: Ingredient },
      refusals: operations.changeIngredient.refusals,
      handle: ({ call, params, query, body }) => api.changeIngredient(call, { ...query, ...params, ...body }),
    }),
    route({
      method: 'POST',
      path: '/insight/ingredients/:ingredientId/counts',
      summary: 'What was found on the shelf',
      scope: 'insight:write',
      params: Params,
      query: OfStore,
      body: StockCount,
      examples: { body: { quantity: 12.5, unit: 'kg' } },
      answers: { 200: Ingredient },
      refusals: operations.countStock.refusals,
      handle: ({ call, params, query, body }) => api.countStock(call, { ...query, ...params, ...body }),
    }),
  ];
}
