import { Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import type { Storage } from '../platform/storage.ts';
import { BackupRefusal } from './backup-refusal.ts';
import { type Part, sha256Of } from './manifest.ts';

/** Held in memory once while it is written or read; small enough for one request to an object storage. */
const PART_BYTES = 8 * 1024 * 1024;
const LEVEL = 3;

export type Written = { parts: Part[]; rawBytes: number };
export type PartOptions = { place: Storage; keyOf: (number: number) => string; onBytes?: (raw: number) => void };

/** Compresses a stream and keeps it in parts. The source waits while a part is being written. Nothing for nothing. */
export async function writeParts(source: Readable, options: PartOptions): Promise<Written> {
  const written: Written = { parts: [], rawBytes: 0 };
  const count = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      written.rawBytes += chunk.length;
      options.onBytes?.(chunk.length);
      done(null, chunk);
    },
  });
  const params = { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_checksumFlag]: 1 };
  await pipeline(source, count, createZstdCompress({ params }), async (chunks: AsyncIterable<Buffer>) => {
    let gathered: Buffer[] = [];
    let size = 0;
    const keep = async (): Promise<void> => {
      const bytes = Buffer.concat(gathered);
      [gathered, size] = [[], 0];
      const key = options.keyOf(written.parts.length + 1);
      await options.place.put(key, bytes, 'application/zstd');
      written.parts.push({ key, bytes: bytes.length, sha256: sha256Of(bytes) });
    };
    for await (const chunk of chunks) {
      gathered.push(chunk);
      size += chunk.length;
      if (size >= PART_BYTES) await keep();
    }
    if (size > 0 && written.rawBytes > 0) await keep();
  });
  return written;
}

/** Sends what `writeParts` has kept into a sink. Every part is checked again on its way. */
export async function readParts(place: Storage, parts: readonly Part[], sink: Writable): Promise<void> {
  await pipeline(Readable.from(partsInOrder(place, parts)), createZstdDecompress(), sink);
}

/** The same as chunks. */
export function chunksOfParts(place: Storage, parts: readonly Part[]): AsyncIterable<Buffer> {
  return Readable.from(partsInOrder(place, parts)).compose(createZstdDecompress());
}

async function* partsInOrder(place: Storage, parts: readonly Part[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield await readPart(place, part);
}

/** The bytes of a part, as they were written or not at all. */
export async function readPart(place: Storage, part: Part): Promise<Buffer> {
  const bytes = await place.get(part.key);
  if (!bytes) throw new BackupRefusal('backup.damaged', `${part.key} is missing`);
  if (bytes.length !== part.bytes)
    throw new BackupRefusal('backup.damaged', `${part.key} has ${bytes.length} bytes instead of ${part.bytes}`);
  if (sha256Of(bytes) !== part.sha256)
    throw new BackupRefusal('backup.damaged', `${part.key} is not as it was written (SHA-256)`);
  return bytes;
}
