import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { PAGE_HEADER } from './call-headers.ts';
import { FORWARDED_HEADER, signForwardedClient } from './forwarded-client.ts';
import { lazily, lazyPackage } from './lazy-package.ts';
import { type Answer, answer, type Route } from './route.ts';
import { Unavailable } from './unavailable.ts';

/** Headers that belong to one connection and are not passed on (RFC 9110, section 7.6.1), and those set anew. */
const NOT_PASSED = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
  'expect',
  'accept-encoding',
  PAGE_HEADER,
]);

/** A request on its way to another process. */
export type PassedRequest = {
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  /** The bytes where they were read; uploads are still on their way in. */
  body: Buffer | IncomingMessage | null;
  correlationId: string;
  client: { address: string; isOwnPage: boolean };
  signal: AbortSignal;
};

const undici = lazyPackage<typeof import('undici')>('undici');

/**
 * The routes of a module that runs in another process, served here by passing each request on: a browser needs to know
 * one address only. Limits, sign-in and permission are looked at here as for any route (the reference shows it as it
 * is); what is in the request is looked at over there, and so is what cannot be known here.
 */
export function proxyRoutes(routes: readonly Route[], url: string, secret: string): Route[] {
  const agent = lazily(() => new (undici().Agent)({ connections: 64, keepAliveTimeout: 30_000, bodyTimeout: 0 }));

  async function passOn(passed: PassedRequest): Promise<Answer> {
    const headers = Object.fromEntries(
      Object.entries(passed.headers).filter(([name, value]) => value !== undefined && !NOT_PASSED.has(name)),
    );
    const signed = { method: passed.method, url: passed.url, now: Date.now() };
    const response = await undici()
      .request(new URL(passed.url, url), {
        dispatcher: agent.get(),
        method: passed.method as 'GET',
        headers: {
          ...headers,
          'x-correlation-id': passed.correlationId,
          'x-forwarded-for': passed.client.address,
          [FORWARDED_HEADER]: signForwardedClient(secret, signed, passed.client),
        },
        body: passed.body,
        signal: passed.signal,
      })
      .catch((error: unknown) => {
        throw new Unavailable(url, error);
      });
    const kept = Object.entries(response.headers).filter(
      ([name, value]) => value !== undefined && !NOT_PASSED.has(name),
    );
    return answer(response.statusCode, Readable.from(response.body), {
      headers: Object.fromEntries(kept) as Record<string, string>,
    });
  }

  return routes.map((original) => ({ ...original, passOn }));
}
