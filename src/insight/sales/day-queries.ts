import { type Runner, type Sql, sql } from '#platform/database';
import type { Mark } from './contract.ts';

export type DayRow = { on: string; quantity: number; amount: number; transactions: number };

/** Days with sales, of the store or of one product, in order. */
export async function listDays(
  runner: Runner,
  storeId: string,
  period: { from: string; to: string; productId: string | null },
): Promise<DayRow[]> {
  const { from, to, productId } = period;
  if (productId !== null)
    return runner.run<DayRow>(sql`
      select day as "on", quantity::float8 as quantity, amount_minor as amount, 0 as transactions from sales.daily
      where store_id = ${storeId} and product_id = ${productId} and day between ${from} and ${to} order by day`);
  return runner.run<DayRow>(sql`
    select d.day as "on", sum(d.quantity)::float8 as quantity, sum(d.amount_minor)::bigint as amount,
      coalesce((select t.transactions from sales.days t where t.store_id = ${storeId} and t.day = d.day), 0) as transactions
    from sales.daily d where d.store_id = ${storeId} and d.day between ${from} and ${to} group by d.day order by d.day`);
}

export async function listBest(
  runner: Runner,
  storeId: string,
  period: { from: string; to: string; limit: number },
): Promise<{ productId: string; name: string; quantity: number; amount: number }[]> {
  return runner.run(sql`
    select p.id as "productId", p.name, b.quantity, b.amount from (
      select product_id, sum(quantity)::float8 as quantity, sum(amount_minor)::bigint as amount from sales.daily
      where store_id = ${storeId} and day between ${period.from} and ${period.to} group by product_id
      order by amount desc, quantity desc, product_id limit ${period.limit}) b
    join sales.products p on p.id = b.product_id order by b.amount desc, b.quantity desc, p.id`);
}

export async function findEnds(
  runner: Runner,
  storeId: string,
): Promise<{ first: string | null; last: string | null; days: number }> {
  const [row] = await runner.run<{ first: string | null; last: string | null; days: number }>(
    sql`select min(day) as first, max(day) as last, count(*) as days from sales.days where store_id = ${storeId}`,
  );
  return row ?? { first: null, last: null, days: 0 };
}

export type SeriesRow = {
  product_id: string;
  name: string;
  category: string | null;
  days: string[];
  quantities: number[];
  amounts: number[];
};

/** What active products sold from a day on, one row each, in order of id. */
export async function listSeries(
  runner: Runner,
  storeId: string,
  wish: { from: string; afterProductId: string | null; limit: number },
): Promise<SeriesRow[]> {
  return runner.run<SeriesRow>(sql`
    select p.id as product_id, p.name, p.category, s.days, s.quantities, s.amounts from (
      select id, name, category from sales.products
      where store_id = ${storeId} and is_active and (${wish.afterProductId}::uuid is null or id > ${wish.afterProductId}::uuid)
      order by id limit ${wish.limit}) p
    cross join lateral (
      select array_agg(d.day::text order by d.day) as days, array_agg(d.quantity::float8 order by d.day) as quantities,
        array_agg(d.amount_minor::float8 order by d.day) as amounts
      from sales.daily d where d.store_id = ${storeId} and d.product_id = p.id and d.day >= ${wish.from}) s
    order by p.id`);
}

export async function listMarkRows(
  runner: Runner,
  storeId: string,
  period: { from: string; to: string },
): Promise<Mark[]> {
  return runner.run<Mark>(sql`
    select id, product_id as "productId", from_day as "from", to_day as "to", kind, note from sales.marks
    where store_id = ${storeId} and from_day <= ${period.to} and to_day >= ${period.from} order by from_day, id limit 2000`);
}

export async function countMarks(runner: Runner, storeId: string): Promise<number> {
  const [row] = await runner.run<{ count: number }>(
    sql`select count(*) as count from sales.marks where store_id = ${storeId}`,
  );
  return row?.count ?? 0;
}

export function insertMark(storeId: string, mark: Mark): Sql {
  return sql`
    insert into sales.marks (id, store_id, product_id, from_day, to_day, kind, note)
    values (${mark.id}, ${storeId}, ${mark.productId}, ${mark.from}, ${mark.to}, ${mark.kind}, ${mark.note})`;
}

export async function deleteMark(runner: Runner, storeId: string, markId: string): Promise<boolean> {
  const rows = await runner.run(
    sql`delete from sales.marks where store_id = ${storeId} and id = ${markId} returning id`,
  );
  return rows.length > 0;
}

/** In the order of the question; null where the store has no day as late as that. */
export async function listActuals(
  runner: Runner,
  storeId: string,
  days: readonly { productId: string | null; on: string }[],
): Promise<{ quantity: number | null; revenueMinor: number | null }[]> {
  return runner.run(sql`
    select case when w.day <= ends.day then coalesce(s.quantity, 0) end as quantity,
      case when w.day <= ends.day then coalesce(s.amount, 0) end as "revenueMinor"
    from unnest(${days.map((day) => day.productId)}::uuid[], ${days.map((day) => day.on)}::date[]) with ordinality
      as w (product_id, day, place)
    cross join (select max(day) as day from sales.days where store_id = ${storeId}) ends
    left join lateral (
      select sum(d.quantity)::float8 as quantity, sum(d.amount_minor)::bigint as amount from sales.daily d
      where d.store_id = ${storeId} and d.day = w.day and (w.product_id is null or d.product_id = w.product_id)) s on true
    order by w.place`);
}
