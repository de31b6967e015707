import { type Runner, type Sql, sql } from '#platform/database';

export type OrderOfPerson = {
  number: string;
  role: 'buyer' | 'seller';
  status: string;
  totalMinor: number;
  address: unknown;
  lines: unknown;
  createdAt: string;
};

const MOST_ORDERS = 10_000;

/** Orders that are not over, bought or to be served by this person. */
export async function countOpenOrders(runner: Runner, userId: string): Promise<{ bought: number; sold: number }> {
  const [row] = await runner.run<{ bought: number; sold: number }>(sql`
    select count(*) filter (where buyer_id = ${userId}) as bought, count(*) filter (where seller_user_id = ${userId}) as sold
    from orders.orders
    where (buyer_id = ${userId} or seller_user_id = ${userId}) and status in ('awaiting_payment', 'paid', 'shipped', 'delivered')`);
  return row ?? { bought: 0, sold: 0 };
}

/** What a person has bought, newest first, with what was kept of them; at most 10,000. */
export async function listOrdersOfPerson(runner: Runner, userId: string): Promise<OrderOfPerson[]> {
  return runner.run<OrderOfPerson>(sql`
    select o.number, 'buyer' as role, o.status, o.total_minor as "totalMinor", o.address, to_json(o.created_at) #>> '{}' as "createdAt",
      (select jsonb_agg(jsonb_build_object('name', l.name, 'quantity', l.quantity, 'unitPriceMinor', l.unit_price_minor) order by l.place)
       from orders.lines l where l.order_id = o.id) as lines
    from orders.orders o where o.buyer_id = ${userId} order by o.id desc limit ${MOST_ORDERS}`);
}

/**
 * Takes name, phone and street out of a person's orders. Amounts, goods and the wider area stay: books are kept for ten
 * years (UU 8/1997 on company documents, article 11).
 */
export function anonymiseBuyer(userId: string): Sql {
  const nobody = sql.json({ recipientName: '-', phone: '-', street: '-', landmark: null });
  return sql`update orders.orders set buyer_name = '-', address = address || ${nobody}::jsonb where buyer_id = ${userId}`;
}
