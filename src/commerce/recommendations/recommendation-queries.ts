import { type Runner, type Sql, sql } from '#platform/database';

export type PaidOrder = {
  orderId: string;
  invoiceId: string;
  buyerId: string;
  paidAt: string;
  lines: readonly { productId: string }[];
};

/** The products of orders, once each; a second time changes nothing. */
export function insertPurchases(orders: readonly PaidOrder[]): Sql {
  const rows = orders.flatMap((order) => order.lines.map(({ productId }) => ({ ...order, productId })));
  return sql`
    insert into recommendations.purchases (order_id, product_id, user_id, invoice_id, bought_at)
    select distinct on (p.order_id, p.product_id) p.order_id, p.product_id, p.user_id, p.invoice_id, p.bought_at
    from unnest(${rows.map((row) => row.orderId)}::uuid[], ${rows.map((row) => row.productId)}::uuid[],
      ${rows.map((row) => row.buyerId)}::uuid[], ${rows.map((row) => row.invoiceId)}::uuid[],
      ${rows.map((row) => row.paidAt)}::timestamptz[]) as p(order_id, product_id, user_id, invoice_id, bought_at)
    on conflict (order_id, product_id) do nothing`;
}

export function deletePurchasesOfOrder(orderId: string): Sql {
  return sql`delete from recommendations.purchases where order_id = ${orderId}`;
}

export function deletePerson(userId: string): Sql[] {
  return [
    sql`delete from recommendations.purchases where user_id = ${userId}`,
    sql`delete from recommendations.personal where user_id = ${userId}`,
  ];
}

export type Lists = {
  similarIds: string[] | null;
  togetherIds: string[] | null;
  personalIds: string[] | null;
  popularIds: string[] | null;
  /** What the person has bought; the newest 500 lines of it. */
  boughtIds: string[];
};

/** Everything that is kept for a product, a person and everybody, in one row. */
export async function findLists(runner: Runner, productId: string | null, userId: string | null): Promise<Lists> {
  const [row] = await runner.run<Lists>(sql`
    select
      (select similar_ids from recommendations.related where product_id = ${productId}::uuid) as "similarIds",
      (select together_ids from recommendations.related where product_id = ${productId}::uuid) as "togetherIds",
      (select product_ids from recommendations.personal where user_id = ${userId}::uuid) as "personalIds",
      (select popular_ids from recommendations.runs) as "popularIds",
      array(select product_id from recommendations.purchases where user_id = ${userId}::uuid order by bought_at desc limit 500) as "boughtIds"`);
  return row ?? { similarIds: null, togetherIds: null, personalIds: null, popularIds: null, boughtIds: [] };
}

export type State = { purchases: number; lastBoughtAt: string | null; isKnown: boolean };

/** What there is to learn from, and whether the last run has seen it already. */
export async function readState(runner: Runner): Promise<State> {
  const [row] = await runner.run<State>(sql`
    select s.purchases, s.last_bought_at::text as "lastBoughtAt",
      coalesce((select r.purchases = s.purchases and r.last_bought_at is not distinct from s.last_bought_at from recommendations.runs r), false) as "isKnown"
    from (select count(*) as purchases, max(bought_at) as last_bought_at from recommendations.purchases) s`);
  return row ?? { purchases: 0, lastBoughtAt: null, isKnown: true };
}

export type Bought = { orderId: string; productId: string; userId: string; invoiceId: string; day: number };

/** The next page of purchases, newest first; `day` counts from 1970 and is broken. */
export function listPurchases(
  runner: Runner,
  after: { day: string; orderId: string; productId: string } | null,
  limit: number,
): Promise<(Bought & { at: string })[]> {
  const behind = after
    ? sql`(bought_at, order_id, product_id) < (${after.day}::timestamptz, ${after.orderId}::uuid, ${after.productId}::uuid)`
    : sql`true`;
  return runner.run(sql`
    select order_id as "orderId", product_id as "productId", user_id as "userId", invoice_id as "invoiceId",
      bought_at::text as at, extract(epoch from bought_at)::float8 / 86400 as day
    from recommendations.purchases where ${behind}
    order by bought_at desc, order_id desc, product_id desc limit ${limit}`);
}

export function upsertRelated(
  runId: string,
  rows: readonly { productId: string; similarIds: string[]; togetherIds: string[] }[],
): Sql {
  return sql`
    insert into recommendations.related (product_id, similar_ids, together_ids, run_id)
    select r.product_id, array(select jsonb_array_elements_text(r.alike)::uuid), array(select jsonb_array_elements_text(r.beside)::uuid), ${runId}::uuid
    from unnest(${rows.map((row) => row.productId)}::uuid[], ${rows.map((row) => sql.json(row.similarIds))}::jsonb[],
      ${rows.map((row) => sql.json(row.togetherIds))}::jsonb[]) as r(product_id, alike, beside)
    on conflict (product_id) do update set similar_ids = excluded.similar_ids, together_ids = excluded.together_ids, run_id = excluded.run_id`;
}

/** Lists of people who still have purchases: who was erased while they were worked out does not come back. */
export function upsertPersonal(runId: string, rows: readonly { userId: string; productIds: string[] }[]): Sql {
  return sql`
    insert into recommendations.personal (user_id, product_ids, run_id)
    select r.user_id, array(select jsonb_array_elements_text(r.products)::uuid), ${runId}::uuid
    from unnest(${rows.map((row) => row.userId)}::uuid[], ${rows.map((row) => sql.json(row.productIds))}::jsonb[]) as r(user_id, products)
    where exists (select from recommendations.purchases p where p.user_id = r.user_id)
    on conflict (user_id) do update set product_ids = excluded.product_ids, run_id = excluded.run_id`;
}

/** Ends a run: what it did not write anew is out of date. */
export function finishRun(runId: string, popularIds: readonly string[], state: State): Sql[] {
  return [
    sql`delete from recommendations.related where run_id <> ${runId}`,
    sql`delete from recommendations.personal where run_id <> ${runId}`,
    sql`
      insert into recommendations.runs (run_id, popular_ids, purchases, last_bought_at)
      values (${runId}, ${popularIds}::uuid[], ${state.purchases}, ${state.lastBoughtAt}::timestamptz)
      on conflict (is_last) do update set run_id = excluded.run_id, popular_ids = excluded.popular_ids, purchases = excluded.purchases,
        last_bought_at = excluded.last_bought_at, made_at = now()`,
  ];
}

/** At most 10,000, newest first. */
export function listPurchasesOfPerson(
  runner: Runner,
  userId: string,
): Promise<{ productId: string; boughtAt: string }[]> {
  return runner.run(sql`
    select product_id as "productId", to_char(bought_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "boughtAt"
    from recommendations.purchases where user_id = ${userId} order by bought_at desc, product_id limit 10000`);
}
