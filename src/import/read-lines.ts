import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Duplex, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le';
export type OpenOptions = { onRead?: ((bytes: number) => void) | undefined; encoding?: Encoding };

/**
 * Text of a file as UTF-8, unpacked when it is gzip (by its first bytes, not by its name). `onRead` hears of bytes read
 * from disk.
 */
export async function openText(path: string, { onRead, encoding = 'utf-8' }: OpenOptions = {}): Promise<Readable> {
  const bytes = await openBytes(path, onRead);
  return encoding === 'utf-8' ? bytes : joined(bytes, transcoder(encoding));
}

async function openBytes(path: string, onRead: (bytes: number) => void = () => {}): Promise<Readable> {
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

function transcoder(encoding: Encoding): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, Buffer.from(decoder.decode(chunk, { stream: true }))),
    flush: (done) => done(null, Buffer.from(decoder.decode())),
  });
}

/**
 * Looks through the whole file: UTF-8 where it is that, UTF-16 by its mark, and else what old spreadsheets here write
 * (Latin-1 with the signs of Windows), in which every byte means something.
 */
export async function encodingOf(path: string): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  try {
    for await (const chunk of (await openBytes(path)) as AsyncIterable<Buffer>) {
      if (isFirst && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
      isFirst = false;
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252';
    throw error;
  }
}

/** `\r\n` as `\n`: csv-parse counts both of them where they stand inside of quotes. */
export function unixLines(): Transform {
  let isPending = false;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      const bytes = isPending ? Buffer.concat([RETURN, chunk]) : chunk;
      isPending = bytes.at(-1) === 0x0d;
      const whole = isPending ? bytes.subarray(0, -1) : bytes;
      done(
        null,
        whole.includes(0x0d) ? Buffer.from(whole.toString('latin1').replaceAll('\r\n', '\n'), 'latin1') : whole,
      );
    },
    flush: (done) => done(null, isPending ? RETURN : undefined),
  });
}
const RETURN = Buffer.from('\r');

/** A line longer than this is not a product; its start is kept and the rest of it skipped, not gathered in memory. */
const MAX_LINE = 4_000_000;

export type Line = { number: number; text: string; isCut: boolean };

/**
 * Lines of a UTF-8 text with their numbers, from 1. Only `\n` (and a `\r` before it) ends a line: `node:readline` also
 * splits at U+2028, which stands in real JSON lines.
 */
export async function* readLines(stream: Readable): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let number = 0;
  let isCut = false;
  const line = (text: string): Line => ({ number: ++number, text: withoutReturn(text), isCut });
  for await (const chunk of stream) {
    const text = decoder.decode(chunk as Buffer, { stream: true });
    let from = 0;
    // Only what is new is looked through: a line without an end must not be searched again with every chunk.
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      yield line(isCut ? rest : rest + text.slice(from, end));
      rest = '';
      isCut = false;
      from = end + 1;
    }
    if (isCut) continue;
    rest += text.slice(from);
    if (rest.length > MAX_LINE) {
      isCut = true;
      rest = rest.slice(0, MAX_LINE);
    }
  }
  rest += decoder.decode();
  if (rest !== '') yield line(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
