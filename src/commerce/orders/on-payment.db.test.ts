import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { testDatabase } from '#platform/testing/database';
import { factsAbout, paymentFacts } from './house-fixture.ts';
import { stageExample } from './stage-fixture.ts';

describe('orders and their payment', () => {
  const db = testDatabase('orders');
  const { placed, paid, shipped, typesOf, auditsOf, sound } = stageExample(() => db.database);

  describe('when the payment comes', () => {
    test('should confirm all orders of the invoice with their stock when it is paid', async () => {
      const shop = await paid();
      assert.deepEqual(await shop.statuses(), ['paid', 'paid']);
      for (const id of shop.ids) {
        assert.equal(shop.town.reservations.get(id)?.state, 'confirmed');
        assert.deepEqual(await typesOf(id), ['order.created', 'order.confirmed']);
        assert.deepEqual(await auditsOf(id), ['orders.placed', 'orders.paid']);
      }
      await sound(shop.api);
    });

    test('should confirm once when the news come many times, as the same event and as others', async () => {
      const shop = await placed();
      const eventId = newUuid();
      await Promise.all([shop.pay(eventId), shop.pay(eventId), shop.pay(), shop.pay()]);
      await shop.pay();
      for (const id of shop.ids) assert.deepEqual(await typesOf(id), ['order.created', 'order.confirmed']);
    });

    test('should stay paid when news of expiry and failure come late', async () => {
      const shop = await paid();
      for (const how of ['payment.expired', 'payment.failed', 'payment.cancelled']) await shop.end(how);
      assert.deepEqual(await shop.statuses(), ['paid', 'paid']);
      assert.equal(shop.town.refunds.size, 0);
    });

    test('should stay expired and give the money back when it comes after the end', async () => {
      const shop = await placed();
      await shop.end('payment.expired');
      await shop.carry(shop.ids);
      await shop.pay();
      await shop.pay();
      assert.deepEqual(await shop.statuses(), ['expired', 'expired']);
      assert.deepEqual(
        [...shop.town.refunds.values()].map((refund) => [refund.orderId, refund.amountMinor]),
        [
          [shop.first, 83_000],
          [shop.second, 188_000],
        ],
      );
    });

    test('should cancel an order and give its money back when there is no stock any more', async () => {
      const shop = await placed();
      const gone = shop.town.reservations.get(shop.second);
      if (gone) gone.state = 'expired';
      await shop.pay();
      await shop.carry(shop.ids);
      assert.deepEqual(await shop.statuses(), ['paid', 'cancelled']);
      assert.deepEqual(await typesOf(shop.second), ['order.created', 'order.confirmed', 'order.cancelled']);
      assert.deepEqual(
        [...shop.town.refunds.values()].map((refund) => refund.amountMinor),
        [188_000],
      );
    });

    test('should be tried again when inventory does not answer', async () => {
      const shop = await placed();
      shop.town.breaks.set('inventory.confirmMany', () => new Error('away'));
      await shop.pay();
      assert.deepEqual(await shop.statuses(), ['awaiting_payment', 'awaiting_payment']);
      shop.town.breaks.clear();
      await db.database.run(sql`update orders.inbox_waiting set next_attempt_at = now()`);
      await shop.inbox.retryDue();
      assert.deepEqual(await shop.statuses(), ['paid', 'paid']);
    });

    test('should do nothing when the invoice is not ours', async () => {
      const shop = await placed();
      await shop.hear('payment.completed', { ...paymentFacts(shop.placed), invoiceId: newUuid() });
      await shop.hear('payment.expired', { ...paymentFacts(shop.placed), invoiceId: newUuid() });
      assert.deepEqual(await shop.statuses(), ['awaiting_payment', 'awaiting_payment']);
    });
  });

  describe('when the buyer chooses another way to pay', () => {
    test('should have the time that the new way leaves when it waits, and keep the old one when it is paid', async () => {
      const shop = await placed();
      const until = async () => {
        const { orders } = await shop.api.ordersByIds(shop.buyer(), { orderIds: shop.ids });
        return orders.map((order) => order.payableUntil);
      };
      const change = (expiresAt: string) =>
        shop.hear('payment.channel-changed', { ...paymentFacts(shop.placed), previousChannel: 'VA_BNI', expiresAt });
      await change('2026-11-21T03:40:00.000Z');
      await change('2026-11-21T03:40:00.000Z');
      assert.deepEqual(await until(), ['2026-11-21T03:40:00.000Z', '2026-11-21T03:40:00.000Z']);
      await shop.pay();
      await change('2026-11-21T03:50:00.000Z');
      assert.deepEqual(await until(), ['2026-11-21T03:40:00.000Z', '2026-11-21T03:40:00.000Z']);
    });
  });

  describe('when no payment comes', () => {
    for (const [how, status] of [
      ['payment.expired', 'expired'],
      ['payment.failed', 'expired'],
      ['payment.cancelled', 'cancelled'],
    ] as const) {
      test(`should be ${status} and give the stock back when ${how} is heard`, async () => {
        const shop = await placed();
        await shop.end(how);
        await shop.end(how);
        await shop.carry(shop.ids);
        assert.deepEqual(await shop.statuses(), [status, status]);
        assert.deepEqual(
          shop.offers.map((offer) => shop.town.free.get(offer.offerId)),
          [10, 10],
        );
        assert.equal((await typesOf(shop.first)).length, 2);
        assert.equal(shop.town.refunds.size, 0);
      });
    }

    test('should expire the whole invoice and its payment when a reservation runs out', async () => {
      const shop = await placed();
      await shop.hear('reservation.expired', {
        reservationId: shop.first,
        expiredAt: '2026-11-21T04:15:00.000Z',
        offerIds: [],
      });
      await shop.carry(shop.ids);
      assert.deepEqual(await shop.statuses(), ['expired', 'expired']);
      assert.equal(shop.town.payments.get(shop.placed.payment.id)?.status, 'cancelled');
      assert.equal(shop.town.reservations.get(shop.second)?.state, 'released');
    });

    test('should wait for the payment when it came just before the reservation ran out', async () => {
      const shop = await placed();
      const payment = shop.town.payments.get(shop.placed.payment.id);
      if (payment) shop.town.payments.set(payment.id, { ...payment, status: 'completed' });
      await shop.hear('reservation.expired', {
        reservationId: shop.first,
        expiredAt: '2026-11-21T04:15:00.000Z',
        offerIds: [],
      });
      assert.deepEqual(await shop.statuses(), ['awaiting_payment', 'awaiting_payment']);
    });
  });

  describe('refunds', () => {
    const refund = (orderId: string, amountMinor: number) => ({
      refundId: newUuid(),
      paymentId: newUuid(),
      invoiceId: newUuid(),
      payerId: newUuid(),
      orderId,
      sellerId: newUuid(),
      amountMinor,
      reason: 'x',
      refundedMinor: amountMinor,
      isFull: false,
    });

    test('should share out what is left when part of the money went back', async () => {
      const shop = await shipped();
      const eventId = newUuid();
      const part = refund(shop.first, 20_000);
      await shop.hear('refund.completed', part, eventId);
      await shop.hear('refund.completed', part, eventId);
      const order = await shop.api.completeOrder(shop.buyer(), { orderId: shop.first });
      assert.equal(order.refunded.amount, 20_000);
      const posting = (await factsAbout(db.database, shop.first)).find(
        (fact) => fact.event_type === 'posting.requested',
      );
      const lines = Array.isArray(posting?.payload.lines) ? posting.payload.lines : [];
      assert.deepEqual(
        lines.map((line: { amountMinor: number }) => line.amountMinor),
        [63_000, 45_000 - 1_125, 1_125, 18_000],
      );
    });

    test('should end a paid order and free its stock when all of its money went back', async () => {
      const shop = await paid();
      await shop.hear('refund.completed', refund(shop.first, 83_000));
      await shop.carry(shop.ids);
      assert.deepEqual(await shop.statuses(), ['cancelled', 'paid']);
      assert.equal(shop.town.refunds.size, 0);
      assert.equal(shop.town.reservations.get(shop.first)?.state, 'released');
      await sound(shop.api);
    });
  });
});
