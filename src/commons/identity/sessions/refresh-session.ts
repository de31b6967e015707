import { present } from '#platform/assert';
import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { refuse } from '#platform/refusal';
import { findAccount } from '../accounts/account-queries.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import type { Session } from '../shapes.ts';
import { announceEnded, sessionAnswer } from './open-session.ts';
import {
  insertRefreshToken,
  lockRefreshToken,
  type RefreshRow,
  revokeSessions,
  touchSession,
  useRefreshToken,
} from './session-queries.ts';
import { decideRefresh, REFRESH_TOKEN_MS } from './session-rules.ts';
import { rememberRevoked } from './session-state.ts';
import { hashOfToken, successorOf } from './session-tokens.ts';

/**
 * Rotates a refresh token. Two tabs that refresh at once, or one whose answer got lost, both get the same successor;
 * a used token that comes back later than ten seconds ends the session for whoever holds it.
 */
export async function refresh(deps: IdentityDeps, call: Call, input: { refreshToken: string }): Promise<Session> {
  const tokenHash = hashOfToken(input.refreshToken);
  const successor = successorOf(deps.cipher, input.refreshToken);
  // Decided inside, refused outside: a refusal inside would undo the revocation.
  const { decision, row } = await deps.database.inTx(async (tx) => {
    const row = await lockRefreshToken(tx, tokenHash);
    const decision = decideRefresh(row, deps.clock.now());
    if (row && decision === 'rotate') rotate(deps, tx, call, { row, tokenHash, successor });
    if (row && decision === 'reuse') await endReused(deps, tx, call, row);
    return { decision, row };
  });
  if (decision === 'reuse' && row) await rememberRevoked(deps.cache, [row.sessionId]);
  if (decision === 'ended' || decision === 'reuse' || !row) throw refuse('identity.session-ended');

  const account = present(await findAccount(deps.database, row.accountId), 'A session belongs to an account');
  return sessionAnswer(deps, {
    sessionId: row.sessionId,
    refreshToken: successor,
    account,
    hasSecondFactor: row.hasSecondFactor,
  });
}

function rotate(
  deps: IdentityDeps,
  tx: Tx,
  call: Call,
  rotation: { row: RefreshRow; tokenHash: Buffer; successor: string },
): void {
  const now = deps.clock.now();
  const { sessionId } = rotation.row;
  const expiresAt = new Date(now.getTime() + REFRESH_TOKEN_MS);
  tx.write(
    useRefreshToken(rotation.tokenHash, now),
    insertRefreshToken({ tokenHash: hashOfToken(rotation.successor), sessionId, now, expiresAt }),
    touchSession(sessionId, { now, expiresAt, address: call.clientAddress }),
  );
}

async function endReused(deps: IdentityDeps, tx: Tx, call: Call, row: RefreshRow): Promise<void> {
  const ended = await revokeSessions(tx, {
    ownerId: row.accountId,
    sessionIds: [row.sessionId],
    reason: 'reuse',
    now: deps.clock.now(),
  });
  announceEnded(tx, call, ended, 'reuse');
  appendAudit(tx, 'identity', call, {
    stream: `user:${row.accountId}`,
    action: 'identity.refresh-token-reused',
    onBehalfOf: row.accountId,
    after: { sessionId: row.sessionId },
  });
}
