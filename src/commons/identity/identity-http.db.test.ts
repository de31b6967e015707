import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createTokenVerifier } from '#platform/access-token';
import { systemCall } from '#platform/call';
import type { HttpServer } from '#platform/http';
import { newUuid } from '#platform/ids';
import { createRateLimits } from '#platform/rate-limits';
import { registerRefusals } from '#platform/refusal';
import { testDatabase } from '../../platform/testing/database.ts';
import { post, testServer } from '../../platform/testing/http-server.ts';
import { identityContract } from './contract.ts';
import { freshEmail, GOOD_PASSWORD, makeIdentity, readSessionId, type TestIdentity } from './fixtures.ts';
import { isAllowed, knownScopes } from './role-permissions.ts';
import type { Session } from './shapes.ts';
import { LocalProvider, walkThrough } from './testing/local-provider.ts';

const CALLBACK = 'http://lumbung.test/api/v1/auth/google/callback';
/** Every limit that identity's routes name. */
const unlimited = Object.fromEntries(
  ['login', 'register', 'refresh', 'otp', 'otpVerify', 'passwordReset', 'google', 'password', 'totp'].map((name) => [
    name,
    1_000_000,
  ]),
);
type Problem = { status: number; code: string; errors?: { pointer: string; code: string }[] };

describe('identity over HTTP', () => {
  const db = testDatabase('identity');
  const provider = new LocalProvider(CALLBACK);
  let house: TestIdentity;
  let server: HttpServer;
  let url = '';
  before(async () => {
    registerRefusals(identityContract);
    await provider.start();
    const { issuer, clientId, clientSecret } = provider;
    // The provider's ID tokens carry the real time.
    house = makeIdentity(db.database, {
      start: new Date().toISOString(),
      google: { issuer, clientId, clientSecret, redirectUri: () => CALLBACK },
    });
    await house.identity.start?.();
    const { edge } = house.identity;
    server = await testServer(house.identity.routes ?? [], {
      isAllowed,
      knownScopes,
      verifyToken: createTokenVerifier({ keys: edge.verificationKey, isRevoked: edge.isRevoked, clock: house.clock }),
      verifyApiKey: edge.verifyApiKey,
      rateLimits: createRateLimits({ addressPerMinute: 1e6, userPerMinute: 1e6, byName: unlimited }),
    });
    url = await server.listen({ port: 0, host: '127.0.0.1' });
  });
  after(async () => {
    await server.close();
    await provider.stop();
  });
  const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    post(`${url}/api/v1${path}`, body, headers);
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/api/v1${path}`, { headers, redirect: 'manual' });
  const bearer = (session: Session) => ({ authorization: `Bearer ${session.accessToken}` });
  const register = async () => {
    const email = freshEmail();
    assert.equal((await send('/auth/register', { name: 'Siti', email, password: GOOD_PASSWORD })).status, 201);
    return email;
  };
  const signUp = async () => {
    const email = await register();
    const session = (await (
      await send('/auth/login', { identifier: email, password: GOOD_PASSWORD })
    ).json()) as Session;
    return { email, session };
  };
  const cookiesOf = (response: Response) =>
    new Map(response.headers.getSetCookie().map((cookie) => [cookie.split('=')[0] ?? '', cookie]));
  const cookieHeader = (response: Response) =>
    response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');

  test('should register, sign in, refresh and sign out when a client sends Bearer tokens', async () => {
    const { session } = await signUp();
    const devices = (await (await get('/auth/devices', bearer(session))).json()) as {
      items: { id: string; current: boolean }[];
    };
    assert.deepEqual(
      devices.items.map((device) => [device.id, device.current]),
      [[readSessionId(session), true]],
    );
    const renewed = (await (await send('/auth/refresh', { refreshToken: session.refreshToken })).json()) as Session;
    assert.equal((await send('/auth/logout', { refreshToken: renewed.refreshToken })).status, 204);
    assert.equal((await get('/auth/devices', bearer(renewed))).status, 401);
  });

  test('should keep tokens out of the body and out of scripts when cookies are asked for', async () => {
    const email = await register();
    const response = await send('/auth/login', { identifier: email, password: GOOD_PASSWORD, session: 'cookie' });
    const body = (await response.json()) as Session;
    assert.deepEqual([body.accessToken, body.refreshToken, body.user.email], [null, null, email]);
    const cookies = cookiesOf(response);
    assert.match(
      cookies.get('lumbung_access') ?? '',
      /^lumbung_access=ey[^;]+; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    assert.match(
      cookies.get('lumbung_refresh') ?? '',
      /^lumbung_refresh=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    );

    assert.equal((await get('/auth/devices', { cookie: cookieHeader(response) })).status, 200);
    const origin = { cookie: cookieHeader(response), origin: 'http://lumbung.test' };
    const renewed = await send('/auth/refresh', {}, origin);
    assert.equal(((await renewed.json()) as Session).refreshToken, null);
    assert.equal((await get('/auth/devices', { cookie: cookieHeader(renewed) })).status, 200);
    const left = await send('/auth/logout', {}, { cookie: cookieHeader(renewed), origin: 'http://lumbung.test' });
    assert.equal(left.status, 204);
    assert.deepEqual(
      [...cookiesOf(left).values()].map((cookie) => cookie.split(';').slice(0, 2).join(';')),
      ['lumbung_access=; Max-Age=0', 'lumbung_refresh=; Max-Age=0'],
    );
    assert.equal(
      (await send('/auth/refresh', {}, { cookie: cookieHeader(renewed), origin: 'http://lumbung.test' })).status,
      401,
    );
  });

  test('should say what the cookies hold, and never 401, when a page opens', async () => {
    const signsOf = async (cookie?: string) => {
      const response = await get('/auth/session', cookie === undefined ? {} : { cookie });
      assert.equal(response.status, 200);
      return (await response.json()) as { isSignedIn: boolean; isRenewable: boolean };
    };
    assert.deepEqual(await signsOf(), { isSignedIn: false, isRenewable: false });
    const email = await register();
    const signedIn = await send('/auth/login', { identifier: email, password: GOOD_PASSWORD, session: 'cookie' });
    assert.deepEqual(await signsOf(cookieHeader(signedIn)), { isSignedIn: true, isRenewable: true });
    const old = cookieHeader(signedIn).replace(/lumbung_access=[^;]+/, 'lumbung_access=alt');
    assert.deepEqual(await signsOf(old), { isSignedIn: false, isRenewable: true });
  });

  test('should refuse request.wrong-origin when another site writes with our cookies', async () => {
    const email = await register();
    const response = await send('/auth/login', { identifier: email, password: GOOD_PASSWORD, session: 'cookie' });
    const stolen = await send('/auth/refresh', {}, { cookie: cookieHeader(response), origin: 'https://evil.example' });
    assert.equal(stolen.status, 403);
  });

  describe('without telling who has an account', () => {
    /** What an attacker can see, without what is made anew for each answer. */
    const seen = async (response: Response) => {
      const text = await response.text();
      const headers = [...response.headers].filter(
        ([name]) => !/^(date|x-correlation-id|etag|content-length|ratelimit-.*)$/.test(name),
      );
      return {
        status: response.status,
        headers,
        length: text.length,
        body: text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID'),
      };
    };

    test('should register alike when the e-mail is taken', async () => {
      const taken = await register();
      const fresh = freshEmail();
      assert.equal(taken.length, fresh.length);
      const answers = await Promise.all(
        [taken, fresh].map(async (email) =>
          seen(await send('/auth/register', { name: 'Siti', email, password: GOOD_PASSWORD })),
        ),
      );
      assert.deepEqual(answers[0], answers[1]);
    });

    for (const [path, body] of [
      ['/auth/login', { password: 'salah sama sekali' }],
      ['/auth/otp/request', {}],
      ['/auth/otp/verify', { code: '123456' }],
      ['/auth/password/reset', { code: '123456', newPassword: 'nasi uduk pagi hari' }],
    ] as const) {
      test(`should answer ${path} alike when nobody has the e-mail`, async () => {
        const known = await register();
        const answers = await Promise.all(
          [known, freshEmail()].map(async (identifier) => seen(await send(path, { identifier, ...body }))),
        );
        assert.deepEqual(answers[0], answers[1]);
      });
    }
  });

  test('should never fail when fields are hostile', async () => {
    const valid = {
      identifier: 'a@b.id',
      name: 'Siti',
      password: GOOD_PASSWORD,
      code: '123456',
      newPassword: GOOD_PASSWORD,
    };
    const deep = JSON.parse('['.repeat(50) + ']'.repeat(50));
    const hostile = [
      null,
      [],
      deep,
      1e308,
      -1,
      true,
      {},
      '',
      '\u0000',
      '\ud800',
      'a'.repeat(100_000),
      "' or 1=1 --",
      '💥'.repeat(300),
      '../../etc/passwd',
    ];
    for (const path of [
      '/auth/register',
      '/auth/login',
      '/auth/refresh',
      '/auth/otp/request',
      '/auth/otp/verify',
      '/auth/password/reset',
      '/auth/logout',
    ]) {
      for (const value of hostile) {
        await Promise.all(
          [
            'identifier',
            'password',
            'email',
            'phone',
            'name',
            'code',
            'refreshToken',
            'newPassword',
            'totpCode',
            'session',
            'lain',
          ].map(async (field) => {
            const response = await send(path, { ...valid, [field]: value });
            assert.ok(
              response.status < 500,
              `${path} ${field} ${JSON.stringify(value)?.slice(0, 40)} → ${response.status}`,
            );
            await response.arrayBuffer();
          }),
        );
      }
    }
  });

  test('should name the field when the answer is request.invalid', async () => {
    const response = await send('/auth/register', { name: 'Siti', email: 'bukan', password: 'pendek', umur: 3 });
    const problem = (await response.json()) as Problem;
    assert.deepEqual([problem.status, problem.code], [400, 'request.invalid']);
    assert.deepEqual(problem.errors?.map((error) => error.pointer).sort(), ['/email', '/password', '/umur']);
  });

  test('should say when to come back when a name is locked', async () => {
    const identifier = await register();
    for (let n = 0; n < 5; n++) await send('/auth/login', { identifier, password: 'salah sama sekali' });
    const response = await send('/auth/login', { identifier, password: GOOD_PASSWORD });
    assert.deepEqual(
      [response.status, response.headers.get('retry-after'), ((await response.json()) as Problem).code],
      [429, '30', 'identity.too-many-tries'],
    );
  });

  test('should show the public keys when anybody asks', async () => {
    const response = await fetch(`${url}/.well-known/jwks.json`);
    const { keys } = (await response.json()) as { keys: { kty: string; d?: string }[] };
    assert.ok(keys.length === 1 && keys[0]?.kty === 'RSA' && keys[0].d === undefined);
    assert.equal(response.headers.get('cache-control'), 'public, max-age=300');
  });

  test('should answer 404 when a device is another person’s', async () => {
    const [one, two] = [await signUp(), await signUp()];
    const remove = (path: string, session: Session) =>
      fetch(`${url}/api/v1${path}`, { method: 'DELETE', headers: bearer(session) });
    assert.equal((await remove(`/auth/devices/${readSessionId(two.session)}`, one.session)).status, 404);
    assert.equal((await remove(`/auth/devices/bukan-id`, one.session)).status, 400);
    assert.equal((await remove(`/auth/devices/${readSessionId(one.session)}`, one.session)).status, 204);
    assert.equal((await get('/auth/devices')).status, 401);
  });

  test('should keep an API key out when a route is for people', async () => {
    const email = freshEmail();
    await house.api.ensureAccount(systemCall('test', 'test'), {
      name: 'Toko',
      email,
      password: GOOD_PASSWORD,
      roles: ['SELLER'],
    });
    const session = (await (
      await send('/auth/login', { identifier: email, password: GOOD_PASSWORD })
    ).json()) as Session;
    const made = await send('/auth/api-keys', { name: 'Kasir', scopes: ['api-keys:read'] }, bearer(session));
    assert.equal(made.status, 201);
    const { key, id } = (await made.json()) as { key: string; id: string };
    assert.equal((await get('/auth/devices', { 'x-api-key': key })).status, 403);
    // Its owner's list belongs to people; a key is not one, whatever it lists.
    assert.equal((await get('/auth/api-keys', { 'x-api-key': key })).status, 401);
    assert.equal((await get('/auth/api-keys', { 'x-api-key': `${key}x` })).status, 401);
    assert.equal(
      (await fetch(`${url}/api/v1/auth/api-keys/${id}`, { method: 'DELETE', headers: bearer(session) })).status,
      204,
    );
  });

  test('should let in only staff when people are listed or roles given', async () => {
    const email = freshEmail();
    await house.api.ensureAccount(systemCall('test', 'test'), {
      name: 'Admin',
      email,
      password: GOOD_PASSWORD,
      roles: ['ADMIN'],
    });
    const admin = (await (await send('/auth/login', { identifier: email, password: GOOD_PASSWORD })).json()) as Session;
    const { session } = await signUp();
    const put = (who: Session, userId: string, role: string) =>
      fetch(`${url}/api/v1/users/${userId}/roles/${role}`, { method: 'PUT', headers: bearer(who) });
    assert.equal((await get('/users', bearer(session))).status, 403);
    assert.equal((await put(session, session.user.id, 'ADMIN')).status, 403);
    const listed = (await (await get('/users?limit=2', bearer(admin))).json()) as {
      items: object[];
      nextCursor: string | null;
    };
    assert.ok(listed.items.length === 2 && listed.nextCursor);
    assert.equal((await get('/users?limit=1000', bearer(admin))).status, 400);
    assert.equal((await put(admin, session.user.id, 'SELLER')).status, 204);
    assert.equal((await put(admin, session.user.id, 'ADMIN')).status, 403);
    assert.equal((await put(admin, session.user.id, 'RAJA')).status, 400);
    assert.equal((await put(admin, newUuid(), 'SELLER')).status, 404);
  });

  describe('by Google', () => {
    const signIn = async (change: (callback: URL) => void = () => {}) => {
      const start = await get('/auth/google/start?returnTo=/keranjang');
      assert.equal(start.status, 302);
      assert.match(
        cookiesOf(start).get('lumbung_google') ?? '',
        /Path=\/api\/v1\/auth\/google; HttpOnly; SameSite=Lax$/,
      );
      const back = await walkThrough(start.headers.get('location') ?? '', CALLBACK);
      change(back);
      return get(`/auth/google/callback${back.search}`, { cookie: cookieHeader(start) });
    };

    test('should come back signed in with cookies when all went well', async () => {
      provider.signInAs = newUuid();
      provider.people.set(provider.signInAs, { email: freshEmail(), email_verified: true, name: 'Dewi' });
      const response = await signIn();
      assert.deepEqual([response.status, response.headers.get('location')], [302, '/keranjang']);
      assert.match(cookiesOf(response).get('lumbung_google') ?? '', /Max-Age=0/);
      const devices = await get('/auth/devices', { cookie: cookieHeader(response) });
      assert.equal(devices.status, 200);
    });

    test('should be among the ways to sign in when it is set up', async () => {
      const ways = await get('/auth/ways');
      assert.deepEqual(await ways.json(), { password: true, code: true, google: true });
    });

    test('should lead a person back to the sign-in page, and refuse a program, when it is not set up', async () => {
      const without = await testServer(makeIdentity(db.database).identity.routes ?? [], { isAllowed, knownScopes });
      const at = await without.listen({ port: 0, host: '127.0.0.1' });
      const ask = (path: string, accept: string) =>
        fetch(`${at}/api/v1${path}`, { headers: { accept }, redirect: 'manual' });
      const ways = (await (await ask('/auth/ways', '*/*')).json()) as { google: boolean };
      assert.equal(ways.google, false);
      const person = await ask('/auth/google/start', 'text/html,application/xhtml+xml');
      assert.deepEqual([person.status, person.headers.get('location')], [302, '/masuk?error=identity.google-off']);
      const program = await ask('/auth/google/start', '*/*');
      assert.deepEqual([program.status, ((await program.json()) as Problem).code], [404, 'identity.google-off']);
      await without.close();
    });

    test('should come back to the sign-in page with a code when something was wrong', async () => {
      const response = await signIn((back) => back.searchParams.set('state', 'lain'));
      assert.deepEqual(
        [response.status, response.headers.get('location')],
        [302, '/masuk?error=identity.google-refused'],
      );
      assert.ok(!cookiesOf(response).has('lumbung_access'));
      const withoutCookie = await get('/auth/google/callback?code=x&state=y');
      assert.equal(withoutCookie.headers.get('location'), '/masuk?error=identity.google-refused');
    });
  });
});
