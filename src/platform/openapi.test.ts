import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { Type } from 'typebox';
import type { ServedRoute } from './compiled-route.ts';
import { ListOf, PageQuery } from './lists.ts';
import { Money } from './money.ts';
import { buildOpenApi, operationIdOf } from './openapi.ts';
import { route } from './route.ts';
import { testServer } from './testing/http-server.ts';
import { closed } from './testing/http-things.ts';

const REDOCLY = resolve(import.meta.dirname, '../../node_modules/.bin/redocly');

const Order = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    status: Type.Union([Type.Literal('paid'), Type.Literal('shipped'), Type.Null()]),
    total: Money,
    options: Type.Record(Type.String(), Type.String()),
    note: Type.Union([Type.String(), Type.Null()]),
  },
  { ...closed, $id: 'Order' },
);
const Category = Type.Cyclic(
  { Category: Type.Object({ name: Type.String(), children: Type.Array(Type.Ref('Category')) }, closed) },
  'Category',
);
const Id = Type.Object({ id: Type.String({ format: 'uuid', description: 'Which one' }) }, closed);
const handle = async () => null;

const routes: ServedRoute[] = [
  {
    ...route({
      method: 'GET',
      path: '/orders',
      summary: 'List own orders',
      scope: 'signed-in',
      query: Type.Object({ ...PageQuery, status: Type.Optional(Type.Array(Type.String({ maxLength: 20 }))) }, closed),
      answers: { 200: ListOf(Order) },
      handle,
    }),
    module: 'orders',
  },
  {
    ...route({
      method: 'POST',
      path: '/orders',
      summary: 'Place orders',
      scope: 'signed-in',
      idempotency: 'required',
      body: Type.Object(
        { addressId: Type.String({ format: 'uuid' }), note: Type.Optional(Type.String({ maxLength: 200 })) },
        closed,
      ),
      answers: { 201: Order },
      refusals: ['request.stale'],
      examples: { body: { addressId: '0190aaaa-bbbb-7ccc-8ddd-000000000001' } },
      handle,
    }),
    module: 'orders',
  },
  {
    ...route({
      method: 'GET',
      path: '/orders/:id',
      summary: 'One order',
      scope: 'orders:read',
      params: Id,
      answers: { 200: Order },
      handle,
    }),
    module: 'orders',
  },
  {
    ...route({
      method: 'DELETE',
      path: '/orders/:id',
      summary: 'Forget',
      scope: 'orders:read',
      params: Id,
      answers: { 200: null },
      handle,
    }),
    module: 'orders',
  },
  {
    ...route({
      method: 'GET',
      path: '/categories',
      summary: 'Tree',
      scope: 'public',
      answers: { 200: Category },
      handle,
    }),
    module: 'catalog',
  },
  {
    ...route({
      method: 'POST',
      path: '/media',
      summary: 'Upload',
      scope: 'signed-in',
      multipart: true,
      answers: { 201: Type.Object({ id: Type.String() }, closed) },
      handle,
    }),
    module: 'media',
  },
  {
    ...route({
      method: 'GET',
      path: '/media/:id/*',
      prefix: '',
      summary: 'A picture',
      scope: 'public',
      params: Id,
      answers: { 200: 'binary' },
      handle,
    }),
    module: 'media',
  },
  {
    ...route({
      method: 'POST',
      path: '/webhooks/xendit',
      prefix: '',
      summary: 'From the provider',
      scope: 'webhook',
      rawBody: true,
      answers: { 200: null },
      handle,
    }),
    module: 'payments',
  },
  {
    ...route({
      method: 'POST',
      path: '/internal/v1/:module/:operation',
      prefix: '',
      summary: 'Between processes',
      scope: 'webhook',
      params: Type.Object({ module: Type.String(), operation: Type.String() }),
      rawBody: true,
      answers: { 200: Type.Unknown() },
      handle,
    }),
    module: 'platform',
  },
];

describe('the description of the API', () => {
  const document = buildOpenApi(routes, { version: '1.2.3' });
  type Operation = {
    security: unknown[];
    parameters: { name: string; required: boolean }[];
    responses: Record<string, { description: string }>;
    requestBody: { content: Record<string, { example: unknown }> };
  };
  const operation = (path: string, method: string) => document.paths[path]?.[method] as Operation;

  it('should pass the linter of the trade when it is built', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lumbung-openapi-'));
    try {
      await writeFile(join(folder, 'openapi.json'), JSON.stringify(document));
      const linted = promisify(execFile)(process.execPath, [REDOCLY, 'lint', 'openapi.json', '--format=json'], {
        cwd: folder,
        env: { ...process.env, REDOCLY_TELEMETRY: 'off', CI: 'true' },
      });
      // The linter exits with 1 when there are errors; what it found is then on its standard output.
      const { stdout } = await linted.catch((error: { stdout: string }) => error);
      const { totals, problems } = JSON.parse(stdout) as {
        totals: { errors: number };
        problems: { severity: string; message: string; location: { pointer: string }[] }[];
      };
      const errors = problems
        .filter(({ severity }) => severity === 'error')
        .map(({ message, location }) => `${location[0]?.pointer}: ${message}`);
      assert.deepEqual(errors, []);
      assert.equal(totals.errors, 0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('should name who may call and what must be sent when a route says so', () => {
    assert.deepEqual(operation('/api/v1/categories', 'get').security[0], {});
    assert.deepEqual(operation('/webhooks/xendit', 'post').security, []);
    assert.equal(operation('/api/v1/orders', 'get').security.length, 3);
    const names = operation('/api/v1/orders', 'post').parameters.map(({ name, required }) => [name, required]);
    assert.deepEqual(names, [['Idempotency-Key', true]]);
    assert.deepEqual(
      operation('/api/v1/media', 'post').parameters.map(({ name, required }) => [name, required]),
      [['Idempotency-Key', false]],
    );
    assert.deepEqual(
      operation('/api/v1/orders/{id}', 'get').parameters.map(({ name, required }) => [name, required]),
      [['id', true]],
    );
  });

  it('should list every refusal with its sentence when a route may refuse', () => {
    const { responses } = operation('/api/v1/orders', 'post');
    assert.deepEqual(Object.keys(responses), [
      '201',
      '400',
      '401',
      '403',
      '409',
      '412',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ]);
    assert.match(responses['412']?.description ?? '', /`request\.stale`: This was changed by someone else/);
  });

  it('should carry the example when a route has one', () => {
    assert.deepEqual(operation('/api/v1/orders', 'post').requestBody.content['application/json']?.example, {
      addressId: '0190aaaa-bbbb-7ccc-8ddd-000000000001',
    });
  });

  it('should leave a route out when it is for calls between processes', () => {
    assert.equal(JSON.stringify(document).includes('/internal/'), false);
  });

  it('should name a schema once when it has a name, and fixed values as a list', () => {
    const { schemas } = document.components as {
      schemas: Record<string, { properties: Record<string, { enum?: unknown[] }> }>;
    };
    assert.deepEqual(Object.keys(schemas).sort(), ['Category', 'Order', 'Problem']);
    assert.deepEqual(schemas.Order?.properties.status?.enum, ['paid', 'shipped', null]);
    assert.equal(JSON.stringify(document).includes('$defs'), false);
  });

  it('should use one name for a place in a path when two routes call it differently', () => {
    const other = {
      ...route({
        method: 'PATCH',
        path: '/orders/:orderId',
        summary: 'Change',
        scope: 'orders:read',
        params: Type.Object({ orderId: Type.String() }),
        answers: { 200: Order },
        handle,
      }),
      module: 'orders',
    };
    const { paths } = buildOpenApi([...routes, other]);
    assert.deepEqual(Object.keys(paths['/api/v1/orders/{id}'] ?? {}), ['get', 'delete', 'patch']);
    const { patch } = paths['/api/v1/orders/{id}'] as { patch: Operation };
    assert.equal(patch.parameters[0]?.name, 'id');
  });

  it('should give an operation the same name when other routes come and go', () => {
    const names = routes.map(operationIdOf);
    assert.deepEqual(names.slice(0, 4), ['getOrders', 'postOrders', 'getOrdersById', 'deleteOrdersById']);
    assert.equal(operationIdOf({ method: 'GET', path: '/.well-known/jwks.json' }), 'getWellKnownJwksJson');
    assert.equal(operationIdOf({ method: 'POST', path: '/auth/otp/request' }), 'postAuthOtpRequest');
  });
});

describe('the reader of the description', () => {
  it('should be served with nothing inline when somebody opens it', async () => {
    const server = await testServer(routes.slice(0, 2));
    const get = (path: string, headers: Record<string, string> = {}) => server.fastify.inject({ url: path, headers });
    const page = await get('/docs');
    assert.match(page.headers['content-security-policy']?.toString() ?? '', /script-src 'self'; style-src 'self'/);
    assert.doesNotMatch(page.body, /<script>|<style|style=|onload=/);
    for (const [, path] of page.body.matchAll(/(?:src|href)="([^"]+)"/g))
      assert.equal((await get(path ?? '')).statusCode, 200, path);
    const document = await get('/docs/openapi.json', { 'accept-encoding': 'br' });
    assert.equal(document.headers['content-encoding'], 'br');
    const again = await get('/docs/openapi.json', { 'if-none-match': document.headers.etag?.toString() ?? '' });
    assert.equal(again.statusCode, 304);
    assert.equal((await get('/docs/../package.json')).statusCode, 404);
    assert.equal((await get('/docs/nothing.js')).statusCode, 404);
    await server.close();
  });
});
