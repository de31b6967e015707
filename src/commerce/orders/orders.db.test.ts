import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { guestCall, userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { factsAbout, houseExample } from './house-fixture.ts';
import { stageExample } from './stage-fixture.ts';

describe('the way of an order', () => {
  const db = testDatabase('orders');
  const { placed, paid, shipped, refused, typesOf, lastFact, auditsOf, sound } = stageExample(() => db.database);

  describe('cancelling', () => {
    test('should end the whole invoice and its payment when the buyer has not paid', async () => {
      const shop = await placed();
      const order = await shop.api.cancelOrder(shop.buyer(), { orderId: shop.first, reason: 'Salah alamat' });
      await shop.carry(shop.ids);
      assert.equal(order.status, 'cancelled');
      assert.equal(order.history.at(-1)?.note, 'Dibatalkan pembeli: Salah alamat');
      assert.deepEqual(await shop.statuses(), ['cancelled', 'cancelled']);
      assert.equal(shop.town.payments.get(shop.placed.payment.id)?.status, 'cancelled');
      assert.deepEqual(
        shop.offers.map((offer) => shop.town.free.get(offer.offerId)),
        [10, 10],
      );
      assert.equal(shop.town.refunds.size, 0);
      await shop.end('payment.cancelled');
      assert.equal((await typesOf(shop.first)).length, 2);
    });

    test('should end one order and give its money back, fee included, when it is paid', async () => {
      const shop = await paid();
      await shop.api.cancelOrder(shop.seller(0), { orderId: shop.first, reason: 'Stok rusak' });
      await shop.carry(shop.ids);
      await shop.carry(shop.ids);
      assert.deepEqual(await shop.statuses(), ['cancelled', 'paid']);
      assert.deepEqual(
        [...shop.town.refunds.values()].map((refund) => [refund.orderId, refund.amountMinor]),
        [[shop.first, 83_000]],
      );
      assert.deepEqual(
        shop.offers.map((offer) => shop.town.free.get(offer.offerId)),
        [10, 8],
      );
      assert.equal((await lastFact(shop.first)).refundMinor, 83_000);
      assert.deepEqual(await auditsOf(shop.first), ['orders.placed', 'orders.paid', 'orders.cancelled']);
    });

    test('should try the refund again when payments do not answer', async () => {
      const shop = await paid();
      await shop.api.cancelOrder(shop.buyer(), { orderId: shop.first, reason: 'Tidak jadi' });
      shop.town.breaks.set('payments.refund', () => new Error('away'));
      await shop.carry(shop.ids);
      assert.equal(shop.town.refunds.size, 0);
      shop.town.breaks.clear();
      await db.database.run(sql`update orders.inbox_waiting set next_attempt_at = now()`);
      await shop.inbox.retryDue();
      assert.equal(shop.town.refunds.size, 1);
    });

    test('should answer as before when the same request comes again', async () => {
      const shop = await paid();
      const call = shop.buyer('key-1');
      const first = await shop.api.cancelOrder(call, { orderId: shop.first, reason: 'Tidak jadi' });
      assert.deepEqual(await shop.api.cancelOrder(call, { orderId: shop.first, reason: 'Tidak jadi' }), first);
      await refused(
        shop.api.cancelOrder(shop.buyer('key-2'), { orderId: shop.first, reason: 'Lagi' }),
        'orders.wrong-state',
      );
    });

    test('should refuse orders.already-paid when the money came a moment ago', async () => {
      const shop = await placed();
      const payment = shop.town.payments.get(shop.placed.payment.id);
      if (payment) shop.town.payments.set(payment.id, { ...payment, status: 'completed' });
      await refused(
        shop.api.cancelOrder(shop.buyer(), { orderId: shop.first, reason: 'Tidak jadi' }),
        'orders.already-paid',
      );
      assert.deepEqual(await shop.statuses(), ['awaiting_payment', 'awaiting_payment']);
    });

    test('should refuse orders.still-placing when the payment does not exist yet', async () => {
      const shop = await placed();
      shop.town.payments.clear();
      await refused(
        shop.api.cancelOrder(shop.buyer(), { orderId: shop.first, reason: 'Tidak jadi' }),
        'orders.still-placing',
      );
    });

    test('should refuse orders.not-allowed when the seller cancels what is not paid', async () => {
      const shop = await placed();
      await refused(
        shop.api.cancelOrder(shop.seller(0), { orderId: shop.first, reason: 'Habis' }),
        'orders.wrong-state',
      );
      await refused(shop.api.shipOrder(shop.buyer(), { orderId: shop.first }), 'orders.not-allowed');
      await refused(shop.api.completeOrder(shop.seller(0), { orderId: shop.first }), 'orders.not-allowed');
    });
  });

  describe('shipping', () => {
    test('should order the courier and take the stock off the books when the seller ships', async () => {
      const shop = await paid();
      const order = await shop.api.shipOrder(shop.seller(0), { orderId: shop.first });
      await shop.carry(shop.ids);
      assert.equal(order.status, 'shipped');
      assert.equal(order.shipping.trackingNumber, 'JNE0001');
      const [booking] = shop.town.bookings;
      assert.equal(booking?.origin.street, 'Jl. Braga 12');
      assert.equal(booking?.destination.name, 'Budi Santoso');
      assert.equal(booking?.parcel.valueMinor, 65_000);
      assert.equal(shop.town.reservations.get(shop.first)?.state, 'deducted');
      assert.equal((await lastFact(shop.first)).trackingNumber, 'JNE0001');
    });

    test('should order no courier when the seller brings a tracking number', async () => {
      const shop = await shipped();
      assert.equal(shop.town.bookings.length, 0);
      assert.equal((await shop.api.getTracking(shop.buyer(), { orderId: shop.first })).trackingNumber, 'JNE 123');
    });

    test('should call the courier off when the order was cancelled meanwhile', async () => {
      const shop = await paid();
      const { bookShipment } = {
        bookShipment: () => shop.api.cancelOrder(shop.buyer(), { orderId: shop.first, reason: 'Tidak jadi' }),
      };
      let cancelling: Promise<unknown> | undefined;
      shop.town.breaks.set('shipping.bookShipment', () => {
        cancelling = bookShipment();
        return null;
      });
      // The cancellation has to win the race for the row: shipping waits until it is through.
      const { around } = shop.town;
      shop.town.around = async (name, work) => {
        const result = await around(name, work);
        await cancelling;
        return result;
      };
      await refused(shop.api.shipOrder(shop.seller(0), { orderId: shop.first }), 'orders.wrong-state');
      assert.deepEqual(shop.town.cancelledShipments, [shop.first]);
    });

    test('should leave the order as it is when no courier can be ordered', async () => {
      const shop = await paid();
      shop.town.breaks.set('shipping.bookShipment', () => new Error('away'));
      await assert.rejects(shop.api.shipOrder(shop.seller(0), { orderId: shop.first }), /away/);
      assert.deepEqual(await shop.statuses(), ['paid', 'paid']);
    });

    test('should refuse orders.wrong-state when it is not paid', async () => {
      const shop = await placed();
      await refused(shop.api.shipOrder(shop.seller(0), { orderId: shop.first }), 'orders.wrong-state');
    });

    test('should refuse request.stale when somebody else was quicker', async () => {
      const shop = await paid();
      await refused(shop.api.shipOrder(shop.seller(0), { orderId: shop.first, version: 1 }), 'request.stale');
      assert.equal((await shop.api.shipOrder(shop.seller(0), { orderId: shop.first, version: 2 })).version, 3);
    });
  });

  describe('arriving', () => {
    const told = (orderId: string, status: string, more = {}) => ({
      orderId,
      sellerId: newUuid(),
      status,
      trackingNumber: null,
      courierCode: 'jne',
      courierName: 'JNE',
      link: null,
      note: '',
      occurredAt: '2026-11-23T04:00:00.000Z',
      ...more,
    });

    test('should be delivered when the courier says so, once, and complete by itself two days later', async () => {
      const shop = await shipped();
      await shop.hear('shipment.updated', told(shop.first, 'delivered'));
      await shop.hear('shipment.updated', told(shop.first, 'delivered'));
      const order = await shop.api.getOrder(shop.buyer(), { orderId: shop.first });
      assert.equal(order.status, 'delivered');
      assert.equal(order.completesAt, '2026-11-23T03:15:00.000Z');
      shop.town.clock.set('2026-11-23T03:14:00.000Z');
      assert.equal((await shop.api.completeDueOrders(guestCall(), {})).completed, 0);
      shop.town.clock.set('2026-11-23T03:15:00.000Z');
      assert.equal((await shop.api.completeDueOrders(guestCall(), {})).completed, 1);
      assert.deepEqual(await typesOf(shop.first), [
        'order.created',
        'order.confirmed',
        'order.shipped',
        'order.delivered',
        'order.completed',
        'posting.requested',
      ]);
    });

    test('should use the time that the setting gives when it arrives', async () => {
      const shop = await shipped();
      shop.town.settings['orders.completion-hours'] = 24;
      const fresh = houseExample(db.database);
      Object.assign(fresh.town, { settings: shop.town.settings });
      await fresh.hear('shipment.updated', told(shop.first, 'delivered'));
      assert.equal(
        (await shop.api.getOrder(shop.buyer(), { orderId: shop.first })).completesAt,
        '2026-11-22T03:15:00.000Z',
      );
    });

    test('should remember the waybill, a failure and a return when the courier tells of them', async () => {
      const shop = await shipped();
      await shop.hear('shipment.updated', told(shop.first, 'in_transit', { trackingNumber: 'JNE9' }));
      await shop.hear('shipment.updated', told(shop.first, 'failed', { note: 'Alamat tidak ketemu' }));
      await shop.hear('shipment.updated', told(shop.first, 'failed', { note: 'Alamat tidak ketemu' }));
      const order = await shop.api.getOrder(shop.buyer(), { orderId: shop.first });
      assert.equal(order.shipping.trackingNumber, 'JNE9');
      assert.equal(order.status, 'shipped');
      assert.deepEqual(
        order.history.slice(3).map((entry) => entry.note),
        ['Kurir tidak dapat mengantar paket: Alamat tidak ketemu'],
      );
      await sound(shop.api);
    });

    test('should be delivered when the seller says so, and completed when the buyer does', async () => {
      const shop = await shipped();
      assert.equal((await shop.api.deliverOrder(shop.seller(0), { orderId: shop.first })).status, 'delivered');
      const order = await shop.api.completeOrder(shop.buyer(), { orderId: shop.first });
      assert.equal(order.status, 'completed');
      assert.deepEqual(order.actions, []);
      assert.deepEqual(
        order.history.map((entry) => entry.status),
        ['awaiting_payment', 'paid', 'shipped', 'delivered', 'completed'],
      );
    });

    test('should share out the escrow in one balanced posting when it is completed', async () => {
      const shop = await shipped();
      await shop.api.completeOrder(shop.buyer(), { orderId: shop.first });
      const posting = (await factsAbout(db.database, shop.first)).find(
        (fact) => fact.event_type === 'posting.requested',
      );
      const sellerId = shop.sellers[0]?.sellerId;
      assert.deepEqual(posting?.payload.lines, [
        { accountCode: `escrow:order:${shop.first}`, side: 'debit', amountMinor: 83_000 },
        { accountCode: `seller:${sellerId}:payable`, side: 'credit', amountMinor: 65_000 - 1_625 },
        { accountCode: 'platform:commission', side: 'credit', amountMinor: 1_625 },
        { accountCode: 'courier:payable', side: 'credit', amountMinor: 18_000 },
      ]);
      await refused(shop.api.completeOrder(shop.buyer(), { orderId: shop.first }), 'orders.wrong-state');
    });
  });

  test('should sell goods again when a cancelled order has given them back', async () => {
    const shop = await paid();
    await shop.api.cancelOrder(shop.buyer(), { orderId: shop.second, reason: 'Tidak jadi' });
    await shop.carry(shop.ids);
    const other = newUuid();
    const address = { ...shop.address, id: newUuid() };
    shop.town.addresses.set(address.id, { userId: other, address });
    const lines = [{ offerId: shop.offers[1]?.offerId ?? '', quantity: 10 }];
    const call = userCall(other, ['CUSTOMER'], { idempotencyKey: newUuid() });
    const again = await shop.api.placeOrder(call, {
      ...shop.input,
      addressId: address.id,
      lines,
      shipping: shop.input.shipping.slice(1),
    });
    assert.equal(again.orders[0]?.lines[0]?.quantity, 10);
  });
});
