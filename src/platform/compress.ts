import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';

/** Below this the headers weigh more than what is saved. */
const THRESHOLD_BYTES = 1_024;
/** Up to here compressing at once (about 5 µs per kB) is cheaper than the way to another thread and back. */
const INLINE_BYTES = 32 * 1_024;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const GZIP = { level: 1 };

const brotliLater = promisify(brotliCompress);
const gzipLater = promisify(gzip);

export type Encoding = 'br' | 'gzip';

/**
 * Compresses an answer, or returns null where that makes no sense. By hand because @fastify/compress builds a stream
 * for each answer: 300 µs for a list of 9 kB, against 40 µs for the same bytes here.
 */
export async function compress(
  payload: string | Buffer,
  contentType: string,
  encoding: Encoding | null,
): Promise<Buffer | null> {
  if (!encoding || payload.length < THRESHOLD_BYTES || !isCompressible(contentType)) return null;
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  if (bytes.length <= INLINE_BYTES)
    return encoding === 'br' ? brotliCompressSync(bytes, BROTLI) : gzipSync(bytes, GZIP);
  return encoding === 'br' ? brotliLater(bytes, BROTLI) : gzipLater(bytes, GZIP);
}

/** What the client takes: brotli before gzip, nothing when it says so (`q=0`) or says nothing. */
export function chooseEncoding(acceptEncoding: string | undefined): Encoding | null {
  if (!acceptEncoding || acceptEncoding.length > 200) return null;
  const refused = /(^|,)\s*(br|gzip|\*)\s*;\s*q=0(\.0*)?\s*(,|$)/i.exec(acceptEncoding);
  if (refused) return null;
  if (/(^|[,\s])br([,;\s]|$)/i.test(acceptEncoding)) return 'br';
  return /(^|[,\s])gzip([,;\s]|$)/i.test(acceptEncoding) ? 'gzip' : null;
}

export function isCompressible(contentType: string): boolean {
  return /^(text\/(?!event-stream)|application\/(json|problem\+json|javascript|xml|ld\+json|x-ndjson)|image\/svg\+xml)/.test(
    contentType,
  );
}
