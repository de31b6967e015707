import { type Static, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { Strict, Uuid } from '#platform/schema-parts';

/** More than this of one offer is a typing error. */
export const MAX_STOCK = 100_000_000;
const Quantity = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const Moment = Type.String({ format: 'date-time', maxLength: 40 });

/** What is promised to one order, until it is paid, shipped, given back or too late. Its id is the order's id. */
const NewReservation = Type.Object(
  {
    reservationId: Uuid,
    expiresAt: Moment,
    lines: Type.Array(Type.Object({ offerId: Uuid, quantity: Quantity }, Strict), { minItems: 1, maxItems: 200 }),
  },
  Strict,
);
export type NewReservation = Static<typeof NewReservation>;
const Reserved = Type.Object({ reservationId: Uuid, expiresAt: Moment }, Strict);
const ReservationId = Type.Object({ reservationId: Uuid }, Strict);
const ReservationIds = Type.Object({ reservationIds: Type.Array(Uuid, { minItems: 1, maxItems: 100 }) }, Strict);
const Done = Type.Object({}, Strict);

/**
 * Kinds of movement. By people: `receive` +, `return` + (goods came back), `waste` − (broken, lost), `adjust` ±,
 * `count` (a stocktake; its quantity is the number found). By orders: `reserve`, `release`, `expire`, `deduct`.
 */
export const MovementKind = Type.Union([
  Type.Literal('receive'),
  Type.Literal('adjust'),
  Type.Literal('waste'),
  Type.Literal('return'),
  Type.Literal('count'),
  Type.Literal('reserve'),
  Type.Literal('release'),
  Type.Literal('expire'),
  Type.Literal('deduct'),
]);
export type MovementKind = Static<typeof MovementKind>;

export const ManualKind = Type.Union([
  Type.Literal('receive'),
  Type.Literal('adjust'),
  Type.Literal('waste'),
  Type.Literal('return'),
  Type.Literal('count'),
]);
export type ManualKind = Static<typeof ManualKind>;

export const Movement = Type.Object(
  {
    movementId: Type.Integer(),
    offerId: Uuid,
    locationId: Uuid,
    kind: MovementKind,
    /** Change of the stock on hand; 0 for reservations. */
    onHandChange: Type.Integer(),
    /** Change of what is promised to orders. */
    reservedChange: Type.Integer(),
    reason: Type.String(),
    reservationId: Type.Union([Uuid, Type.Null()]),
    createdAt: Moment,
  },
  Strict,
);
export type Movement = Static<typeof Movement>;

export const Stock = Type.Object(
  {
    offerId: Uuid,
    sellerId: Uuid,
    onHand: Type.Integer(),
    reserved: Type.Integer(),
    /** On hand less reserved: what can be sold now. */
    free: Type.Integer(),
    /** At or below this the seller is told. */
    lowLevel: Type.Integer(),
    locations: Type.Array(
      Type.Object({ locationId: Uuid, name: Type.String(), onHand: Type.Integer(), reserved: Type.Integer() }, Strict),
    ),
  },
  Strict,
);
export type Stock = Static<typeof Stock>;

export const LowStock = Type.Object({ offerId: Uuid, free: Type.Integer(), lowLevel: Type.Integer() }, Strict);
export type LowStock = Static<typeof LowStock>;

export const Location = Type.Object({ locationId: Uuid, name: Type.String(), isDefault: Type.Boolean() }, Strict);
export type Location = Static<typeof Location>;

const reservationGone = ['inventory.reservation-not-found', 'inventory.reservation-gone'] as const;

export const inventoryContract = defineContract({
  module: 'inventory',
  operations: {
    /** Free stock of each offer asked for; an offer without a stock card has 0. */
    freeByOffers: {
      input: Type.Object({ offerIds: Type.Array(Uuid, { maxItems: 1_000 }) }, Strict),
      output: Type.Object(
        { stocks: Type.Array(Type.Object({ offerId: Uuid, freeQuantity: Type.Integer() }, Strict)) },
        Strict,
      ),
      refusals: [],
    },
    /** Stock cards in full; unknown offers are left out. */
    stocksByOffers: {
      input: Type.Object({ offerIds: Type.Array(Uuid, { maxItems: 1_000 }) }, Strict),
      output: Type.Object({ stocks: Type.Array(Stock) }, Strict),
      refusals: [],
    },
    /**
     * Promises stock to the orders of one checkout until `expiresAt`: all of it or nothing, in one round trip. The same
     * reservation again changes nothing. `inventory.not-enough` carries `{ offerId, free, lines: [{ offerId, free, wanted }] }`.
     */
    reserveMany: {
      input: Type.Object({ reservations: Type.Array(NewReservation, { minItems: 1, maxItems: 50 }) }, Strict),
      output: Type.Object({ reservations: Type.Array(Reserved) }, Strict),
      refusals: ['inventory.not-enough', 'inventory.reservation-gone', 'inventory.reservation-too-late'],
    },
    /** `reserveMany` for one order. */
    reserve: {
      input: NewReservation,
      output: Reserved,
      refusals: ['inventory.not-enough', 'inventory.reservation-gone', 'inventory.reservation-too-late'],
    },
    /** The order is paid: the reservation no longer expires. Harmless the second time, and after shipment. */
    confirm: { input: ReservationId, output: Done, refusals: [...reservationGone] },
    /** `confirm` for several orders of one payment; all or none. */
    confirmMany: { input: ReservationIds, output: Done, refusals: [...reservationGone] },
    /** More time to pay. Confirmed reservations stay confirmed. */
    extendMany: {
      input: Type.Object(
        { reservationIds: Type.Array(Uuid, { minItems: 1, maxItems: 100 }), expiresAt: Moment },
        Strict,
      ),
      output: Done,
      refusals: [...reservationGone, 'inventory.reservation-too-late'],
    },
    /**
     * Gives the stock back (cancelled, undone). Harmless for what has been released or has expired, and for an unknown
     * id: that id can then not be reserved any more, so a late `reserve` of an undone checkout holds nothing.
     */
    release: { input: ReservationId, output: Done, refusals: ['inventory.reservation-deducted'] },
    /** `release` for several orders; all or none. */
    releaseMany: { input: ReservationIds, output: Done, refusals: ['inventory.reservation-deducted'] },
    /** The goods left the house: takes them off the stock on hand. Only from a confirmed reservation. */
    deduct: {
      input: ReservationId,
      output: Done,
      refusals: [...reservationGone, 'inventory.reservation-not-confirmed'],
    },
    /** Goods of a shipped order came back whole: on hand again. Once per reservation. */
    restock: {
      input: Type.Object({ reservationId: Uuid, reason: Type.String({ maxLength: 300 }) }, Strict),
      output: Done,
      refusals: ['inventory.reservation-not-found', 'inventory.reservation-not-deducted'],
    },
    /**
     * Opens the stock card of new offers, with goods on hand from the start. A card that exists stays as it is. Says
     * nothing: whoever opens the card writes the figure down with the offer.
     */
    openStocks: {
      input: Type.Object(
        {
          stocks: Type.Array(
            Type.Object(
              { offerId: Uuid, sellerId: Uuid, quantity: Type.Integer({ minimum: 0, maximum: MAX_STOCK }) },
              Strict,
            ),
            { maxItems: 1_000 },
          ),
        },
        Strict,
      ),
      output: Done,
      refusals: [],
    },
    /**
     * For import: makes the stock on hand what it should be (opening cards that are missing), as `count` movements in
     * bulk; below what is reserved it does not go. Answers the free stock after it.
     */
    setStocks: {
      input: Type.Object(
        {
          stocks: Type.Array(
            Type.Object(
              { offerId: Uuid, sellerId: Uuid, quantity: Type.Integer({ minimum: 0, maximum: MAX_STOCK }) },
              Strict,
            ),
            { maxItems: 1_000 },
          ),
          reason: Type.String({ maxLength: 300 }),
        },
        Strict,
      ),
      output: Type.Object(
        { stocks: Type.Array(Type.Object({ offerId: Uuid, freeQuantity: Type.Integer() }, Strict)) },
        Strict,
      ),
      refusals: [],
    },
    /** Goods came in. The same `movementKey` counts once. */
    receive: {
      input: Type.Object(
        {
          movementKey: Uuid,
          offerId: Uuid,
          quantity: Quantity,
          reason: Type.String({ maxLength: 300 }),
        },
        Strict,
      ),
      output: Stock,
      refusals: ['inventory.offer-not-found', 'inventory.too-much'],
    },
    /**
     * A movement by hand. `quantity` is positive, except `adjust` (signed, not 0) and `count` (the number found). With
     * `sellerId`, the offer must be that seller's. The same `movementKey` counts once.
     */
    recordMovement: {
      input: Type.Object(
        {
          movementKey: Uuid,
          sellerId: Type.Union([Uuid, Type.Null()]),
          offerId: Uuid,
          locationId: Type.Union([Uuid, Type.Null()]),
          kind: ManualKind,
          quantity: Type.Integer({ minimum: -MAX_STOCK, maximum: MAX_STOCK }),
          reason: Type.String({ maxLength: 300 }),
        },
        Strict,
      ),
      output: Stock,
      refusals: [
        'inventory.offer-not-found',
        'inventory.location-not-found',
        'inventory.quantity-wrong',
        'inventory.below-reserved',
        'inventory.too-much',
      ],
    },
    /** The movements of one offer, newest first. */
    listMovements: {
      input: Type.Object(
        {
          sellerId: Type.Union([Uuid, Type.Null()]),
          offerId: Uuid,
          limit: Type.Integer({ minimum: 1, maximum: 100 }),
          cursor: Type.Union([Type.String({ maxLength: 500 }), Type.Null()]),
        },
        Strict,
      ),
      output: Type.Object(
        { items: Type.Array(Movement), nextCursor: Type.Union([Type.String(), Type.Null()]) },
        Strict,
      ),
      refusals: ['inventory.offer-not-found'],
    },
    /** A shop's offers at or below their own low level, the emptiest first; at most `limit` (1,000). A second old at most. */
    lowStocks: {
      input: Type.Object({ sellerId: Uuid, limit: Type.Integer({ minimum: 1, maximum: 1_000 }) }, Strict),
      output: Type.Object({ stocks: Type.Array(LowStock) }, Strict),
      refusals: [],
    },
    /** At or below this free quantity the seller hears `stock.low`. */
    setLowLevel: {
      input: Type.Object(
        {
          sellerId: Type.Union([Uuid, Type.Null()]),
          offerId: Uuid,
          lowLevel: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
        },
        Strict,
      ),
      output: Stock,
      refusals: ['inventory.offer-not-found'],
    },
    listLocations: {
      input: Type.Object({ sellerId: Uuid }, Strict),
      output: Type.Object({ locations: Type.Array(Location) }, Strict),
      refusals: [],
    },
    addLocation: {
      input: Type.Object({ sellerId: Uuid, name: Type.String({ minLength: 1, maxLength: 80 }) }, Strict),
      output: Location,
      refusals: ['inventory.location-taken', 'inventory.too-many-locations'],
    },
    /** Gives back what was not paid in time; the sweep calls it. Bounded. How many reservations expired. */
    expireReservations: {
      input: Type.Object({}, Strict),
      output: Type.Object({ expired: Type.Integer() }, Strict),
      refusals: [],
    },
    /** Tells the others which free quantities have changed since they were last told; the sweep calls it. Bounded. */
    announceStocks: {
      input: Type.Object({}, Strict),
      output: Type.Object({ announced: Type.Integer() }, Strict),
      refusals: [],
    },
    /** Proves that every stock equals the sum of its movements and that every promise belongs to a living reservation. */
    verifyInventory: {
      input: Type.Object({}, Strict),
      output: Type.Object(
        {
          isSound: Type.Boolean(),
          stocksChecked: Type.Integer(),
          movementsChecked: Type.Integer(),
          /** At most 100, in words. */
          problems: Type.Array(Type.String()),
        },
        Strict,
      ),
      refusals: [],
    },
  },
  events: {
    /**
     * The free quantity of an offer is another one now. At once for movements by hand; for orders coalesced to at most
     * one per offer and second.
     */
    'stock.changed': {
      version: 1,
      aggregate: 'offer',
      payload: Type.Object({ offerId: Uuid, sellerId: Uuid, freeQuantity: Type.Integer() }),
    },
    /** The free quantity fell to the seller's low level or below; once per fall. */
    'stock.low': {
      version: 1,
      aggregate: 'offer',
      payload: Type.Object({ offerId: Uuid, sellerId: Uuid, freeQuantity: Type.Integer(), lowLevel: Type.Integer() }),
    },
    /** An order was not paid in time; its stock is free again. */
    'reservation.expired': {
      version: 1,
      aggregate: 'reservation',
      payload: Type.Object({ reservationId: Uuid, expiredAt: Moment, offerIds: Type.Array(Uuid) }),
    },
  },
  refusals: {
    'inventory.not-enough': {
      status: 409,
      id: 'Stok tidak cukup: tersisa {free}.',
      en: 'Not enough stock: {free} left.',
    },
    'inventory.reservation-not-found': {
      status: 404,
      id: 'Pemesanan stok ini tidak ada.',
      en: 'There is no such reservation.',
    },
    'inventory.reservation-gone': {
      status: 409,
      id: 'Pemesanan stok ini sudah dilepas.',
      en: 'This reservation has been given back.',
    },
    'inventory.reservation-deducted': {
      status: 409,
      id: 'Barang sudah dikirim.',
      en: 'The goods have been shipped.',
    },
    'inventory.reservation-not-confirmed': {
      status: 409,
      id: 'Pesanan ini belum dibayar.',
      en: 'This order has not been paid.',
    },
    'inventory.reservation-not-deducted': {
      status: 409,
      id: 'Barang belum dikirim.',
      en: 'The goods have not been shipped.',
    },
    'inventory.reservation-too-late': {
      status: 422,
      id: 'Batas waktu pemesanan stok sudah lewat.',
      en: 'The end of the reservation lies in the past.',
    },
    'inventory.offer-not-found': { status: 404, id: 'Barang ini tidak ada.', en: 'There is no such offer.' },
    'inventory.location-not-found': { status: 404, id: 'Lokasi stok ini tidak ada.', en: 'There is no such location.' },
    'inventory.location-taken': {
      status: 409,
      id: 'Lokasi "{name}" sudah ada.',
      en: 'There is a location "{name}" already.',
    },
    'inventory.too-many-locations': {
      status: 422,
      id: 'Paling banyak {maximum} lokasi.',
      en: 'There can be at most {maximum} locations.',
    },
    'inventory.quantity-wrong': {
      status: 422,
      id: 'Jumlah {quantity} tidak cocok untuk gerakan ini.',
      en: 'The quantity {quantity} does not fit this movement.',
    },
    'inventory.below-reserved': {
      status: 409,
      id: 'Stok tidak bisa di bawah {reserved} yang sudah dipesan pembeli.',
      en: 'The stock cannot fall below the {reserved} promised to buyers.',
    },
    'inventory.too-much': {
      status: 422,
      id: 'Stok paling banyak {maximum}.',
      en: 'A stock can be at most {maximum}.',
    },
  },
});
export type InventoryApi = ApiOf<typeof inventoryContract>;
