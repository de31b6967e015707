import { resolve } from 'node:path';
import type { Config } from '../config.ts';
import { diskStorage, type Storage, s3Storage } from '../platform/storage.ts';

/** Where backups lie, and how a person calls that place. */
export type Place = { storage: Storage; name: string };

/** `FOLDER`, or `s3://BUCKET[/FOLDER]` at `S3_ENDPOINT` with its keys. */
export function openPlace(wish: string, config: Config): Place {
  const [, bucket, prefix] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(wish) ?? [];
  if (!bucket) return { storage: diskStorage(resolve(wish)), name: resolve(wish) };
  const { s3 } = config.providers;
  if (!s3) throw new Error('Where the object storage is stands in S3_ENDPOINT and its companions, which are not set.');
  const folder = prefix?.replace(/\/+$/, '');
  const storage = s3Storage({ ...s3, bucket, ...(folder ? { prefix: folder } : {}) });
  return { storage, name: `s3://${bucket}${folder ? `/${folder}` : ''} at ${s3.endpoint}` };
}
