import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';
import { chooseEncoding, compress, type Encoding, isCompressible } from './compress.ts';

/** A whole answer beyond this is passed on as it comes: it is a file and not a page. */
const MOST_BYTES = 1_048_576;

/**
 * Compresses what an app answers through Node's own objects, where the client takes it and the app says the length
 * beforehand, so that the answer is whole. What is compressed already, streamed or long goes out untouched.
 */
export function compressWhole(request: IncomingMessage, response: ServerResponse): void {
  const encoding = chooseEncoding(header(request.headers['accept-encoding']));
  if (!encoding || request.method === 'HEAD') return;
  const { writeHead, write, end } = response;
  let chunks: Buffer[] | null = null;

  const keep = (chunk: unknown): void => {
    if (typeof chunk === 'string') chunks?.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) chunks?.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  };
  // Node's own signatures are overloaded; the calls are passed on as they came.
  response.writeHead = ((...args: Parameters<typeof writeHead>) => {
    if (args.length > 1 || !isWorthwhile(response, Number(args[0]))) return writeHead.apply(response, args);
    response.statusCode = Number(args[0]);
    chunks = [];
    return response;
  }) as typeof writeHead;
  response.write = ((...args: Parameters<typeof write>) => {
    if (!chunks) return write.apply(response, args);
    keep(args[0]);
    return true;
  }) as typeof write;
  response.end = ((...args: Parameters<typeof end>) => {
    if (!chunks) return end.apply(response, args);
    keep(args[0]);
    const whole = Buffer.concat(chunks);
    chunks = null;
    void smaller(response, whole, encoding).then((bytes) => {
      if (response.destroyed) return;
      writeHead.call(response, response.statusCode);
      end.call(response, bytes, 'utf8');
    });
    return response;
  }) as typeof end;
}

function isWorthwhile(response: ServerResponse, status: number): boolean {
  const length = Number(response.getHeader('content-length'));
  return (
    status !== 206 &&
    !response.hasHeader('content-encoding') &&
    length > 0 &&
    length <= MOST_BYTES &&
    isCompressible(header(response.getHeader('content-type'))) &&
    !/no-transform/.test(header(response.getHeader('cache-control')))
  );
}

/** The compressed bytes and the headers that say so; where it fails or does not pay, the bytes as they are. */
async function smaller(response: ServerResponse, whole: Buffer, encoding: Encoding): Promise<Buffer> {
  const type = header(response.getHeader('content-type'));
  const bytes = await compress(whole, type, encoding).catch(() => null);
  const vary = header(response.getHeader('vary'));
  if (!/accept-encoding/i.test(vary))
    response.setHeader('vary', vary === '' ? 'accept-encoding' : `${vary}, accept-encoding`);
  if (!bytes) return whole;
  response.setHeader('content-encoding', encoding);
  response.setHeader('content-length', bytes.length);
  // The same page in another form: equal in meaning, no longer byte by byte.
  const tag = header(response.getHeader('etag'));
  if (tag.startsWith('"')) response.setHeader('etag', `W/${tag}`);
  return bytes;
}

function header(value: OutgoingHttpHeader | undefined): string {
  return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}
