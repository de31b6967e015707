import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { Type } from 'typebox';
import type { HttpServer } from './http.ts';
import { route } from './route.ts';
import { testServer } from './testing/http-server.ts';
import { closed, createThing, getThing, listThings, whoAmI } from './testing/http-things.ts';

const nested = route({
  method: 'POST',
  path: '/nested',
  summary: 'Everything a schema can say',
  scope: 'public',
  body: Type.Object(
    {
      id: Type.Optional(Type.String({ format: 'uuid' })),
      at: Type.Optional(Type.String({ format: 'date-time' })),
      email: Type.Optional(Type.String({ format: 'email' })),
      code: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
      options: Type.Optional(Type.Record(Type.String({ maxLength: 10 }), Type.String({ maxLength: 10 }))),
      how: Type.Optional(
        Type.Union([
          Type.Object({ kind: Type.Literal('a'), n: Type.Integer() }, closed),
          Type.Object({ kind: Type.Literal('b'), s: Type.String() }, closed),
          Type.Null(),
        ]),
      ),
      list: Type.Optional(Type.Array(Type.Union([Type.Integer(), Type.String()]), { maxItems: 5, uniqueItems: true })),
    },
    closed,
  ),
  answers: { 200: Type.Unknown() },
  handle: async ({ body }) => body,
});

const RUNS = { numRuns: 300 };
/** Names that schemas and prototypes know, so that random objects come near the truth. */
const name = fc.oneof(
  fc.constantFrom(
    'id',
    'at',
    'email',
    'code',
    'options',
    'how',
    'list',
    'kind',
    'name',
    'count',
    'tags',
    '__proto__',
    'constructor',
    'toString',
    '',
  ),
  fc.string(),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.constantFrom('a', 'b', null, 0, -0, 1e21),
    tie('object'),
    fc.array(tie('any')),
  ),
  object: fc.dictionary(name, tie('any')),
})).any;

describe('anything at all from outside', () => {
  let server: HttpServer;
  before(async () => {
    server = await testServer([createThing, listThings, getThing, whoAmI, nested]);
  });
  after(() => server.close());

  async function statusOf(request: {
    method: 'GET' | 'POST';
    url: string;
    headers?: Record<string, string>;
    payload?: string | Buffer;
  }): Promise<number> {
    const response = await server.fastify.inject(request);
    assert.ok(response.statusCode < 500, `${response.statusCode} ${response.body}`);
    if (response.statusCode >= 400) assert.equal(typeof (response.json() as { code: string }).code, 'string');
    return response.statusCode;
  }

  it('should never be a fault when a body is any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(value, fc.constantFrom('/api/v1/nested', '/api/v1/things'), async (body, url) => {
        await statusOf({
          method: 'POST',
          url,
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify(body) ?? 'null',
        });
      }),
      RUNS,
    );
  });

  it('should never be a fault when a body is any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('application/json', 'text/plain', 'multipart/form-data; boundary=x', ''),
        async (bytes, type) => {
          await statusOf({
            method: 'POST',
            url: '/api/v1/nested',
            headers: { 'content-type': type },
            payload: Buffer.from(bytes),
          });
        },
      ),
      RUNS,
    );
  });

  it('should never be a fault when an address is any text', async () => {
    const part = fc.oneof(
      fc.string({ unit: fc.constantFrom(..."abz09%/?&=[]._-~:;@!$'()*+,#") }),
      fc.string().map(encodeURIComponent),
    );
    await fc.assert(
      fc.asyncProperty(part, part, async (path, query) => {
        const url = `/api/v1/things/${path}?limit=${query}`.replaceAll('#', '');
        await statusOf({ method: 'GET', url });
        await statusOf({ method: 'GET', url: `/api/v1/things?${query.replaceAll('#', '')}` });
      }),
      RUNS,
    );
  });

  it('should never be a fault when headers are any text', async () => {
    const text = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
    const names = fc.constantFrom(
      'authorization',
      'cookie',
      'accept-language',
      'accept-encoding',
      'x-correlation-id',
      'x-api-key',
      'idempotency-key',
      'cart-token',
      'origin',
      'sec-fetch-site',
      'if-none-match',
      'x-forwarded-for',
      'x-forwarded-host',
      'traceparent',
      'user-agent',
      'content-encoding',
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, text), async (headers) => {
        await statusOf({ method: 'GET', url: '/api/v1/me', headers });
        await statusOf({
          method: 'POST',
          url: '/api/v1/things',
          headers: { ...headers, 'content-type': 'application/json' },
          payload: '{"name":"x"}',
        });
      }),
      RUNS,
    );
  });
});
