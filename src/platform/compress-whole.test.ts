import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compressWhole } from './compress-whole.ts';

const PAGE = `<!doctype html>${'<p>Kopi Gayo</p>'.repeat(400)}`;
type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer };

describe('answers of apps', () => {
  let handle: (response: ServerResponse) => void;
  const server = createServer((incoming, response) => {
    compressWhole(incoming, response);
    handle(response);
  });
  before(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
  after(() => server.close());

  function ask(encodings: string, method = 'GET'): Promise<Answer> {
    const { port } = server.address() as AddressInfo;
    return new Promise((done, failed) => {
      const options = { port, host: '127.0.0.1', method, headers: { 'accept-encoding': encodings } };
      const asked = request(options, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () =>
          done({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }),
        );
      });
      asked.on('error', failed);
      asked.end();
    });
  }
  const page =
    (status: number, more: Record<string, string> = {}) =>
    (response: ServerResponse) => {
      const headers = { 'content-type': 'text/html', 'content-length': String(PAGE.length), vary: 'cookie', ...more };
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      response.writeHead(status);
      response.write(PAGE.slice(0, 100));
      response.end(PAGE.slice(100));
    };

  for (const [encoding, unpack] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)
    it(`should be smaller and the same when the client takes ${encoding}`, async () => {
      handle = page(404, { etag: '"abc"' });
      const { status, headers, body } = await ask(encoding);
      assert.equal(status, 404);
      assert.equal(unpack(body).toString(), PAGE);
      assert.equal(headers['content-encoding'], encoding);
      assert.equal(headers['content-length'], String(body.length));
      assert.equal(headers.vary, 'cookie, accept-encoding');
      assert.equal(headers.etag, 'W/"abc"');
      assert.ok(body.length < PAGE.length / 10);
    });

  it('should stay as they are when they are compressed, pictures, or not wanted otherwise', async () => {
    for (const [encodings, more] of [
      ['identity', {}],
      ['br', { 'content-type': 'image/avif' }],
      ['br', { 'content-encoding': 'gzip' }],
      ['br', { 'cache-control': 'no-transform' }],
    ] as const) {
      handle = page(200, more);
      const { headers, body } = await ask(encodings);
      assert.equal(body.toString(), PAGE);
      assert.equal(headers['content-length'], String(PAGE.length));
    }
  });

  it('should go out piece by piece when their length is not known', async () => {
    handle = (response) => {
      response.setHeader('content-type', 'text/html');
      response.writeHead(200);
      response.write(PAGE);
      response.end();
    };
    const { headers, body } = await ask('br');
    assert.equal(body.toString(), PAGE);
    assert.equal(headers['content-encoding'], undefined);
  });

  it('should have no body when only the head is asked for', async () => {
    handle = page(200);
    const { headers, body } = await ask('br', 'HEAD');
    assert.equal(body.length, 0);
    assert.equal(headers['content-length'], String(PAGE.length));
  });
});
