import type { UnitName } from '#insight/ingredients';
import { type Runner, type Sql, sql, type Tx } from '#platform/database';

export type LineRow = { ingredientId: string; quantity: number; unit: UnitName; inOwnUnit: number };
export type RecipeRow = {
  product_id: string;
  yield_quantity: number;
  waste_percent: number;
  lines: LineRow[];
  note: string;
  version: number;
  updated_at: Date;
};
const columns = sql`product_id, yield_quantity, waste_percent, lines, note, version, updated_at`;

export async function findRecipe(runner: Runner, storeId: string, productId: string): Promise<RecipeRow | undefined> {
  const [row] = await runner.run<RecipeRow>(
    sql`select ${columns} from recipes.recipes where store_id = ${storeId} and product_id = ${productId}`,
  );
  return row;
}

export async function lockRecipe(tx: Tx, storeId: string, productId: string): Promise<RecipeRow | undefined> {
  const [row] = await tx.run<RecipeRow>(
    sql`select ${columns} from recipes.recipes where store_id = ${storeId} and product_id = ${productId} for update`,
  );
  return row;
}

export async function listPage(
  runner: Runner,
  storeId: string,
  after: string | null,
  limit: number,
): Promise<RecipeRow[]> {
  return runner.run<RecipeRow>(sql`
    select ${columns} from recipes.recipes where store_id = ${storeId} and (${after}::uuid is null or product_id > ${after}::uuid)
    order by product_id limit ${limit}`);
}

export async function listForProducts(
  runner: Runner,
  storeId: string,
  productIds: readonly string[] | null,
): Promise<RecipeRow[]> {
  const which = productIds === null ? sql`true` : sql`product_id = any(${sql.uuids(productIds)})`;
  return runner.run<RecipeRow>(
    sql`select ${columns} from recipes.recipes where store_id = ${storeId} and ${which} order by product_id limit 20000`,
  );
}

/** `how` says what happens to a recipe that is there. */
export function writeRecipe(storeId: string, row: RecipeRow, how: 'replace' | 'leave'): Sql {
  const insert = sql`
    insert into recipes.recipes (store_id, ${columns})
    values (${storeId}, ${row.product_id}, ${row.yield_quantity}, ${row.waste_percent}, ${sql.json(row.lines)}, ${row.note},
      ${row.version}, ${row.updated_at.toISOString()})`;
  if (how === 'leave') return sql`${insert} on conflict do nothing`;
  return sql`${insert} on conflict (store_id, product_id) do update set yield_quantity = excluded.yield_quantity,
    waste_percent = excluded.waste_percent, lines = excluded.lines, note = excluded.note,
    version = recipes.version + 1, updated_at = excluded.updated_at`;
}

export async function deleteRecipe(tx: Tx, storeId: string, productId: string): Promise<boolean> {
  const rows = await tx.run(
    sql`delete from recipes.recipes where store_id = ${storeId} and product_id = ${productId} returning product_id`,
  );
  return rows.length > 0;
}
