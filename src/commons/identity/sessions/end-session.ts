import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import { type IdentityDeps, signedIn } from '../identity-deps.ts';
import type { Device } from '../shapes.ts';
import { announceEnded } from './open-session.ts';
import { findSessionOfToken, listLiveSessions, type RevokeReason, revokeSessions } from './session-queries.ts';
import { rememberRevoked } from './session-state.ts';
import { hashOfToken } from './session-tokens.ts';

/** Ends the session of the given token and the one of the call. Tokens that are nobody's are no error: gone is gone. */
export async function logout(
  deps: IdentityDeps,
  call: Call,
  input: { refreshToken?: string },
): Promise<Record<string, never>> {
  if (call.actor.kind === 'user')
    await end(deps, call, { ownerId: call.actor.userId, sessionId: call.actor.sessionId, reason: 'logout' });
  const session = input.refreshToken
    ? await findSessionOfToken(deps.database, hashOfToken(input.refreshToken))
    : undefined;
  if (session) await end(deps, call, { ownerId: session.accountId, sessionId: session.id, reason: 'logout' });
  return {};
}

export async function listDevices(deps: IdentityDeps, call: Call): Promise<{ items: Device[] }> {
  const { userId, sessionId } = signedIn(call);
  const live = await listLiveSessions(deps.database, userId, deps.clock.now());
  const items = live.map((session) => ({
    id: session.id,
    name: session.deviceName,
    current: session.id === sessionId,
    lastSeenAt: session.lastSeenAt.toISOString(),
    createdAt: session.createdAt.toISOString(),
  }));
  return { items: items.reverse() };
}

/** What is not one's own, or is gone already, is not there. */
export async function revokeDevice(
  deps: IdentityDeps,
  call: Call,
  input: { deviceId: string },
): Promise<Record<string, never>> {
  const { userId } = signedIn(call);
  const isEnded = await end(deps, call, { ownerId: userId, sessionId: input.deviceId, reason: 'device-list' });
  if (!isEnded) throw refuse('identity.device-not-found');
  return {};
}

async function end(
  deps: IdentityDeps,
  call: Call,
  ending: { ownerId: string; sessionId: string; reason: RevokeReason },
): Promise<boolean> {
  const ended = await deps.database.inTx(async (tx) => {
    const sessions = await revokeSessions(tx, {
      ownerId: ending.ownerId,
      sessionIds: [ending.sessionId],
      reason: ending.reason,
      now: deps.clock.now(),
    });
    announceEnded(tx, call, sessions, ending.reason);
    return sessions;
  });
  await rememberRevoked(
    deps.cache,
    ended.map((session) => session.id),
  );
  return ended.length > 0;
}
