import type { RequestEvent } from '@sveltejs/kit';

/**
 * How a page that is being rendered reaches the API. In production the API lives in the same process and leaves a
 * function for us on `globalThis`; elsewhere it is fetched over HTTP. Either way the API sees the buyer's cookies,
 * address, language and correlation id, and the cookies it sets go back to the buyer.
 */
type Inject = (request: Request) => Promise<Response>;

const injectKey = Symbol.for('lumbung.inject');

function injectOf(scope: object): Inject | undefined {
  const found: unknown = Reflect.get(scope, injectKey);
  // The server put it there under a symbol that only the two of us know.
  return typeof found === 'function' ? (found as Inject) : undefined;
}

export async function callApi(event: RequestEvent, request: Request): Promise<Response> {
  const body = request.method === 'GET' || request.method === 'HEAD' ? undefined : await request.text();
  const first = await send(event, request, body);
  const path = new URL(request.url).pathname;
  if (first.status !== 401 || path.startsWith('/api/v1/auth/') || !event.cookies.get('lumbung_refresh')) return first;
  return (await refreshSession(event)) ? send(event, request, body) : first;
}

/** Trades the refresh cookie for a new session, once per request of the browser. False means: signed out. */
export function refreshSession(event: RequestEvent): Promise<boolean> {
  event.locals.refreshing ??= refresh(event);
  return event.locals.refreshing;
}

async function refresh(event: RequestEvent): Promise<boolean> {
  const request = new Request(new URL('/api/v1/auth/refresh', event.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  });
  const response = await send(event, request, '{}').catch(() => undefined);
  if (response?.ok) return true;
  // Only a clear no ends the session; a server that is restarting must not sign people out.
  if (response && response.status >= 400 && response.status < 500 && response.status !== 429) {
    event.cookies.delete('lumbung_access');
    event.cookies.delete('lumbung_refresh');
    event.locals.hasSession = false;
  }
  return false;
}

async function send(event: RequestEvent, request: Request, body: string | undefined): Promise<Response> {
  const url = new URL(request.url);
  const inject = injectOf(globalThis);
  const base = inject ? event.url.origin : (process.env.API_URL ?? 'http://127.0.0.1:3000');
  const target = new Request(new URL(url.pathname + url.search, base), {
    method: request.method,
    headers: headersFor(event, request),
    body,
    redirect: 'manual',
    signal: request.signal,
  });
  const response = await (inject ?? fetch)(target);
  keepCookies(event, response);
  return response;
}

function headersFor(event: RequestEvent, request: Request): Headers {
  const headers = new Headers();
  for (const name of ['accept', 'accept-language', 'content-type', 'idempotency-key']) {
    const value = request.headers.get(name);
    if (value) headers.set(name, value);
  }
  const cookies = event.cookies.getAll().map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
  if (cookies.length > 0) headers.set('cookie', cookies.join('; '));
  headers.set('origin', event.url.origin);
  headers.set('x-forwarded-host', event.url.host);
  headers.set('x-forwarded-proto', event.url.protocol.replace(':', ''));
  headers.set('x-forwarded-for', clientAddress(event));
  headers.set('x-correlation-id', event.locals.correlationId);
  const agent = event.request.headers.get('user-agent');
  if (agent) headers.set('user-agent', agent);
  return headers;
}

function clientAddress(event: RequestEvent): string {
  const forwarded = event.request.headers.get('x-forwarded-for')?.split(',')[0]?.trim();
  return forwarded || event.getClientAddress();
}

type CookieOptions = {
  path: string;
  httpOnly: boolean;
  secure: boolean;
  sameSite?: 'lax' | 'strict' | 'none';
  maxAge?: number;
  expires?: Date;
};

/** Hands the API's cookies to the browser as they are, attribute by attribute. */
function keepCookies(event: RequestEvent, response: Response): void {
  for (const header of response.headers.getSetCookie()) {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const split = pair.indexOf('=');
    if (split < 1) continue;
    const options: CookieOptions = { path: '/', httpOnly: false, secure: false };
    for (const attribute of attributes) readAttribute(options, attribute);
    event.cookies.set(pair.slice(0, split), decoded(pair.slice(split + 1)), options);
  }
}

/** SvelteKit encodes on writing, so what the API encoded is decoded first. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const sameSites = ['lax', 'strict', 'none'] as const;

function readAttribute(options: CookieOptions, attribute: string): void {
  const [rawName = '', value = ''] = attribute.split('=');
  const name = rawName.toLowerCase();
  if (name === 'path') options.path = value || '/';
  if (name === 'httponly') options.httpOnly = true;
  if (name === 'secure') options.secure = true;
  if (name === 'max-age') options.maxAge = Number(value);
  if (name === 'expires') options.expires = new Date(value);
  const site = sameSites.find((known) => known === value.toLowerCase());
  if (name === 'samesite' && site) options.sameSite = site;
}
