import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { Type } from 'typebox';
import { createHttpServer } from './http.ts';
import { createLive } from './live.ts';
import { answer, route } from './route.ts';
import { waitFor } from './testing/database.ts';
import { post, problemOf, serve, testServer, testToken } from './testing/http-server.ts';
import { createThing, USER, whoAmI } from './testing/http-things.ts';

describe('pages beside the API', () => {
  const seen: Record<string, unknown>[] = [];
  const served = serve([whoAmI, createThing], {
    mounts: [{ prefix: '/desk', handle: (request, response) => void response.end(`desk ${request.url}`) }],
    fallback: (request, response) => {
      const chunks: Buffer[] = [];
      request
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          seen.push({ ...request.headers, body: Buffer.concat(chunks).toString() });
          response.end(`shop ${request.url}`);
        });
    },
  });

  it('should answer what the API does not when an address is theirs', async () => {
    assert.equal(await (await fetch(`${served.url}/desk/orders?x=1`)).text(), 'desk /desk/orders?x=1');
    assert.equal(await (await fetch(`${served.url}/deskundige`)).text(), 'shop /deskundige');
    const page = await fetch(`${served.url}/produk/kopi`);
    assert.equal(await page.text(), 'shop /produk/kopi');
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
    assert.equal((await fetch(`${served.url}/api/v2/x`)).status, 404);
  });

  it('should get the body unread and headers that cannot be forged when a form is posted', async () => {
    await fetch(`${served.url}/masuk`, {
      method: 'POST',
      body: 'a=1',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-for': '1.2.3.4',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'evil.example',
      },
    });
    const { body, ...headers } = seen.at(-1) ?? {};
    assert.equal(body, 'a=1');
    assert.deepEqual(
      [headers['x-forwarded-for'], headers['x-forwarded-proto'], headers['x-forwarded-host']],
      ['127.0.0.1', 'http', new URL(served.url).host],
    );
    assert.ok(headers['x-correlation-id']);
  });

  it('should reach the API without the wire when a page renders here', async () => {
    const answer = await served.server.inject(
      new Request('http://localhost/api/v1/things', {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: 'lumbung_cart=c1' },
        body: '{"name":"x"}',
      }),
      { clientAddress: '203.0.113.9' },
    );
    assert.equal(answer.status, 201);
    assert.deepEqual(await answer.json(), { id: 'new', name: 'x' });
    const me = await served.server.inject(
      new Request('http://localhost/api/v1/me?lang=en', {
        headers: { cookie: `lumbung_access=${testToken(USER)}`, 'x-correlation-id': 'page-0001' },
      }),
      { clientAddress: '203.0.113.9' },
    );
    const { call } = (await me.json()) as { call: Record<string, unknown> };
    assert.deepEqual([call.clientAddress, call.correlationId, call.language], ['203.0.113.9', 'page-0001', 'en']);
  });
});

describe('a server that is full', () => {
  const gate = Promise.withResolvers<void>();
  const slow = route({
    method: 'POST',
    path: '/slow',
    summary: 'x',
    scope: 'public',
    answers: { 204: null },
    handle: async () => gate.promise,
  });
  const served = serve([slow, whoAmI], { load: { maxWrites: 4 } });

  it('should turn the next write away at once and go on serving reads when its places are taken', async () => {
    const waiting = Array.from({ length: 4 }, () => post(`${served.url}/api/v1/slow`, {}));
    await waitFor('four are under way', async () =>
      /http_requests_in_flight 4/.test(await (await fetch(`${served.url}/metrics`)).text()),
    );
    const refused = await post(`${served.url}/api/v1/slow`, {});
    assert.equal(refused.status, 503);
    assert.equal(refused.headers.get('retry-after'), '2');
    assert.equal((await problemOf(refused)).code, 'server.busy');
    const reads = await Promise.all(Array.from({ length: 50 }, () => fetch(`${served.url}/api/v1/me`)));
    assert.ok(reads.every(({ status }) => status === 200));
    assert.equal((await fetch(`${served.url}/ready`)).status, 200);
    gate.resolve();
    assert.deepEqual(
      (await Promise.all(waiting)).map(({ status }) => status),
      [204, 204, 204, 204],
    );
    assert.equal((await post(`${served.url}/api/v1/slow`, {})).status, 204);
    assert.match(await (await fetch(`${served.url}/metrics`)).text(), /http_requests_shed_total\{kind="write"\} 1/);
  });
});

describe('stopping', () => {
  it('should finish what is under way, end live streams and take nothing new when it drains', async () => {
    const live = createLive();
    const gate = Promise.withResolvers<string>();
    let signal: AbortSignal | undefined;
    const server = await testServer(
      [
        route({
          method: 'GET',
          path: '/slow',
          summary: 'x',
          scope: 'public',
          answers: { 200: Type.String() },
          handle: async () => gate.promise,
        }),
        route({
          method: 'GET',
          path: '/live',
          summary: 'x',
          scope: 'public',
          answers: { 200: 'binary' },
          handle: async (request) => {
            signal = request.signal;
            return answer(200, live.stream(['t'], request.signal), {
              headers: { 'content-type': 'text/event-stream' },
            });
          },
        }),
      ],
      { onDrain: live.close },
    );
    const url = await server.listen({ port: 0, host: '127.0.0.1' });
    const stream = await fetch(`${url}/api/v1/live`);
    assert.match(stream.headers.get('content-type') ?? '', /text\/event-stream/);
    const slow = fetch(`${url}/api/v1/slow`);
    await waitFor('one is under way, the stream not counted', async () =>
      /http_requests_in_flight 1/.test(await (await fetch(`${url}/metrics`)).text()),
    );
    const closing = server.close({ delayMs: 50 });
    assert.equal((await fetch(`${url}/ready`)).status, 503);
    assert.equal(((await (await fetch(`${url}/ready`)).json()) as { status: string }).status, 'draining');
    await waitFor('nothing new is taken', () =>
      fetch(`${url}/health`).then(
        () => false,
        () => true,
      ),
    );
    gate.resolve('done');
    assert.equal(await (await slow).json(), 'done');
    assert.match(await stream.text(), /^retry: 2000/);
    await closing;
    assert.equal(signal?.aborted, false);
  });

  it('should cut off what does not end when the time is over', async () => {
    const server = await testServer([
      route({
        method: 'GET',
        path: '/stuck',
        summary: 'x',
        scope: 'public',
        answers: { 200: Type.String() },
        handle: () => new Promise(() => {}),
      }),
    ]);
    const url = await server.listen({ port: 0, host: '127.0.0.1' });
    const stuck = fetch(`${url}/api/v1/stuck`);
    await waitFor('it is under way', async () =>
      /http_requests_in_flight 1/.test(await (await fetch(`${url}/metrics`)).text()),
    );
    await Promise.all([assert.rejects(stuck), server.close({ timeoutMs: 20 })]);
  });

  it('should abort the signal of a handler when its client leaves', async () => {
    let signal: AbortSignal | undefined;
    const server = await testServer([
      route({
        method: 'GET',
        path: '/wait',
        summary: 'x',
        scope: 'public',
        answers: { 200: 'binary' },
        handle: async (request) => {
          signal = request.signal;
          return answer(200, new PassThrough(), { headers: { 'content-type': 'text/event-stream' } });
        },
      }),
    ]);
    const url = await server.listen({ port: 0, host: '127.0.0.1' });
    const client = new AbortController();
    const request = fetch(`${url}/api/v1/wait`, { signal: client.signal });
    await waitFor('the handler runs', () => signal);
    client.abort();
    await assert.rejects(async () => (await request).text());
    await waitFor('the handler hears of it', () => signal?.aborted);
    await server.close();
  });
});

describe('starting', () => {
  const thing = {
    method: 'GET',
    path: '/x',
    summary: 'x',
    scope: 'public',
    answers: { 204: null },
    handle: async () => null,
  } as const;
  const refusals: [string, Parameters<typeof route>[0], RegExp][] = [
    [
      'a permission is held by no role',
      { ...thing, scope: 'things:destroy' },
      /GET \/api\/v1\/x needs the permission things:destroy/,
    ],
    ['a route declares no scope', { ...thing, scope: '' as 'public' }, /declares no scope/],
    ['a path has a parameter without a schema', { ...thing, path: '/x/:id' }, /has id without a schema/],
    ['a route declares no answer', { ...thing, answers: {} }, /no answer is declared/],
  ];
  for (const [when, definition, message] of refusals) {
    it(`should fail when ${when}`, async () => {
      await assert.rejects(() => testServer([route(definition)], { knownScopes: new Set(['things:read']) }), message);
    });
  }

  it('should send cookies over https only when it runs in production', async () => {
    const login = route({
      method: 'POST',
      path: '/login',
      summary: 'x',
      scope: 'public',
      answers: { 204: null },
      handle: async () => answer(204, null, { cookies: [{ name: 'a', value: 'b', maxAgeSeconds: null }] }),
    });
    const server = await testServer([login], { isProduction: true });
    const response = await server.inject(new Request('http://lumbung.test/api/v1/login', { method: 'POST' }));
    assert.deepEqual(response.headers.getSetCookie(), ['a=b; Path=/; HttpOnly; Secure; SameSite=Lax']);
    assert.match(response.headers.get('strict-transport-security') ?? '', /max-age=/);
    assert.equal(
      (await server.inject(new Request('http://lumbung.test/metrics'), { clientAddress: '8.8.8.8' })).status,
      404,
    );
    assert.equal(
      (await server.inject(new Request('http://lumbung.test/metrics'), { clientAddress: '10.0.0.9' })).status,
      200,
    );
    await server.close();
  });

  it('should be one function away when somebody wants a server', () =>
    assert.equal(typeof createHttpServer, 'function'));
});
