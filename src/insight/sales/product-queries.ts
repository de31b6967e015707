import { type Runner, type Sql, sql } from '#platform/database';

export type ProductRow = {
  id: string;
  name: string;
  sku: string | null;
  category: string | null;
  catalog_product_id: string | null;
  is_active: boolean;
  first_on: string | null;
  last_on: string | null;
  last_quantity: number | null;
  last_amount: number | null;
  recent_quantity: number;
};

const columns = sql`p.id, p.name, p.sku, p.category, p.catalog_product_id, p.is_active,
  (select min(d.day) from sales.daily d where d.store_id = p.store_id and d.product_id = p.id) as first_on,
  last.day as last_on, last.quantity::float8 as last_quantity, last.amount_minor as last_amount,
  coalesce((select sum(d.quantity) from sales.daily d
    where d.store_id = p.store_id and d.product_id = p.id and d.day > ends.day - 28), 0)::float8 as recent_quantity`;
const from = sql`sales.products p
  left join lateral (select d.day, d.quantity, d.amount_minor from sales.daily d
    where d.store_id = p.store_id and d.product_id = p.id and d.quantity > 0 order by d.day desc limit 1) last on true
  left join lateral (select max(d.day) as day from sales.days d where d.store_id = p.store_id) ends on true`;

export async function findProduct(runner: Runner, storeId: string, productId: string): Promise<ProductRow | undefined> {
  const [row] = await runner.run<ProductRow>(
    sql`select ${columns} from ${from} where p.store_id = ${storeId} and p.id = ${productId}`,
  );
  return row;
}

export async function listByIds(runner: Runner, storeId: string, productIds: readonly string[]): Promise<ProductRow[]> {
  return runner.run<ProductRow>(
    sql`select ${columns} from ${from} where p.store_id = ${storeId} and p.id = any(${sql.uuids(productIds)})`,
  );
}

/** By name; `q` anywhere in it. */
export async function listPage(
  runner: Runner,
  storeId: string,
  filter: { q: string | null; after: { name: string; id: string } | null; limit: number },
): Promise<ProductRow[]> {
  const conditions = [
    sql`p.store_id = ${storeId}`,
    ...(filter.q ? [sql`p.name ilike ${`%${filter.q.replace(/[\\%_]/g, '\\$&')}%`}`] : []),
    ...(filter.after ? [sql`(p.name, p.id) > (${filter.after.name}, ${filter.after.id}::uuid)`] : []),
  ];
  return runner.run<ProductRow>(
    sql`select ${columns} from ${from} where ${sql.and(conditions)} order by p.name, p.id limit ${filter.limit}`,
  );
}

export function updateProduct(storeId: string, row: Pick<ProductRow, 'id' | 'name' | 'category' | 'is_active'>): Sql {
  return sql`
    update sales.products set name = ${row.name}, category = ${row.category}, is_active = ${row.is_active}
    where store_id = ${storeId} and id = ${row.id}`;
}
