import { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { answer, type Route } from './route.ts';
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
]);

/**
 * The routes of a module that runs in another process, served here by passing each request on: a browser needs to know
 * one address only. Everything is checked over there; here a route is open.
 */
export function proxyRoutes(routes: readonly Route[], url: string): Route[] {
  const agent = new Agent({ connections: 64, keepAliveTimeout: 30_000, bodyTimeout: 0 });
  return routes.map((original) => ({
    method: original.method,
    path: original.path,
    ...(original.prefix === undefined ? {} : { prefix: original.prefix }),
    summary: original.summary,
    ...(original.params === undefined ? {} : { params: original.params }),
    scope: 'webhook',
    answers: { 200: 'binary' },
    idempotency: 'none',
    rawBody: true,
    ...(original.bodyLimitBytes === undefined ? {} : { bodyLimitBytes: original.bodyLimitBytes }),
    handle: async (incoming) => {
      const {
        headers,
        rawBody,
        call,
        signal,
        url: path,
      } = incoming as {
        headers: Record<string, string | string[] | undefined>;
        rawBody: Buffer | null;
        call: { correlationId: string; clientAddress: string | null };
        signal: AbortSignal;
        url: string;
      };
      const passed = Object.fromEntries(
        Object.entries(headers).filter(([name, value]) => value !== undefined && !NOT_PASSED.has(name)),
      );
      const response = await request(new URL(path, url), {
        dispatcher: agent,
        method: original.method,
        headers: { ...passed, 'x-correlation-id': call.correlationId, 'x-forwarded-for': call.clientAddress ?? '' },
        body: rawBody && rawBody.length > 0 ? rawBody : null,
        signal,
      }).catch((error: unknown) => {
        throw new Unavailable(url, error);
      });
      const kept = Object.entries(response.headers).filter(
        ([name, value]) => value !== undefined && !NOT_PASSED.has(name),
      );
      return answer(response.statusCode, Readable.from(response.body), {
        headers: Object.fromEntries(kept) as Record<string, string>,
      });
    },
  }));
}
