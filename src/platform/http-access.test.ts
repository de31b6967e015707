import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Type } from 'typebox';
import { createRateLimits } from './rate-limits.ts';
import { route } from './route.ts';
import { post, problemOf, serve, testToken } from './testing/http-server.ts';
import { USER, whoAmI } from './testing/http-things.ts';

describe('who calls', () => {
  const keyActor = {
    kind: 'key',
    keyId: 'k1',
    userId: USER,
    tenantId: null,
    roles: ['PARTNER'],
    scopes: ['things:read'],
  } as const;
  const served = serve(
    [
      whoAmI,
      route({
        method: 'GET',
        path: '/signed-in',
        summary: 'x',
        scope: 'signed-in',
        answers: { 200: Type.Unknown() },
        handle: async ({ call }) => call.actor,
      }),
      route({
        method: 'GET',
        path: '/staff',
        summary: 'x',
        scope: 'things:read',
        answers: { 200: Type.Unknown() },
        handle: async ({ call }) => call.actor,
      }),
      route({
        method: 'POST',
        path: '/write',
        summary: 'x',
        scope: 'public',
        answers: { 204: null },
        handle: async () => null,
      }),
      route({
        method: 'POST',
        path: '/hook',
        prefix: '',
        summary: 'x',
        scope: 'webhook',
        rawBody: true,
        answers: { 200: Type.Unknown() },
        handle: async ({ rawBody, body }) => ({ bytes: rawBody?.toString('latin1'), body }),
      }),
    ],
    {
      verifyApiKey: async (key) =>
        key === 'good-key' ? { ...keyActor, roles: [...keyActor.roles], scopes: [...keyActor.scopes] } : null,
      isAllowed: (actor, scope) =>
        actor.kind === 'key' ? actor.scopes.includes(scope) : actor.kind === 'user' && actor.roles.includes('ADMIN'),
      corsOrigins: ['https://partner.example'],
    },
  );
  const api = (path: string, headers: Record<string, string> = {}) => fetch(`${served.url}/api/v1${path}`, { headers });

  it('should make a call with everything in it when a person asks', async () => {
    const response = await api('/me', {
      authorization: `Bearer ${testToken(USER)}`,
      'x-correlation-id': 'abc-12345',
      'accept-language': 'en',
      'cart-token': 'cart-1',
      'user-agent': 'test/1',
    });
    const { call } = (await response.json()) as { call: Record<string, unknown> };
    assert.equal(response.headers.get('x-correlation-id'), 'abc-12345');
    assert.deepEqual(call, {
      correlationId: 'abc-12345',
      causationId: null,
      actor: { kind: 'user', userId: USER, sessionId: '0190aaaa-bbbb-7ccc-8ddd-0000000000ff', roles: ['CUSTOMER'] },
      language: 'en',
      idempotencyKey: null,
      clientAddress: '127.0.0.1',
      userAgent: 'test/1',
      cartToken: 'cart-1',
    });
  });

  it('should make a guest when nobody signs in, and read cookies', async () => {
    const response = await api('/me', { cookie: 'lumbung_cart=c-9; lumbung_language=en; lumbung_access=not-a-token' });
    const { call, cookies } = (await response.json()) as {
      call: { actor: unknown; cartToken: string; language: string };
      cookies: Record<string, string>;
    };
    assert.deepEqual(
      [call.actor, call.cartToken, call.language, cookies.lumbung_cart],
      [{ kind: 'guest' }, 'c-9', 'en', 'c-9'],
    );
  });

  it('should know a person by the cookie when there is no header', async () => {
    const response = await api('/signed-in', { cookie: `lumbung_access=${testToken(USER)}` });
    assert.equal(((await response.json()) as { userId: string }).userId, USER);
  });

  const refused: [string, string, Record<string, string>, number, string][] = [
    ['nobody signed in', '/signed-in', {}, 401, 'request.sign-in-required'],
    ['the cookie is no good', '/signed-in', { cookie: 'lumbung_access=x' }, 401, 'request.sign-in-required'],
    [
      'the token is no good, even where guests may enter',
      '/me',
      { authorization: 'Bearer x' },
      401,
      'request.sign-in-required',
    ],
    ['the scheme is unknown', '/me', { authorization: 'Basic dXNlcjpwYXNz' }, 401, 'request.sign-in-required'],
    ['the API key is unknown', '/me', { 'x-api-key': 'bad-key' }, 401, 'request.sign-in-required'],
    ['a permission is missing', '/staff', { authorization: `Bearer ${testToken(USER)}` }, 403, 'request.forbidden'],
    ['an API key wants what persons may', '/signed-in', { 'x-api-key': 'good-key' }, 403, 'request.forbidden'],
  ];
  for (const [when, path, headers, status, code] of refused) {
    it(`should refuse with ${status} when ${when}`, async () => {
      const response = await api(path, headers);
      assert.equal(response.status, status);
      assert.equal((await problemOf(response)).code, code);
    });
  }

  it('should let in when the permission is there', async () => {
    assert.equal((await api('/staff', { authorization: `Bearer ${testToken(USER, ['ADMIN'])}` })).status, 200);
    const byKey = await api('/staff', { 'x-api-key': 'good-key' });
    assert.equal(((await byKey.json()) as { keyId: string }).keyId, 'k1');
  });

  it('should hand over the very bytes when a provider calls', async () => {
    const bytes = '{ "a" : 1.0 }\n';
    const response = await fetch(`${served.url}/hook`, {
      method: 'POST',
      headers: { 'content-type': 'text/weird', authorization: 'Basic whatever' },
      body: bytes,
    });
    assert.deepEqual(await response.json(), { bytes });
  });

  const cookie = `lumbung_access=${testToken(USER)}`;
  const origins: [string, Record<string, string>, number][] = [
    ['it comes from our own origin', { cookie, origin: 'http://lumbung.test' }, 204],
    ['the browser says same-origin', { cookie, 'sec-fetch-site': 'same-origin' }, 204],
    ['it comes from a site on the list', { cookie, origin: 'https://partner.example' }, 204],
    ['it comes from another site', { cookie, origin: 'https://evil.example' }, 403],
    ['it comes from a neighbour of our name', { cookie, origin: 'http://lumbung.test.evil.example' }, 403],
    ['it comes from our name under another scheme', { cookie, origin: 'https://lumbung.test' }, 403],
    ['it comes from nowhere', { cookie, origin: 'null' }, 403],
    ['it does not say where it comes from', { cookie }, 403],
    ['the browser says cross-site without an origin', { cookie, 'sec-fetch-site': 'cross-site' }, 403],
    [
      'only the cart is known by cookie and it comes from another site',
      { cookie: 'lumbung_cart=c1', origin: 'https://evil.example' },
      403,
    ],
    ['there are no cookies of ours', { cookie: 'theme=dark', origin: 'https://evil.example' }, 204],
    ['the person shows a token', { cookie, authorization: `Bearer ${testToken(USER)}` }, 204],
  ];
  for (const [when, headers, status] of origins) {
    it(`should answer a write with ${status} when ${when}`, async () => {
      const response = await fetch(`${served.url}/api/v1/write`, { method: 'POST', headers });
      assert.equal(response.status, status);
    });
  }

  it('should tell browsers which sites may call when they ask', async () => {
    const ask = (origin: string) =>
      fetch(`${served.url}/api/v1/write`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const allowed = await ask('https://partner.example');
    assert.equal(allowed.status, 204);
    assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://partner.example');
    assert.match(allowed.headers.get('access-control-allow-headers') ?? '', /idempotency-key/);
    assert.equal((await ask('https://evil.example')).headers.get('access-control-allow-origin'), null);
    const answered = await fetch(`${served.url}/api/v1/me`, { headers: { origin: 'https://partner.example' } });
    assert.equal(answered.headers.get('access-control-allow-origin'), 'https://partner.example');
    assert.match(answered.headers.get('vary') ?? '', /origin/);
  });
});

describe('limits over HTTP', () => {
  const served = serve(
    [
      route({
        method: 'GET',
        path: '/media/:id',
        prefix: '',
        summary: 'x',
        scope: 'public',
        params: Type.Object({ id: Type.String() }),
        answers: { 200: 'binary' },
        handle: async () => Buffer.from('x'),
      }),
      whoAmI,
      route({
        method: 'POST',
        path: '/login',
        summary: 'x',
        scope: 'public',
        idempotency: 'none',
        rateLimits: [{ name: 'login', perMinute: 100, by: 'address' }],
        answers: { 204: null },
        handle: async () => null,
      }),
    ],
    {
      rateLimits: createRateLimits({ addressPerMinute: 8, userPerMinute: 2, byName: { login: 1 } }),
      trustProxy: '127.0.0.1',
    },
  );
  const me = (address: string, headers: Record<string, string> = {}) =>
    fetch(`${served.url}/api/v1/me`, { headers: { 'x-forwarded-for': address, ...headers } });

  it('should count by address and say when to come back when it is over', async () => {
    for (let count = 0; count < 8; count++) assert.equal((await me('203.0.113.1')).status, 200);
    const refused = await me('203.0.113.1');
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    assert.deepEqual([refused.headers.get('ratelimit-limit'), refused.headers.get('ratelimit-remaining')], ['8', '0']);
    assert.equal((await me('203.0.113.2')).status, 200);
  });

  it('should count by person when they call from several addresses', async () => {
    const authorization = `Bearer ${testToken(USER)}`;
    assert.equal((await me('203.0.113.3', { authorization })).headers.get('ratelimit-limit'), '2');
    assert.equal((await me('203.0.113.4', { authorization })).status, 200);
    assert.equal((await me('203.0.113.5', { authorization })).status, 429);
  });

  it('should follow the settings of a named limit when a route has one', async () => {
    const login = () => post(`${served.url}/api/v1/login`, {}, { 'x-forwarded-for': '203.0.113.6' });
    assert.equal((await login()).status, 204);
    assert.equal((await login()).status, 429);
    assert.equal((await me('203.0.113.6')).status, 200);
  });

  it('should count the person behind a page rendered here when it is handed in', async () => {
    const inject = (clientAddress: string) =>
      served.server.inject(
        new Request('http://lumbung.test/api/v1/me', { headers: { 'x-forwarded-for': '198.51.100.9' } }),
        { clientAddress },
      );
    for (let count = 0; count < 8; count++) assert.equal((await inject('203.0.113.7')).status, 200);
    assert.equal((await inject('203.0.113.7')).status, 429);
    assert.equal((await inject('203.0.113.8')).status, 200);
  });

  it('should not count the reads of a page rendered here against the person when the page asks often', async () => {
    const authorization = `Bearer ${testToken('0190aaaa-bbbb-7ccc-8ddd-000000000077')}`;
    const inject = (headers: Record<string, string>) =>
      served.server.inject(new Request('http://lumbung.test/api/v1/me', { headers: { authorization, ...headers } }), {
        clientAddress: '203.0.113.20',
      });
    for (let count = 0; count < 5; count++) assert.equal((await inject({})).status, 200);
    for (let count = 0; count < 2; count++) assert.equal((await me('203.0.113.21', { authorization })).status, 200);
    assert.equal((await me('203.0.113.21', { authorization, 'x-lumbung-page': 'guessed' })).status, 429);
  });

  it('should not count pictures against the person when a page shows many', async () => {
    const authorization = `Bearer ${testToken('0190aaaa-bbbb-7ccc-8ddd-000000000078')}`;
    const picture = () =>
      fetch(`${served.url}/media/1`, { headers: { 'x-forwarded-for': '203.0.113.22', authorization } });
    for (let count = 0; count < 12; count++) assert.equal((await picture()).status, 200);
    assert.equal((await picture()).headers.get('ratelimit-limit'), '80');
  });

  it('should answer health questions when the limit is over', async () => {
    for (let count = 0; count < 12; count++)
      assert.equal(
        (await fetch(`${served.url}/health`, { headers: { 'x-forwarded-for': '203.0.113.1' } })).status,
        200,
      );
  });
});
