import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { Type } from 'typebox';
import type { Log } from './log.ts';
import { refuse } from './refusal.ts';
import { answer, route } from './route.ts';
import { waitFor } from './testing/database.ts';
import { post, problemOf, serve } from './testing/http-server.ts';
import { closed, Thing } from './testing/http-things.ts';

describe('the way of an answer', () => {
  const big = { items: Array.from({ length: 200 }, (_, index) => ({ id: `${index}`, name: 'Kopi Gayo' })) };
  const Big = Type.Object({ items: Type.Array(Thing) }, closed);
  const served = serve([
    route({
      method: 'GET',
      path: '/cached',
      summary: 'x',
      scope: 'public',
      answers: { 200: Big },
      cacheControl: 'public, max-age=5',
      handle: async () => big,
    }),
    route({
      method: 'GET',
      path: '/file',
      summary: 'x',
      scope: 'public',
      answers: { 200: 'binary' },
      handle: async () =>
        answer(200, Buffer.from([1, 2, 3]), {
          headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': 'attachment; filename="x.pdf"' },
        }),
    }),
    route({
      method: 'GET',
      path: '/stream',
      summary: 'x',
      scope: 'public',
      answers: { 200: 'binary' },
      handle: async () => answer(200, new PassThrough().end('streamed'), { headers: { 'content-type': 'text/plain' } }),
    }),
    route({
      method: 'POST',
      path: '/sign-in',
      summary: 'x',
      scope: 'public',
      idempotency: 'none',
      answers: { 200: Thing },
      handle: async () =>
        answer(
          200,
          { id: '1', name: 'x' },
          {
            cookies: [
              { name: 'lumbung_access', value: 'a b', maxAgeSeconds: 60 },
              { name: 'lumbung_refresh', value: null, maxAgeSeconds: 1, path: '/api/v1/auth' },
            ],
          },
        ),
    }),
    route({
      method: 'GET',
      path: '/elsewhere',
      summary: 'x',
      scope: 'public',
      answers: { 302: null },
      handle: async () => answer(302, null, { headers: { location: '/x' } }),
    }),
    route({
      method: 'DELETE',
      path: '/nothing',
      summary: 'x',
      scope: 'public',
      answers: { 200: null },
      handle: async () => undefined,
    }),
    route({
      method: 'GET',
      path: '/wrong',
      summary: 'x',
      scope: 'public',
      answers: { 200: Thing },
      handle: async () => ({ id: 5 }),
    }),
    route({
      method: 'GET',
      path: '/no',
      summary: 'x',
      scope: 'public',
      answers: { 200: Thing },
      handle: async () => Promise.reject(refuse('request.stale', { version: 3 })),
    }),
  ]);

  it('should carry security headers when it is data', async () => {
    const { headers } = await fetch(`${served.url}/api/v1/cached`);
    assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'; frame-ancestors 'none'/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.ok(headers.get('referrer-policy') && headers.get('permissions-policy'));
    assert.equal(headers.get('strict-transport-security'), null);
    assert.equal(headers.get('x-powered-by'), null);
  });

  it('should come packed when it is long and the client can unpack', async () => {
    const server = served.server.fastify;
    const packed = await server.inject({ url: '/api/v1/cached', headers: { 'accept-encoding': 'br' } });
    assert.equal(packed.headers['content-encoding'], 'br');
    assert.deepEqual(JSON.parse(brotliDecompressSync(packed.rawPayload).toString()), big);
    assert.equal((await server.inject({ url: '/api/v1/cached' })).headers['content-encoding'], undefined);
  });

  it('should be empty when the client has it already', async () => {
    const first = await fetch(`${served.url}/api/v1/cached`);
    const etag = first.headers.get('etag') ?? '';
    assert.match(etag, /^W\/"/);
    const second = await fetch(`${served.url}/api/v1/cached`, { headers: { 'if-none-match': `"other", ${etag}` } });
    assert.equal(second.status, 304);
    assert.equal(second.headers.get('etag'), etag);
    assert.equal(second.headers.get('cache-control'), 'public, max-age=5');
    assert.equal((await fetch(`${served.url}/api/v1/cached`, { headers: { 'if-none-match': '"other"' } })).status, 200);
  });

  it('should go through as it is when it is a file or a stream', async () => {
    const file = await fetch(`${served.url}/api/v1/file`);
    assert.deepEqual(
      [
        file.headers.get('content-type'),
        file.headers.get('content-disposition'),
        (await file.arrayBuffer()).byteLength,
      ],
      ['application/pdf', 'attachment; filename="x.pdf"', 3],
    );
    assert.equal(await (await fetch(`${served.url}/api/v1/stream`)).text(), 'streamed');
  });

  it('should set cookies that scripts cannot read when it carries some', async () => {
    const response = await post(`${served.url}/api/v1/sign-in`, {});
    assert.deepEqual(response.headers.getSetCookie(), [
      'lumbung_access=a%20b; Max-Age=60; Path=/; HttpOnly; SameSite=Lax',
      'lumbung_refresh=; Max-Age=0; Path=/api/v1/auth; HttpOnly; SameSite=Lax',
    ]);
  });

  it('should have no body when there is none to have', async () => {
    const gone = await fetch(`${served.url}/api/v1/nothing`, { method: 'DELETE' });
    assert.equal(gone.status, 204);
    const elsewhere = await fetch(`${served.url}/api/v1/elsewhere`, { redirect: 'manual' });
    assert.deepEqual([elsewhere.status, elsewhere.headers.get('location')], [302, '/x']);
  });

  it('should be a fault when it is not what the route declares', async () => {
    assert.equal((await problemOf(await fetch(`${served.url}/api/v1/wrong`))).code, 'server.fault');
  });

  it('should be a problem with its details when the handler refuses', async () => {
    const response = await fetch(`${served.url}/api/v1/no`);
    assert.equal(response.status, 412);
    assert.deepEqual(((await response.json()) as { details: unknown }).details, { version: 3 });
  });
});

describe('faults', () => {
  const logged: { level: string; facts: Record<string, unknown>; text: string }[] = [];
  const write = (level: string) => (facts: Record<string, unknown>, text: string) =>
    void logged.push({ level, facts, text });
  const log = {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    debug() {},
    fatal() {},
    child: () => log,
  } as unknown as Log;
  const failing = (path: string, error: unknown) =>
    route({
      method: 'GET',
      path,
      summary: 'x',
      scope: 'public',
      answers: { 200: Type.Unknown() },
      handle: async () => Promise.reject(error),
    });
  const served = serve(
    [
      failing('/bug', new TypeError('secret.internals is not a function')),
      failing('/data', Object.assign(new Error('invalid input syntax for type uuid: "x"'), { code: '22P02' })),
      failing('/away', Object.assign(new Error('connect ECONNREFUSED 10.0.0.5:5432'), { code: 'ECONNREFUSED' })),
      route({
        method: 'GET',
        path: '/sync',
        summary: 'x',
        scope: 'public',
        answers: { 200: Type.Unknown() },
        handle: () => {
          throw new Error('thrown at once');
        },
      }),
    ],
    { log },
  );
  const cases: [string, number, string, string][] = [
    ['/bug', 500, 'server.fault', 'error'],
    ['/sync', 500, 'server.fault', 'error'],
    ['/away', 503, 'server.busy', 'warn'],
    ['/data', 400, 'request.invalid', 'warn'],
  ];
  for (const [path, status, code, level] of cases) {
    it(`should say ${code} without a word of its inside when ${path} fails, and note it once`, async () => {
      logged.length = 0;
      const response = await fetch(`${served.url}/api/v1${path}`);
      const text = await response.clone().text();
      const problem = await problemOf(response);
      assert.deepEqual([response.status, problem.code], [status, code]);
      assert.doesNotMatch(text, /secret|uuid|10\.0\.0\.5|thrown|stack/);
      await waitFor('the request is logged', () => logged.some((line) => line.text === 'request'));
      const noted = logged.filter((line) => line.text !== 'request');
      assert.deepEqual(
        noted.map((line) => [line.level, line.facts.correlationId]),
        [[level, problem.correlationId]],
      );
      if (status === 503) assert.ok(Number(response.headers.get('retry-after')) > 0);
    });
  }

  it('should count the gap when a bad value reached the database', async () => {
    await fetch(`${served.url}/api/v1/data`);
    assert.match(
      await (await fetch(`${served.url}/metrics`)).text(),
      /http_data_exceptions_total\{route="\/api\/v1\/data"\} [1-9]/,
    );
  });
});
