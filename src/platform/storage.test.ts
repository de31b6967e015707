import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { diskStorage, s3Storage } from './storage.ts';
import { Unavailable } from './unavailable.ts';

async function all(keys: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const key of keys) found.push(key);
  return found;
}

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
    const { pathname, searchParams } = new URL(key, 'http://storage');
    if (searchParams.get('list-type') === '2') return [200, Buffer.from(listOf(pathname, searchParams))];
    const found = objects.get(key);
    if (method === 'GET') return found ? [200, found] : [404];
    if (method === 'PUT') objects.set(key, body);
    else objects.delete(key);
    return [method === 'PUT' ? 200 : 204];
  }

  /** Two keys a page, as ListObjectsV2 writes them. */
  function listOf(bucket: string, query: URLSearchParams): string {
    const keys = [...objects.keys()].map((key) => key.slice(bucket.length + 1)).sort();
    const from = Number(query.get('continuation-token') ?? 0);
    const matching = keys.filter((key) => key.startsWith(query.get('prefix') ?? ''));
    const contents = matching.slice(from, from + 2).map((key) => `<Contents><Key>${key}</Key></Contents>`);
    const isCut = matching.length > from + 2;
    const next = isCut ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : '';
    return `<ListBucketResult><IsTruncated>${isCut}</IsTruncated>${contents.join('')}${next}</ListBucketResult>`;
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

  const access = () => ({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket: 'lumbung',
    region: 'auto',
    accessKeyId: 'key',
    secretAccessKey: 'secret',
  });
  const storage = () => s3Storage(access());

  it('should keep, give back and forget bytes when requests are signed', async () => {
    await storage().put('pictures/a/640.webp', Buffer.from([1, 2, 3]), 'image/webp');
    assert.ok(objects.has('/lumbung/pictures/a/640.webp'));
    assert.ok(isDeepStrictEqual(await storage().get('pictures/a/640.webp'), Buffer.from([1, 2, 3])));
    await storage().delete('pictures/a/640.webp');
    assert.equal(await storage().get('pictures/a/640.webp'), null);
  });

  it('should list all keys of a folder, page by page, when there are more than one answer holds', async () => {
    const backups = s3Storage({ ...access(), prefix: 'far/away' });
    const keys = ['b/1.zst', 'b/2.zst', 'b/3.zst', 'b/4.zst', 'b/5.zst'];
    for (const key of [...keys, 'c/1.zst']) await backups.put(key, Buffer.from(key), 'application/zstd');
    const listed = await all(backups.list('b/'));
    assert.deepEqual(listed, keys);
    assert.equal((await all(backups.list(''))).length, 6);
    assert.equal((await backups.get('b/3.zst'))?.toString(), 'b/3.zst');
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

describe('files on the disk', () => {
  it('should list what lies in a folder and nothing unfinished when asked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lumbung-storage-'));
    const storage = diskStorage(folder);
    for (const key of ['a/x/1.webp', 'a/2.webp', 'b/3.webp']) await storage.put(key, Buffer.from(key), 'image/webp');
    await writeFile(join(folder, 'a/4.webp.0123456789ab.new'), 'half');
    assert.deepEqual((await all(storage.list('a/'))).sort(), ['a/2.webp', 'a/x/1.webp']);
    assert.equal((await all(storage.list(''))).length, 3);
    assert.deepEqual(await all(storage.list('nowhere/')), []);
    await rm(folder, { recursive: true });
  });
});
