import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inventoryContract } from '#commerce/inventory';
import { paymentsContract } from '#commons/payments';
import { createIdempotencyStore } from '#platform/idempotency';
import { newUuid } from '#platform/ids';
import { registerRefusals } from '#platform/refusal';
import { testDatabase } from '#platform/testing/database';
import { post, problemOf, testServer, testToken } from '#platform/testing/http-server';
import { type Order, ordersContract, type PlacedOrders } from './contract.ts';
import { houseExample, marketDay, paymentFacts } from './house-fixture.ts';

describe('orders over HTTP', () => {
  const db = testDatabase('orders');
  let house: ReturnType<typeof houseExample>;
  let server: Awaited<ReturnType<typeof testServer>>;
  let url = '';
  before(async () => {
    for (const contract of [ordersContract, paymentsContract, inventoryContract]) registerRefusals(contract);
    house = houseExample(db.database);
    const routes = (house.module.routes ?? []).map((route) => ({ module: 'orders', ...route }));
    const idempotencyStore = createIdempotencyStore(() => db.database);
    server = await testServer(routes, { isAllowed: () => true, idempotencyStore });
    url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api/v1`;
  });
  after(() => server.close());

  const bearer = (userId: string, roles: Parameters<typeof testToken>[1] = ['CUSTOMER']) => ({
    authorization: `Bearer ${testToken(userId, roles)}`,
  });
  const shopping = () => {
    const day = marketDay(house);
    const buyer = bearer(day.buyerId);
    const seller = bearer(day.sellers[0]?.userId ?? '', ['CUSTOMER', 'SELLER']);
    const place = (key: string, change = {}) =>
      post(`${url}/orders`, { ...day.input, ...change }, { ...buyer, 'idempotency-key': key });
    return { ...day, buyer, seller, place };
  };
  const bought = async () => {
    const shop = shopping();
    const placed = (await (await shop.place(newUuid())).json()) as PlacedOrders;
    const more = { provider: 'xendit', paidAt: '2026-11-21T03:20:00.000Z', overMinor: 0 };
    await house.hear('payment.completed', { ...paymentFacts(placed), ...more });
    return { ...shop, placed, order: `${url}/orders/${placed.orders[0]?.id}` };
  };

  test('should answer 201 with orders and payment, and the same bytes when the request comes again', async () => {
    const shop = shopping();
    const key = newUuid();
    const first = await shop.place(key);
    assert.equal(first.status, 201);
    const body = await first.text();
    assert.equal(JSON.parse(body).orders.length, 2);
    const second = await shop.place(key);
    assert.deepEqual([second.status, await second.text()], [201, body]);
    assert.equal(
      (await problemOf(await shop.place(key, { paymentChannel: 'VA_BCA' }))).code,
      'request.idempotency-key-reused',
    );
  });

  test('should refuse when the Idempotency-Key is missing', async () => {
    const shop = shopping();
    const problem = await problemOf(await post(`${url}/orders`, shop.input, shop.buyer));
    assert.deepEqual([problem.status, problem.code], [400, 'request.idempotency-key-required']);
  });

  test('should name the place when something in the order cannot be', async () => {
    const shop = shopping();
    const { offerId } = shop.offers[1] ?? { offerId: '' };
    house.town.free.set(offerId, 1);
    const short = await problemOf(await shop.place(newUuid()));
    assert.deepEqual([short.status, short.code, short.errors[0]?.pointer], [409, 'orders.not-available', '/lines/1']);
    assert.match(short.detail, /tinggal 1/);
    const elsewhere = await problemOf(await shop.place(newUuid(), { addressId: newUuid() }));
    assert.deepEqual([elsewhere.code, elsewhere.errors[0]?.pointer], ['orders.address-not-found', '/addressId']);
    const shown = { expectedTotal: { amount: 1, currency: 'IDR' } };
    house.town.free.set(offerId, 10);
    assert.match((await problemOf(await shop.place(newUuid(), shown))).detail, /Rp\s271\.000/);
  });

  test('should refuse with places and make nothing when the body is hostile', async () => {
    const shop = shopping();
    for (const change of [
      { addressId: 'x' },
      { shipping: [] },
      { shipping: [{ sellerId: newUuid(), serviceCode: '<script>' }] },
      { paymentChannel: "QRIS'; drop table orders" },
      { lines: [{ offerId: newUuid(), quantity: -1 }] },
      { lines: [{ offerId: newUuid(), quantity: 1e300 }] },
      { expectedTotal: { amount: 1.5, currency: 'IDR' } },
      { price: 1 },
    ]) {
      const problem = await problemOf(await shop.place(newUuid(), change));
      assert.equal(problem.code, 'request.invalid', JSON.stringify(change));
      assert.ok(problem.errors.length > 0);
    }
    const list = await fetch(`${url}/orders`, { headers: shop.buyer });
    assert.deepEqual(((await list.json()) as { items: unknown[] }).items, []);
  });

  test('should refuse a step when it is based on an older version', async () => {
    const shop = await bought();
    const seen = await fetch(shop.order, { headers: shop.seller });
    assert.equal(seen.headers.get('etag'), '"v2"');
    const stale = await problemOf(await post(`${shop.order}/ship`, {}, { ...shop.seller, 'if-match': '"v1"' }));
    assert.deepEqual([stale.status, stale.code], [412, 'request.stale']);
    const shipped = await post(
      `${shop.order}/ship`,
      { trackingNumber: 'JNE-123' },
      { ...shop.seller, 'if-match': '"v2"' },
    );
    assert.equal(shipped.headers.get('etag'), '"v3"');
    assert.equal(((await shipped.json()) as Order).shipping.trackingNumber, 'JNE-123');
  });

  test('should lead an order to its end when seller and buyer take their steps', async () => {
    const shop = await bought();
    assert.equal((await post(`${shop.order}/ship`, {}, shop.seller)).status, 200);
    assert.equal((await post(`${shop.order}/deliver`, {}, shop.seller)).status, 200);
    const done = await post(`${shop.order}/complete`, {}, shop.buyer);
    assert.equal(((await done.json()) as Order).status, 'completed');
    const late = await problemOf(await post(`${shop.order}/cancel`, { reason: 'Telat' }, shop.buyer));
    assert.deepEqual([late.status, late.code], [409, 'orders.wrong-state']);
    assert.match(late.detail, /selesai/);
    const mine = await fetch(`${url}/sellers/me/orders?status=completed`, { headers: shop.seller });
    assert.equal(((await mine.json()) as { items: Order[] }).items.length, 1);
  });

  test('should send the invoice as a file when its buyer asks, and hide it from others', async () => {
    const shop = await bought();
    const answer = await fetch(`${shop.order}/invoice`, { headers: shop.buyer });
    assert.equal(answer.headers.get('content-type'), 'application/pdf');
    assert.match(answer.headers.get('content-disposition') ?? '', /filename="invoice-LB-[0-9A-Z]{12}-1\.pdf"/);
    assert.equal(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 5)
        .toString(),
      '%PDF-',
    );
    for (const path of ['', '/invoice', '/tracking']) {
      const other = await fetch(`${shop.order}${path}`, { headers: bearer(newUuid()) });
      assert.equal((await problemOf(other)).status, 404);
    }
  });

  test('should quote to guests for a village, and refuse what names no place when they ask', async () => {
    const shop = shopping();
    const ask = (body: object) =>
      fetch(`${url}/checkout/quote`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const lines = [{ offerId: shop.offers[0]?.offerId, quantity: 1 }];
    const destination = { villageCode: '32.73.09.1003', postalCode: '40111' };
    assert.equal((await ask({ destination, lines })).status, 200);
    assert.equal((await ask({ addressId: shop.address.id, lines })).status, 401);
    for (const bad of [
      { villageCode: '32.73', postalCode: '40111' },
      { villageCode: '32.73.09.1003', postalCode: '04011' },
      { villageCode: '32.73.09.1003' },
      { ...destination, street: 'x' },
      'Bandung',
    ])
      assert.equal((await ask({ destination: bad, lines })).status, 400);
  });

  test('should quote as often as one likes when no key is given', async () => {
    const shop = shopping();
    const answer = await post(`${url}/checkout/quote`, { addressId: shop.address.id }, shop.buyer);
    assert.equal(answer.status, 200);
    assert.equal(((await answer.json()) as { sellers: unknown[] }).sellers.length, 2);
  });
});
