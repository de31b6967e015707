import { COOKIES, type Headers, headerOf } from './call-headers.ts';
import { refuse } from './refusal.ts';

/** Which sites may call from a browser. */
export type Origins = {
  /** Whether any foreign site is on the list, so that answers differ by origin. */
  hasForeign: boolean;
  /** CORS headers for this request; empty for calls that need none, and for sites that are not on the list. */
  corsHeaders(headers: Headers): Record<string, string>;
  /** The answer to a preflight. */
  preflightHeaders(headers: Headers): Record<string, string>;
  /** Refuses a write that a browser sends with our cookies on behalf of another site. */
  assertOwnOrigin(headers: Headers, cookies: Record<string, string | undefined>, host: string): void;
};

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const REQUEST_HEADERS =
  'authorization, content-type, idempotency-key, x-api-key, x-correlation-id, cart-token, accept-language, if-match, if-none-match';
const EXPOSED =
  'x-correlation-id, cart-token, etag, location, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset, idempotency-replayed';
const PREFLIGHT_SECONDS = 7_200;

export function createOrigins(options: {
  publicUrl: string;
  ownOrigins?: readonly string[];
  corsOrigins?: readonly string[];
}): Origins {
  const own = new Set([options.publicUrl, ...(options.ownOrigins ?? [])].map((url) => new URL(url).origin));
  const others = new Set((options.corsOrigins ?? []).map((url) => new URL(url).origin));

  function corsHeaders(headers: Headers): Record<string, string> {
    const origin = headerOf(headers, 'origin');
    if (origin === undefined || !others.has(origin)) return {};
    return {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': EXPOSED,
      vary: 'origin',
    };
  }

  return {
    hasForeign: others.size > 0,
    corsHeaders,
    preflightHeaders: (headers) => {
      const cors = corsHeaders(headers);
      if (!cors['access-control-allow-origin']) return {};
      return {
        ...cors,
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': REQUEST_HEADERS,
        'access-control-max-age': String(PREFLIGHT_SECONDS),
      };
    },
    assertOwnOrigin: (headers, cookies, host) => {
      if (!carriesOurCookies(headers, cookies)) return;
      const site = headerOf(headers, 'sec-fetch-site');
      if (site === 'same-origin') return;
      const origin = headerOf(headers, 'origin');
      // Browsers name the origin of every write. One without it is no browser of today, or hides something.
      if (origin !== undefined && (own.has(origin) || others.has(origin) || isHost(origin, host))) return;
      throw refuse('request.wrong-origin');
    },
  };
}

/** Credentials in a header cannot be forged by another site; cookies travel by themselves. */
function carriesOurCookies(headers: Headers, cookies: Record<string, string | undefined>): boolean {
  if (headerOf(headers, 'authorization') !== undefined || headerOf(headers, 'x-api-key') !== undefined) return false;
  return (
    cookies[COOKIES.access] !== undefined ||
    cookies[COOKIES.refresh] !== undefined ||
    cookies[COOKIES.cart] !== undefined
  );
}

/** The page and the API under one address, whatever it is called (localhost, a name in the local network). */
function isHost(origin: string, host: string): boolean {
  const separator = origin.indexOf('://');
  return separator > 0 && origin.slice(separator + 3) === host;
}
