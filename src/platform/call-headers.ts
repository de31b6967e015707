import { isIP } from 'node:net';
import type { Language } from './call.ts';
import type { NewId } from './ids.ts';
import { refuse } from './refusal.ts';

export type Headers = Record<string, string | string[] | undefined>;

export const COOKIES = {
  access: 'lumbung_access',
  refresh: 'lumbung_refresh',
  cart: 'lumbung_cart',
  language: 'lumbung_language',
} as const;

/** Carries the mark by which the edge knows a request of a page rendered in this process. */
export const PAGE_HEADER = 'x-lumbung-page';

/** One value of a header; the first where a client sent several. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/**
 * The caller's correlation id when it is plain (so that it can stand in logs and headers as it is), else a new one.
 */
export function correlationIdOf(headers: Headers, newId: NewId): string {
  const given = headerOf(headers, 'x-correlation-id');
  return given !== undefined && /^[A-Za-z0-9][A-Za-z0-9._:-]{7,99}$/.test(given) ? given : newId();
}

/** `?lang=` wins over the cookie, the cookie over Accept-Language; Bahasa Indonesia when nobody says. */
export function languageOf(url: string, headers: Headers, cookies: Record<string, string | undefined>): Language {
  const asked = /[?&]lang=(id|en)(?:&|$)/.exec(url)?.[1] ?? cookies[COOKIES.language];
  if (asked === 'id' || asked === 'en') return asked;
  return preferredLanguage(headerOf(headers, 'accept-language'));
}

function preferredLanguage(header: string | undefined): Language {
  if (!header || header.length > 300) return 'id';
  let best: { language: Language; weight: number } | null = null;
  for (const part of header.split(',')) {
    const match = /^\s*(id|in|en|\*)(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$/i.exec(part);
    if (!match) continue;
    const weight = match[2] === undefined ? 1 : Number(match[2]);
    // `in` is what old Android phones call Indonesian.
    const language = match[1]?.toLowerCase() === 'en' ? 'en' : 'id';
    if (weight > 0 && (best === null || weight > best.weight)) best = { language, weight };
  }
  return best?.language ?? 'id';
}

/** The token of a guest's cart; something that cannot be ours counts as none. */
export function cartTokenOf(headers: Headers, cookies: Record<string, string | undefined>): string | null {
  const token = headerOf(headers, 'cart-token') ?? cookies[COOKIES.cart];
  return token !== undefined && /^[A-Za-z0-9._~-]{1,200}$/.test(token) ? token : null;
}

/** Text from the client that ends in logs and lists of devices: bounded and printable. */
export function userAgentOf(headers: Headers): string | null {
  const text = headerOf(headers, 'user-agent');
  return text ? text.slice(0, 300).replace(/[^\x20-\x7e]/g, '?') : null;
}

/** The header's value, or null; a key that is not 1 to 200 printable characters is refused. */
export function idempotencyKeyOf(headers: Headers): string | null {
  const key = headerOf(headers, 'idempotency-key');
  if (key === undefined) return null;
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw refuse(
    'request.invalid',
    {},
    { fields: [{ pointer: '/headers/idempotency-key', code: 'format', detail: 'format' }] },
  );
}

/**
 * The client's address as PostgreSQL and limits can use it. What a proxy hands on may be anything that a client has
 * written; without a real address in it, the connection's own counts.
 */
export function plainAddress(claimed: string, connection: string | undefined): string {
  const address = isIP(claimed) ? claimed : (connection ?? '127.0.0.1');
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}

/**
 * What limits count by: an IPv4 address, or the /64 network of an IPv6 one, of which every household has
 * 18 quintillion addresses.
 */
export function addressKey(address: string): string {
  const mapped = address.startsWith('::ffff:') ? address.slice(7) : address;
  if (!mapped.includes(':')) return mapped;
  const [head = '', tail] = mapped.split('%', 1)[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(zeros).fill('0'), ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/** Loopback and private networks: where a scraper or a load balancer of the same installation stands. */
export function isPrivateAddress(address: string): boolean {
  const mapped = address.startsWith('::ffff:') ? address.slice(7) : address;
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/i.test(mapped);
}
