import { type Runner, type Sql, sql, type Tx } from '#platform/database';

export type LineSource = 'shop' | 'api' | 'file' | 'correction' | 'seed';
/** One line with the product it belongs to. */
export type LineRow = {
  externalId: string;
  productId: string;
  on: string;
  quantity: number;
  amountMinor: number | null;
  transaction: string | null;
};
export type ProductWish = {
  id: string;
  key: string;
  name: string;
  sku: string | null;
  category: string | null;
  catalogProductId: string | null;
};

/** Writes about one store queue up, so that sums are made from all lines that are there. */
export function lockStore(storeId: string): Sql {
  return sql`select pg_advisory_xact_lock(hashtextextended(${storeId}, 5))`;
}

/** Ids of products by key, made where missing. */
export async function ensureProducts(
  tx: Tx,
  storeId: string,
  wishes: readonly ProductWish[],
): Promise<{ idOf: Map<string, string>; made: number }> {
  const keys = wishes.map((wish) => wish.key);
  const [made, known] = await tx.batch<[{ id: string }[], { id: string; key: string }[]]>([
    sql`
      insert into sales.products (id, store_id, key, name, sku, category, catalog_product_id)
      select w.id, ${storeId}, w.key, w.name, w.sku, w.category, w.catalog_product_id
      from unnest(${wishes.map((wish) => wish.id)}::uuid[], ${keys}::text[], ${wishes.map((wish) => wish.name)}::text[],
        ${wishes.map((wish) => wish.sku)}::text[], ${wishes.map((wish) => wish.category)}::text[],
        ${wishes.map((wish) => wish.catalogProductId)}::uuid[]) as w (id, key, name, sku, category, catalog_product_id)
      on conflict (store_id, key) do nothing returning id`,
    sql`select id, key from sales.products where store_id = ${storeId} and key = any(${keys}::text[])`,
  ]);
  return { idOf: new Map((known ?? []).map((row) => [row.key, row.id])), made: made?.length ?? 0 };
}

export async function countProducts(runner: Runner, storeId: string): Promise<number> {
  const [row] = await runner.run<{ count: number }>(
    sql`select count(*) as count from sales.products where store_id = ${storeId}`,
  );
  return row?.count ?? 0;
}

/** Lines of these ids as they stand. */
export async function listLines(
  tx: Tx,
  storeId: string,
  source: LineSource,
  externalIds: readonly string[],
): Promise<LineRow[]> {
  return tx.run<LineRow>(sql`
    select external_id as "externalId", product_id as "productId", day as "on", quantity::float8 as quantity,
      amount_minor as "amountMinor", transaction
    from sales.lines where store_id = ${storeId} and source = ${source} and external_id = any(${externalIds}::text[])`);
}

/** New lines, and known ones with other figures; ids once each. */
export function upsertLines(storeId: string, source: LineSource, lines: readonly LineRow[]): Sql {
  return sql`
    insert into sales.lines (store_id, source, external_id, product_id, day, quantity, amount_minor, transaction)
    select ${storeId}, ${source}, l.external_id, l.product_id, l.day, l.quantity, l.amount_minor, l.transaction
    from unnest(${lines.map((line) => line.externalId)}::text[], ${lines.map((line) => line.productId)}::uuid[],
      ${lines.map((line) => line.on)}::date[], ${lines.map((line) => line.quantity)}::numeric[],
      ${lines.map((line) => line.amountMinor)}::bigint[], ${lines.map((line) => line.transaction)}::text[])
      as l (external_id, product_id, day, quantity, amount_minor, transaction)
    on conflict (store_id, source, external_id) do update set product_id = excluded.product_id, day = excluded.day,
      quantity = excluded.quantity, amount_minor = excluded.amount_minor, transaction = excluded.transaction`;
}

export function deleteLines(storeId: string, source: LineSource, externalIds: readonly string[]): Sql {
  return sql`
    delete from sales.lines where store_id = ${storeId} and source = ${source} and external_id = any(${externalIds}::text[])`;
}

/** Makes the sums of these products and days anew, and the receipts of these days. */
export function recountDays(storeId: string, pairs: readonly { productId: string; on: string }[]): Sql[] {
  const unique = [...new Map(pairs.map((pair) => [`${pair.productId} ${pair.on}`, pair])).values()];
  const days = [...new Set(unique.map((pair) => pair.on))];
  const products = unique.map((pair) => pair.productId);
  const dates = unique.map((pair) => pair.on);
  return [
    sql`
      delete from sales.daily d using unnest(${products}::uuid[], ${dates}::date[]) as p (product_id, day)
      where d.store_id = ${storeId} and d.product_id = p.product_id and d.day = p.day`,
    sql`
      insert into sales.daily (store_id, product_id, day, quantity, amount_minor, has_unpriced)
      select ${storeId}, p.product_id, p.day, greatest(0, sum(l.quantity)), greatest(0, sum(coalesce(l.amount_minor, 0))),
        bool_or(l.amount_minor is null)
      from unnest(${products}::uuid[], ${dates}::date[]) as p (product_id, day)
      join sales.lines l on l.store_id = ${storeId} and l.product_id = p.product_id and l.day = p.day
      group by p.product_id, p.day`,
    sql`
      insert into sales.days (store_id, day, transactions)
      select ${storeId}, d.day, (select count(distinct coalesce(l.transaction, l.external_id)) from sales.lines l
        where l.store_id = ${storeId} and l.day = d.day and l.source in ('shop', 'api', 'file'))
      from unnest(${days}::date[]) as d (day)
      on conflict (store_id, day) do update set transactions = excluded.transactions`,
  ];
}

/** Rows of a whole past at once, for a store that has none: sums come straight from the lines. */
export function insertSeedLines(storeId: string, lines: readonly LineRow[]): Sql[] {
  const arrays = sql`unnest(${lines.map((line) => line.externalId)}::text[], ${lines.map((line) => line.productId)}::uuid[],
    ${lines.map((line) => line.on)}::date[], ${lines.map((line) => line.quantity)}::numeric[],
    ${lines.map((line) => line.amountMinor)}::bigint[]) as l (external_id, product_id, day, quantity, amount_minor)`;
  return [
    sql`
      insert into sales.lines (store_id, source, external_id, product_id, day, quantity, amount_minor)
      select ${storeId}, 'seed', l.external_id, l.product_id, l.day, l.quantity, l.amount_minor from ${arrays}
      on conflict do nothing`,
    sql`
      insert into sales.daily (store_id, product_id, day, quantity, amount_minor, has_unpriced)
      select ${storeId}, l.product_id, l.day, l.quantity, l.amount_minor, false from ${arrays} on conflict do nothing`,
    sql`
      insert into sales.days (store_id, day, transactions) select distinct ${storeId}::uuid, l.day, 0 from ${arrays}
      on conflict do nothing`,
  ];
}

export async function hasLines(runner: Runner, storeId: string): Promise<boolean> {
  return (await runner.run(sql`select 1 as yes from sales.lines where store_id = ${storeId} limit 1`)).length > 0;
}

/** What all lines but the corrections say of a product and day. */
export async function dayWithoutCorrection(
  tx: Tx,
  storeId: string,
  productId: string,
  on: string,
): Promise<{ quantity: number; amountMinor: number }> {
  const [row] = await tx.run<{ quantity: number; amountMinor: number }>(sql`
    select coalesce(sum(quantity), 0)::float8 as quantity, coalesce(sum(amount_minor), 0)::bigint as "amountMinor"
    from sales.lines where store_id = ${storeId} and product_id = ${productId} and day = ${on} and source <> 'correction'`);
  return row ?? { quantity: 0, amountMinor: 0 };
}
