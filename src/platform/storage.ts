import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
};

const TIMEOUT_MS = 30_000;

function checked(key: string): string {
  assert(
    /^[a-z0-9][a-z0-9_-]*(\/[a-z0-9][a-z0-9._-]*)+$/i.test(key) && !key.includes('..'),
    `Not a storage key: ${key}`,
  );
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
  };
}

export type S3Options = {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
};

/** Any S3-compatible object storage, path style, signed by AWS Signature Version 4 (aws4fetch). */
export function s3Storage(options: S3Options): Storage {
  const client = new AwsClient({ ...options, service: 's3', retries: 2 });
  const urlOf = (key: string): string => `${options.endpoint.replace(/\/$/, '')}/${options.bucket}/${checked(key)}`;

  async function send(key: string, init: RequestInit): Promise<Response> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return client.fetch(urlOf(key), { ...init, signal }).catch((error: unknown) => {
      throw new Unavailable('object storage', error);
    });
  }
  function expect(response: Response, ...statuses: number[]): void {
    if (!statuses.includes(response.status)) throw new Unavailable(`object storage (status ${response.status})`);
  }
  return {
    put: async (key, bytes, contentType) => {
      const body = new Uint8Array(bytes);
      expect(await send(key, { method: 'PUT', body, headers: { 'content-type': contentType } }), 200);
    },
    get: async (key) => {
      const response = await send(key, { method: 'GET' });
      expect(response, 200, 404);
      return response.status === 404 ? null : Buffer.from(await response.arrayBuffer());
    },
    delete: async (key) => expect(await send(key, { method: 'DELETE' }), 200, 204, 404),
  };
}
