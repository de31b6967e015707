import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { post, problemOf, serve } from './testing/http-server.ts';
import { createThing, getThing, listThings } from './testing/http-things.ts';

describe('bodies from outside', () => {
  const served = serve([createThing, listThings, getThing]);
  const deep = `${'{"name":'.repeat(2_000)}1${'}'.repeat(2_000)}`;

  const hostile: [string, string | Uint8Array, number, string][] = [
    ['is no JSON', '{"name":', 400, 'request.not-json'],
    ['is empty text', ' ', 400, 'request.not-json'],
    ['is not UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 400, 'request.not-json'],
    ['has a byte order mark', '\ufeff{"name":"x"}', 400, 'request.not-json'],
    ['is nested two thousand times', deep, 400, 'request.invalid'],
    ['is a hundred thousand brackets', '['.repeat(100_000) + ']'.repeat(100_000), 400, 'request.invalid'],
    ['is a bare number', '5', 400, 'request.invalid'],
    ['is null', 'null', 400, 'request.invalid'],
    ['is a list', '[]', 400, 'request.invalid'],
    ['holds NUL', '{"name":"a\\u0000b"}', 400, 'request.invalid'],
    ['holds half a surrogate pair', '{"name":"\\ud83d"}', 400, 'request.invalid'],
    ['holds a huge exponent', '{"name":"x","count":1e999}', 400, 'request.invalid'],
    ['holds an unsafe integer', '{"name":"x","count":9007199254740993}', 400, 'request.invalid'],
    ['holds a fraction', '{"name":"x","count":1.5}', 400, 'request.invalid'],
    ['holds a number as text', '{"name":"x","count":"1"}', 400, 'request.invalid'],
    ['holds an unknown field', '{"name":"x","isAdmin":true}', 400, 'request.invalid'],
    ['reaches for the prototype', '{"name":"x","__proto__":{"isAdmin":true}}', 400, 'request.invalid'],
    [
      'reaches for the constructor',
      '{"name":"x","constructor":{"prototype":{"isAdmin":true}}}',
      400,
      'request.invalid',
    ],
    ['has an object for a text', '{"name":{"$gt":""}}', 400, 'request.invalid'],
    ['has a list for a text', '{"name":["x"]}', 400, 'request.invalid'],
    ['is longer than allowed', JSON.stringify({ name: 'x'.repeat(51) }), 400, 'request.invalid'],
    ['is larger than a megabyte', JSON.stringify({ name: 'x'.repeat(1_100_000) }), 413, 'request.too-large'],
    ['has too many values', JSON.stringify({ name: 'x', tags: Array(100_000).fill('y') }), 400, 'request.invalid'],
  ];
  for (const [when, body, status, code] of hostile) {
    it(`should refuse with ${code} when a body ${when}`, async () => {
      const response = await post(`${served.url}/api/v1/things`, body);
      assert.equal(response.status, status);
      assert.equal((await problemOf(response)).code, code);
    });
  }

  it('should name every field in the language of the caller when several are wrong', async () => {
    const response = await post(`${served.url}/api/v1/things?lang=id`, { name: '', count: 101, isAdmin: true });
    const { errors, detail } = await problemOf(response);
    assert.equal(detail, 'Ada isian yang belum benar.');
    assert.deepEqual(
      errors.sort((a, b) => a.pointer.localeCompare(b.pointer)),
      [
        { pointer: '/count', code: 'too-large', detail: 'paling besar 100' },
        { pointer: '/isAdmin', code: 'unknown-field', detail: 'tidak dikenal' },
        { pointer: '/name', code: 'empty', detail: 'tidak boleh kosong' },
      ],
    );
    const english = await problemOf(await post(`${served.url}/api/v1/things`, {}, { 'accept-language': 'en' }));
    assert.deepEqual(english.errors, [{ pointer: '/name', code: 'required', detail: 'is required' }]);
  });

  it('should read no body as an empty object when none is sent', async () => {
    const response = await fetch(`${served.url}/api/v1/things`, { method: 'POST' });
    assert.deepEqual(
      (await problemOf(response)).errors.map(({ pointer }) => pointer),
      ['/name'],
    );
  });

  const types: [string, Record<string, string>][] = [
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text, as a page of another site could send it', { 'content-type': 'text/plain' }],
    ['XML', { 'content-type': 'application/xml' }],
    ['almost JSON', { 'content-type': 'application/jsonp' }],
    ['packed', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
    ['of a type that is none', { 'content-type': ';;;' }],
  ];
  for (const [what, headers] of types) {
    it(`should refuse the type when a body is ${what}`, async () => {
      const response = await fetch(`${served.url}/api/v1/things`, { method: 'POST', headers, body: '{"name":"x"}' });
      assert.equal((await problemOf(response)).code, 'request.unsupported-media');
      assert.equal(response.status, 415);
    });
  }

  it('should answer by the schema and nothing more when the body is right', async () => {
    const response = await post(
      `${served.url}/api/v1/things`,
      { name: 'Kopi ☕ "asli"' },
      { 'content-type': 'application/json; charset=utf-8' },
    );
    assert.equal(response.status, 201);
    assert.deepEqual(await response.json(), { id: 'new', name: 'Kopi ☕ "asli"' });
    assert.equal(response.headers.get('cache-control'), 'no-store');
  });
});

describe('addresses from outside', () => {
  const served = serve([createThing, listThings, getThing]);
  const hostile: [string, string, number, string][] = [
    ['the id is no id', "/api/v1/things/1'%20or%201=1", 400, 'request.invalid'],
    ['the id holds NUL', '/api/v1/things/a%00b', 400, 'request.invalid'],
    ['the path has a broken percent code', '/api/v1/things/%zz', 400, 'request.invalid'],
    ['the path has half a character', '/api/v1/things/%e2%82', 400, 'request.invalid'],
    ['the id is very long', `/api/v1/things/${'a'.repeat(2_000)}`, 404, 'request.not-found'],
    ['the query has a broken percent code', '/api/v1/things?q=%zz', 400, 'request.invalid'],
    ['the query has half a character', '/api/v1/things?q=%e2%82', 400, 'request.invalid'],
    ['the query holds NUL', '/api/v1/things?q=a%00b', 400, 'request.invalid'],
    ['a parameter is unknown', '/api/v1/things?isAdmin=1', 400, 'request.invalid'],
    ['a parameter comes twice', '/api/v1/things?limit=1&limit=2', 400, 'request.invalid'],
    ['a parameter is written as an object', '/api/v1/things?limit[$gt]=1', 400, 'request.invalid'],
    ['a parameter reaches the prototype', '/api/v1/things?__proto__=1', 400, 'request.invalid'],
    ['a number is out of range', '/api/v1/things?limit=101', 400, 'request.invalid'],
    ['a number is negative', '/api/v1/things?limit=-1', 400, 'request.invalid'],
    ['nothing is there', '/api/v1/nothing', 404, 'request.not-found'],
    ['the path climbs', '/api/v1/../../etc/passwd', 404, 'request.not-found'],
  ];
  for (const [when, path, status, code] of hostile) {
    it(`should refuse with ${code} when ${when}`, async () => {
      const response = await rawGet(served.url, path);
      assert.equal(response.status, status);
      assert.equal(response.body.code, code);
    });
  }

  it('should coerce a query when it is right', async () => {
    const response = await fetch(`${served.url}/api/v1/things?limit=5&tag=a&q=%E2%98%95&lang=en`);
    assert.deepEqual(await response.json(), { limit: 5, tag: ['a'], q: '☕' });
  });

  it('should say which methods there are when a method is not', async () => {
    const response = await fetch(`${served.url}/api/v1/things`, { method: 'DELETE' });
    assert.equal(response.status, 405);
    assert.equal((await problemOf(response)).code, 'request.method-not-allowed');
    assert.equal(response.headers.get('allow'), 'POST, GET, HEAD, OPTIONS');
  });

  it('should answer HEAD without a body when GET is there', async () => {
    const response = await fetch(`${served.url}/api/v1/things`, { method: 'HEAD' });
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
  });

  it('should refuse huge headers before anything is read when they come', async () => {
    const text = await rawExchange(
      served.url,
      `GET /api/v1/things HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(20_000)}\r\n\r\n`,
    );
    assert.match(text, /^HTTP\/1\.1 431 /);
    assert.match(text, /"code":"request\.headers-too-large"/);
  });

  it('should refuse what is not HTTP when it comes', async () => {
    for (const bytes of [
      '\0\0\0\0\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      'POST /api/v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'POST /api/v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    ]) {
      assert.match(await rawExchange(served.url, bytes), /^HTTP\/1\.1 400 /);
    }
  });
});

/** `fetch` tidies addresses up; this does not. */
async function rawGet(base: string, path: string): Promise<{ status: number; body: { code: string } }> {
  const text = await rawExchange(base, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  return { status: Number(text.slice(9, 12)), body: JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)) };
}

function rawExchange(base: string, bytes: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = connect(Number(new URL(base).port), '127.0.0.1', () => socket.write(bytes));
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  socket.once('end', () => resolve(text)).once('error', reject);
  return promise;
}
