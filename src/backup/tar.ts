import { assert } from '../platform/assert.ts';

/** Files in the old tar form (ustar, POSIX.1-1988), so that `tar` opens them where there is no Lumbung. */
const BLOCK = 512;
const NAME_BYTES = 100;

export type TarFile = { name: string; bytes: Buffer };

/** Header and padded content of one file. */
export function tarFile({ name, bytes }: TarFile): Buffer[] {
  assert(Buffer.byteLength(name) < NAME_BYTES, `The name of a file is too long for a backup: ${name}`);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write('0000600\0', 100);
  header.write('0000000\0'.repeat(2), 108);
  header.write(`${bytes.length.toString(8).padStart(11, '0')} `, 124);
  header.write(`${'0'.repeat(11)} `, 136);
  header.write('0', 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148);
  const padding = (BLOCK - (bytes.length % BLOCK)) % BLOCK;
  return [header, bytes, Buffer.alloc(padding)];
}

/** Two empty blocks say that no file follows. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * BLOCK);
}

/** Files out of a stream of chunks, one at a time in memory. */
export async function* readTar(chunks: AsyncIterable<Buffer>): AsyncGenerator<TarFile> {
  const take = takerOf(chunks);
  for (;;) {
    const header = await take(BLOCK);
    if (!header || header.every((byte) => byte === 0)) return;
    assert(Number.parseInt(header.toString('latin1', 148, 155), 8) === checksum(header), 'A tar header is not sound');
    const name = header.toString('utf8', 0, Math.min(header.indexOf(0), NAME_BYTES));
    const size = Number.parseInt(header.toString('latin1', 124, 135), 8);
    const padded = Math.ceil(size / BLOCK) * BLOCK;
    const content = padded > 0 ? await take(padded) : Buffer.alloc(0);
    assert(content, `A tar ends in the middle of ${name}`);
    yield { name, bytes: content.subarray(0, size) };
  }
}

/** The sum of all bytes, with spaces in the place of the sum itself. */
function checksum(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

/** Exactly so many bytes, or null when the stream ends before. */
function takerOf(chunks: AsyncIterable<Buffer>): (size: number) => Promise<Buffer | null> {
  const source = chunks[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  return async (size) => {
    const gathered = [held];
    let length = held.length;
    while (length < size) {
      const next = await source.next();
      if (next.done) return null;
      gathered.push(Buffer.from(next.value));
      length += next.value.length;
    }
    const all = Buffer.concat(gathered);
    held = all.subarray(size);
    return all.subarray(0, size);
  };
}
