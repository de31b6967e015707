import { randomBytes } from 'node:crypto';
import { mkdir, opendir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { assert } from './assert.ts';
import { Unavailable } from './unavailable.ts';

/** Keeps bytes by key: pictures, documents, archives, backups. Keys are made by our own code: `folder/name.ext`. */
export type Storage = {
  put(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /** Null where nothing lies under the key. */
  get(key: string): Promise<Buffer | null>;
  /** Harmless where nothing lies under the key. */
  delete(key: string): Promise<void>;
  /** Keys that begin with a folder (`pictures/`), or all of them (``), in no particular order. */
  list(folder: string): AsyncIterable<string>;
};

const TIMEOUT_MS = 30_000;
const KEY = /^[a-z0-9][a-z0-9_-]*(\/[a-z0-9][a-z0-9._-]*)+$/i;
const UNFINISHED = /\.[0-9a-f]{12}\.new$/;

function checked(key: string): string {
  assert(KEY.test(key) && !key.includes('..'), `Not a storage key: ${key}`);
  return key;
}

/** Files below a folder. A file appears whole or not at all. */
export function diskStorage(folder: string): Storage {
  return {
    put: async (key, bytes) => {
      const path = join(folder, checked(key));
      const unfinished = `${path}.${randomBytes(6).toString('hex')}.new`;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(unfinished, bytes);
      await rename(unfinished, path);
    },
    get: (key) =>
      readFile(join(folder, checked(key))).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      }),
    delete: (key) => rm(join(folder, checked(key)), { force: true }),
    list: (inside) => listFiles(folder, inside),
  };
}

/** Files that are just being written are not there yet. */
async function* listFiles(folder: string, inside: string): AsyncGenerator<string> {
  const start = join(folder, inside);
  const entries = await opendir(start, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for await (const entry of entries) {
    const key = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (entry.isFile() && KEY.test(key) && !UNFINISHED.test(key)) yield key;
  }
}

export type S3Options = {
  endpoint: string;
  bucket: string;
  /** In front of every key: `lumbung/backups`. */
  prefix?: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
};

/** Any S3-compatible object storage, path style, signed by AWS Signature Version 4 (aws4fetch). */
export function s3Storage(options: S3Options): Storage {
  const { endpoint, bucket, prefix, ...access } = options;
  const client = new AwsClient({ ...access, service: 's3', retries: 2 });
  const root = `${endpoint.replace(/\/$/, '')}/${bucket}`;
  const before = prefix ? `${prefix}/` : '';
  const urlOf = (key: string): string => `${root}/${before}${checked(key)}`;

  async function send(url: string, init: RequestInit): Promise<Response> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return client.fetch(url, { ...init, signal }).catch((error: unknown) => {
      throw new Unavailable('object storage', error);
    });
  }
  function expect(response: Response, ...statuses: number[]): void {
    if (!statuses.includes(response.status)) throw new Unavailable(`object storage (status ${response.status})`);
  }
  return {
    put: async (key, bytes, contentType) => {
      const body = new Uint8Array(bytes);
      expect(await send(urlOf(key), { method: 'PUT', body, headers: { 'content-type': contentType } }), 200);
    },
    get: async (key) => {
      const response = await send(urlOf(key), { method: 'GET' });
      expect(response, 200, 404);
      return response.status === 404 ? null : Buffer.from(await response.arrayBuffer());
    },
    delete: async (key) => expect(await send(urlOf(key), { method: 'DELETE' }), 200, 204, 404),
    list: async function* (folder) {
      // ListObjectsV2 answers at most a thousand keys and a token for the next page.
      for (let token: string | undefined = ''; token !== undefined; ) {
        const query = new URLSearchParams({ 'list-type': '2', prefix: `${before}${folder}` });
        if (token) query.set('continuation-token', token);
        const response = await send(`${root}?${query}`, { method: 'GET' });
        expect(response, 200);
        const page = await response.text();
        for (const [, key = ''] of page.matchAll(/<Key>([^<]*)<\/Key>/g)) yield key.slice(before.length);
        token = /<NextContinuationToken>([^<]+)</.exec(page)?.[1];
      }
    },
  };
}
