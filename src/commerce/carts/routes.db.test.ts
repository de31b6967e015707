import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newUuid } from '#platform/ids';
import { registerRefusals } from '#platform/refusal';
import { testDatabase } from '#platform/testing/database';
import { post, problemOf, testServer, testToken } from '#platform/testing/http-server';
import type { Cart } from './contract.ts';
import { cartsContract } from './contract.ts';
import { marketExample, offerExample } from './fixtures.ts';
import { createCarts } from './module.ts';

describe('carts over HTTP', () => {
  const db = testDatabase('carts');
  const offers = [offerExample(), offerExample()];
  const items = (quantity: number) => ({ items: [{ offerId: offers[0]?.offerId, quantity }] });
  let server: Awaited<ReturnType<typeof testServer>>;
  let url = '';
  before(async () => {
    registerRefusals(cartsContract);
    const module = createCarts({ database: db.database, ...marketExample(offers).neighbours, newId: newUuid });
    server = await testServer(module.routes ?? [], { isAllowed: () => true });
    url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api/v1/cart`;
  });
  after(() => server.close());
  const cartOf = async (answer: Response) => (await answer.json()) as Cart;

  test('should hand a guest his token as httpOnly cookie and as header when he adds', async () => {
    const answer = await post(`${url}/items`, items(2));
    assert.equal(answer.status, 200);
    const token = answer.headers.get('cart-token') ?? '';
    assert.match(token, /^[\w-]{43}$/);
    const cookie = answer.headers.get('set-cookie') ?? '';
    assert.ok(cookie.startsWith(`lumbung_cart=${token};`));
    assert.match(cookie, /HttpOnly/i);
    assert.match(cookie, /SameSite=Lax/i);
    const [byHeader, byCookie] = await Promise.all([
      fetch(url, { headers: { 'cart-token': token } }).then(cartOf),
      fetch(url, { headers: { cookie: `lumbung_cart=${token}` } }).then(cartOf),
    ]);
    assert.equal(byHeader.itemCount, 2);
    assert.deepEqual(byCookie, byHeader);
  });

  test('should take the cookie away when the persons first call has merged the cart', async () => {
    const guest = await post(`${url}/items`, items(2));
    const token = guest.headers.get('cart-token') ?? '';
    const authorization = `Bearer ${testToken(newUuid())}`;
    const answer = await fetch(url, { headers: { authorization, cookie: `lumbung_cart=${token}` } });
    assert.equal((await cartOf(answer)).itemCount, 2);
    assert.match(answer.headers.get('set-cookie') ?? '', /^lumbung_cart=;/);
    assert.equal(answer.headers.get('cart-token'), null);
    const merged = await post(`${url}/merge`, { cartToken: token }, { authorization });
    assert.equal((await cartOf(merged)).itemCount, 2);
  });

  test('should change and remove lines when they are named', async () => {
    const headers = { authorization: `Bearer ${testToken(newUuid())}`, 'content-type': 'application/json' };
    await post(`${url}/items`, items(1), headers);
    const line = `${url}/items/${offers[0]?.offerId}`;
    const changed = await fetch(line, { method: 'PATCH', headers, body: '{"quantity":4}' });
    assert.equal((await cartOf(changed)).itemCount, 4);
    const { authorization } = headers;
    assert.equal((await cartOf(await fetch(line, { method: 'DELETE', headers: { authorization } }))).itemCount, 0);
    const again = await fetch(line, { method: 'DELETE', headers: { authorization } });
    assert.equal((await problemOf(again)).code, 'carts.line-not-found');
  });

  test('should answer with places and change nothing when the body is hostile', async () => {
    const headers = { authorization: `Bearer ${testToken(newUuid())}` };
    const offerId = offers[0]?.offerId;
    for (const body of [
      {},
      { items: [] },
      { items: [{ offerId, quantity: 0 }] },
      { items: [{ offerId, quantity: 1.5 }] },
      { items: [{ offerId, quantity: 1e21 }] },
      { items: [{ offerId: "x' or 1=1", quantity: 1 }] },
      { items: [{ offerId, quantity: 1, price: 1 }] },
      { items: Array.from({ length: 101 }, () => ({ offerId, quantity: 1 })) },
    ]) {
      const problem = await problemOf(await post(`${url}/items`, body, headers));
      assert.equal(problem.code, 'request.invalid');
      assert.ok(problem.errors.length > 0);
    }
    const short = await problemOf(await post(`${url}/items`, items(11), headers));
    assert.deepEqual([short.code, short.errors[0]?.pointer], ['carts.not-enough-stock', '/items/0']);
    assert.equal((await cartOf(await fetch(url, { headers }))).id, null);
  });
});
