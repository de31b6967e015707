import { createHash, timingSafeEqual } from 'node:crypto';
import { lazily, lazyPackage } from '#platform/lazy-package';
import { ProviderFault, type WebhookHeaders } from './payment-provider.ts';

/** JSON over HTTP to one provider, over kept-alive connections. Bounded in time and in the size of answers. */
export type ProviderHttp = {
  call(wish: HttpWish): Promise<HttpAnswer>;
  close(): Promise<void>;
};

export type HttpWish = { method: 'GET' | 'POST'; path: string; headers?: Record<string, string>; body?: unknown };
/** `body` is the parsed JSON; null for an empty answer. */
export type HttpAnswer = { status: number; body: unknown };

const MAX_ANSWER_BYTES = 1024 * 1024;
const CONNECTIONS = 32;
const undici = lazyPackage<typeof import('undici')>('undici');

/** Without a connection nothing was sent, so the call may be made elsewhere. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

const TIMEOUTS = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_ABORTED',
  'ABORT_ERR',
]);

export function createProviderHttp(options: {
  provider: string;
  baseUrl: string;
  headers: Record<string, string>;
  timeoutMs: number;
}): ProviderHttp {
  const { provider, timeoutMs } = options;
  const baseUrl = options.baseUrl.replace(/\/$/, '');
  const agent = lazily(
    () =>
      new (undici().Agent)({
        connections: CONNECTIONS,
        keepAliveTimeout: 30_000,
        connect: { timeout: Math.min(timeoutMs, 3_000) },
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        maxResponseSize: MAX_ANSWER_BYTES,
      }),
  );

  async function call(wish: HttpWish): Promise<HttpAnswer> {
    const body = wish.body === undefined ? null : JSON.stringify(wish.body);
    const headers = {
      accept: 'application/json',
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
      ...wish.headers,
    };
    try {
      const how = { dispatcher: agent.get(), method: wish.method, headers, body };
      const answer = await undici().request(`${baseUrl}${wish.path}`, how);
      return { status: answer.statusCode, body: parse(await answer.body.text()) };
    } catch (error) {
      if (error instanceof NotJson)
        throw new ProviderFault(provider, `${wish.method} ${wish.path} answered something that is not JSON`, {
          isSent: true,
        });
      throw new ProviderFault(provider, `${wish.method} ${wish.path} got no answer`, {
        isSent: !NOT_SENT.has(codeOf(error)),
        isTimeout: TIMEOUTS.has(codeOf(error)),
        cause: error,
      });
    }
  }

  return { call, close: async () => agent.made()?.close() };
}

class NotJson extends Error {}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new NotJson();
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

export function basicAuth(user: string): string {
  return `Basic ${Buffer.from(`${user}:`).toString('base64')}`;
}

/** Compares secrets in a time that does not depend on where they differ, or on their lengths. */
export function isSameSecret(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** A header as one string; absent and repeated headers read as empty. */
export function headerOf(headers: WebhookHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
