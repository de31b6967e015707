import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Type } from 'typebox';
import type { Call } from './call.ts';
import { FORWARDED_HEADER, readForwardedClient, signForwardedClient } from './forwarded-client.ts';
import { buildOpenApi } from './openapi.ts';
import { proxyRoutes } from './proxy.ts';
import { createRateLimits } from './rate-limits.ts';
import { answer, type Route, route } from './route.ts';
import { testServer, testToken } from './testing/http-server.ts';
import { closed, createThing, getThing, USER } from './testing/http-things.ts';

const SECRET = 'a shared secret of this test';
const STRANGER = '203.0.113.9';

describe('routes of a module in another process', () => {
  const seen: Call[] = [];
  const noted = (change: Partial<Route> & Pick<Route, 'method' | 'path'>): Route =>
    route({
      summary: 'x',
      scope: 'public',
      answers: { 200: Type.Object({ ok: Type.Boolean() }, closed) },
      handle: async ({ call }) => {
        seen.push(call);
        return { ok: true };
      },
      ...(change as object as { method: 'GET'; path: string }),
    });
  const routes: Route[] = [
    createThing,
    getThing,
    noted({ method: 'GET', path: '/limited', rateLimits: [{ name: 'limited', perMinute: 2, by: 'address' }] }),
    noted({ method: 'POST', path: '/staff', scope: 'things:write', idempotency: 'required' }),
    noted({ method: 'GET', path: '/mine', scope: 'signed-in' }),
    route({
      method: 'POST',
      path: '/hook',
      prefix: '',
      summary: 'x',
      scope: 'webhook',
      rawBody: true,
      answers: { 200: Type.Unknown() },
      handle: async ({ rawBody }) => ({ bytes: rawBody?.toString('utf8') }),
    }),
    route({
      method: 'POST',
      path: '/upload',
      summary: 'x',
      scope: 'public',
      multipart: true,
      answers: { 201: Type.Unknown() },
      handle: async ({ files }) => {
        const [file] = await files();
        return answer(201, { name: file?.filename, text: file?.bytes.toString('utf8') });
      },
    }),
  ];
  type Server = Awaited<ReturnType<typeof testServer>>;
  let there: Server;
  let front: Server;
  let frontUrl = '';
  let thereUrl = '';
  const limits = () => createRateLimits({ addressPerMinute: 1_000, userPerMinute: 3, byName: { webhook: 5 } });
  before(async () => {
    there = await testServer(routes, { internalSecret: SECRET });
    thereUrl = await there.listen({ port: 0, host: '127.0.0.1' });
    front = await testServer(proxyRoutes(routes, thereUrl, SECRET), { internalSecret: SECRET, rateLimits: limits() });
    frontUrl = await front.listen({ port: 0, host: '127.0.0.1' });
  });
  after(async () => {
    await front.close();
    await there.close();
  });
  type Wish = {
    method?: 'GET' | 'POST';
    url: string;
    headers?: Record<string, string>;
    payload?: string;
    from?: string;
  };
  const ask = async ({ from = STRANGER, ...wish }: Wish, server = front) => {
    const { statusCode: status, headers, body } = await server.fastify.inject({ ...wish, remoteAddress: from });
    return { status, headers, body: body ? JSON.parse(body) : null };
  };

  it('should be described as they are when the reference is made', () => {
    const served = (list: readonly Route[]) => buildOpenApi(list.map((one) => ({ module: 'things', ...one })));
    assert.deepEqual(served(proxyRoutes(routes, thereUrl, SECRET)), served(routes));
  });

  it('should answer as the module does when a request is passed on', async () => {
    const headers = { 'content-type': 'application/json' };
    const made = await ask({ method: 'POST', url: '/api/v1/things', headers, payload: '{"name":"Meja"}' });
    assert.deepEqual([made.status, made.body], [201, { id: 'new', name: 'Meja' }]);
    const refused = await ask({ method: 'POST', url: '/api/v1/things', headers, payload: '{"nama":"Meja"}' });
    assert.deepEqual([refused.status, refused.body.code], [400, 'request.invalid']);
    const text = await ask({ method: 'POST', url: '/hook', headers, payload: '{ "a" : 1 }' });
    assert.deepEqual(text.body, { bytes: '{ "a" : 1 }' });
    const form = new FormData();
    form.append('file', new Blob(['isi berkas']), 'berkas.txt');
    const upload = await fetch(`${frontUrl}/api/v1/upload`, { method: 'POST', body: form });
    assert.deepEqual([upload.status, await upload.json()], [201, { name: 'berkas.txt', text: 'isi berkas' }]);
  });

  it('should keep their own limits and permissions when they are asked here', async () => {
    for (const expected of [200, 200, 429])
      assert.equal((await ask({ url: '/api/v1/limited', from: '198.51.100.1' })).status, expected);
    assert.equal((await ask({ url: '/api/v1/limited', from: '198.51.100.2' })).status, 200, 'another address');
    const headers = { authorization: `Bearer ${testToken(USER)}` };
    for (const expected of [200, 200, 200, 429])
      assert.equal((await ask({ url: '/api/v1/mine', headers })).status, expected, 'a person');
    assert.equal((await ask({ url: '/api/v1/mine' })).body.code, 'request.sign-in-required');
    const buyer = { authorization: `Bearer ${testToken(USER.replace('1', '2'))}` };
    assert.equal((await ask({ method: 'POST', url: '/api/v1/staff', headers: buyer })).status, 403);
    const admin = { authorization: `Bearer ${testToken(USER.replace('1', '3'), ['ADMIN'])}` };
    const keyless = await ask({ method: 'POST', url: '/api/v1/staff', headers: admin });
    assert.equal(keyless.body.code, 'request.idempotency-key-required', 'which is looked at over there');
    const hooks = await Promise.all(
      Array.from({ length: 6 }, () => ask({ method: 'POST', url: '/hook', from: '198.51.100.3' })),
    );
    assert.equal(hooks.filter(({ status }) => status === 429).length, 1, 'notices of providers have their own');
  });

  it('should know the client when a process of this installation passes the request on', async () => {
    const spoofed = { 'x-forwarded-for': '1.2.3.4', [FORWARDED_HEADER]: 'eyJ9.x' };
    await ask({ url: '/api/v1/limited', headers: spoofed, from: '198.51.100.7' });
    assert.equal(seen.at(-1)?.clientAddress, '198.51.100.7');
    await ask({ url: '/api/v1/limited', from: '2001:db8::7' });
    assert.equal(seen.at(-1)?.clientAddress, '2001:db8::7');
  });

  it('should believe nobody else when he says for whom he asks', async () => {
    const url = '/api/v1/mine';
    const authorization = `Bearer ${testToken(USER)}`;
    const sign = (secret: string, change: { url?: string; method?: string; now?: number } = {}) =>
      signForwardedClient(
        secret,
        { method: 'GET', url, now: Date.now(), ...change },
        { address: '9.9.9.9', isOwnPage: false },
      );
    const good = sign(SECRET);
    const forged: Record<string, string> = {
      'another secret': sign('guessed'),
      'another address of ours': sign(SECRET, { url: '/api/v1/things/1' }),
      'another method': sign(SECRET, { method: 'POST' }),
      'too old': sign(SECRET, { now: Date.now() - 120_000 }),
      'changed by hand': `${Buffer.from(JSON.stringify([Date.now(), '8.8.8.8', true])).toString('base64url')}.${good.split('.')[1]}`,
      'no seal': good.split('.')[0] ?? '',
      nonsense: '....',
    };
    for (const [what, header] of Object.entries(forged)) {
      const headers = { authorization, [FORWARDED_HEADER]: header, 'x-forwarded-for': '9.9.9.9' };
      assert.equal((await ask({ url, headers }, there)).status, 200, what);
      assert.equal(seen.at(-1)?.clientAddress, STRANGER, what);
    }
    await ask({ url, headers: { authorization, [FORWARDED_HEADER]: good } }, there);
    assert.equal(seen.at(-1)?.clientAddress, '9.9.9.9');
    const request = { method: 'GET', url, now: Date.now() };
    assert.equal(
      readForwardedClient(SECRET, request, signForwardedClient(SECRET, request, { address: 'x', isOwnPage: true })),
      null,
    );
  });

  it('should say that the house is busy when the other process does not answer', async () => {
    const alone = await testServer(proxyRoutes(routes, 'http://127.0.0.1:9', SECRET));
    const answered = await ask({ url: '/api/v1/limited' }, alone);
    assert.deepEqual([answered.status, answered.body.code], [503, 'server.busy']);
    await alone.close();
  });
});
