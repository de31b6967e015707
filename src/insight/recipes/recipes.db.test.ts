import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Ingredient, ingredientsContract } from '#insight/ingredients';
import { storesContract } from '#insight/stores';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { newUuid } from '#platform/ids';
import { isRefusal, registerRefusals } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { storesFor } from '../stores-fixture.ts';
import { recipesContract } from './contract.ts';
import { createRecipes } from './module.ts';

for (const contract of [storesContract, ingredientsContract, recipesContract]) registerRefusals(contract);

describe('recipes', () => {
  const world = testDatabase('recipes');
  const owners = new Map<string, string>();
  const [breadId, gone] = [newUuid(), newUuid()];
  const ingredient = (name: string, change: Partial<Ingredient>): Ingredient => ({
    id: newUuid(),
    name,
    category: 'x',
    unit: 'kg',
    pack: null,
    unitPrice: null,
    market: null,
    conversions: [],
    leadTimeDays: 0,
    shelfLifeDays: null,
    supplier: '',
    stock: { quantity: 0, countedAt: null },
    onOrder: 0,
    isActive: true,
    version: 1,
    ...change,
  });
  const flour = ingredient('Tepung', {
    pack: { label: 'Karung', quantity: 25, price: { amount: 310_000, currency: 'IDR' } },
  });
  const eggs = ingredient('Telur', { unit: 'butir', unitPrice: { amount: 2_000, currency: 'IDR' } });
  const salt = ingredient('Garam', { unit: 'g' });
  const api = () =>
    createRecipes({
      database: world.database,
      clock: fixedClock('2026-11-21T03:00:00Z'),
      stores: storesFor(owners),
      sales: {
        productsByIds: async (_call, { productIds }) => ({
          products: productIds
            .filter((id) => id !== gone)
            .map((id) => ({
              id,
              name: 'Roti sobek',
              sku: null,
              category: null,
              catalogProductId: null,
              lastPrice: null,
              firstSoldOn: null,
              lastSoldOn: null,
              recentQuantity: 0,
              isActive: true,
            })),
        }),
      },
      ingredients: {
        ingredientsOf: async (_call, { ingredientIds }) => ({
          ingredients: [flour, eggs, salt].filter((one) => ingredientIds === null || ingredientIds.includes(one.id)),
        }),
      },
    }).api;
  const refused = (code: string) => (error: unknown) => isRefusal(error, code);
  const house = systemCall('test', newUuid());
  const staff = userCall(newUuid(), ['ADMIN']);
  function shop() {
    const [storeId, userId] = [newUuid(), newUuid()];
    owners.set(storeId, userId);
    return { storeId, call: userCall(userId, ['SELLER']) };
  }
  const line = (one: Ingredient, quantity: number, unit: Ingredient['unit'] = one.unit) => ({
    ingredientId: one.id,
    quantity,
    unit,
  });
  const bread = {
    productId: breadId,
    yieldQuantity: 10,
    wastePercent: 10,
    lines: [line(flour, 500, 'g'), line(eggs, 2)],
  };

  it('should reckon what one piece needs and costs when a recipe is written', async () => {
    const { storeId, call } = shop();
    const recipe = await api().saveRecipe(call, { storeId, ...bread });
    assert.deepEqual(
      recipe.lines.map((one) => one.cost?.amount),
      [6_200, 4_000],
    );
    assert.equal(recipe.costPerPiece?.amount, 1_122);
    const { needs } = await api().needsOf(house, { storeId, productIds: null });
    assert.deepEqual(
      needs.map((need) => [need.ingredientId, Number(need.quantityPerPiece.toFixed(6))]),
      [
        [flour.id, 0.055],
        [eggs.id, 0.22],
      ],
    );
    const salted = await api().saveRecipe(call, { storeId, ...bread, lines: [...bread.lines, line(salt, 5)] });
    assert.deepEqual([salted.costPerPiece, salted.version], [null, 2]);
    assert.equal((await api().listRecipes(call, { storeId })).items[0]?.productName, 'Roti sobek');
    await api().seedRecipes(house, { storeId, recipes: [bread, { ...bread, productId: newUuid() }] });
    assert.deepEqual((await api().listRecipes(call, { storeId })).items.map((one) => one.version).sort(), [1, 2]);
  });

  it('should refuse lines and write nothing when they cannot be right (recipes.product-not-found, recipes.ingredient-not-found, recipes.ingredient-twice, recipes.unit-unclear)', async () => {
    const { storeId, call } = shop();
    const save = (change: Partial<typeof bread>) => api().saveRecipe(call, { storeId, ...bread, ...change });
    await assert.rejects(save({ productId: gone }), refused('recipes.product-not-found'));
    const stranger = { ingredientId: newUuid(), quantity: 1, unit: 'kg' as const };
    await assert.rejects(
      save({ lines: [...bread.lines, stranger] }),
      (error) => isRefusal(error, 'recipes.ingredient-not-found') && error.details.line === 3,
    );
    await assert.rejects(save({ lines: [line(flour, 1), line(flour, 2)] }), refused('recipes.ingredient-twice'));
    await assert.rejects(save({ lines: [line(eggs, 1, 'kg')] }), refused('recipes.unit-unclear'));
    assert.deepEqual((await api().listRecipes(call, { storeId })).items, []);
  });

  it('should keep recipes to their store, and to the version that was read, when others write (stores.not-found, stores.read-only, recipes.not-found, recipes.changed-meanwhile)', async () => {
    const { storeId, call } = shop();
    await api().saveRecipe(call, { storeId, ...bread });
    const one = { storeId, productId: breadId };
    for (const [who, code] of [
      [shop().call, 'stores.not-found'],
      [staff, 'stores.read-only'],
    ] as const) {
      await assert.rejects(api().saveRecipe(who, { storeId, ...bread }), refused(code));
      await assert.rejects(api().removeRecipe(who, one), refused(code));
    }
    await assert.rejects(api().getRecipe(shop().call, one), refused('stores.not-found'));
    await assert.rejects(api().listRecipes(shop().call, one), refused('stores.not-found'));
    await assert.rejects(
      api().saveRecipe(call, { storeId, ...bread, expectedVersion: 7 }),
      refused('recipes.changed-meanwhile'),
    );
    await api().removeRecipe(call, one);
    await assert.rejects(api().getRecipe(call, one), refused('recipes.not-found'));
    await assert.rejects(api().removeRecipe(call, one), refused('recipes.not-found'));
  });
});
