import { type Static, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { AmountMinor } from '#platform/money';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

/** A calendar day in Western Indonesian time. */
const Day = Type.String({ format: 'date' });
const ShortText = Type.String({ minLength: 1, maxLength: 200 });

/** Parcels in one question; also the most sellers of one checkout. */
export const MAX_PARCELS = 50;
export const MAX_TARIFFS = 200;

export const ServiceGroup = Type.Union([
  Type.Literal('instant'),
  Type.Literal('same_day'),
  Type.Literal('regular'),
  Type.Literal('economy'),
  Type.Literal('cargo'),
]);
export type ServiceGroup = Static<typeof ServiceGroup>;

export const ShipmentStatus = Type.Union([
  Type.Literal('ready_to_ship'),
  Type.Literal('pickup'),
  Type.Literal('in_transit'),
  Type.Literal('out_for_delivery'),
  Type.Literal('delivered'),
  Type.Literal('exception'),
  Type.Literal('returning'),
  Type.Literal('returned'),
  Type.Literal('failed'),
]);
export type ShipmentStatus = Static<typeof ShipmentStatus>;

/** `<courier>:<service>` in our own spelling; `seller:<code>` for a seller's own delivery. */
export const ServiceCode = Type.String({ pattern: '^[a-z0-9_-]{1,40}:[a-z0-9_-]{1,60}$', maxLength: 101 });

export const ShippingService = Type.Object(
  {
    serviceCode: ServiceCode,
    courierCode: Type.String(),
    courierName: Type.String(),
    serviceName: Type.String(),
    group: ServiceGroup,
    priceMinor: Type.Integer({ minimum: 0 }),
    arrivesFromOn: Day,
    arrivesUntilOn: Day,
    cashOnDelivery: Type.Boolean(),
    /** The larger of real and volumetric weight, by the divisor of this service. */
    chargeableWeightGrams: Type.Integer({ minimum: 0 }),
    /** The seller delivers himself, and the fee is his. */
    isSellersOwn: Type.Boolean(),
  },
  Strict,
);
export type ShippingService = Static<typeof ShippingService>;

const Place = Type.Object(
  { villageCode: Type.String({ maxLength: 20 }), postalCode: Type.String({ pattern: '^[0-9]{5}$' }) },
  Strict,
);

/** All goods of one seller, in one parcel. */
export const ParcelQuestion = Type.Object(
  {
    sellerId: Uuid,
    origin: Place,
    weightGrams: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
    /** Cubic millimetres of all pieces together. */
    volumeMm3: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    valueMinor: AmountMinor,
  },
  Strict,
);
export type ParcelQuestion = Static<typeof ParcelQuestion>;

export const ParcelQuote = Type.Object(
  {
    sellerId: Uuid,
    /** By group (fastest first), then by price. Empty where nobody goes. */
    services: Type.Array(ShippingService),
    /** The couriers could not be asked just now; only the seller's own delivery stands here. */
    isProviderDown: Type.Boolean(),
  },
  Strict,
);
export type ParcelQuote = Static<typeof ParcelQuote>;

const Contact = Type.Object(
  {
    name: ShortText,
    phone: Type.String({ minLength: 5, maxLength: 30 }),
    street: Type.String({ minLength: 1, maxLength: 500 }),
    areaLabel: Type.String({ maxLength: 300 }),
    postalCode: Type.String({ pattern: '^[0-9]{5}$' }),
    note: Nullable(Type.String({ maxLength: 300 })),
  },
  Strict,
);

export const Booking = Type.Object(
  {
    orderId: Uuid,
    /** As people name the order; goes onto the label. */
    reference: ShortText,
    sellerId: Uuid,
    sellerName: ShortText,
    serviceCode: ServiceCode,
    courierName: ShortText,
    priceMinor: AmountMinor,
    origin: Contact,
    destination: Contact,
    parcel: Type.Object(
      {
        description: ShortText,
        weightGrams: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
        volumeMm3: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
        valueMinor: AmountMinor,
      },
      Strict,
    ),
  },
  Strict,
);
export type Booking = Static<typeof Booking>;

export const Shipment = Type.Object(
  {
    orderId: Uuid,
    sellerId: Uuid,
    serviceCode: ServiceCode,
    courierCode: Type.String(),
    courierName: Type.String(),
    status: ShipmentStatus,
    /** The waybill; some couriers give it a little later. */
    trackingNumber: Nullable(Type.String()),
    link: Nullable(Type.String()),
    bookedAt: Nullable(Moment),
    deliveredAt: Nullable(Moment),
  },
  Strict,
);
export type Shipment = Static<typeof Shipment>;

export const TrackingEvent = Type.Object({ status: ShipmentStatus, note: Type.String(), at: Moment }, Strict);
export type TrackingEvent = Static<typeof TrackingEvent>;

export const Tariff = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z0-9_-]{1,60}$', maxLength: 60 }),
    name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
    group: ServiceGroup,
    priceMinor: AmountMinor,
    daysFrom: Type.Integer({ minimum: 0, maximum: 90 }),
    daysUntil: Type.Integer({ minimum: 0, maximum: 90 }),
  },
  Strict,
);
export type Tariff = Static<typeof Tariff>;
const Tariffs = Type.Object({ tariffs: Type.Array(Tariff, { maxItems: MAX_TARIFFS }) }, Strict);

export const shippingContract = defineContract({
  module: 'shipping',
  operations: {
    /** What it costs to send these parcels to one place, and when they arrive. Kept for minutes, so a checkout sees one price. */
    quoteMany: {
      input: Type.Object(
        { destination: Place, parcels: Type.Array(ParcelQuestion, { minItems: 1, maxItems: MAX_PARCELS }) },
        Strict,
      ),
      output: Type.Object({ parcels: Type.Array(ParcelQuote) }, Strict),
      refusals: [],
    },
    /** Orders the courier. One shipment per order: asked again, the same one is answered. */
    bookShipment: {
      input: Booking,
      output: Shipment,
      refusals: [
        'shipping.provider-unavailable',
        'shipping.booking-refused',
        'shipping.booking-in-progress',
        'shipping.not-bookable',
      ],
    },
    /** The order ended before the courier came. Harmless without a shipment; refused once the parcel is under way. */
    cancelShipment: {
      input: Type.Object({ orderId: Uuid }, Strict),
      output: Type.Object({}, Strict),
      refusals: ['shipping.provider-unavailable', 'shipping.cannot-cancel'],
    },
    /** Where the parcel of an order is, and what the courier said on the way, oldest first (at most 200). */
    getTracking: {
      input: Type.Object({ orderId: Uuid }, Strict),
      output: Type.Object({ shipment: Nullable(Shipment), events: Type.Array(TrackingEvent) }, Strict),
      refusals: [],
    },
    /** A provider's message: checked, recorded, then acted on by asking the provider. */
    receiveWebhook: {
      input: Type.Object(
        {
          secret: Nullable(Type.String({ maxLength: 1_000 })),
          /** The bytes as they came, as text. */
          body: Type.String({ maxLength: 100_000 }),
        },
        Strict,
      ),
      output: Type.Object({}, Strict),
      refusals: ['shipping.webhook-forged', 'shipping.webhook-unreadable'],
    },
    /** A seller's own delivery, replaced as a whole. Given beside the couriers. */
    setTariffs: {
      input: Type.Object({ sellerId: Uuid, ...Tariffs.properties }, Strict),
      output: Tariffs,
      refusals: ['shipping.tariffs-wrong'],
    },
    listTariffs: { input: Type.Object({ sellerId: Uuid }, Strict), output: Tariffs, refusals: [] },
    /** The caller's own shop. */
    setMyTariffs: { input: Tariffs, output: Tariffs, refusals: ['shipping.not-a-seller', 'shipping.tariffs-wrong'] },
    listMyTariffs: { input: Type.Object({}, Strict), output: Tariffs, refusals: ['shipping.not-a-seller'] },
  },
  events: {
    /** The parcel of an order is somewhere else, or has got its waybill number. */
    'shipment.updated': {
      version: 1,
      aggregate: 'shipment',
      payload: Type.Object({
        orderId: Uuid,
        sellerId: Uuid,
        status: ShipmentStatus,
        trackingNumber: Nullable(Type.String()),
        courierCode: Type.String(),
        courierName: Type.String(),
        link: Nullable(Type.String()),
        note: Type.String(),
        occurredAt: Moment,
      }),
    },
  },
  refusals: {
    'shipping.provider-unavailable': {
      status: 503,
      id: 'Kurir sedang tidak bisa dihubungi. Coba lagi sebentar lagi.',
      en: 'The couriers cannot be reached just now. Try again in a moment.',
    },
    'shipping.booking-refused': {
      status: 422,
      id: 'Kurir menolak pemesanan ini: {reason}',
      en: 'The courier refused this booking: {reason}',
    },
    'shipping.booking-in-progress': {
      status: 409,
      id: 'Kurir sedang dipesan untuk pesanan ini.',
      en: 'The courier is being ordered for this order.',
    },
    'shipping.cannot-cancel': {
      status: 409,
      id: 'Pengiriman ini tidak bisa dibatalkan lagi: {reason}',
      en: 'This shipment can no longer be cancelled: {reason}',
    },
    'shipping.not-bookable': {
      status: 422,
      id: 'Layanan ini dikirim oleh toko sendiri; isi nomor resi kalau ada.',
      en: 'The seller delivers this service himself; give a tracking number if there is one.',
    },
    'shipping.webhook-forged': {
      status: 401,
      id: 'Tanda tangan webhook tidak cocok.',
      en: 'The webhook is not authentic.',
    },
    'shipping.webhook-unreadable': { status: 400, id: 'Isi webhook tidak terbaca.', en: 'The webhook cannot be read.' },
    'shipping.tariffs-wrong': {
      status: 422,
      id: 'Tarif "{code}" belum benar: kode harus unik, dan hari terakhir tidak boleh sebelum hari pertama.',
      en: 'The tariff "{code}" is not right: codes are unique, and the last day cannot come before the first.',
    },
    'shipping.not-a-seller': { status: 403, id: 'Kamu belum punya toko.', en: 'You have no shop.' },
  },
});
export type ShippingApi = ApiOf<typeof shippingContract>;
