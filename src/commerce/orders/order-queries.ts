import { type Runner, type Sql, sql } from '#platform/database';
import type { OrderStatus } from './contract.ts';
import type { OrderRecord } from './order-record.ts';

/** Who may see an order: its buyer, its seller, or staff (everybody's). */
export type Reader = { userId: string | null; sellerId: string | null; isStaff: boolean };

type OrderRow = {
  id: string;
  number: string;
  invoice_id: string;
  invoice_number: string;
  payment_id: string;
  buyer_id: string;
  buyer_name: string;
  seller_id: string;
  seller_user_id: string;
  seller: OrderRecord['seller'];
  status: OrderStatus;
  subtotal_minor: number;
  shipping_fee_minor: number;
  total_minor: number;
  refunded_minor: number;
  commission_bps: number;
  shipping: OrderRecord['shipping'];
  address: OrderRecord['address'];
  tracking_number: string | null;
  payable_until: Date;
  completes_at: Date | null;
  history: OrderRecord['history'];
  version: number;
  created_at: Date;
  lines: OrderRecord['lines'];
};

/** Of an order `o`, its lines with it. */
export const columns = sql`
  o.id, o.number, o.invoice_id, o.invoice_number, o.payment_id, o.buyer_id, o.buyer_name, o.seller_id, o.seller_user_id,
  o.seller, o.status, o.subtotal_minor, o.shipping_fee_minor, o.total_minor, o.refunded_minor, o.commission_bps, o.shipping,
  o.address, o.tracking_number, o.payable_until, o.completes_at, o.history, o.version, o.created_at,
  (select jsonb_agg(jsonb_build_object('offerId', l.offer_id, 'productId', l.product_id, 'variantId', l.variant_id,
     'slug', l.slug, 'sku', l.sku, 'name', l.name, 'options', l.options, 'imageUrl', l.image_url, 'quantity', l.quantity,
     'unitPriceMinor', l.unit_price_minor) order by l.place)
   from orders.lines l where l.order_id = o.id) as lines`;

/** The order, if the reader may see it: what is not yours is not there. */
export async function findOrder(runner: Runner, orderId: string, reader: Reader): Promise<OrderRecord | undefined> {
  const rows = await runner.run<OrderRow>(sql`
    select ${columns} from orders.orders o
    where o.id = ${orderId}
      and (o.buyer_id = ${reader.userId}::uuid or o.seller_id = ${reader.sellerId}::uuid or ${reader.isStaff})`);
  return rows.map(orderOf)[0];
}

export async function listByIds(runner: Runner, orderIds: readonly string[]): Promise<OrderRecord[]> {
  const rows = await runner.run<OrderRow>(sql`
    select ${columns} from orders.orders o where o.id = any(${orderIds}::uuid[]) order by o.id`);
  return rows.map(orderOf);
}

export async function listOfInvoice(runner: Runner, invoiceId: string): Promise<OrderRecord[]> {
  const rows = await runner.run<OrderRow>(sql`
    select ${columns} from orders.orders o where o.invoice_id = ${invoiceId} order by o.id`);
  return rows.map(orderOf);
}

/** Locks all orders of an invoice in one order, so that payment, cancellation and expiry queue up instead of racing. */
export async function lockOfInvoice(runner: Runner, invoiceId: string): Promise<OrderRecord[]> {
  const rows = await runner.run<OrderRow>(sql`
    select ${columns} from orders.orders o where o.invoice_id = ${invoiceId} order by o.id for update of o`);
  return rows.map(orderOf);
}

/** The same for several invoices at once. */
export async function lockOfInvoices(runner: Runner, invoiceIds: readonly string[]): Promise<OrderRecord[]> {
  const rows = await runner.run<OrderRow>(sql`
    select ${columns} from orders.orders o where o.invoice_id = any(${sql.uuids(invoiceIds)}) order by o.id for update of o`);
  return rows.map(orderOf);
}

/** Locks one order; the caller has been let in before. */
export async function lockOrder(runner: Runner, orderId: string): Promise<OrderRecord | undefined> {
  const rows = await runner.run<OrderRow>(
    sql`select ${columns} from orders.orders o where o.id = ${orderId} for update of o`,
  );
  return rows.map(orderOf)[0];
}

export type Page = { status: OrderStatus | null; limit: number; beforeId: string | null };

/** Stands after every id: so the condition is the same on page 1, and always a range of the index. */
const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Newest first, one more than asked for. Constant texts, each with its own index. */
export function selectOfBuyer(buyerId: string, { status, limit, beforeId }: Page): Sql {
  return status === null
    ? sql`
      select ${columns} from orders.orders o where o.buyer_id = ${buyerId} and o.id < ${beforeId ?? AFTER_ALL}
      order by o.id desc limit ${limit + 1}`
    : sql`
      select ${columns} from orders.orders o
      where o.buyer_id = ${buyerId} and o.status = ${status} and o.id < ${beforeId ?? AFTER_ALL}
      order by o.id desc limit ${limit + 1}`;
}

export function selectOfSeller(sellerId: string, { status, limit, beforeId }: Page): Sql {
  return status === null
    ? sql`
      select ${columns} from orders.orders o where o.seller_id = ${sellerId} and o.id < ${beforeId ?? AFTER_ALL}
      order by o.id desc limit ${limit + 1}`
    : sql`
      select ${columns} from orders.orders o
      where o.seller_id = ${sellerId} and o.status = ${status} and o.id < ${beforeId ?? AFTER_ALL}
      order by o.id desc limit ${limit + 1}`;
}

/** Delivered orders whose time is up, locked; those that others are working on are left out. */
export function selectDue(now: Date, limit: number): Sql {
  return sql`
    select ${columns} from orders.orders o
    where o.status = 'delivered' and o.completes_at <= ${now.toISOString()}
    order by o.completes_at limit ${limit} for update of o skip locked`;
}

export async function listOrdersBy(runner: Runner, statement: Sql): Promise<OrderRecord[]> {
  return (await runner.run<OrderRow>(statement)).map(orderOf);
}

/**
 * Writes what steps and notes have changed, of an order that is locked. One statement per order: with a list, PostgreSQL
 * plans anew each time (0.25 ms for two orders against 0.1).
 */
export function updateOrder(order: OrderRecord): Sql {
  return sql`
    update orders.orders set status = ${order.status}, tracking_number = ${order.trackingNumber},
      completes_at = ${order.completesAt}, refunded_minor = ${order.refundedMinor}, history = ${sql.json(order.history)},
      version = ${order.version}
    where id = ${order.orderId}`;
}

/** Another way of paying has another time to pay; never more than stock is held for, which payments was told. */
export function changeTimeToPay(invoiceId: string, payableUntil: string): Sql {
  return sql`
    update orders.orders set payable_until = ${payableUntil} where invoice_id = ${invoiceId} and status = 'awaiting_payment'`;
}

function orderOf(row: OrderRow): OrderRecord {
  return {
    orderId: row.id,
    number: row.number,
    invoiceId: row.invoice_id,
    invoiceNumber: row.invoice_number,
    paymentId: row.payment_id,
    buyerId: row.buyer_id,
    buyerName: row.buyer_name,
    sellerId: row.seller_id,
    sellerUserId: row.seller_user_id,
    seller: row.seller,
    status: row.status,
    lines: row.lines,
    subtotalMinor: row.subtotal_minor,
    shippingFeeMinor: row.shipping_fee_minor,
    totalMinor: row.total_minor,
    refundedMinor: row.refunded_minor,
    commissionBps: row.commission_bps,
    shipping: row.shipping,
    address: row.address,
    trackingNumber: row.tracking_number,
    payableUntil: row.payable_until.toISOString(),
    completesAt: row.completes_at?.toISOString() ?? null,
    history: row.history,
    version: row.version,
    createdAt: row.created_at.toISOString(),
  };
}
