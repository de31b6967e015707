import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createMemoryCache } from '#platform/cache';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import { isRefusal } from '#platform/refusal';
import { guestCall, userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { BANDUNG, bookingExample, JNE_REGULAR, parcelExample, providerExample, SURABAYA } from './fixtures.ts';
import { createShipping } from './module.ts';

const SECRET = 'shh';
const tariff = {
  code: 'kurir',
  name: 'Kurir toko',
  group: 'regular',
  priceMinor: 9_000,
  daysFrom: 1,
  daysUntil: 2,
} as const;

describe('shipping', () => {
  const db = testDatabase('shipping');
  const shopOf = new Map<string, string>();
  const house = () => {
    const { provider, world } = providerExample();
    const clock = fixedClock('2026-11-21T03:00:00Z');
    const module = createShipping({
      database: db.database,
      provider,
      cache: createMemoryCache(),
      clock,
      log: silentLog,
      webhookSecret: SECRET,
      sellers: {
        sellerOfUser: async (_call, { userId }) => {
          const sellerId = shopOf.get(userId);
          if (!sellerId) return { seller: null };
          return {
            seller: {
              sellerId,
              userId,
              name: 'Toko',
              slug: 'toko',
              city: 'Kota Bandung',
              status: 'approved',
              isVerified: true,
              commissionBps: 0,
              pickup: {
                ...BANDUNG,
                street: '',
                areaLabel: '',
                contactName: '',
                contactPhone: '',
                timeZone: 'Asia/Jakarta',
              },
            },
          };
        },
      },
    });
    return { ...module, world, clock, call: guestCall() };
  };
  const events = async (orderId: string) =>
    db.database.run<{ payload: { status: string; trackingNumber: string | null } }>(sql`
      select payload from shipping.outbox where event_type = 'shipment.updated' and aggregate_id = ${orderId} order by id`);
  const refused = (work: Promise<unknown>, code: string) => assert.rejects(work, (error) => isRefusal(error, code));
  const bookedIn = async (shop: ReturnType<typeof house>) => {
    const booking = bookingExample();
    await shop.api.bookShipment(shop.call, booking);
    const providerOrderId = [...shop.world.shipments.keys()].at(-1) ?? '';
    return {
      orderId: booking.orderId,
      providerOrderId,
      tell: (extra = {}) => ({ event: 'order.status', order_id: providerOrderId, ...extra }),
    };
  };
  const webhook = (shop: ReturnType<typeof house>, body: unknown, secret: string | null = SECRET) =>
    shop.api.receiveWebhook(shop.call, { secret, body: JSON.stringify(body) });

  describe('quotes', () => {
    test('should ask the provider once when parcels are of one size class', async () => {
      const shop = house();
      const ask = (weightGrams: number) =>
        shop.api.quoteMany(shop.call, { destination: SURABAYA, parcels: [parcelExample({ weightGrams })] });
      const first = await ask(1_210);
      assert.equal((await ask(1_290)).parcels[0]?.services[0]?.priceMinor, first.parcels[0]?.services[0]?.priceMinor);
      assert.equal(shop.world.quotes, 1);
      await ask(1_310);
      assert.equal(shop.world.quotes, 2);
      assert.equal(first.parcels[0]?.services[0]?.serviceCode, 'jne:reg');
      assert.equal(first.parcels[0]?.services[0]?.arrivesUntilOn, '2026-11-24');
    });

    test('should leave the sellers own delivery when the provider is down', async () => {
      const shop = house();
      const parcel = parcelExample();
      await shop.api.setTariffs(shop.call, { sellerId: parcel.sellerId, tariffs: [tariff] });
      shop.world.failure = 'down';
      const down = await shop.api.quoteMany(shop.call, { destination: SURABAYA, parcels: [parcel] });
      assert.equal(down.parcels[0]?.isProviderDown, true);
      assert.deepEqual(
        down.parcels[0]?.services.map((service) => [service.serviceCode, service.priceMinor]),
        [['seller:kurir', 9_000]],
      );
      shop.world.failure = null;
      const up = await shop.api.quoteMany(shop.call, { destination: SURABAYA, parcels: [parcel] });
      assert.equal(up.parcels[0]?.isProviderDown, false);
      assert.equal(up.parcels[0]?.services.length, 2);
    });

    test('should keep the answer for many parcels apart when they are asked together', async () => {
      const shop = house();
      const parcels = Array.from({ length: 25 }, (_, i) => parcelExample({ weightGrams: 1_000 * (i + 1) }));
      const answer = await shop.api.quoteMany(shop.call, { destination: SURABAYA, parcels });
      assert.deepEqual(
        answer.parcels.map((each) => each.sellerId),
        parcels.map((each) => each.sellerId),
      );
      assert.ok(answer.parcels.every((each) => each.services[0]?.priceMinor === JNE_REGULAR.priceMinor));
    });
  });

  describe('own delivery', () => {
    test('should replace the tariffs and be quoted at once when a seller sets them', async () => {
      const shop = house();
      const [userId, parcel] = [newUuid(), parcelExample()];
      shopOf.set(userId, parcel.sellerId);
      const call = userCall(userId, ['SELLER']);
      await shop.api.setMyTariffs(call, { tariffs: [tariff, { ...tariff, code: 'kilat', priceMinor: 20_000 }] });
      await shop.api.quoteMany(shop.call, { destination: SURABAYA, parcels: [parcel] });
      await shop.api.setMyTariffs(call, { tariffs: [{ ...tariff, priceMinor: 7_000 }] });
      assert.deepEqual(await shop.api.listMyTariffs(call, {}), { tariffs: [{ ...tariff, priceMinor: 7_000 }] });
      assert.deepEqual(await shop.api.listTariffs(shop.call, { sellerId: parcel.sellerId }), {
        tariffs: [{ ...tariff, priceMinor: 7_000 }],
      });
      const { parcels } = await shop.api.quoteMany(shop.call, { destination: SURABAYA, parcels: [parcel] });
      assert.deepEqual(
        parcels[0]?.services.filter((service) => service.isSellersOwn).map((service) => service.priceMinor),
        [7_000],
      );
      const audits = await db.database.run(
        sql`select 1 from shipping.outbox where event_type = 'audit.recorded' and aggregate_id = ${`seller:${parcel.sellerId}`}`,
      );
      assert.equal(audits.length, 2);
    });

    test('should keep one of them whole when two replace the tariffs at once', async () => {
      const shop = house();
      const sellerId = newUuid();
      const wishes = Array.from({ length: 8 }, (_, index) => ({ ...tariff, priceMinor: 5_000 + index }));
      await Promise.all(wishes.map((wish) => shop.api.setTariffs(shop.call, { sellerId, tariffs: [wish] })));
      const kept = await shop.api.listTariffs(shop.call, { sellerId });
      assert.equal(kept.tariffs.length, 1);
    });

    test('should refuse shipping.tariffs-wrong when a code stands twice', async () => {
      const shop = house();
      const sellerId = newUuid();
      await refused(shop.api.setTariffs(shop.call, { sellerId, tariffs: [tariff, tariff] }), 'shipping.tariffs-wrong');
      assert.deepEqual(await shop.api.listTariffs(shop.call, { sellerId }), { tariffs: [] });
    });

    test('should refuse shipping.not-a-seller when the caller has no shop', async () => {
      const shop = house();
      await refused(shop.api.listMyTariffs(userCall(newUuid()), {}), 'shipping.not-a-seller');
      await refused(shop.api.setMyTariffs(guestCall(), { tariffs: [] }), 'shipping.not-a-seller');
    });
  });

  describe('booking', () => {
    test('should order the courier once when it is asked twice', async () => {
      const shop = house();
      const booking = bookingExample();
      const shipment = await shop.api.bookShipment(shop.call, booking);
      assert.equal(shipment.trackingNumber, 'JNE0001');
      assert.equal(shipment.status, 'ready_to_ship');
      assert.deepEqual(await shop.api.bookShipment(shop.call, booking), shipment);
      assert.equal(shop.world.bookings, 1);
    });

    test('should order the courier once when two hands book at the same time', async () => {
      const shop = house();
      const booking = bookingExample();
      const results = await Promise.allSettled([0, 1, 2].map(() => shop.api.bookShipment(shop.call, booking)));
      assert.equal(shop.world.bookings, 1);
      for (const result of results) {
        if (result.status === 'rejected') assert.ok(isRefusal(result.reason, 'shipping.booking-in-progress'));
      }
    });

    test('should refuse shipping.booking-refused and be free again when the provider says no', async () => {
      const shop = house();
      const booking = bookingExample();
      shop.world.failure = 'refused';
      await refused(shop.api.bookShipment(shop.call, booking), 'shipping.booking-refused');
      shop.world.failure = null;
      assert.equal((await shop.api.bookShipment(shop.call, booking)).trackingNumber, 'JNE0001');
    });

    test('should refuse shipping.provider-unavailable and wait a minute when the answer is lost', async () => {
      const shop = house();
      const booking = bookingExample();
      shop.world.failure = 'down';
      await refused(shop.api.bookShipment(shop.call, booking), 'shipping.provider-unavailable');
      shop.world.failure = null;
      await refused(shop.api.bookShipment(shop.call, booking), 'shipping.booking-in-progress');
      await db.database.run(
        sql`update shipping.shipments set booking_at = now() - interval '61 seconds' where order_id = ${booking.orderId}`,
      );
      assert.equal((await shop.api.bookShipment(shop.call, booking)).status, 'ready_to_ship');
    });

    test('should call the courier off once when the order ended before he came', async () => {
      const shop = house();
      const { orderId, providerOrderId } = await bookedIn(shop);
      await shop.api.cancelShipment(shop.call, { orderId });
      await shop.api.cancelShipment(shop.call, { orderId });
      await shop.api.cancelShipment(shop.call, { orderId: newUuid() });
      assert.equal(shop.world.shipments.get(providerOrderId)?.shipment.providerStatus, 'cancelled');
      assert.equal((await shop.api.getTracking(shop.call, { orderId })).shipment?.status, 'failed');
    });

    test('should refuse shipping.cannot-cancel when the parcel is under way', async () => {
      const shop = house();
      const { orderId, providerOrderId } = await bookedIn(shop);
      shop.world.move(providerOrderId, 'in_transit');
      await refused(shop.api.cancelShipment(shop.call, { orderId }), 'shipping.cannot-cancel');
    });

    test('should refuse shipping.not-bookable when the seller delivers himself', async () => {
      const shop = house();
      await refused(
        shop.api.bookShipment(shop.call, bookingExample({ serviceCode: 'seller:kurir' })),
        'shipping.not-bookable',
      );
    });
  });

  describe('webhooks', () => {
    test('should tell that the parcel arrived when the provider says so', async () => {
      const shop = house();
      const { orderId, providerOrderId, tell } = await bookedIn(shop);
      shop.world.move(providerOrderId, 'in_transit');
      await webhook(shop, tell({ status: 'picked' }));
      shop.world.move(providerOrderId, 'delivered', new Date('2026-11-23T04:00:00Z'));
      await webhook(shop, tell({ status: 'delivered' }));
      assert.deepEqual(
        (await events(orderId)).map((event) => event.payload.status),
        ['in_transit', 'delivered'],
      );
      const { shipment, events: road } = await shop.api.getTracking(shop.call, { orderId });
      assert.equal(shipment?.deliveredAt, '2026-11-23T04:00:00.000Z');
      assert.deepEqual(
        road.map((event) => event.status),
        ['in_transit', 'delivered'],
      );
    });

    test('should believe the provider and not the message when messages come late', async () => {
      const shop = house();
      const { orderId, providerOrderId, tell } = await bookedIn(shop);
      shop.world.move(providerOrderId, 'in_transit');
      shop.world.move(providerOrderId, 'delivered');
      await webhook(shop, tell({ status: 'delivered' }));
      await webhook(shop, tell({ status: 'picked' }));
      await webhook(shop, tell({ status: 'confirmed' }));
      assert.deepEqual(
        (await events(orderId)).map((event) => event.payload.status),
        ['delivered'],
      );
      assert.equal((await shop.api.getTracking(shop.call, { orderId })).events.length, 2);
    });

    test('should act once and count when the same message comes many times', async () => {
      const shop = house();
      const { orderId, providerOrderId, tell } = await bookedIn(shop);
      shop.world.move(providerOrderId, 'pickup');
      await Promise.all([1, 2, 3, 4].map(() => webhook(shop, tell({ status: 'picking_up' }))));
      assert.equal((await events(orderId)).length, 1);
      const rows = await db.database.run(
        sql`select received_count from shipping.webhooks where body like ${`%${providerOrderId}%`}`,
      );
      assert.deepEqual(rows, [{ received_count: 4 }]);
    });

    test('should tell of the waybill when the courier gives it later', async () => {
      const shop = house();
      const { orderId, providerOrderId, tell } = await bookedIn(shop);
      const found = shop.world.shipments.get(providerOrderId);
      if (found) found.shipment = { ...found.shipment, trackingNumber: 'JNE0002' };
      await webhook(shop, tell({ event: 'order.waybill_id' }));
      assert.deepEqual(
        (await events(orderId)).map((event) => event.payload.trackingNumber),
        ['JNE0002'],
      );
    });

    test('should try again later when the provider does not answer', async () => {
      const shop = house();
      const { orderId, providerOrderId, tell } = await bookedIn(shop);
      shop.world.move(providerOrderId, 'pickup');
      shop.world.failure = 'down';
      await webhook(shop, tell({ status: 'picking_up' }));
      assert.deepEqual(await events(orderId), []);
      shop.world.failure = null;
      await db.database.run(
        sql`update shipping.webhooks set last_received_at = now() - interval '1 hour' where body like ${`%${providerOrderId}%`}`,
      );
      await shop.jobs?.find((job) => job.name === 'shipping.handle-webhooks')?.run(shop.call, null);
      assert.equal((await events(orderId)).length, 1);
    });

    test('should find out by asking when no webhook ever comes', async () => {
      const shop = house();
      const { orderId, providerOrderId } = await bookedIn(shop);
      shop.world.move(providerOrderId, 'delivered');
      const check = shop.jobs?.find((job) => job.name === 'shipping.check-shipments');
      await check?.run(shop.call, null);
      assert.deepEqual(await events(orderId), []);
      await db.database.run(
        sql`update shipping.shipments set checked_at = now() - interval '31 minutes' where order_id = ${orderId}`,
      );
      await check?.run(shop.call, null);
      assert.equal((await events(orderId)).length, 1);
    });

    test('should answer an empty body when Biteship probes the address', async () => {
      const shop = house();
      assert.deepEqual(await shop.api.receiveWebhook(shop.call, { secret: null, body: '' }), {});
    });

    test('should refuse shipping.webhook-forged and change nothing when the secret is wrong', async () => {
      const shop = house();
      const { orderId, providerOrderId, tell } = await bookedIn(shop);
      shop.world.move(providerOrderId, 'delivered');
      for (const secret of [null, '', 'SHH', `${SECRET} `])
        await refused(webhook(shop, tell(), secret), 'shipping.webhook-forged');
      assert.deepEqual(await events(orderId), []);
    });

    test('should refuse shipping.webhook-unreadable when the body is no object', async () => {
      const shop = house();
      for (const body of ['{', '[]', '"x"', '{"a":"\0"}']) {
        await refused(shop.api.receiveWebhook(shop.call, { secret: SECRET, body }), 'shipping.webhook-unreadable');
      }
    });
  });
});
