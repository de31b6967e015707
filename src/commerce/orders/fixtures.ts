/** Named examples for tests and for nobody else: an order, and neighbours that a test can change and break. */

import type { Offer } from '#commerce/products';
import type { Seller } from '#commerce/sellers';
import type { Booking, ShippingService } from '#commerce/shipping';
import type { Payment } from '#commons/payments';
import type { UsersApi } from '#commons/users';
import { createMemoryCache } from '#platform/cache';
import { type Call, userIdOf } from '#platform/call';
import { fixedClock } from '#platform/clock';
import type { Database } from '#platform/database';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import { rupiah } from '#platform/money';
import { refuse } from '#platform/refusal';
import type { SagaRunner } from '#platform/saga';
import type { OrderLine, OrderRecord } from './order-record.ts';
import type { OrdersDeps } from './orders-deps.ts';

type Address = Awaited<ReturnType<UsersApi['getAddress']>>;

export const NOW = '2026-11-21T03:15:00.000Z';

export function lineExample(change: Partial<OrderLine> = {}): OrderLine {
  return {
    offerId: newUuid(),
    productId: newUuid(),
    variantId: newUuid(),
    slug: 'kopi-gayo-500-g',
    sku: 'KOPI-500',
    name: 'Kopi Gayo 500 g',
    options: { Gilingan: 'Halus' },
    imageUrl: '/media/kopi.webp',
    quantity: 2,
    unitPriceMinor: 65_000,
    ...change,
  };
}

/** Two bags of coffee from Bandung to Surabaya, just placed. */
export function orderExample(change: Partial<OrderRecord> = {}): OrderRecord {
  const lines = change.lines ?? [lineExample()];
  const subtotalMinor = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
  const shippingFeeMinor = change.shippingFeeMinor ?? 18_000;
  return {
    orderId: newUuid(),
    number: 'LB-7K3F9QXD2M4T-1',
    invoiceId: newUuid(),
    invoiceNumber: 'INV/2026/11/21/7K3F9QXD2M4T',
    paymentId: newUuid(),
    buyerId: newUuid(),
    buyerName: 'Budi Santoso',
    sellerId: newUuid(),
    sellerUserId: newUuid(),
    seller: { name: 'Toko Melati', slug: 'toko-melati', city: 'Kota Bandung' },
    status: 'awaiting_payment',
    lines,
    subtotalMinor,
    shippingFeeMinor,
    totalMinor: subtotalMinor + shippingFeeMinor,
    refundedMinor: 0,
    commissionBps: 250,
    shipping: {
      serviceCode: 'jne:reg',
      courierName: 'JNE',
      serviceName: 'Reguler',
      group: 'regular',
      arrivesFrom: '2026-11-23',
      arrivesUntil: '2026-11-24',
      isSellersOwn: false,
      weightGrams: 1_040,
      volumeMm3: 3_840_000,
    },
    address: {
      recipientName: 'Budi Santoso',
      phone: '+6281230002222',
      street: 'Jl. Tunjungan 5',
      areaLabel: 'Genteng, Genteng, Kota Surabaya, Jawa Timur',
      villageCode: '35.78.07.1001',
      postalCode: '60271',
      landmark: 'Pagar hijau',
    },
    trackingNumber: null,
    payableUntil: '2026-11-22T03:15:00.000Z',
    completesAt: null,
    history: [{ status: 'awaiting_payment', at: NOW, by: 'buyer', code: 'placed', note: null, key: null }],
    version: 1,
    createdAt: NOW,
    ...change,
  };
}

export function sellerExample(change: Partial<Seller> = {}): Seller {
  const sellerId = change.sellerId ?? newUuid();
  return {
    sellerId,
    userId: newUuid(),
    name: `Toko ${sellerId.slice(-4)}`,
    slug: `toko-${sellerId.slice(-4)}`,
    city: 'Kota Bandung',
    status: 'approved',
    isVerified: true,
    commissionBps: 250,
    pickup: {
      street: 'Jl. Braga 12',
      villageCode: '32.73.09.1003',
      postalCode: '40111',
      areaLabel: 'Braga, Sumur Bandung, Kota Bandung, Jawa Barat',
      contactName: 'Melati',
      contactPhone: '+6281230001111',
      timeZone: 'Asia/Jakarta',
    },
    ...change,
  };
}

export function offerExample(sellerId: string, change: Partial<Offer> = {}): Offer {
  const offerId = change.offerId ?? newUuid();
  return {
    offerId,
    sellerId,
    productId: newUuid(),
    variantId: newUuid(),
    slug: `barang-${offerId.slice(-6)}`,
    sku: `SKU-${offerId.slice(-6)}`,
    name: `Barang ${offerId.slice(-6)}`,
    options: {},
    imageUrl: null,
    priceMinor: 65_000,
    weightGrams: 520,
    lengthMm: 200,
    widthMm: 120,
    heightMm: 80,
    isSellable: true,
    minQuantity: 1,
    maxQuantity: 1_000,
    categoryId: newUuid(),
    ...change,
  };
}

export function addressExample(change: Partial<Address> = {}): Address {
  return {
    id: newUuid(),
    label: 'Rumah',
    recipientName: 'Budi Santoso',
    phone: '+6281230002222',
    street: 'Jl. Tunjungan 5',
    villageCode: '35.78.07.1001',
    villageName: 'Genteng',
    districtName: 'Genteng',
    regencyName: 'Kota Surabaya',
    provinceName: 'Jawa Timur',
    postalCode: '60271',
    landmark: 'Pagar hijau',
    isDefault: true,
    timeZone: 'Asia/Jakarta',
    ...change,
  };
}

export function serviceExample(change: Partial<ShippingService> = {}): ShippingService {
  return {
    serviceCode: 'jne:reg',
    courierCode: 'jne',
    courierName: 'JNE',
    serviceName: 'Reguler',
    group: 'regular',
    priceMinor: 18_000,
    arrivesFromOn: '2026-11-23',
    arrivesUntilOn: '2026-11-24',
    cashOnDelivery: true,
    chargeableWeightGrams: 1_040,
    isSellersOwn: false,
    ...change,
  };
}

export type Reservation = {
  state: 'reserved' | 'confirmed' | 'released' | 'expired' | 'deducted';
  expiresAt: string;
  lines: { offerId: string; quantity: number }[];
};

/** Everything around orders, in memory. `breaks` throws before a named call gets through, `loses` after it did. */
export type Town = ReturnType<typeof townExample>;

export function townExample() {
  const clock = fixedClock(NOW);
  const calls: string[] = [];
  const breaks = new Map<string, () => Error | null>();
  const loses = new Map<string, () => Error | null>();
  const around = async <T>(name: string, work: () => T): Promise<T> => {
    calls.push(name);
    const broken = breaks.get(name)?.();
    if (broken) throw broken;
    const result = work();
    const lost = loses.get(name)?.();
    if (lost) throw lost;
    return result;
  };
  const town = {
    clock,
    calls,
    breaks,
    loses,
    around,
    carts: new Map<string, { offerId: string; quantity: number }[]>(),
    offers: new Map<string, Offer>(),
    free: new Map<string, number>(),
    reservations: new Map<string, Reservation>(),
    sellers: new Map<string, Seller>(),
    addresses: new Map<string, { userId: string; address: Address }>(),
    services: [
      serviceExample(),
      serviceExample({ serviceCode: 'gojek:instant', group: 'instant', priceMinor: 40_000 }),
    ],
    isShippingDown: false,
    bookings: [] as Booking[],
    cancelledShipments: [] as string[],
    payments: new Map<string, Payment>(),
    refunds: new Map<string, { paymentId: string; orderId: string; amountMinor: number; reason: string }>(),
    settings: {} as Record<string, unknown>,
  };
  return town;
}

/** The town as the neighbours that orders asks. */
export function depsExample(town: Town, given: { database: Database; sagas: SagaRunner }): OrdersDeps {
  return {
    ...given,
    ...buyersSide(town),
    ...sellersSide(town),
    inventory: inventoryOf(town),
    payments: paymentsOf(town),
    settings: { readSettings: async () => ({ values: town.settings }) },
    cache: createMemoryCache(),
    clock: town.clock,
    newId: newUuid,
    log: silentLog,
  };
}

function buyersSide(town: Town): Pick<OrdersDeps, 'carts' | 'users'> {
  return {
    carts: {
      getLines: (call: Call) =>
        town.around('carts.getLines', () => {
          const lines = town.carts.get(userIdOf(call) ?? '') ?? [];
          const sellerOf = (offerId: string) => town.offers.get(offerId)?.sellerId ?? newUuid();
          return { lines: lines.map((line) => ({ ...line, sellerId: sellerOf(line.offerId), seenPriceMinor: 0 })) };
        }),
      removeLines: (_call, { ownerUserId, offerIds }) =>
        town.around('carts.removeLines', () => {
          const lines = town.carts.get(ownerUserId) ?? [];
          town.carts.set(
            ownerUserId,
            lines.filter((line) => !offerIds.includes(line.offerId)),
          );
          return {};
        }),
    },
    users: {
      getAddress: (_call, { userId, addressId }) =>
        town.around('users.getAddress', () => {
          const found = town.addresses.get(addressId);
          if (found?.userId !== userId) throw refuse('users.address-not-found');
          return found.address;
        }),
      /** Every village is there but those of regency 99. */
      getVillage: async (_call, { villageCode }) => {
        if (villageCode.startsWith('99')) throw refuse('users.village-not-found');
        const { villageName, districtName, regencyName, provinceName, timeZone } = addressExample();
        return { villageCode, villageName, districtName, regencyName, provinceName, timeZone };
      },
    },
  };
}

function sellersSide(town: Town): Pick<OrdersDeps, 'products' | 'sellers' | 'shipping'> {
  return {
    products: {
      offersByIds: (_call, { offerIds }) =>
        town.around('products.offersByIds', () => ({ offers: offerIds.flatMap((id) => town.offers.get(id) ?? []) })),
    },
    sellers: {
      sellersByIds: (_call, { sellerIds }) =>
        town.around('sellers.sellersByIds', () => ({ sellers: sellerIds.flatMap((id) => town.sellers.get(id) ?? []) })),
      sellerOfUser: (_call, { userId }) =>
        town.around('sellers.sellerOfUser', () => ({
          seller: [...town.sellers.values()].find((seller) => seller.userId === userId) ?? null,
        })),
    },
    shipping: {
      quoteMany: (_call, { parcels }) =>
        town.around('shipping.quoteMany', () => ({
          parcels: parcels.map(({ sellerId }) => ({
            sellerId,
            services: town.isShippingDown ? [] : town.services,
            isProviderDown: town.isShippingDown,
          })),
        })),
      bookShipment: (_call, booking) => town.around('shipping.bookShipment', () => bookIn(town, booking)),
      cancelShipment: (_call, { orderId }) =>
        town.around('shipping.cancelShipment', () => {
          town.cancelledShipments.push(orderId);
          return {};
        }),
      getTracking: async () => ({ shipment: null, events: [] }),
    },
  };
}

function bookIn(town: Town, booking: Booking) {
  town.bookings.push(booking);
  return {
    orderId: booking.orderId,
    sellerId: booking.sellerId,
    serviceCode: booking.serviceCode,
    courierCode: 'jne',
    courierName: booking.courierName,
    status: 'ready_to_ship' as const,
    trackingNumber: 'JNE0001',
    link: null,
    bookedAt: NOW,
    deliveredAt: null,
  };
}

function inventoryOf(town: Town): OrdersDeps['inventory'] {
  const { reservations } = town;
  const get = (id: string): Reservation => {
    const found = reservations.get(id);
    if (!found) throw refuse('inventory.reservation-not-found');
    if (found.state === 'released' || found.state === 'expired') throw refuse('inventory.reservation-gone');
    return found;
  };
  const confirm = (ids: string[]) => {
    const found = ids.map(get);
    for (const one of found) if (one.state === 'reserved') one.state = 'confirmed';
    return {};
  };
  const release = (ids: string[]) => {
    for (const id of ids) releaseIn(town, id);
    return {};
  };
  return {
    freeByOffers: (_call, { offerIds }) =>
      town.around('inventory.freeByOffers', () => ({
        stocks: offerIds.map((offerId) => ({ offerId, freeQuantity: town.free.get(offerId) ?? 0 })),
      })),
    reserveMany: (_call, input) => town.around('inventory.reserveMany', () => reserveIn(town, input.reservations)),
    confirmMany: (_call, input) => town.around('inventory.confirmMany', () => confirm(input.reservationIds)),
    confirm: (_call, input) => town.around('inventory.confirm', () => confirm([input.reservationId])),
    release: (_call, input) => town.around('inventory.release', () => release([input.reservationId])),
    releaseMany: (_call, input) => town.around('inventory.releaseMany', () => release(input.reservationIds)),
    deduct: (_call, input) =>
      town.around('inventory.deduct', () => {
        const found = get(input.reservationId);
        if (found.state === 'reserved') throw refuse('inventory.reservation-not-confirmed');
        found.state = 'deducted';
        return {};
      }),
  };
}

function reserveIn(town: Town, wanted: { reservationId: string; expiresAt: string; lines: Reservation['lines'] }[]) {
  const fresh = wanted.filter(({ reservationId }) => !town.reservations.has(reservationId));
  for (const { reservationId } of wanted) {
    if (town.reservations.get(reservationId)?.state === 'released') throw refuse('inventory.reservation-gone');
  }
  const short = fresh
    .flatMap(({ lines }) => lines)
    .filter((line) => (town.free.get(line.offerId) ?? 0) < line.quantity)
    .map((line) => ({ offerId: line.offerId, free: town.free.get(line.offerId) ?? 0, wanted: line.quantity }));
  const [first] = short;
  if (first) throw refuse('inventory.not-enough', { offerId: first.offerId, free: first.free, lines: short });
  for (const { reservationId, expiresAt, lines } of fresh) {
    for (const line of lines) town.free.set(line.offerId, (town.free.get(line.offerId) ?? 0) - line.quantity);
    town.reservations.set(reservationId, { state: 'reserved', expiresAt, lines });
  }
  return { reservations: wanted.map(({ reservationId, expiresAt }) => ({ reservationId, expiresAt })) };
}

function releaseIn(town: Town, id: string): void {
  const found = town.reservations.get(id);
  if (found?.state === 'deducted') throw refuse('inventory.reservation-deducted');
  if (found?.state === 'reserved' || found?.state === 'confirmed') {
    for (const line of found.lines) town.free.set(line.offerId, (town.free.get(line.offerId) ?? 0) + line.quantity);
  }
  town.reservations.set(id, { expiresAt: NOW, lines: [], ...found, state: 'released' });
}

function paymentsOf(town: Town): OrdersDeps['payments'] {
  const { payments } = town;
  return {
    createIntent: (_call, input) =>
      town.around('payments.createIntent', () => {
        if (input.channel !== 'QRIS' && input.channel !== 'VA_BCA') throw refuse('payments.channel-unknown');
        const payment: Payment = payments.get(input.intentId) ?? {
          id: input.intentId,
          invoiceId: input.invoiceId,
          status: 'pending',
          amount: rupiah(input.amountMinor),
          channel: input.channel,
          channelName: input.channel,
          instructions: null,
          expiresAt: input.expiresAt,
          paidAt: null,
          refunded: rupiah(0),
        };
        payments.set(payment.id, payment);
        return payment;
      }),
    cancelIntent: (_call, { intentId }) =>
      town.around('payments.cancelIntent', () => {
        const payment = payments.get(intentId);
        if (!payment) return { payment: null };
        if (payment.status === 'completed') throw refuse('payments.already-paid');
        const ended: Payment = { ...payment, status: 'cancelled' };
        payments.set(intentId, ended);
        return { payment: ended };
      }),
    getPayment: (_call, { paymentId }) =>
      town.around('payments.getPayment', () => {
        const payment = payments.get(paymentId);
        if (!payment) throw refuse('payments.not-found');
        return payment;
      }),
    listChannels: async () => ({
      channels: [{ code: 'QRIS', group: 'qris', name: 'QRIS', isAvailable: true, reason: null, maximum: null }],
    }),
    refund: (_call, { refundId, destination: _, ...refund }) =>
      town.around('payments.refund', () => {
        town.refunds.set(refundId, refund);
        const done = { status: 'pending' as const, failureCode: null, createdAt: NOW, completedAt: null };
        return { refundId, ...refund, ...done };
      }),
  };
}
