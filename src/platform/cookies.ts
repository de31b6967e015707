import type { CookieChange } from './route.ts';

export type Cookies = Record<string, string | undefined>;

const MAX_COOKIES = 60;
const NO_COOKIES: Cookies = Object.freeze(Object.create(null) as Cookies);

/** Reads a Cookie header (RFC 6265, 5.4). The first of two with one name counts; values we cannot decode stay as they are. */
export function parseCookies(header: string | undefined): Cookies {
  if (!header) return NO_COOKIES;
  // Without a prototype, so that a cookie called `constructor` is only a cookie.
  const cookies = Object.create(null) as Cookies;
  for (const pair of header.split(';', MAX_COOKIES)) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(at, 0)).trim();
    if (name && cookies[name] === undefined) cookies[name] = decode(unquoted(pair.slice(at + 1).trim()));
  }
  return cookies;
}

/** Writes a Set-Cookie header: never readable by scripts, never sent along by other sites' posts. Null as value deletes. */
export function serializeCookie(cookie: CookieChange, isSecure: boolean): string {
  const path = cookie.path ?? '/';
  if (!/^[A-Za-z0-9_-]+$/.test(cookie.name) || !/^\/[\x21-\x3a\x3c-\x7e]*$/.test(path))
    throw new Error(`A cookie cannot be called ${cookie.name} at ${path}`);
  const maxAge = cookie.value === null ? 0 : cookie.maxAgeSeconds;
  const parts = [`${cookie.name}=${encodeURIComponent(cookie.value ?? '')}`];
  if (maxAge !== null) parts.push(`Max-Age=${Math.floor(maxAge)}`);
  parts.push(`Path=${path}`, 'HttpOnly');
  if (isSecure) parts.push('Secure');
  parts.push('SameSite=Lax');
  return parts.join('; ');
}

function unquoted(value: string): string {
  return value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}

function decode(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
