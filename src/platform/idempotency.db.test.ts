import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { Type } from 'typebox';
import { createIdempotencyStore, type IdempotencyStore, purgeIdempotencyKeys } from './idempotency.ts';
import { refuse } from './refusal.ts';
import { answer, type Route, route } from './route.ts';
import { sql } from './sql.ts';
import { testDatabase, waitFor } from './testing/database.ts';
import { problemOf, testServer, testToken } from './testing/http-server.ts';
import { closed } from './testing/http-things.ts';

const MODULE = 'settings';
const BUDI = '0190aaaa-bbbb-7ccc-8ddd-000000000001';
const SARI = '0190aaaa-bbbb-7ccc-8ddd-000000000002';

type Behaviour = (input: { count: number; name: string; key: string | null }) => Promise<unknown>;

describe('repeated requests', () => {
  const databases = testDatabase(MODULE);

  /** A POST that counts how often it really ran, and a way to send it. */
  async function subject(
    behave: Behaviour = async ({ count, name }) => answer(201, { count, name }, { headers: { location: '/orders/1' } }),
    change: Partial<Route> = {},
  ) {
    let count = 0;
    const store = createIdempotencyStore(() => databases.database);
    const make = route({
      method: 'POST',
      path: '/orders',
      summary: 'Order',
      scope: 'public',
      body: Type.Object({ name: Type.Optional(Type.String({ maxLength: 400_000 })) }, closed),
      answers: { 201: Type.Unknown() },
      handle: async ({ call, body }) => behave({ count: ++count, name: body.name ?? '', key: call.idempotencyKey }),
    });
    const server = await testServer([{ ...make, ...change, module: MODULE } as Route], { idempotencyStore: store });
    const url = await server.listen({ port: 0, host: '127.0.0.1' });
    const send = (key: string | null, body: object = {}, headers: Record<string, string> = {}) =>
      fetch(`${url}/api/v1/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}), ...headers },
        body: JSON.stringify(body),
      });
    return { send, runs: () => count, close: () => server.close(), store, url };
  }

  const rows = () =>
    databases.database.run<{ status: number | null; attempt: number }>(
      sql`select status, attempt from settings.idempotency_keys order by created_at`,
    );
  const clear = () => databases.database.run(sql`delete from settings.idempotency_keys`);
  const age = (interval: string) =>
    databases.database.run(
      sql`update settings.idempotency_keys set created_at = created_at - ${interval}::interval, leased_until = leased_until - ${interval}::interval`,
    );

  it('should get the first answer again when the same request comes with the same key', async () => {
    await clear();
    const { send, runs, close } = await subject();
    const first = await send('k1', { name: 'kopi' });
    const second = await send('k1', { name: 'kopi' });
    assert.deepEqual([first.status, second.status, runs()], [201, 201, 1]);
    assert.deepEqual(await second.json(), await first.json());
    assert.deepEqual(
      [first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')],
      [null, 'true'],
    );
    assert.equal(second.headers.get('location'), '/orders/1');
    assert.notEqual(second.headers.get('x-correlation-id'), first.headers.get('x-correlation-id'));
    assert.deepEqual(await rows(), [{ status: 201, attempt: 1 }]);
    await close();
  });

  it('should run each time when there is no key, or another one', async () => {
    const { send, runs, close } = await subject();
    await send(null);
    await send(null);
    await send(randomUUID());
    assert.equal(runs(), 3);
    await close();
  });

  it('should be refused when the key comes with another body or address', async () => {
    const { send, runs, close } = await subject();
    await send('k2', { name: 'kopi' });
    const other = await send('k2', { name: 'teh' });
    assert.equal(other.status, 422);
    assert.equal((await problemOf(other)).code, 'request.idempotency-key-reused');
    assert.equal(runs(), 1);
    await close();
  });

  it('should be refused when the first is still under way, and get its answer afterwards', async () => {
    const gate = Promise.withResolvers<void>();
    const { send, runs, close } = await subject(async ({ count }) => {
      await gate.promise;
      return answer(201, { count });
    });
    const first = send('k3');
    await waitFor('it runs', () => runs() === 1);
    const meanwhile = await send('k3');
    assert.equal(meanwhile.status, 409);
    assert.ok(Number(meanwhile.headers.get('retry-after')) > 0);
    assert.equal((await problemOf(meanwhile)).code, 'request.in-progress');
    gate.resolve();
    assert.equal((await first).status, 201);
    assert.deepEqual(await (await send('k3')).json(), { count: 1 });
    await close();
  });

  it('should run once when twenty come at the same moment', async () => {
    const { send, runs, close } = await subject();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send('k4')));
    assert.equal(runs(), 1);
    assert.ok(answers.every(({ status }) => status === 201 || status === 409));
    await close();
  });

  it('should stay apart when two people choose the same key, also in what verbs derive from it', async () => {
    const keys: (string | null)[] = [];
    const { send, runs, close } = await subject(async ({ count, key }) => {
      keys.push(key);
      return answer(201, { count });
    });
    for (const headers of [
      { authorization: `Bearer ${testToken(BUDI)}` },
      { authorization: `Bearer ${testToken(SARI)}` },
      { 'cart-token': 'cart-1' },
      { 'cart-token': 'cart-2' },
      {},
    ] as Record<string, string>[]) {
      await send('same', {}, headers);
      await send('same', {}, headers);
    }
    assert.equal(runs(), 5);
    assert.equal(new Set(keys).size, 5);
    assert.ok(keys.every((key) => key !== null && key !== 'same'));
    await close();
  });

  it('should get the first refusal again when it was one', async () => {
    const { send, runs, close } = await subject(async () => Promise.reject(refuse('request.stale', { version: 7 })));
    const first = await problemOf(await send('k5'));
    const repeated = await send('k5');
    assert.equal(repeated.status, 412);
    assert.deepEqual(await repeated.json(), first, 'the same document, with the correlation id of the first');
    assert.equal(runs(), 1);
    await close();
  });

  const forgotten: [string, Behaviour, number][] = [
    ['it was a fault', async () => Promise.reject(new TypeError('bug')), 500],
    [
      'the world did not answer',
      async () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })),
      503,
    ],
    ['there were too many', async () => Promise.reject(refuse('request.too-many', {}, { retryAfterSeconds: 1 })), 429],
    [
      'a value slipped through to the database',
      async () => Promise.reject(Object.assign(new Error('x'), { code: '22P02' })),
      400,
    ],
    [
      'the answer is a file',
      async () => answer(201, Buffer.from('x'), { headers: { 'content-type': 'application/pdf' } }),
      201,
    ],
    ['the answer is larger than we keep', async () => answer(201, { text: 'x'.repeat(300_000) }), 201],
  ];
  for (const [when, behave, status] of forgotten) {
    it(`should run again at once when ${when}`, async () => {
      await clear();
      const { send, runs, close } = await subject(behave);
      assert.equal((await send('k6')).status, status);
      assert.equal((await send('k6')).status, status);
      assert.equal(runs(), 2);
      assert.deepEqual(await rows(), []);
      await close();
    });
  }

  it('should run again at once when the first refusal said when to come again', async () => {
    await clear();
    const { send, close } = await subject(async ({ count, name }) => {
      if (count === 1) throw refuse('request.in-progress', {}, { retryAfterSeconds: 2 });
      return { count, name };
    });
    assert.equal((await send('k1')).status, 409);
    assert.equal((await send('k1')).status, 201);
    await close();
  });

  it('should run again after the lease when the first attempt died', async () => {
    await clear();
    const { send, runs, close, store } = await subject();
    const request = {
      module: MODULE,
      caller: 'address:127.0.0.1',
      route: 'POST /api/v1/orders',
      key: 'k7',
      url: '/api/v1/orders',
      body: Buffer.from('{}'),
    };
    const dead = await store.begin(request);
    assert.equal(dead.kind, 'begun');
    assert.equal((await send('k7')).status, 409);
    await age('31 seconds');
    assert.equal((await send('k7')).status, 201);
    assert.deepEqual(await rows(), [{ status: 201, attempt: 2 }]);
    if (dead.kind === 'begun') await store.keep(dead.ticket, { status: 500, headers: {}, body: 'late' });
    assert.deepEqual(
      await (await send('k7')).json(),
      { count: 1, name: '' },
      'a late first attempt does not overwrite',
    );
    assert.equal(runs(), 1);
    await close();
  });

  it('should not take over another request when the first attempt died', async () => {
    await clear();
    const { send, close, store } = await subject();
    await store.begin({
      module: MODULE,
      caller: 'address:127.0.0.1',
      route: 'POST /api/v1/orders',
      key: 'k8',
      url: '/api/v1/orders',
      body: Buffer.from('{"name":"teh"}'),
    });
    await age('31 seconds');
    assert.equal((await problemOf(await send('k8', { name: 'kopi' }))).code, 'request.idempotency-key-reused');
    await close();
  });

  it('should run again when a day has passed, and the old key can be swept away', async () => {
    await clear();
    const { send, runs, close } = await subject();
    await send('k9');
    await send('k10');
    await age('25 hours');
    assert.equal((await send('k9', { name: 'other' })).status, 201);
    assert.equal(runs(), 3);
    assert.equal(await purgeIdempotencyKeys(databases.database), 1);
    assert.equal(await purgeIdempotencyKeys(databases.database), 0);
    assert.equal((await rows()).length, 1);
    await close();
  });

  it('should demand a key when the route does', async () => {
    const { send, runs, close } = await subject(undefined, { idempotency: 'required' });
    const response = await send(null);
    assert.equal(response.status, 400);
    assert.equal((await problemOf(response)).code, 'request.idempotency-key-required');
    assert.equal((await send('')).status, 400);
    assert.equal((await send('x'.repeat(201))).status, 400);
    assert.equal(runs(), 0);
    await close();
  });

  it('should keep nothing when the route signs people in', async () => {
    await clear();
    const keys: (string | null)[] = [];
    const { send, runs, close } = await subject(
      async ({ key }) => {
        keys.push(key);
        return answer(201, { accessToken: 'secret' });
      },
      { idempotency: 'none' },
    );
    await send('k11');
    await send('k11');
    assert.deepEqual([runs(), keys, await rows()], [2, [null, null], []]);
    await close();
  });

  it('should keep nothing when the body is refused before the work begins', async () => {
    await clear();
    const { send, close } = await subject();
    assert.equal((await send('k12', { nonsense: 1 })).status, 400);
    assert.equal((await send('k12', { name: 'kopi' })).status, 201);
    await close();
  });

  it('should give the cart cookie again when the first answer set one', async () => {
    const { send, close } = await subject(async () =>
      answer(
        201,
        {},
        { cookies: [{ name: 'lumbung_cart', value: 'c1', maxAgeSeconds: 60 }], headers: { 'Cart-Token': 'c1' } },
      ),
    );
    await send('k13');
    const again = await send('k13');
    assert.deepEqual(again.headers.getSetCookie(), ['lumbung_cart=c1; Max-Age=60; Path=/; HttpOnly; SameSite=Lax']);
    assert.equal(again.headers.get('cart-token'), 'c1');
    await close();
  });

  it('should answer all the same when the answer cannot be kept', async () => {
    const inner = createIdempotencyStore(() => databases.database);
    const broken: IdempotencyStore = {
      ...inner,
      keep: async () => Promise.reject(new Error('the database went away')),
    };
    const make = route({
      method: 'POST',
      path: '/x',
      summary: 'x',
      scope: 'public',
      answers: { 204: null },
      handle: async () => null,
    });
    const server = await testServer([{ ...make, module: MODULE } as Route], { idempotencyStore: broken });
    const response = await server.inject(
      new Request('http://lumbung.test/api/v1/x', { method: 'POST', headers: { 'idempotency-key': 'k14' } }),
    );
    assert.equal(response.status, 204);
    await server.close();
  });

  it('should know an upload again when its boundary is another one', async () => {
    let runs = 0;
    const make = route({
      method: 'POST',
      path: '/media',
      summary: 'x',
      scope: 'public',
      multipart: true,
      answers: { 201: Type.Unknown() },
      handle: async ({ files }) => {
        runs++;
        return { size: (await files())[0]?.bytes.length };
      },
    });
    const server = await testServer([{ ...make, module: MODULE } as Route], {
      idempotencyStore: createIdempotencyStore(() => databases.database),
    });
    const url = await server.listen({ port: 0, host: '127.0.0.1' });
    const send = (text: string) => {
      const form = new FormData();
      form.append('file', new Blob([text]), 'a.png');
      return fetch(`${url}/api/v1/media`, { method: 'POST', headers: { 'idempotency-key': 'k15' }, body: form });
    };
    assert.deepEqual(await (await send('abc')).json(), { size: 3 });
    assert.deepEqual(await (await send('abc')).json(), { size: 3 });
    assert.equal((await send('abd')).status, 422);
    assert.equal(runs, 1);
    await server.close();
  });
});
