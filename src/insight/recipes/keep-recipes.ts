import type { Ingredient, IngredientsApi } from '#insight/ingredients';
import type { SalesApi } from '#insight/sales';
import type { StoresApi } from '#insight/stores';
import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { appendEvent } from '#platform/events';
import { decodeCursor, page } from '#platform/lists';
import { rupiah } from '#platform/money';
import { refuse } from '#platform/refusal';
import { type Recipe, type RecipeBody, recipesContract } from './contract.ts';
import { deleteRecipe, findRecipe, listPage, lockRecipe, type RecipeRow, writeRecipe } from './recipe-queries.ts';
import { decideLines, needsOf, unitPriceOf } from './recipe-rules.ts';

export type RecipesDeps = {
  database: Database;
  clock: Clock;
  stores: Pick<StoresApi, 'storeOfCall'>;
  sales: Pick<SalesApi, 'productsByIds'>;
  ingredients: Pick<IngredientsApi, 'ingredientsOf'>;
};
type One = { storeId: string; productId: string };

export async function listRecipes(
  deps: RecipesDeps,
  call: Call,
  input: { storeId: string; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: Recipe[]; nextCursor: string | null }> {
  await deps.stores.storeOfCall(call, { storeId: input.storeId });
  const limit = input.limit ?? 20;
  const cursor = decodeCursor(input.cursor, 1);
  const rows = await listPage(deps.database, input.storeId, cursor ? String(cursor[0]) : null, limit + 1);
  const { items, nextCursor } = page(rows, limit, (row) => [row.product_id]);
  return { items: await toRecipes(deps, call, input.storeId, items), nextCursor };
}

export async function getRecipe(deps: RecipesDeps, call: Call, { storeId, productId }: One): Promise<Recipe> {
  await deps.stores.storeOfCall(call, { storeId });
  const row = await findRecipe(deps.database, storeId, productId);
  if (!row) throw refuse('recipes.not-found');
  return oneRecipe(deps, call, storeId, row);
}

async function oneRecipe(deps: RecipesDeps, call: Call, storeId: string, row: RecipeRow): Promise<Recipe> {
  const [recipe] = await toRecipes(deps, call, storeId, [row]);
  if (!recipe) throw refuse('recipes.not-found');
  return recipe;
}

export async function saveRecipe(deps: RecipesDeps, call: Call, input: One & RecipeBody): Promise<Recipe> {
  const { storeId, productId } = input;
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  const { products } = await deps.sales.productsByIds(call, { storeId, productIds: [productId] });
  if (products.length === 0) throw refuse('recipes.product-not-found');
  const { ingredients } = await deps.ingredients.ingredientsOf(call, {
    storeId,
    ingredientIds: input.lines.map((line) => line.ingredientId),
  });
  const decision = decideLines(input.lines, new Map(ingredients.map((one) => [one.id, one])));
  if (!decision.accepted) throw refuse(decision.code, decision.details);
  const row = await deps.database.inTx(async (tx) => {
    const before = await lockRecipe(tx, storeId, productId);
    if (input.expectedVersion !== undefined && input.expectedVersion !== (before?.version ?? 0))
      throw refuse('recipes.changed-meanwhile');
    const after = {
      product_id: productId,
      yield_quantity: input.yieldQuantity,
      waste_percent: input.wastePercent ?? 0,
      lines: decision.lines,
      note: input.note ?? '',
      version: (before?.version ?? 0) + 1,
      updated_at: deps.clock.now(),
    };
    tx.write(writeRecipe(storeId, after, 'replace'));
    const payload = { storeId, productId, isRemoved: false };
    appendEvent(tx, recipesContract, 'recipe.changed', { call, aggregateId: productId, payload });
    const stream = `store:${storeId}`;
    appendAudit(tx, 'recipes', call, { stream, action: 'recipes.saved', before: before ?? null, after });
    return after;
  });
  return oneRecipe(deps, call, storeId, row);
}

export async function removeRecipe(
  deps: RecipesDeps,
  call: Call,
  { storeId, productId }: One,
): Promise<Record<string, never>> {
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  await deps.database.inTx(async (tx) => {
    const before = await lockRecipe(tx, storeId, productId);
    if (!before || !(await deleteRecipe(tx, storeId, productId))) throw refuse('recipes.not-found');
    const payload = { storeId, productId, isRemoved: true };
    appendEvent(tx, recipesContract, 'recipe.changed', { call, aggregateId: productId, payload });
    appendAudit(tx, 'recipes', call, { stream: `store:${storeId}`, action: 'recipes.removed', before });
  });
  return {};
}

type Seeds = { storeId: string; recipes: ({ productId: string } & RecipeBody)[] };

/** For the demo; recipes with lines that cannot be right are left out. */
export async function seedRecipes(deps: RecipesDeps, call: Call, { storeId, recipes }: Seeds): Promise<void> {
  const { ingredients } = await deps.ingredients.ingredientsOf(call, { storeId, ingredientIds: null });
  const known = new Map(ingredients.map((one) => [one.id, one]));
  const rows = recipes.flatMap((recipe): RecipeRow[] => {
    const decision = decideLines(recipe.lines, known);
    const { productId, yieldQuantity, wastePercent, note } = recipe;
    return decision.accepted
      ? [
          {
            product_id: productId,
            yield_quantity: yieldQuantity,
            waste_percent: wastePercent ?? 0,
            lines: decision.lines,
            note: note ?? '',
            version: 1,
            updated_at: deps.clock.now(),
          },
        ]
      : [];
  });
  await deps.database.batch(rows.map((row) => writeRecipe(storeId, row, 'leave')));
}

/** With names and costs: one question to each neighbour for all of them. */
async function toRecipes(
  deps: RecipesDeps,
  call: Call,
  storeId: string,
  rows: readonly RecipeRow[],
): Promise<Recipe[]> {
  if (rows.length === 0) return [];
  const productIds = rows.map((row) => row.product_id);
  const ingredientIds = [...new Set(rows.flatMap((row) => row.lines.map((line) => line.ingredientId)))].slice(0, 1_000);
  const [{ products }, { ingredients }] = await Promise.all([
    deps.sales.productsByIds(call, { storeId, productIds }),
    deps.ingredients.ingredientsOf(call, { storeId, ingredientIds }),
  ]);
  const names = new Map(products.map((product) => [product.id, product.name]));
  const known = new Map(ingredients.map((one) => [one.id, one]));
  return rows.map((row) => toRecipe(row, names.get(row.product_id) ?? '', known));
}

function toRecipe(row: RecipeRow, productName: string, known: ReadonlyMap<string, Ingredient>): Recipe {
  const priceOf = (ingredientId: string): number | null => {
    const ingredient = known.get(ingredientId);
    return ingredient ? unitPriceOf(ingredient) : null;
  };
  const costs = needsOf(row).map((need) => {
    const price = priceOf(need.ingredientId);
    return price === null ? null : price * need.quantityPerPiece;
  });
  const total = costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
  return {
    productId: row.product_id,
    productName,
    yieldQuantity: row.yield_quantity,
    wastePercent: row.waste_percent,
    lines: row.lines.map(({ ingredientId, quantity, unit, inOwnUnit }) => {
      const price = priceOf(ingredientId);
      const cost = price === null ? null : rupiah(Math.round(price * inOwnUnit));
      return { ingredientId, quantity, unit, ingredientName: known.get(ingredientId)?.name ?? '', cost };
    }),
    note: row.note,
    costPerPiece: total === null ? null : rupiah(Math.round(total)),
    version: row.version,
    updatedAt: row.updated_at.toISOString(),
  };
}
