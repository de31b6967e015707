import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HttpServer } from '#platform/http';
import { createIdempotencyStore } from '#platform/idempotency';
import { registerRefusals } from '#platform/refusal';
import { testDatabase } from '../../platform/testing/database.ts';
import { post, testServer, testToken } from '../../platform/testing/http-server.ts';
import { usersContract } from './contract.ts';
import { HOME, makeUsers, type TestUsers } from './fixtures.ts';
import type { Address, Me } from './shapes.ts';

describe('users over HTTP', () => {
  const db = testDatabase('users');
  let users: TestUsers;
  let server: HttpServer;
  let url = '';
  before(async () => {
    registerRefusals(usersContract);
    users = makeUsers(db.database);
    await users.module.start?.();
    const routes = (users.module.routes ?? []).map((route) => ({ ...route, module: 'users' }));
    server = await testServer(routes, {
      idempotencyStore: createIdempotencyStore(() => db.database),
      isAllowed: (actor, scope) => scope === 'public' || actor.kind === 'user',
    });
    url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api/v1`;
  });
  after(() => server.close());
  const someone = () => {
    const userId = users.person();
    const headers = { authorization: `Bearer ${testToken(userId)}`, 'content-type': 'application/json' };
    const send = (method: string, path: string, body?: unknown) =>
      fetch(url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return { userId, headers, send };
  };

  test('should keep, export and erase a person’s data when they ask for it', async () => {
    const { send, userId } = someone();
    assert.equal(((await (await send('GET', '/users/me')).json()) as Me).timeZone, 'Asia/Jakarta');
    assert.equal(((await (await send('PATCH', '/users/me', { name: 'Siti Rahma' })).json()) as Me).name, 'Siti Rahma');
    const created = await send('POST', '/users/me/addresses', HOME);
    assert.equal(created.status, 201);
    const { id } = (await created.json()) as Address;
    assert.equal(
      ((await (await send('PATCH', `/users/me/addresses/${id}`, { label: 'Kantor' })).json()) as Address).label,
      'Kantor',
    );
    assert.deepEqual(
      ((await (await send('GET', '/users/me/addresses')).json()) as { items: Address[] }).items.map(
        (address) => address.id,
      ),
      [id],
    );
    const exported = await send('GET', '/users/me/export');
    assert.match(exported.headers.get('content-disposition') ?? '', /attachment/);
    assert.ok((await exported.text()).includes('Jl. Kenanga'));
    assert.equal((await send('DELETE', `/users/me/addresses/${id}`)).status, 204);
    assert.equal((await send('DELETE', `/users/me/addresses/${id}`)).status, 404);
    const left = await send('DELETE', '/users/me');
    assert.deepEqual([left.status, left.headers.getSetCookie().length, users.erased.at(-1)?.userId], [204, 2, userId]);
  });

  test('should add one address when the same request comes twice under one key', async () => {
    const { headers, send } = someone();
    const keyed = { ...headers, 'idempotency-key': 'alamat-rumah-1' };
    const [first, second] = [
      await post(`${url}/users/me/addresses`, HOME, keyed),
      await post(`${url}/users/me/addresses`, HOME, keyed),
    ];
    assert.deepEqual(await first.json(), await second.json());
    assert.equal(((await (await send('GET', '/users/me/addresses')).json()) as { items: Address[] }).items.length, 1);
  });

  test('should let in only the person when it is about more than places', async () => {
    const response = await fetch(`${url}/regions?q=cibiru%20bandung`);
    const { items } = (await response.json()) as { items: { code: string }[] };
    assert.equal(items[0]?.code, '32.73.25');
    for (const path of ['/users/me', '/users/me/addresses', '/users/me/export'])
      assert.equal((await fetch(url + path)).status, 401);
    const [one, two] = [someone(), someone()];
    const { id } = (await (await one.send('POST', '/users/me/addresses', HOME)).json()) as Address;
    assert.equal((await two.send('PATCH', `/users/me/addresses/${id}`, { label: 'Milikku' })).status, 404);
  });

  test('should never fail when fields are hostile', async () => {
    const { send } = someone();
    const hostile = [
      null,
      [],
      {},
      1e308,
      -1,
      true,
      '',
      ' ',
      '\u0000',
      '\ud800',
      'a'.repeat(5_000),
      "' or 1=1 --",
      '💥'.repeat(300),
    ];
    for (const value of hostile) {
      for (const field of [...Object.keys(HOME), 'landmark', 'isDefault', 'lain']) {
        const response = await send('POST', '/users/me/addresses', { ...HOME, [field]: value });
        assert.ok(response.status < 500, `${field} ${JSON.stringify(value)?.slice(0, 30)} → ${response.status}`);
        await response.arrayBuffer();
      }
      for (const query of ['q', 'parent', 'level', 'limit', 'lain']) {
        const response = await fetch(`${url}/regions?${query}=${encodeURIComponent(String(value).toWellFormed())}`);
        assert.ok(response.status < 500, `${query} ${String(value).slice(0, 30)} → ${response.status}`);
        await response.arrayBuffer();
      }
    }
    for (const body of [{}, { isDefault: 1 }, { id: 'x' }])
      assert.equal((await send('PATCH', '/users/me', body)).status, 400);
  });
});
