import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { guestCall, userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { selectDue, selectOfBuyer, selectOfSeller } from './order-queries.ts';
import { stageExample } from './stage-fixture.ts';

describe('reading orders', () => {
  const db = testDatabase('orders');
  const { placed, paid, shipped, refused, sound } = stageExample(() => db.database);

  test('should hide an order when somebody else than its buyer, its seller or staff asks', async () => {
    const shop = await paid();
    const read = (call: Parameters<typeof shop.api.getOrder>[0]) => shop.api.getOrder(call, { orderId: shop.first });
    assert.deepEqual((await read(shop.buyer())).actions, ['cancel']);
    assert.deepEqual((await read(shop.seller(0))).actions, ['cancel', 'ship']);
    assert.deepEqual((await read(userCall(newUuid(), ['ADMIN']))).actions, []);
    for (const stranger of [
      shop.seller(1),
      userCall(newUuid()),
      userCall(newUuid(), ['COMPLIANCE_OFFICER']),
      guestCall(),
    ]) {
      await refused(read(stranger), 'orders.not-found');
      await refused(shop.api.getTracking(stranger, { orderId: shop.first }), 'orders.not-found');
      await refused(shop.api.invoicePdf(stranger, { orderId: shop.first }), 'orders.not-found');
      await refused(shop.api.cancelOrder(stranger, { orderId: shop.first, reason: 'x' }), 'orders.not-found');
      await refused(shop.api.shipOrder(stranger, { orderId: shop.first }), 'orders.not-found');
      await refused(shop.api.deliverOrder(stranger, { orderId: shop.first }), 'orders.not-found');
      await refused(shop.api.completeOrder(stranger, { orderId: shop.first }), 'orders.not-found');
    }
    await refused(
      shop.api.cancelOrder(userCall(newUuid(), ['ADMIN']), { orderId: shop.first, reason: 'x' }),
      'orders.not-allowed',
    );
    assert.deepEqual(await shop.statuses(), ['paid', 'paid']);
  });

  test('should give purchases newest first, page by page, when a list is asked for', async () => {
    const shop = await placed();
    for (let i = 0; i < 3; i++) {
      shop.town.carts.set(
        shop.buyerId,
        shop.offers.map(({ offerId }) => ({ offerId, quantity: 1 })),
      );
      await shop.api.placeOrder(shop.buyer(), shop.input);
    }
    await shop.pay();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await shop.api.listOrders(shop.buyer(), { limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((order) => order.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    assert.equal(seen.length, 8);
    assert.deepEqual(seen, [...seen].sort().reverse());
    const paidOnes = await shop.api.listOrders(shop.buyer(), { status: 'paid' });
    assert.deepEqual(
      paidOnes.items.map((order) => order.id),
      [...shop.ids].reverse(),
    );
    const atShop = await shop.api.listShopOrders(shop.seller(0), { status: 'awaiting_payment' });
    assert.equal(atShop.items.length, 3);
    assert.equal((await shop.api.listShopOrders(shop.seller(0), {})).items.length, 4);
    assert.equal((await shop.api.listOrders(guestCall(), {})).items.length, 0);
    for (const broken of [
      'nonsense',
      Buffer.from('["x"]').toString('base64url'),
      Buffer.from('[1]').toString('base64url'),
    ]) {
      await refused(shop.api.listOrders(shop.buyer(), { cursor: broken }), 'request.invalid');
    }
  });

  test('should refuse orders.not-a-seller when the caller has no shop', async () => {
    const shop = await placed();
    await refused(shop.api.listShopOrders(shop.buyer(), {}), 'orders.not-a-seller');
  });

  test('should find orders of the own shop by beginnings of words when something is typed', async () => {
    const shop = await shipped();
    const [order] = (await shop.api.ordersByIds(guestCall(), { orderIds: [shop.first] })).orders;
    const found = async (q: string, seller = 0, status?: 'paid' | 'shipped') => {
      const { items } = await shop.api.listShopOrders(shop.seller(seller), { q, ...(status ? { status } : {}) });
      return items.map((item) => item.id);
    };
    const [name] = (order?.lines ?? []).map((line) => line.name);
    const number = order?.orderNumber ?? '';
    assert.ok(name && number);
    for (const typed of [number, number.toLowerCase().replaceAll('-', ' '), name, name.slice(0, 4), 'jne 123'])
      assert.deepEqual(await found(typed), [shop.first], typed);
    assert.deepEqual(await found(order?.buyerName.split(' ')[0] ?? ''), [shop.first]);
    assert.deepEqual(await found(number, 1), [], 'another shop finds nothing');
    assert.deepEqual(await found(name, 0, 'paid'), [], 'shipped already');
    assert.deepEqual(await found(name, 0, 'shipped'), [shop.first]);
    for (const typed of ['tidakada', `${name} tidakada`, "'-- :*", '%', '\\'])
      assert.deepEqual(await found(typed), [], typed);
  });

  test('should find orders of all shops when staff ask, and refuse orders.not-allowed to anybody else', async () => {
    const shop = await placed();
    const staff = userCall(newUuid(), ['ADMIN']);
    const invoice = shop.placed.invoiceNumber;
    const page = await shop.api.findOrders(staff, { q: invoice, limit: 1 });
    const rest = await shop.api.findOrders(staff, { q: invoice, limit: 1, cursor: page.nextCursor ?? '' });
    assert.deepEqual([...page.items, ...rest.items].map((item) => item.id).sort(), [...shop.ids].sort());
    assert.equal(rest.nextCursor, null);
    for (const call of [shop.buyer(), shop.seller(0), guestCall()])
      await refused(shop.api.findOrders(call, { q: invoice }), 'orders.not-allowed');
  });

  test('should forget the name but not the number when a buyer has gone', async () => {
    const shop = await placed();
    const [order] = (await shop.api.ordersByIds(guestCall(), { orderIds: [shop.first] })).orders;
    const found = async (q: string) => (await shop.api.listShopOrders(shop.seller(0), { q })).items.length;
    assert.equal(await found(order?.buyerName ?? ''), 1);
    await shop.hear('user.erased', { userId: shop.buyerId });
    assert.equal(await found(order?.buyerName ?? ''), 0);
    assert.equal(await found(order?.orderNumber ?? ''), 1);
  });

  test('should speak the callers language when the history is read', async () => {
    const shop = await paid();
    const call = { ...shop.buyer(), language: 'en' as const };
    assert.deepEqual(
      (await shop.api.getOrder(call, { orderId: shop.first })).history.map((entry) => entry.note),
      ['Order placed', 'Payment received'],
    );
  });

  test('should find no problem when everything is sound, and name what is not', async () => {
    const shop = await shipped();
    await sound(shop.api);
    await db.database.run(sql`update orders.lines set quantity = quantity + 1 where order_id = ${shop.first}`);
    const { isSound, problems } = await shop.api.verifyOrders(guestCall(), {});
    assert.equal(isSound, false);
    assert.match(problems.join('\n'), /lines are 130000, subtotal is 65000/);
    await db.database.run(sql`update orders.lines set quantity = quantity - 1 where order_id = ${shop.first}`);
  });

  test('should go down an index without sorting when any list is read', async () => {
    const shop = await placed();
    const sellerId = shop.sellers[0]?.sellerId ?? '';
    const pages = [
      { status: null, limit: 20, beforeId: null },
      { status: 'paid' as const, limit: 20, beforeId: newUuid() },
    ];
    const statements = [
      ...pages.map((page) => selectOfBuyer(shop.buyerId, page)),
      ...pages.map((page) => selectOfSeller(sellerId, page)),
      selectDue(new Date(), 50),
    ];
    for (const statement of statements) {
      const plan = await db.database.inTx(async (tx) => {
        // On a handful of rows sorting would be cheaper; on a million it is not.
        await tx.run(sql.raw('set local enable_seqscan = off'));
        await tx.run(sql.raw('set local enable_bitmapscan = off'));
        await tx.run(sql.raw('set local plan_cache_mode = force_generic_plan'));
        const rows = await tx.run<Record<string, string>>({
          ...statement,
          text: `explain ${statement.text}`,
          name: '',
        });
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
      assert.match(plan, /Index Scan using orders_(of|to)_/);
      assert.doesNotMatch(plan, /Seq Scan on orders|Sort Key: o\.id/);
    }
  });
});
