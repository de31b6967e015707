import { type Runner, type Sql, sql, type Tx } from '#platform/database';
import type { Ingredient } from './contract.ts';

export type IngredientRow = {
  id: string;
  name: string;
  category: string;
  unit: Ingredient['unit'];
  pack: Ingredient['pack'];
  unit_price_minor: number | null;
  market: Ingredient['market'];
  conversions: Ingredient['conversions'];
  lead_time_days: number;
  shelf_life_days: number | null;
  supplier: string;
  stock_quantity: number;
  counted_at: Date | null;
  on_order: number;
  is_active: boolean;
  version: number;
};

const columns = sql`id, name, category, unit, pack, unit_price_minor, market, conversions, lead_time_days, shelf_life_days,
  supplier, stock_quantity, counted_at, on_order, is_active, version`;

export async function listPage(
  runner: Runner,
  storeId: string,
  filter: {
    category: string | null;
    isActive: boolean | null;
    after: { name: string; id: string } | null;
    limit: number;
  },
): Promise<IngredientRow[]> {
  const conditions = [
    sql`store_id = ${storeId}`,
    ...(filter.category === null ? [] : [sql`category = ${filter.category}`]),
    ...(filter.isActive === null ? [] : [sql`is_active = ${filter.isActive}`]),
    ...(filter.after ? [sql`(lower(name), id) > (${filter.after.name}, ${filter.after.id}::uuid)`] : []),
  ];
  return runner.run<IngredientRow>(sql`
    select ${columns} from ingredients.ingredients where ${sql.and(conditions)} order by lower(name), id limit ${filter.limit}`);
}

export async function listAll(runner: Runner, storeId: string, limit: number): Promise<IngredientRow[]> {
  return runner.run<IngredientRow>(
    sql`select ${columns} from ingredients.ingredients where store_id = ${storeId} order by lower(name), id limit ${limit}`,
  );
}

export async function listByIds(runner: Runner, storeId: string, ids: readonly string[]): Promise<IngredientRow[]> {
  return runner.run<IngredientRow>(
    sql`select ${columns} from ingredients.ingredients where store_id = ${storeId} and id = any(${sql.uuids(ids)})`,
  );
}

/** Locks the row, so that two changes queue up. */
export async function lockIngredient(tx: Tx, storeId: string, id: string): Promise<IngredientRow | undefined> {
  const [row] = await tx.run<IngredientRow>(
    sql`select ${columns} from ingredients.ingredients where store_id = ${storeId} and id = ${id} for update`,
  );
  return row;
}

export async function countIngredients(runner: Runner, storeId: string): Promise<number> {
  const [row] = await runner.run<{ count: number }>(
    sql`select count(*) as count from ingredients.ingredients where store_id = ${storeId}`,
  );
  return row?.count ?? 0;
}

const jsonOrNull = (value: unknown): string | null => (value === null ? null : sql.json(value));

/** A name that is taken breaks the unique index. */
export function insertIngredient(storeId: string, row: IngredientRow, now: Date): Sql {
  return sql`
    insert into ingredients.ingredients (store_id, ${columns}, created_at)
    values (${storeId}, ${row.id}, ${row.name}, ${row.category}, ${row.unit}, ${jsonOrNull(row.pack)}, ${row.unit_price_minor},
      ${jsonOrNull(row.market)}, ${sql.json(row.conversions)}, ${row.lead_time_days}, ${row.shelf_life_days}, ${row.supplier},
      ${row.stock_quantity}, ${row.counted_at?.toISOString() ?? null}, ${row.on_order}, ${row.is_active}, ${row.version},
      ${now.toISOString()})`;
}

/** The same, where neither id nor name is there. */
export function insertIfMissing(storeId: string, row: IngredientRow, now: Date): Sql {
  return sql`${insertIngredient(storeId, row, now)} on conflict do nothing`;
}

export function updateIngredient(storeId: string, row: IngredientRow): Sql {
  return sql`
    update ingredients.ingredients set name = ${row.name}, category = ${row.category}, pack = ${jsonOrNull(row.pack)},
      unit_price_minor = ${row.unit_price_minor}, market = ${jsonOrNull(row.market)}, conversions = ${sql.json(row.conversions)},
      lead_time_days = ${row.lead_time_days}, shelf_life_days = ${row.shelf_life_days}, supplier = ${row.supplier},
      stock_quantity = ${row.stock_quantity}, counted_at = ${row.counted_at?.toISOString() ?? null},
      is_active = ${row.is_active}, version = version + 1
    where store_id = ${storeId} and id = ${row.id}`;
}

/** Marks the key as done and moves, in one statement: nothing where it was done before. */
export function moveOrdered(
  movement: { movementKey: string; storeId: string; kind: 'ordered' | 'arrived'; at: Date },
  lines: readonly { ingredientId: string; quantity: number }[],
): Sql {
  const { movementKey, storeId, kind, at } = movement;
  const ids = lines.map((line) => line.ingredientId);
  const quantities = lines.map((line) => line.quantity);
  return sql`
    with fresh as (
      insert into ingredients.movements (movement_key, store_id, kind, moved_at)
      values (${movementKey}, ${storeId}, ${kind}, ${at.toISOString()}) on conflict do nothing returning movement_key),
    told as (
      select l.id, sum(l.quantity) as quantity from unnest(${ids}::uuid[], ${quantities}::float8[]) as l (id, quantity)
      where exists (select from fresh) group by l.id)
    update ingredients.ingredients i set
      on_order = greatest(0, i.on_order + case when ${kind} = 'ordered' then t.quantity else -t.quantity end),
      stock_quantity = i.stock_quantity + case when ${kind} = 'arrived' then t.quantity else 0 end,
      version = i.version + 1
    from told t where i.store_id = ${storeId} and i.id = t.id`;
}
