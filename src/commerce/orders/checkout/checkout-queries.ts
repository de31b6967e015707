import { type Sql, sql } from '#platform/database';
import type { OrderRecord } from '../order-record.ts';
import { insertWords } from '../order-word-queries.ts';

/** Orders of one checkout, their lines and what they are found by: three statements, whatever the number of sellers and lines. */
export function insertOrders(orders: readonly [OrderRecord, ...OrderRecord[]]): Sql[] {
  const [first] = orders;
  const lines = orders.flatMap((order) =>
    order.lines.map((line, place) => ({ ...line, orderId: order.orderId, place })),
  );
  return [
    sql`
      insert into orders.orders (invoice_id, invoice_number, payment_id, buyer_id, buyer_name, address, payable_until, created_at,
        id, number, seller_id, seller_user_id, seller, status, subtotal_minor, shipping_fee_minor, total_minor, commission_bps,
        shipping, history)
      select ${first.invoiceId}::uuid, ${first.invoiceNumber}::text, ${first.paymentId}::uuid, ${first.buyerId}::uuid,
        ${first.buyerName}::text, ${sql.json(first.address)}::jsonb, ${first.payableUntil}::timestamptz,
        ${first.createdAt}::timestamptz, o.id, o.number, o.seller_id, o.seller_user_id, o.seller::jsonb, o.status, o.subtotal_minor,
        o.shipping_fee_minor, o.total_minor, o.commission_bps, o.shipping::jsonb, o.history::jsonb
      from unnest(${orders.map((o) => o.orderId)}::uuid[], ${orders.map((o) => o.number)}::text[],
        ${orders.map((o) => o.sellerId)}::uuid[], ${orders.map((o) => o.sellerUserId)}::uuid[],
        ${orders.map((o) => sql.json(o.seller))}::text[], ${orders.map((o) => o.status)}::text[],
        ${orders.map((o) => o.subtotalMinor)}::bigint[], ${orders.map((o) => o.shippingFeeMinor)}::bigint[],
        ${orders.map((o) => o.totalMinor)}::bigint[], ${orders.map((o) => o.commissionBps)}::int[],
        ${orders.map((o) => sql.json(o.shipping))}::text[], ${orders.map((o) => sql.json(o.history))}::text[])
        as o (id, number, seller_id, seller_user_id, seller, status, subtotal_minor, shipping_fee_minor, total_minor,
          commission_bps, shipping, history)`,
    sql`
      insert into orders.lines (order_id, place, offer_id, product_id, variant_id, slug, sku, name, options, image_url, quantity,
        unit_price_minor)
      select l.order_id, l.place, l.offer_id, l.product_id, l.variant_id, l.slug, l.sku, l.name, l.options::jsonb, l.image_url,
        l.quantity, l.unit_price_minor
      from unnest(${lines.map((l) => l.orderId)}::uuid[], ${lines.map((l) => l.place)}::int[],
        ${lines.map((l) => l.offerId)}::uuid[], ${lines.map((l) => l.productId)}::uuid[], ${lines.map((l) => l.variantId)}::uuid[],
        ${lines.map((l) => l.slug)}::text[], ${lines.map((l) => l.sku)}::text[], ${lines.map((l) => l.name)}::text[],
        ${lines.map((l) => sql.json(l.options))}::text[], ${lines.map((l) => l.imageUrl)}::text[],
        ${lines.map((l) => l.quantity)}::int[], ${lines.map((l) => l.unitPriceMinor)}::bigint[])
        as l (order_id, place, offer_id, product_id, variant_id, slug, sku, name, options, image_url, quantity, unit_price_minor)`,
    insertWords(orders),
  ];
}

/** Nobody was told of these orders: a checkout that is undone leaves none behind. Their lines and words go with them. */
export function deleteOrders(invoiceId: string): Sql {
  return sql`
    with gone as (delete from orders.orders where invoice_id = ${invoiceId} returning id)
    delete from orders.order_words w using gone where w.order_id = gone.id`;
}

/** The channel gives less time than the house. */
export function shortenTimeToPay(invoiceId: string, payableUntil: string): Sql {
  return sql`
    update orders.orders set payable_until = ${payableUntil} where invoice_id = ${invoiceId} and payable_until > ${payableUntil}`;
}
