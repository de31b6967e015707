import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { s3Storage } from './storage.ts';
import { Unavailable } from './unavailable.ts';

const SIGNED = /^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/auto\/s3\/aws4_request/;

describe('object storage over the S3 contract', () => {
  const objects = new Map<string, Buffer>();
  let server: Server;
  let isDown = false;

  async function bodyOf(request: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
  /** Status and body as an object storage answers them. */
  function answerTo(method: string, key: string, body: Buffer): [number, Buffer?] {
    const found = objects.get(key);
    if (method === 'GET') return found ? [200, found] : [404];
    if (method === 'PUT') objects.set(key, body);
    else objects.delete(key);
    return [method === 'PUT' ? 200 : 204];
  }

  before(async () => {
    server = createServer(async (request, response) => {
      const body = await bodyOf(request);
      const isSigned = SIGNED.test(request.headers.authorization ?? '');
      const [status, content] = isSigned ? answerTo(request.method ?? '', request.url ?? '', body) : [403];
      response.writeHead(isDown ? 500 : status).end(content);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(() => void server.close());

  const storage = () =>
    s3Storage({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      bucket: 'lumbung',
      region: 'auto',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
    });

  it('should keep, give back and forget bytes when requests are signed', async () => {
    await storage().put('pictures/a/640.webp', Buffer.from([1, 2, 3]), 'image/webp');
    assert.ok(objects.has('/lumbung/pictures/a/640.webp'));
    assert.ok(isDeepStrictEqual(await storage().get('pictures/a/640.webp'), Buffer.from([1, 2, 3])));
    await storage().delete('pictures/a/640.webp');
    assert.equal(await storage().get('pictures/a/640.webp'), null);
  });

  it('should refuse a key when it climbs out of its folder', async () => {
    await assert.rejects(async () => storage().get('pictures/../secrets'), /Not a storage key/);
  });

  it('should say that the storage does not answer when it fails', async () => {
    isDown = true;
    await assert.rejects(storage().get('pictures/a/640.webp'), (error) => error instanceof Unavailable);
    isDown = false;
  });
});
