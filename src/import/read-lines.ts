import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Duplex, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Bytes of a file, unpacked when it is gzip (by its first bytes, not by its name). `onRead` hears of bytes read from disk. */
export async function openText(path: string, onRead: (bytes: number) => void = () => {}): Promise<Readable> {
  const head = Buffer.alloc(2);
  const file = await open(path, 'r');
  await file.read(head, 0, 2, 0).finally(() => file.close());
  const counter = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      onRead(chunk.length);
      done(null, chunk);
    },
  });
  const bytes = joined(createReadStream(path, { highWaterMark: 1 << 18 }), counter);
  return head[0] === 0x1f && head[1] === 0x8b ? joined(bytes, createGunzip()) : bytes;
}

/** `pipe` that carries errors along as well. */
function joined<Next extends Duplex>(stream: Readable, next: Next): Next {
  stream.on('error', (error) => next.destroy(error));
  return stream.pipe(next);
}

/** A line longer than this is not a product; it is cut off and refused rather than kept in memory. */
const MAX_LINE = 4_000_000;

/**
 * Lines of a UTF-8 text with their numbers, from 1. Only `\n` (and a `\r` before it) ends a line: `node:readline` also
 * splits at U+2028, which stands in real JSON lines.
 */
export async function* readLines(stream: Readable): AsyncGenerator<{ number: number; text: string }> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let number = 0;
  for await (const chunk of stream) {
    rest += decoder.decode(chunk as Buffer, { stream: true });
    let from = 0;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
      yield { number: ++number, text: withoutReturn(rest.slice(from, end)) };
      from = end + 1;
    }
    rest = rest.slice(from, from + MAX_LINE);
  }
  rest += decoder.decode();
  if (rest !== '') yield { number: ++number, text: withoutReturn(rest) };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
