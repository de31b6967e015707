import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createMemoryCache } from '#platform/cache';
import { systemClock } from '#platform/clock';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import { registerRefusals } from '#platform/refusal';
import { guestCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { post, problemOf, testServer, testToken } from '#platform/testing/http-server';
import { shippingContract } from './contract.ts';
import { bookingExample, providerExample } from './fixtures.ts';
import { createShipping } from './module.ts';

describe('shipping over HTTP', () => {
  const db = testDatabase('shipping');
  const { provider, world } = providerExample();
  let module: ReturnType<typeof createShipping>;
  let server: Awaited<ReturnType<typeof testServer>>;
  let url = '';
  before(async () => {
    registerRefusals(shippingContract);
    module = createShipping({
      database: db.database,
      provider,
      sellers: { sellerOfUser: async () => ({ seller: null }) },
      cache: createMemoryCache(),
      clock: systemClock,
      log: silentLog,
      webhookSecret: 'shh',
      webhookHeader: 'X-Biteship-Signature',
    });
    server = await testServer(module.routes ?? [], { isAllowed: () => true });
    url = await server.listen({ port: 0, host: '127.0.0.1' });
  });
  after(() => server.close());
  const hook = (body: unknown, secret = 'shh') =>
    post(`${url}/webhooks/biteship`, body, { 'x-biteship-signature': secret });

  test('should answer 200 when Biteship probes the address with nothing', async () => {
    const answer = await fetch(`${url}/webhooks/biteship`, { method: 'POST' });
    assert.equal(answer.status, 200);
  });

  test('should act on a message when the secret header fits, and refuse it otherwise', async () => {
    const booking = bookingExample();
    await module.api.bookShipment(guestCall(), booking);
    const providerOrderId = [...world.shipments.keys()].at(-1) ?? '';
    world.move(providerOrderId, 'delivered');
    const body = { event: 'order.status', order_id: providerOrderId, status: 'delivered' };
    assert.equal((await problemOf(await hook(body, 'guess'))).status, 401);
    assert.equal((await hook(body)).status, 200);

    const { shipment } = await module.api.getTracking(guestCall(), { orderId: booking.orderId });
    assert.equal(shipment?.status, 'delivered');
  });

  test('should never fault when a message is nonsense', async () => {
    for (const body of [
      '{',
      '[]',
      '"x"',
      'null',
      '{"a":"\\u0000"}',
      '\0',
      '{"event":1,"order_id":{"a":[]}}',
      '{"order_id":"no such"}',
    ]) {
      const { status } = await hook(body);
      assert.ok(status === 200 || status === 400, `${body}: ${status}`);
    }
  });

  test('should refuse when somebody without a shop sets tariffs', async () => {
    const headers = { authorization: `Bearer ${testToken(newUuid())}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ tariffs: [] });
    const answer = await fetch(`${url}/api/v1/sellers/me/shipping-tariffs`, { method: 'PUT', headers, body });
    assert.equal((await problemOf(answer)).code, 'shipping.not-a-seller');
  });
});
