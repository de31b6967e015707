import { type Runner, type Sql, sql } from '#platform/database';
import type { Booking, Shipment, ShipmentStatus, Tariff } from './contract.ts';
import type { ProviderEvent, ProviderShipment } from './provider.ts';

type TariffRow = {
  seller_id: string;
  code: string;
  name: string;
  service_group: Tariff['group'];
  price_minor: number;
  days_from: number;
  days_until: number;
};

export async function listTariffsOf(runner: Runner, sellerIds: readonly string[]): Promise<Map<string, Tariff[]>> {
  const rows = await runner.run<TariffRow>(sql`
    select seller_id, code, name, service_group, price_minor, days_from, days_until
    from shipping.tariffs where seller_id = any(${sellerIds}::uuid[]) order by seller_id, place`);
  const found = new Map<string, Tariff[]>();
  for (const row of rows) {
    const tariffs = found.get(row.seller_id) ?? [];
    tariffs.push({
      code: row.code,
      name: row.name,
      group: row.service_group,
      priceMinor: row.price_minor,
      daysFrom: row.days_from,
      daysUntil: row.days_until,
    });
    found.set(row.seller_id, tariffs);
  }
  return found;
}

/** Two who replace the same shop's tariffs at once queue up, also when there is no row yet that could be locked. */
export function lockTariffs(sellerId: string): Sql {
  return sql`select pg_advisory_xact_lock(hashtextextended(${`shipping.tariffs:${sellerId}`}::text, 0))`;
}

export function deleteTariffs(sellerId: string): Sql {
  return sql`delete from shipping.tariffs where seller_id = ${sellerId}`;
}

export function insertTariffs(sellerId: string, tariffs: readonly Tariff[]): Sql {
  return sql`
    insert into shipping.tariffs (seller_id, place, code, name, service_group, price_minor, days_from, days_until)
    select ${sellerId}::uuid, t.place, t.code, t.name, t.service_group, t.price_minor, t.days_from, t.days_until
    from unnest(${tariffs.map((t) => t.code)}::text[], ${tariffs.map((t) => t.name)}::text[],
      ${tariffs.map((t) => t.group)}::text[], ${tariffs.map((t) => t.priceMinor)}::bigint[],
      ${tariffs.map((t) => t.daysFrom)}::int[], ${tariffs.map((t) => t.daysUntil)}::int[])
      with ordinality as t (code, name, service_group, price_minor, days_from, days_until, place)`;
}

export type ShipmentRow = {
  order_id: string;
  seller_id: string;
  service_code: string;
  courier_code: string;
  courier_name: string;
  status: ShipmentStatus | 'booking';
  provider_order_id: string | null;
  provider_tracking_id: string | null;
  tracking_number: string | null;
  link: string | null;
  booked_at: Date | null;
  delivered_at: Date | null;
};

const columns = sql`order_id, seller_id, service_code, courier_code, courier_name, status, provider_order_id,
  provider_tracking_id, tracking_number, link, booked_at, delivered_at`;

export async function findShipment(runner: Runner, orderId: string): Promise<ShipmentRow | undefined> {
  return (await runner.run<ShipmentRow>(sql`select ${columns} from shipping.shipments where order_id = ${orderId}`))[0];
}

export async function findShipmentOfProvider(
  runner: Runner,
  provider: string,
  providerOrderId: string,
): Promise<ShipmentRow | undefined> {
  const rows = await runner.run<ShipmentRow>(sql`
    select ${columns} from shipping.shipments where provider = ${provider} and provider_order_id = ${providerOrderId}`);
  return rows[0];
}

/** Locks the row, so that two messages about one parcel queue up instead of racing. */
export async function lockShipment(runner: Runner, orderId: string): Promise<ShipmentRow | undefined> {
  const rows = await runner.run<ShipmentRow>(sql`
    select ${columns} from shipping.shipments where order_id = ${orderId} for update`);
  return rows[0];
}

/** Takes the booking of an order upon itself: true for one caller at a time, again after a minute without result. */
export async function claimBooking(runner: Runner, provider: string, booking: Booking): Promise<boolean> {
  const rows = await runner.run(sql`
    insert into shipping.shipments as s
      (order_id, seller_id, provider, service_code, courier_code, courier_name, price_minor, status)
    values (${booking.orderId}, ${booking.sellerId}, ${provider}, ${booking.serviceCode},
      ${booking.serviceCode.split(':')[0]}, ${booking.courierName}, ${booking.priceMinor}, 'booking')
    on conflict (order_id) do update set booking_at = now()
      where s.status = 'booking' and s.booking_at < now() - interval '1 minute'
    returning order_id`);
  return rows.length > 0;
}

/** The provider said no: the order can be booked anew, perhaps otherwise. */
export function deleteBooking(orderId: string): Sql {
  return sql`delete from shipping.shipments where order_id = ${orderId} and status = 'booking'`;
}

export function updateBooked(orderId: string, booked: ProviderShipment): Sql {
  return sql`
    update shipping.shipments set status = ${booked.status}, provider_order_id = ${booked.providerOrderId},
      provider_tracking_id = ${booked.trackingId}, tracking_number = ${booked.trackingNumber}, link = ${booked.link},
      provider_price_minor = ${booked.priceMinor}, booked_at = now(), checked_at = now(), updated_at = now()
    where order_id = ${orderId} and status = 'booking'
    returning ${columns}`;
}

export function updateCancelled(orderId: string): Sql {
  return sql`update shipping.shipments set status = 'failed', checked_at = now(), updated_at = now() where order_id = ${orderId}`;
}

/** Writes down what the provider told; `updated_at` says when something was new, `checked_at` when it was last told. */
export function updateShipment(
  orderId: string,
  change: { status: ShipmentStatus; told: ProviderShipment; deliveredAt: Date | null },
): Sql {
  const { status, told, deliveredAt } = change;
  return sql`
    update shipping.shipments s set status = t.status, provider_tracking_id = t.tracking_id,
      tracking_number = t.tracking_number, link = t.link, provider_price_minor = t.price_minor,
      delivered_at = t.delivered_at, checked_at = now(),
      updated_at = case when (s.status, s.provider_tracking_id, s.tracking_number, s.link, s.provider_price_minor, s.delivered_at)
        is distinct from (t.status, t.tracking_id, t.tracking_number, t.link, t.price_minor, t.delivered_at)
        then now() else s.updated_at end
    from (
      select order_id, ${status}::text as status, coalesce(${told.trackingId}::text, provider_tracking_id) as tracking_id,
        coalesce(${told.trackingNumber}::text, tracking_number) as tracking_number, coalesce(${told.link}::text, link) as link,
        coalesce(${told.priceMinor}::bigint, provider_price_minor) as price_minor,
        coalesce(delivered_at, ${deliveredAt?.toISOString() ?? null}::timestamptz) as delivered_at
      from shipping.shipments where order_id = ${orderId}) t
    where s.order_id = t.order_id`;
}

export function insertTrackingEvents(orderId: string, events: readonly ProviderEvent[]): Sql {
  return sql`
    insert into shipping.tracking_events (order_id, provider_status, status, note, occurred_at)
    select ${orderId}::uuid, e.provider_status, e.status, e.note, e.occurred_at
    from unnest(${events.map((e) => e.providerStatus)}::text[], ${events.map((e) => e.status)}::text[],
      ${events.map((e) => e.note)}::text[], ${events.map((e) => e.occurredAt.toISOString())}::timestamptz[])
      as e (provider_status, status, note, occurred_at)
    on conflict do nothing`;
}

export async function listTrackingEvents(
  runner: Runner,
  orderId: string,
): Promise<{ status: ShipmentStatus; note: string; occurred_at: Date }[]> {
  return runner.run(sql`
    select status, note, occurred_at from shipping.tracking_events where order_id = ${orderId}
    order by occurred_at, id limit 200`);
}

/** Parcels under way that nobody has asked about for half an hour. */
export async function listUnchecked(runner: Runner, limit: number): Promise<ShipmentRow[]> {
  return runner.run<ShipmentRow>(sql`
    select ${columns} from shipping.shipments
    where status not in ('booking', 'delivered', 'returned', 'failed') and checked_at < now() - interval '30 minutes'
    order by checked_at limit ${limit}`);
}

/** The provider could not tell; ask again in half an hour, and others first. */
export function postponeCheck(orderId: string): Sql {
  return sql`update shipping.shipments set checked_at = now() where order_id = ${orderId}`;
}

/**
 * Records a message before it is acted on. `is_handled`: the very same message was acted on a moment ago. Later repeats
 * are acted on anew, because the provider's messages carry no time of their own.
 */
export async function recordWebhook(
  runner: Runner,
  webhook: { provider: string; bodyHash: string; body: string },
): Promise<{ id: number; is_handled: boolean }> {
  const [row] = await runner.run<{ id: number; is_handled: boolean }>(sql`
    insert into shipping.webhooks as w (provider, body_hash, body)
    values (${webhook.provider}, ${webhook.bodyHash}, ${webhook.body})
    on conflict (provider, body_hash) do update set received_count = w.received_count + 1, last_received_at = now(), attempts = 0,
      handled_at = case when w.handled_at > now() - interval '10 seconds' then w.handled_at end
    returning id, handled_at is not null as is_handled`);
  if (!row) throw new Error('An insert that returns must return');
  return row;
}

export function markWebhookHandled(id: number): Sql {
  return sql`update shipping.webhooks set handled_at = now(), last_error = null where id = ${id}`;
}

export function recordWebhookFailure(id: number, error: string): Sql {
  return sql`update shipping.webhooks set attempts = attempts + 1, last_error = ${error} where id = ${id}`;
}

/** Messages that were not acted on, the oldest first; the pause grows with each try. */
export async function listUnhandledWebhooks(runner: Runner, limit: number): Promise<{ id: number; body: string }[]> {
  return runner.run(sql`
    select id, body from shipping.webhooks
    where handled_at is null and attempts < 12
      and last_received_at < now() - least(power(2, attempts), 600) * interval '1 second'
    order by last_received_at limit ${limit}`);
}

export function pruneWebhooks(): Sql {
  return sql`
    delete from shipping.webhooks where id in (
      select id from shipping.webhooks where last_received_at < now() - interval '90 days' order by id limit 10000)`;
}

/** As other modules see it. */
export function shipmentOf(row: ShipmentRow): Shipment {
  return {
    orderId: row.order_id,
    sellerId: row.seller_id,
    serviceCode: row.service_code,
    courierCode: row.courier_code,
    courierName: row.courier_name,
    status: row.status === 'booking' ? 'ready_to_ship' : row.status,
    trackingNumber: row.tracking_number,
    link: row.link,
    bookedAt: row.booked_at?.toISOString() ?? null,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
  };
}
