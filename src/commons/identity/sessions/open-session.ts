import { appendAudit } from '#platform/audit';
import type { Call, Role } from '#platform/call';
import type { Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import type { AccountRow } from '../accounts/account-queries.ts';
import { identityContract } from '../contract.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import { carriedRoles } from '../role-permissions.ts';
import type { Session } from '../shapes.ts';
import {
  insertRefreshToken,
  insertSession,
  listLiveSessions,
  type RevokeReason,
  revokeSessions,
  type SessionRow,
} from './session-queries.ts';
import { ACCESS_TOKEN_SECONDS, deviceNameOf, REFRESH_TOKEN_MS, sessionsToEnd } from './session-rules.ts';
import { hashOfToken, newRefreshToken } from './session-tokens.ts';

export type SignIn = {
  account: AccountRow;
  method: 'password' | 'code' | 'google';
  hasSecondFactor: boolean;
  deviceName?: string | undefined;
};

/** A session that has been written, but whose tokens are still to be made: signing needs no transaction. */
export type OpenedSession = {
  sessionId: string;
  refreshToken: string;
  account: AccountRow;
  hasSecondFactor: boolean;
  ended: string[];
};

/**
 * Begins a session in an open transaction that has locked the account. At most five devices at once: the one that
 * began first goes, and its owner is told (by the reaction to `session.revoked`).
 */
export async function openSession(
  deps: Pick<IdentityDeps, 'clock' | 'newId'>,
  tx: Tx,
  call: Call,
  signIn: SignIn,
): Promise<OpenedSession> {
  const now = deps.clock.now();
  const { account, method, hasSecondFactor } = signIn;
  const live = await listLiveSessions(tx, account.id, now);
  const leaving = sessionsToEnd(live).map((session) => session.id);
  const ended =
    leaving.length > 0
      ? await revokeSessions(tx, { ownerId: account.id, sessionIds: leaving, reason: 'device-limit', now })
      : [];
  announceEnded(tx, call, ended, 'device-limit');

  const sessionId = deps.newId();
  const refreshToken = newRefreshToken();
  const expiresAt = new Date(now.getTime() + REFRESH_TOKEN_MS);
  const deviceName = deviceNameOf(signIn.deviceName, call.userAgent);
  tx.write(
    insertSession({
      id: sessionId,
      accountId: account.id,
      deviceName,
      userAgent: call.userAgent?.slice(0, 500) ?? null,
      address: call.clientAddress,
      method,
      hasSecondFactor,
      now,
      expiresAt,
    }),
    insertRefreshToken({ tokenHash: hashOfToken(refreshToken), sessionId, now, expiresAt }),
  );
  appendAudit(tx, 'identity', call, {
    stream: `user:${account.id}`,
    action: 'identity.signed-in',
    onBehalfOf: account.id,
    after: { sessionId, method, hasSecondFactor, deviceName },
  });
  return { sessionId, refreshToken, account, hasSecondFactor, ended: ended.map((session) => session.id) };
}

/** Event and audit entry for sessions that were just revoked. */
export function announceEnded(tx: Tx, call: Call, sessions: readonly SessionRow[], reason: RevokeReason): void {
  for (const session of sessions) {
    appendEvent(tx, identityContract, 'session.revoked', {
      call,
      aggregateId: session.accountId,
      payload: { sessionId: session.id, userId: session.accountId, deviceName: session.deviceName, reason },
    });
    appendAudit(tx, 'identity', call, {
      stream: `user:${session.accountId}`,
      action: 'identity.session-revoked',
      onBehalfOf: session.accountId,
      after: { sessionId: session.id, reason },
    });
  }
}

/** The answer of every sign-in and refresh. */
export async function sessionAnswer(
  deps: Pick<IdentityDeps, 'signingKeys' | 'isSecondFactorForced'>,
  session: { sessionId: string; refreshToken: string; account: AccountRow; hasSecondFactor: boolean },
): Promise<Session> {
  const { account, sessionId, refreshToken } = session;
  const roles: Role[] = carriedRoles(account.roles, {
    hasSecondFactor: session.hasSecondFactor,
    isForced: await deps.isSecondFactorForced(),
  });
  return {
    accessToken: await deps.signingKeys.sign({ userId: account.id, sessionId, roles }),
    tokenType: 'Bearer',
    expiresInSeconds: ACCESS_TOKEN_SECONDS,
    refreshToken,
    user: { id: account.id, name: account.name, email: account.email, phone: account.phone, roles },
  };
}
