import { type Runner, sql } from '#platform/database';

const MOST_PROBLEMS = 100;

export async function countByStatus(runner: Runner): Promise<{ status: string; count: number; pieces: number }[]> {
  return runner.run(sql`
    select o.status, count(distinct o.id) as count, coalesce(sum(l.quantity), 0)::bigint as pieces
    from orders.orders o left join orders.lines l on l.order_id = o.id group by o.status order by o.status`);
}

/** Orders whose lines do not add up to the subtotal, or that have none. */
export async function listWrongSubtotals(
  runner: Runner,
): Promise<{ number: string; subtotal: number; lines: number }[]> {
  return runner.run(sql`
    select o.number, o.subtotal_minor as subtotal, coalesce(sum(l.quantity * l.unit_price_minor), 0)::bigint as lines
    from orders.orders o left join orders.lines l on l.order_id = o.id
    group by o.id having o.subtotal_minor <> coalesce(sum(l.quantity * l.unit_price_minor), 0) or count(l.order_id) = 0
    limit ${MOST_PROBLEMS}`);
}

/** Orders of one payment of which some are paid and some still wait. */
export async function listHalfPaidInvoices(runner: Runner): Promise<{ number: string }[]> {
  return runner.run(sql`
    select o.invoice_number as number from orders.orders o group by o.invoice_number
    having count(*) filter (where o.status = 'awaiting_payment') > 0
      and count(*) filter (where o.status in ('paid', 'shipped', 'delivered', 'completed')) > 0
    limit ${MOST_PROBLEMS}`);
}

/** Orders whose history does not end where they stand. */
export async function listBrokenHistories(runner: Runner): Promise<{ number: string }[]> {
  return runner.run(sql`
    select number from orders.orders where history -> -1 ->> 'status' is distinct from status limit ${MOST_PROBLEMS}`);
}

/** Delivered orders that should have completed an hour ago. */
export async function listOverdue(runner: Runner): Promise<{ number: string }[]> {
  return runner.run(sql`
    select number from orders.orders where status = 'delivered' and completes_at < now() - interval '1 hour' limit ${MOST_PROBLEMS}`);
}

/** Checkouts that have been under way for long: their money or stock hangs. */
export async function listHangingCheckouts(
  runner: Runner,
): Promise<{ id: string; status: string; last_error: string | null }[]> {
  return runner.run(sql`
    select id, status, last_error from orders.sagas
    where status in ('running', 'undoing') and created_at < now() - interval '10 minutes' limit ${MOST_PROBLEMS}`);
}
