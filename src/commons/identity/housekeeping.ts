import { deleteOldCodes } from './codes/code-queries.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { deleteOldSessions } from './sessions/session-queries.ts';
import { deleteOldTries } from './sign-in/throttle-queries.ts';

const DAY_MS = 24 * 3_600_000;

/** Deletes what nobody can use any more: codes and tries of last week, spent tokens, sessions of last quarter. Bounded per run. */
export async function cleanUp(deps: Pick<IdentityDeps, 'database' | 'clock'>): Promise<void> {
  const now = deps.clock.now();
  const weekAgo = new Date(now.getTime() - 7 * DAY_MS);
  for (const statement of [...deleteOldSessions(now), deleteOldCodes(weekAgo), deleteOldTries(weekAgo)])
    await deps.database.run(statement);
}
