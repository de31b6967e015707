import type { Cache } from '#platform/cache';
import type { Database } from '#platform/database';
import { findSessionState } from './session-queries.ts';
import { ACCESS_TOKEN_SECONDS } from './session-rules.ts';

/** A process that does not share our cache learns of a revocation within this time. */
const LIVE_TTL_MS = 10_000;
/** Until no access token of the session is left. */
const REVOKED_TTL_MS = (ACCESS_TOKEN_SECONDS + 60) * 1_000;

type State = { isRevoked: boolean };

/** Asked for every request that carries a token: from the cache, and from the table when the cache does not know. */
export async function isSessionRevoked(
  deps: { database: Database; cache: Cache },
  sessionId: string,
): Promise<boolean> {
  const state = await deps.cache.remember<State>(
    keyOf(sessionId),
    LIVE_TTL_MS,
    async () => (await findSessionState(deps.database, sessionId)) ?? { isRevoked: true },
  );
  return state.isRevoked;
}

/** Called after the commit that revoked them. If it gets lost, the table still knows and the cached answer soon lapses. */
export async function rememberRevoked(cache: Cache, sessionIds: readonly string[]): Promise<void> {
  await Promise.all(
    sessionIds.map((sessionId) => cache.set(keyOf(sessionId), { isRevoked: true } satisfies State, REVOKED_TTL_MS)),
  );
}

function keyOf(sessionId: string): string {
  return `identity:session:${sessionId}`;
}
