import { randomBytes, randomInt } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { checked } from '../world/checked.ts';
import type { Collection } from '../world/collection.ts';
import type { World } from '../world/world.ts';
import { COURIER_SERVICES } from './courier-services.ts';
import { BiteshipError } from './errors.ts';
import { rateOf } from './rate-rules.ts';
import { Item, parcelOf, placeOf } from './rates.ts';

const SHIPMENTS_KEPT = 20_000;

export const SHIPMENT_STATUSES = [
  'confirmed',
  'scheduled',
  'allocated',
  'picking_up',
  'picked',
  'dropping_off',
  'on_hold',
  'return_in_transit',
  'returned',
  'rejected',
  'disposed',
  'courier_not_found',
  'cancelled',
  'delivered',
] as const;
export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

/** The usual way of a parcel; the other statuses are only reached by name. */
const ROAD: readonly ShipmentStatus[] = ['confirmed', 'allocated', 'picking_up', 'picked', 'dropping_off', 'delivered'];
const CANCELLABLE: readonly ShipmentStatus[] = ['confirmed', 'scheduled', 'allocated', 'picking_up'];
const ENDS: readonly ShipmentStatus[] = [
  'delivered',
  'returned',
  'rejected',
  'disposed',
  'courier_not_found',
  'cancelled',
];

const NOTES: Record<ShipmentStatus, string> = {
  confirmed: 'Pesanan diterima kurir',
  scheduled: 'Penjemputan dijadwalkan',
  allocated: 'Kurir sudah ditentukan',
  picking_up: 'Kurir menuju tempat penjemputan',
  picked: 'Paket sudah dijemput',
  dropping_off: 'Paket dibawa ke alamat penerima',
  on_hold: 'Paket tertahan sementara',
  return_in_transit: 'Paket dikirim balik',
  returned: 'Paket kembali ke pengirim',
  rejected: 'Paket ditolak',
  disposed: 'Paket dimusnahkan',
  courier_not_found: 'Kurir tidak ditemukan',
  cancelled: 'Pengiriman dibatalkan',
  delivered: 'Paket diterima',
};

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const optionalText = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]));
const PostalCode = Type.Optional(
  Type.Union([Type.Integer({ minimum: 10_000, maximum: 99_999 }), Type.String({ pattern: '^[1-9][0-9]{4}$' })]),
);
const Coordinate = Type.Optional(
  Type.Object({
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
  }),
);

export const OrderBody = Type.Object({
  shipper_contact_name: optionalText(255),
  shipper_contact_phone: optionalText(30),
  shipper_contact_email: optionalText(255),
  shipper_organization: optionalText(255),
  origin_contact_name: text(255),
  origin_contact_phone: text(30),
  origin_contact_email: optionalText(255),
  origin_address: text(1000),
  origin_note: optionalText(500),
  origin_postal_code: PostalCode,
  origin_area_id: Type.Optional(Type.String()),
  origin_coordinate: Coordinate,
  origin_collection_method: Type.Optional(Type.Enum(['pickup', 'drop_off'])),
  destination_contact_name: text(255),
  destination_contact_phone: text(30),
  destination_contact_email: optionalText(255),
  destination_address: text(1000),
  destination_note: optionalText(500),
  destination_postal_code: PostalCode,
  destination_area_id: Type.Optional(Type.String()),
  destination_coordinate: Coordinate,
  courier_company: text(40),
  courier_type: text(40),
  courier_insurance: Type.Optional(Type.Number({ minimum: 0 })),
  delivery_type: Type.Enum(['now', 'scheduled']),
  delivery_date: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  delivery_time: Type.Optional(Type.String({ pattern: '^\\d{2}:\\d{2}$' })),
  order_note: optionalText(500),
  reference_id: optionalText(255),
  metadata: Type.Optional(Type.Unknown()),
  items: Type.Array(Item, { minItems: 1, maxItems: 500 }),
});
export const checkOrder = checked(OrderBody);
export type OrderBody = Static<typeof OrderBody>;

export type Shipment = {
  id: string;
  body: OrderBody;
  trackingId: string;
  waybillId: string;
  priceMinor: number;
  driver: { name: string; phone: string; plateNumber: string } | null;
  status: ShipmentStatus;
  history: { status: ShipmentStatus; note: string; updatedAt: string }[];
  /** Milliseconds from one status to the next when it moves by itself. */
  stepMs: number | null;
};

export type ShipmentDesk = {
  shipments: Collection<Shipment>;
  book(body: OrderBody): Shipment;
  get(id: string): Shipment;
  findTracking(trackingId: string): Shipment;
  findWaybill(waybillId: string, courierCode: string): Shipment;
  cancel(id: string, reason: string | null): Shipment;
  /** One step on the usual way, or to the named status. Undefined when it has arrived or ended. */
  advance(id: string, to?: ShipmentStatus): Shipment | undefined;
  moveByItself(id: string, stepMs: number): Shipment;
  /** The courier weighs again and wants another price. */
  reprice(id: string, priceMinor: number): Shipment;
};

type Desk = { world: World; shipments: Collection<Shipment> };

export function createShipmentDesk(world: World): ShipmentDesk {
  const shipments = world.store.collection<Shipment>('biteship-order', {
    limit: SHIPMENTS_KEPT,
    keys: (shipment) => [
      `tracking:${shipment.trackingId}`,
      `waybill:${shipment.waybillId}`,
      ...(shipment.body.reference_id ? [`reference:${shipment.body.reference_id}`] : []),
    ],
  });
  const desk = { world, shipments };
  for (const shipment of shipments.newest(
    SHIPMENTS_KEPT,
    ({ stepMs, status }) => stepMs !== null && !ENDS.includes(status),
  ))
    stepLater(desk, shipment);
  const found = (shipment: Shipment | undefined, what: string) => {
    if (shipment === undefined) throw new BiteshipError(404, 40_003_001, `${what} not found`);
    return shipment;
  };
  const get = (id: string) => found(shipments.get(id), 'Order');
  return {
    shipments,
    book: (body) => book(desk, body),
    get,
    findTracking: (trackingId) => found(shipments.find(`tracking:${trackingId}`), 'Tracking'),
    findWaybill(waybillId, courierCode) {
      const shipment = shipments.find(`waybill:${waybillId}`);
      return found(shipment?.body.courier_company === courierCode ? shipment : undefined, 'Tracking');
    },
    cancel(id, reason) {
      const shipment = get(id);
      if (!CANCELLABLE.includes(shipment.status))
        throw new BiteshipError(400, 40_002_024, `Order with status ${shipment.status} cannot be cancelled`);
      return move(desk, shipment, 'cancelled', reason ?? NOTES.cancelled);
    },
    advance: (id, to) => advance(desk, get(id), to),
    moveByItself(id, stepMs) {
      const shipment = shipments.put({ ...get(id), stepMs });
      stepLater(desk, shipment);
      return shipment;
    },
    reprice(id, priceMinor) {
      const shipment = shipments.put({ ...get(id), priceMinor });
      tell(desk, shipment, 'order.price');
      return shipment;
    },
  };
}

function book(desk: Desk, body: OrderBody): Shipment {
  const { world, shipments } = desk;
  const service = COURIER_SERVICES.find(
    (candidate) => candidate.courierCode === body.courier_company && candidate.serviceCode === body.courier_type,
  );
  if (service === undefined)
    throw new BiteshipError(400, 40_002_034, 'Failed due to invalid courier company or courier type');
  if (body.delivery_type === 'scheduled' && (body.delivery_date === undefined || body.delivery_time === undefined))
    throw new BiteshipError(400, 40_002_019, 'Failed due to missing delivery date or time');
  const origin = placeOf(
    { areaId: body.origin_area_id, postalCode: body.origin_postal_code, ...body.origin_coordinate },
    'origin',
  );
  const destination = placeOf(
    { areaId: body.destination_area_id, postalCode: body.destination_postal_code, ...body.destination_coordinate },
    'destination',
  );
  const rate = rateOf(service, { origin, destination, parcel: parcelOf(body.items) });
  if (rate === null) throw new BiteshipError(400, 40_002_035, 'Failed due to unavailable courier for the route');
  const status: ShipmentStatus = body.delivery_type === 'scheduled' ? 'scheduled' : 'confirmed';
  const shipment = shipments.put({
    id: randomBytes(12).toString('hex'),
    body,
    trackingId: randomBytes(12).toString('hex'),
    waybillId: `SBX${service.courierCode.toUpperCase()}${String(randomInt(10_000_000_000)).padStart(10, '0')}`,
    priceMinor: rate.priceMinor,
    driver: null,
    status,
    history: [{ status, note: NOTES[status], updatedAt: world.nowIso() }],
    stepMs: world.timing.shipmentStepMs,
  });
  tell(desk, shipment, 'order.status');
  stepLater(desk, shipment);
  return shipment;
}

function advance(desk: Desk, shipment: Shipment, to?: ShipmentStatus): Shipment | undefined {
  if (ENDS.includes(shipment.status)) return undefined;
  const next =
    to ??
    (shipment.status === 'return_in_transit' ? 'returned' : (ROAD[ROAD.indexOf(shipment.status) + 1] ?? 'delivered'));
  return move(desk, shipment, next, NOTES[next]);
}

function stepLater(desk: Desk, { id, stepMs }: Shipment): void {
  if (stepMs === null) return;
  desk.world.after(stepMs, () => {
    const shipment = desk.shipments.get(id);
    const moved = shipment === undefined ? undefined : advance(desk, shipment);
    if (moved !== undefined && !ENDS.includes(moved.status)) stepLater(desk, moved);
  });
}

function move(desk: Desk, shipment: Shipment, status: ShipmentStatus, note: string): Shipment {
  const driver =
    shipment.driver ??
    (status === 'allocated' || status === 'picking_up'
      ? { name: 'Bambang Hartono', phone: '+6281200000000', plateNumber: 'D 1234 XYZ' }
      : null);
  const moved = desk.shipments.put({
    ...shipment,
    status,
    driver,
    history: [...shipment.history, { status, note, updatedAt: desk.world.nowIso() }],
  });
  tell(desk, moved, 'order.status');
  return moved;
}

function tell(desk: Desk, shipment: Shipment, event: 'order.status' | 'order.price'): void {
  const { world } = desk;
  const body = JSON.stringify({
    event,
    order_id: shipment.id,
    order_price: shipment.priceMinor,
    status: shipment.status,
    courier_tracking_id: shipment.trackingId,
    courier_waybill_id: shipment.waybillId,
    courier_company: shipment.body.courier_company,
    courier_type: shipment.body.courier_type,
    courier_driver_name: shipment.driver?.name ?? '',
    courier_driver_phone: shipment.driver?.phone ?? '',
    courier_driver_plate_number: shipment.driver?.plateNumber ?? '',
    courier_driver_photo_url: '',
    courier_link: '',
    updated_at: shipment.history.at(-1)?.updatedAt ?? world.nowIso(),
    ...(event === 'order.price'
      ? {
          price: shipment.priceMinor,
          cash_on_delivery_fee: 0,
          proof_of_delivery_fee: 0,
          shippment_fee: shipment.priceMinor,
        }
      : {}),
  });
  world.webhooks.send({
    source: 'biteship',
    event,
    subject: shipment.id,
    message: { body, headers: { 'x-biteship-signature': world.secrets.biteshipWebhookSecret } },
    forged: { body, headers: { 'x-biteship-signature': 'not-the-secret' } },
  });
}
