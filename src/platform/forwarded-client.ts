import { createHmac, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';

/** What a process that passes a request on says of its client. */
export type ForwardedClient = {
  address: string;
  /** A page rendered by our own server asks: its reads count by address only. */
  isOwnPage: boolean;
};

export const FORWARDED_HEADER = 'x-lumbung-client';

const GOOD_FOR_MS = 60_000;
const MAX_LENGTH = 500;

/**
 * Header by which a process of this installation says for whom it passes a request on. It is signed for this request and
 * for a minute: X-Forwarded-For is written by anybody, this only by who knows INTERNAL_SECRET.
 */
export function signForwardedClient(
  secret: string,
  request: { method: string; url: string; now: number },
  client: ForwardedClient,
): string {
  const said = Buffer.from(JSON.stringify([request.now, client.address, client.isOwnPage])).toString('base64url');
  return `${said}.${seal(secret, request, said).toString('base64url')}`;
}

/** The client of a request that a neighbour has passed on; null for any other request. */
export function readForwardedClient(
  secret: string,
  request: { method: string; url: string; now: number },
  header: string | undefined,
): ForwardedClient | null {
  if (header === undefined || header.length > MAX_LENGTH) return null;
  const [said = '', signature = ''] = header.split('.');
  const expected = seal(secret, request, said);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  // Only our own hand gets past the seal, so the form is ours.
  const [at, address, isOwnPage] = JSON.parse(Buffer.from(said, 'base64url').toString('utf8')) as [
    number,
    string,
    boolean,
  ];
  if (Math.abs(request.now - at) > GOOD_FOR_MS || !isIP(address)) return null;
  return { address, isOwnPage };
}

function seal(secret: string, { method, url }: { method: string; url: string }, said: string): Buffer {
  return createHmac('sha256', secret).update(`forwarded-client\n${method}\n${url}\n${said}`).digest();
}
