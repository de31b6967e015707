import type { Static } from 'typebox';
import type { StoresApi } from '#insight/stores';
import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import { type Database, isConflict, type Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import type { NewId } from '#platform/ids';
import { decodeCursor, page } from '#platform/lists';
import { rupiah } from '#platform/money';
import { refuse } from '#platform/refusal';
import { type Ingredient, type IngredientChange, ingredientsContract, type NewIngredient } from './contract.ts';
import {
  countIngredients,
  type IngredientRow,
  insertIfMissing,
  insertIngredient,
  listAll,
  listByIds,
  listPage,
  lockIngredient,
  updateIngredient,
} from './ingredient-queries.ts';
import { convertQuantity, type UnitName } from './unit-rules.ts';

export const MOST_INGREDIENTS = 1_000;
export type IngredientsDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  stores: Pick<StoresApi, 'storeOfCall'>;
};
type Filter = {
  storeId: string;
  category?: string | undefined;
  isActive?: boolean | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
};

export async function listIngredients(
  deps: IngredientsDeps,
  call: Call,
  filter: Filter,
): Promise<{ items: Ingredient[]; nextCursor: string | null }> {
  await deps.stores.storeOfCall(call, { storeId: filter.storeId });
  const limit = filter.limit ?? 20;
  const cursor = decodeCursor(filter.cursor, 2);
  const rows = await listPage(deps.database, filter.storeId, {
    category: filter.category ?? null,
    isActive: filter.isActive ?? null,
    after: cursor ? { name: String(cursor[0]), id: String(cursor[1]) } : null,
    limit: limit + 1,
  });
  const { items, nextCursor } = page(rows, limit, (row) => [row.name.toLowerCase(), row.id]);
  return { items: items.map(toIngredient), nextCursor };
}

export async function getIngredient(
  deps: IngredientsDeps,
  call: Call,
  { storeId, ingredientId }: { storeId: string; ingredientId: string },
): Promise<Ingredient> {
  await deps.stores.storeOfCall(call, { storeId });
  const [row] = await listByIds(deps.database, storeId, [ingredientId]);
  if (!row) throw refuse('ingredients.not-found');
  return toIngredient(row);
}

export async function ingredientsOf(
  deps: IngredientsDeps,
  storeId: string,
  ids: string[] | null,
): Promise<Ingredient[]> {
  const rows = ids
    ? await listByIds(deps.database, storeId, ids)
    : await listAll(deps.database, storeId, MOST_INGREDIENTS);
  return rows.map(toIngredient);
}

export async function createIngredient(
  deps: IngredientsDeps,
  call: Call,
  { storeId, ...wish }: { storeId: string } & NewIngredient,
): Promise<Ingredient> {
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  const row = newRow(deps.newId(), wish, deps.clock.now());
  checkUnits(row);
  if ((await countIngredients(deps.database, storeId)) >= MOST_INGREDIENTS)
    throw refuse('ingredients.too-many', { most: MOST_INGREDIENTS });
  await refusingTaken(row.name, () =>
    deps.database.inTx(async (tx) => {
      tx.write(insertIngredient(storeId, row, deps.clock.now()));
      tell(tx, call, storeId, { action: 'ingredients.created', before: null, after: row });
    }),
  );
  return toIngredient(row);
}

type Change = { storeId: string; ingredientId: string } & Static<typeof IngredientChange>;

export async function changeIngredient(deps: IngredientsDeps, call: Call, change: Change): Promise<Ingredient> {
  const { storeId, ingredientId } = change;
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  return refusingTaken(change.name ?? '', () =>
    deps.database.inTx(async (tx) => {
      const before = await lockIngredient(tx, storeId, ingredientId);
      if (!before) throw refuse('ingredients.not-found');
      if (change.expectedVersion !== undefined && change.expectedVersion !== before.version)
        throw refuse('ingredients.changed-meanwhile');
      const after = { ...before, ...givenColumns(change), version: before.version + 1 };
      checkUnits(after);
      tx.write(updateIngredient(storeId, after));
      tell(tx, call, storeId, { action: 'ingredients.changed', before, after });
      return toIngredient(after);
    }),
  );
}

/** What was found on the shelf, in any unit that leads to the ingredient's own. */
export async function countStock(
  deps: IngredientsDeps,
  call: Call,
  input: { storeId: string; ingredientId: string; quantity: number; unit?: UnitName | undefined },
): Promise<Ingredient> {
  const { storeId } = input;
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  return deps.database.inTx(async (tx) => {
    const before = await lockIngredient(tx, storeId, input.ingredientId);
    if (!before) throw refuse('ingredients.not-found');
    const from = input.unit ?? before.unit;
    const quantity = convertQuantity(input.quantity, from, before.unit, before.conversions);
    if (quantity === null) throw refuse('ingredients.unit-unclear', { from, to: before.unit });
    const after = { ...before, stock_quantity: quantity, counted_at: deps.clock.now(), version: before.version + 1 };
    tx.write(updateIngredient(storeId, after));
    tell(tx, call, storeId, { action: 'ingredients.counted', before, after });
    return toIngredient(after);
  });
}

export async function seedIngredients(
  deps: IngredientsDeps,
  { storeId, ingredients }: { storeId: string; ingredients: ({ ingredientId: string } & NewIngredient)[] },
): Promise<void> {
  const now = deps.clock.now();
  await deps.database.batch(
    ingredients.map(({ ingredientId, ...wish }) => insertIfMissing(storeId, newRow(ingredientId, wish, now), now)),
  );
}

function tell(
  tx: Tx,
  call: Call,
  storeId: string,
  { action, before, after }: { action: string; before: IngredientRow | null; after: IngredientRow },
): void {
  const payload = { storeId, ingredientId: after.id, name: after.name };
  appendEvent(tx, ingredientsContract, 'ingredient.changed', { call, aggregateId: after.id, payload });
  appendAudit(tx, 'ingredients', call, {
    stream: `store:${storeId}`,
    action,
    before: before && toIngredient(before),
    after: toIngredient(after),
  });
}

async function refusingTaken<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isConflict(error, 'ingredients_by_name')) throw refuse('ingredients.name-taken', { name });
    throw error;
  }
}

/** A price of the market is of use only where its unit leads to the ingredient's own. */
function checkUnits(row: Pick<IngredientRow, 'market' | 'unit' | 'conversions'>): void {
  if (row.market && convertQuantity(1, row.unit, row.market.per, row.conversions) === null)
    throw refuse('ingredients.unit-unclear', { from: row.unit, to: row.market.per });
}

function newRow(id: string, wish: NewIngredient, now: Date): IngredientRow {
  return {
    id,
    name: wish.name.trim(),
    category: wish.category.trim(),
    unit: wish.unit,
    pack: wish.pack ?? null,
    unit_price_minor: wish.unitPrice?.amount ?? null,
    market: wish.market ?? null,
    conversions: wish.conversions ?? [],
    lead_time_days: wish.leadTimeDays ?? 0,
    shelf_life_days: wish.shelfLifeDays ?? null,
    supplier: wish.supplier ?? '',
    stock_quantity: wish.stock ?? 0,
    counted_at: wish.stock === undefined ? null : now,
    on_order: 0,
    is_active: true,
    version: 1,
  };
}

/** What was given, and only that. */
function givenColumns(change: Change): Partial<IngredientRow> {
  const given = {
    name: change.name?.trim(),
    category: change.category?.trim(),
    pack: change.pack,
    unit_price_minor: change.unitPrice === undefined ? undefined : (change.unitPrice?.amount ?? null),
    market: change.market,
    conversions: change.conversions,
    lead_time_days: change.leadTimeDays,
    shelf_life_days: change.shelfLifeDays,
    supplier: change.supplier,
    is_active: change.isActive,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

export function toIngredient(row: IngredientRow): Ingredient {
  return {
    id: row.id,
    name: row.name,
    category: row.category,
    unit: row.unit,
    pack: row.pack,
    unitPrice: row.unit_price_minor === null ? null : { ...rupiah(row.unit_price_minor), currency: 'IDR' },
    market: row.market,
    conversions: row.conversions,
    leadTimeDays: row.lead_time_days,
    shelfLifeDays: row.shelf_life_days,
    supplier: row.supplier,
    stock: { quantity: row.stock_quantity, countedAt: row.counted_at?.toISOString() ?? null },
    onOrder: row.on_order,
    isActive: row.is_active,
    version: row.version,
  };
}
