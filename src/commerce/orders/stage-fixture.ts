/** For tests: orders at the stations of their way, and what was said about them. */
import assert from 'node:assert/strict';
import { type Database, sql } from '#platform/database';
import { isRefusal } from '#platform/refusal';
import { guestCall } from '#platform/testing/calls';
import type { OrdersApi } from './contract.ts';
import { factsAbout, houseExample, marketDay, paymentFacts } from './house-fixture.ts';

/** `database` is a function because it exists only inside tests. */
export function stageExample(database: () => Database) {
  /** Two placed orders of one buyer, waiting for their payment. */
  const placed = async () => {
    const house = houseExample(database());
    const day = marketDay(house);
    const placed = await house.api.placeOrder(day.buyer(), day.input);
    const ids = placed.orders.map((order) => order.id);
    const [first, second] = [ids[0] ?? '', ids[1] ?? ''];
    const pay = (eventId?: string) => {
      const payment = house.town.payments.get(placed.payment.id);
      if (payment) house.town.payments.set(payment.id, { ...payment, status: 'completed' });
      const more = { provider: 'xendit', paidAt: '2026-11-21T03:20:00.000Z', overMinor: 0 };
      return house.hear('payment.completed', { ...paymentFacts(placed), ...more }, eventId);
    };
    const end = (how: string) => house.hear(how, { ...paymentFacts(placed), failureCode: 'x' });
    const statuses = async () =>
      (await house.api.ordersByIds(guestCall(), { orderIds: ids })).orders.map((order) => order.status);
    return { ...house, ...day, placed, ids, first, second, pay, end, statuses };
  };
  const paid = async () => {
    const shop = await placed();
    await shop.pay();
    return shop;
  };
  const shipped = async () => {
    const shop = await paid();
    await shop.api.shipOrder(shop.seller(0), { orderId: shop.first, trackingNumber: 'JNE 123' });
    await shop.carry(shop.ids);
    return shop;
  };
  const refused = (work: Promise<unknown>, code: string) => assert.rejects(work, (error) => isRefusal(error, code));
  const typesOf = async (orderId: string) => (await factsAbout(database(), orderId)).map((fact) => fact.event_type);
  const lastFact = async (orderId: string) => (await factsAbout(database(), orderId)).at(-1)?.payload ?? {};
  const auditsOf = async (orderId: string) =>
    (
      await database().run<{ action: string }>(sql`
        select payload ->> 'action' as action from orders.outbox
        where event_type = 'audit.recorded' and aggregate_id = ${`order:${orderId}`} order by id`)
    ).map((row) => row.action);
  const sound = async (api: OrdersApi) => assert.deepEqual((await api.verifyOrders(guestCall(), {})).problems, []);
  return { placed, paid, shipped, refused, typesOf, lastFact, auditsOf, sound };
}
