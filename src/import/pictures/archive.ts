import { createReadStream } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { extract } from 'tar-stream';

/** More than any shop's pictures; a packed bomb ends here. */
const MAX_FILES = 200_000;
const MAX_TOTAL_BYTES = 20e9;
const PICTURE = /\.(jpe?g|png|webp|avif|heic|heif)$/i;

/**
 * Pictures out of a zip or tar (also packed with gzip), found by the names that stand in it. They are laid down under
 * numbers in a folder of their own: a name in the archive never becomes a path here.
 */
export class Archive {
  private readonly folder: string;
  private readonly maxBytes: number;
  private readonly files = new Map<string, string>();
  private totalBytes = 0;

  private constructor(folder: string, maxBytes: number) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  static async open(path: string, maxBytes: number): Promise<Archive> {
    const archive = new Archive(await mkdtemp(join(tmpdir(), 'lumbung-pictures-')), maxBytes);
    try {
      await ((await isZip(path)) ? archive.unzip(path) : archive.untar(path));
      return archive;
    } catch (error) {
      await archive.close();
      throw new Error(`${path} cannot be read as a zip or tar archive: ${(error as Error).message}`, { cause: error });
    }
  }

  get size(): number {
    return this.files.size;
  }

  /** By the whole name in the archive, or by its last part where no other has the same; null when it is not there. */
  async read(name: string): Promise<Buffer | null> {
    const file = this.files.get(plainName(name) ?? '');
    return file ? readFile(join(this.folder, file)) : null;
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private async keep(name: string, bytes: Buffer): Promise<void> {
    const plain = plainName(name);
    if (!plain) return;
    this.totalBytes += bytes.length;
    if (this.files.size >= MAX_FILES * 2 || this.totalBytes > MAX_TOTAL_BYTES) throw new Error('it holds too much');
    const file = String(this.files.size);
    await writeFile(join(this.folder, file), bytes);
    this.files.set(plain, file);
    const last = plain.slice(plain.lastIndexOf('/') + 1);
    if (last !== plain && !this.files.has(last)) this.files.set(last, file);
  }

  private async untar(path: string): Promise<void> {
    const entries = extract();
    const reading = (await isGzip(path))
      ? pipeline(createReadStream(path), createGunzip(), entries)
      : pipeline(createReadStream(path), entries);
    // Its failure comes out of the loop below as well.
    reading.catch(() => {});
    for await (const entry of entries) {
      const { name, type, size = 0 } = entry.header;
      if (type !== 'file' || !PICTURE.test(name) || size > this.maxBytes) {
        entry.resume();
        continue;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
      await this.keep(name, Buffer.concat(chunks));
    }
    await reading;
  }

  private async unzip(path: string): Promise<void> {
    const ready: { name: string; bytes: Buffer }[] = [];
    let failure: Error | undefined;
    const unzip = new Unzip((file) => {
      if (PICTURE.test(file.name))
        collect(
          file,
          this.maxBytes,
          (bytes) => ready.push({ name: file.name, bytes }),
          (error) => (failure ??= error),
        );
    });
    unzip.register(UnzipInflate);
    const flush = async (): Promise<void> => {
      if (failure) throw failure;
      for (const { name, bytes } of ready.splice(0)) await this.keep(name, bytes);
    };
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 16 }) as AsyncIterable<Buffer>) {
      unzip.push(chunk);
      await flush();
    }
    unzip.push(new Uint8Array(0), true);
    await flush();
  }
}

/** What the header says of the size is not believed: bytes are counted as they come out. */
function collect(
  file: UnzipFile,
  maxBytes: number,
  done: (bytes: Buffer) => void,
  failed: (error: Error) => void,
): void {
  let chunks: Uint8Array[] = [];
  let size = 0;
  let isTooLarge = false;
  file.ondata = (error, chunk, isLast) => {
    if (error) return failed(error);
    size += chunk.length;
    if (size > maxBytes) {
      isTooLarge = true;
      chunks = [];
    }
    if (isTooLarge) return;
    chunks.push(chunk);
    if (isLast) done(Buffer.concat(chunks));
  };
  file.start();
}

/** `./Foto\Kaos.JPG` → `foto/kaos.jpg`; null for what leads out of the archive. */
export function plainName(name: string): string | null {
  const steps = name.replaceAll('\\', '/').normalize('NFC').toLowerCase().split('/');
  const kept = steps.filter((step) => step !== '' && step !== '.');
  return kept.length === 0 || kept.includes('..') ? null : kept.join('/');
}

async function isZip(path: string): Promise<boolean> {
  const [first, second] = await head(path);
  return first === 0x50 && second === 0x4b;
}

async function isGzip(path: string): Promise<boolean> {
  const [first, second] = await head(path);
  return first === 0x1f && second === 0x8b;
}

async function head(path: string): Promise<Buffer> {
  const bytes = Buffer.alloc(2);
  const file = await open(path, 'r');
  await file.read(bytes, 0, 2, 0).finally(() => file.close());
  return bytes;
}
