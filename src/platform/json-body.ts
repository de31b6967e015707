import { isUtf8 } from 'node:buffer';
import { type Headers, headerOf } from './call-headers.ts';
import { refuse } from './refusal.ts';

/** Parses the bytes of a body. Bytes that are not UTF-8 would silently become question marks; they are refused. */
export function parseJsonBody(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw refuse('request.not-json');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw refuse('request.not-json');
  }
}

/** What a route takes as its body, by media type. */
export type BodyKind = 'json' | 'multipart' | 'any';

/** Refuses a body that the route does not take, before a byte of it is read. */
export function assertContentType(headers: Headers, kind: BodyKind): void {
  if (!hasBody(headers)) return;
  const encoding = headerOf(headers, 'content-encoding');
  // A packed body could be a thousand times its size.
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') throw refuse('request.unsupported-media');
  if (kind === 'any') return;
  const type = (headerOf(headers, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== (kind === 'json' ? 'application/json' : 'multipart/form-data'))
    throw refuse('request.unsupported-media');
}

function hasBody(headers: Headers): boolean {
  const length = headerOf(headers, 'content-length');
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}
