import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { LRUCache } from 'lru-cache';
import type { Actor, Role } from './call.ts';
import type { Clock } from './clock.ts';
import { refuse } from './refusal.ts';

/** What signer and verifier agree on. RS256 and nothing else: a token cannot choose its own algorithm. */
export const ACCESS_TOKEN = {
  issuer: 'lumbung',
  audience: 'lumbung-api',
  algorithm: 'RS256',
  lifetimeSeconds: 900,
} as const;

const CLOCK_TOLERANCE_SECONDS = 5;
const KEPT_MS = 60_000;
const MAX_TOKEN_LENGTH = 4_096;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ROLES: ReadonlySet<string> = new Set<Role>([
  'CUSTOMER',
  'SELLER',
  'STORE_MANAGER',
  'CREDIT_OFFICER',
  'COMPLIANCE_OFFICER',
  'ADMIN',
  'SUPER_ADMIN',
  'PARTNER',
]);

export type UserActor = Extract<Actor, { kind: 'user' }>;
/** The person behind a token; null where the token is not (or no longer) good. Answers at once for a token seen lately. */
export type VerifyToken = (token: string) => UserActor | null | Promise<UserActor | null>;

export type TokenVerifierOptions = {
  /** Keys held here, an address to fetch them from, or identity's own look-up (rotation in one process). */
  keys: JSONWebKeySet | URL | JWTVerifyGetKey;
  clock: Clock;
  /** Asked on every request, also for tokens verified before: a revoked session ends at once. */
  isRevoked: (sessionId: string) => boolean | Promise<boolean>;
  maxKept?: number;
};

type Kept = { actor: UserActor; goodUntilMs: number };

/**
 * Verifies access tokens of identity (claims: sub = user, sid = session, roles). A verified token is remembered for at
 * most a minute and never beyond its expiry, which saves the signature check (about 0.1 ms) on all requests but one.
 */
export function createTokenVerifier(options: TokenVerifierOptions): VerifyToken {
  const kept = new LRUCache<string, Kept>({ max: options.maxKept ?? 20_000 });
  const keySet = keySetOf(options.keys);

  function answer(actor: UserActor): UserActor | null | Promise<UserActor | null> {
    const revoked = options.isRevoked(actor.sessionId);
    if (typeof revoked === 'boolean') return revoked ? null : actor;
    return revoked.then((isRevoked) => (isRevoked ? null : actor));
  }

  async function verify(token: string, nowMs: number): Promise<UserActor | null> {
    const fresh = await check(token, keySet, nowMs);
    if (!fresh) return null;
    kept.set(token, fresh);
    return answer(fresh.actor);
  }

  return (token) => {
    const nowMs = options.clock.now().getTime();
    const known = kept.get(token);
    if (known && nowMs < known.goodUntilMs) return answer(known.actor);
    return token.length > MAX_TOKEN_LENGTH ? null : verify(token, nowMs);
  };
}

function keySetOf(keys: TokenVerifierOptions['keys']): JWTVerifyGetKey {
  if (typeof keys === 'function') return keys;
  if (keys instanceof URL) return createRemoteJWKSet(keys, { timeoutDuration: 3_000, cooldownDuration: 10_000 });
  return createLocalJWKSet(keys);
}

async function check(token: string, keySet: JWTVerifyGetKey, nowMs: number): Promise<Kept | null> {
  try {
    const { payload } = await jwtVerify(token, keySet, {
      algorithms: [ACCESS_TOKEN.algorithm],
      issuer: ACCESS_TOKEN.issuer,
      audience: ACCESS_TOKEN.audience,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(nowMs),
      requiredClaims: ['sub', 'sid', 'roles', 'exp', 'iat'],
    });
    const { sub, sid, roles, exp } = payload;
    if (
      typeof sub !== 'string' ||
      !UUID.test(sub) ||
      typeof sid !== 'string' ||
      !UUID.test(sid) ||
      !isRoles(roles) ||
      exp === undefined
    )
      return null;
    const goodUntilMs = Math.min(nowMs + KEPT_MS, (exp + CLOCK_TOLERANCE_SECONDS) * 1_000);
    return { actor: { kind: 'user', userId: sub, sessionId: sid, roles }, goodUntilMs };
  } catch (error) {
    // The keys being away is a fault of the world: it must not look like "sign in again".
    if (isAway(error)) throw refuseBusy(error);
    return null;
  }
}

function refuseBusy(cause: unknown): Error {
  return Object.assign(refuse('server.busy', {}, { retryAfterSeconds: 5 }), { cause });
}

function isRoles(value: unknown): value is Role[] {
  return (
    Array.isArray(value) && value.length <= 20 && value.every((role) => typeof role === 'string' && ROLES.has(role))
  );
}

/** Only what jose says of the token itself makes it bad; a key set out of reach, ours or a remote one, does not. */
function isAway(error: unknown): boolean {
  return !(error instanceof errors.JOSEError) || error.code === 'ERR_JWKS_TIMEOUT' || error.code === 'ERR_JOSE_GENERIC';
}
