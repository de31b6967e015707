import { hash } from 'node:crypto';
import type { VerifyToken } from './access-token.ts';
import type { Cache } from './cache.ts';
import type { Actor } from './call.ts';
import { COOKIES, type Headers, headerOf } from './call-headers.ts';
import { refuse } from './refusal.ts';

/** The owner of an API key; null for one that is unknown, expired or withdrawn. */
export type VerifyApiKey = (key: string) => Promise<Actor | null>;

export type Authenticate = (headers: Headers, cookies: Record<string, string | undefined>) => Actor | Promise<Actor>;

const GUEST: Actor = Object.freeze({ kind: 'guest' });
/** A withdrawn API key works at most this much longer. */
const KEY_KEPT_MS = 10_000;
const MAX_KEY_LENGTH = 300;

/**
 * Finds out who calls. Credentials in a header that are not good are refused: who shows a token wants to be somebody,
 * and must not silently become a guest with an empty cart. A cookie that is not good any more makes a guest, because
 * browsers send it along without being asked.
 */
export function createAuthenticate(options: {
  verifyToken: VerifyToken;
  verifyApiKey?: VerifyApiKey;
  cache: Cache;
}): Authenticate {
  const { verifyToken, verifyApiKey, cache } = options;

  async function byApiKey(key: string): Promise<Actor> {
    const isPlausible = key.length <= MAX_KEY_LENGTH && /^[\x21-\x7e]+$/.test(key);
    // The cache sees a hash: who can read it must not find keys there.
    const actor =
      isPlausible && verifyApiKey
        ? await cache.remember(`api-key:${hash('sha256', key, 'hex')}`, KEY_KEPT_MS, () => verifyApiKey(key))
        : null;
    if (!actor) throw refuse('request.sign-in-required');
    return actor;
  }

  function byCookie(token: string): Actor | Promise<Actor> {
    const verified = verifyToken(token);
    return verified instanceof Promise ? verified.then((actor) => actor ?? GUEST) : (verified ?? GUEST);
  }

  function byBearer(authorization: string): Actor | Promise<Actor> {
    const token = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(authorization)?.[1];
    const verified = token === undefined ? null : verifyToken(token);
    return verified instanceof Promise ? verified.then(orRefuse) : orRefuse(verified);
  }

  return (headers, cookies) => {
    const authorization = headerOf(headers, 'authorization');
    if (authorization !== undefined) return byBearer(authorization);
    const key = headerOf(headers, 'x-api-key');
    if (key !== undefined) return byApiKey(key);
    const cookie = cookies[COOKIES.access];
    return cookie ? byCookie(cookie) : GUEST;
  };
}

function orRefuse(actor: Actor | null): Actor {
  if (!actor) throw refuse('request.sign-in-required');
  return actor;
}
