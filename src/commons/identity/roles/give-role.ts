import { appendAudit } from '#platform/audit';
import type { Call, Role } from '#platform/call';
import type { Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { type AccountRow, deleteRole, insertRole, lockAccount, lockHoldersOf } from '../accounts/account-queries.ts';
import { revokeAllApiKeys } from '../api-keys/api-key-queries.ts';
import { identityContract } from '../contract.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import { isStaff, mayGiveRole } from '../role-permissions.ts';
import { announceEnded } from '../sessions/open-session.ts';
import { revokeAllSessions } from '../sessions/session-queries.ts';
import { rememberRevoked } from '../sessions/session-state.ts';

type RoleOf = { userId: string; role: Role };

/** Gives a role; harmless when the person has it already. Their next access token carries it. */
export async function grantRole(deps: IdentityDeps, call: Call, input: RoleOf): Promise<Record<string, never>> {
  if (!mayGiveRole(call.actor, input.role)) throw refuse('identity.role-not-yours-to-give', { role: input.role });
  await deps.database.inTx(async (tx) => {
    const account = await lockActive(tx, input.userId);
    if (account.roles.includes(input.role)) return;
    tx.write(insertRole(input.userId, input.role, deps.clock.now()));
    tell(tx, call, account, { event: 'role.granted', role: input.role });
  });
  return {};
}

/**
 * Takes a role; harmless when the person has not got it. Their sessions end, because the tokens of those still carry
 * the role, and when it was a staff role their API keys as well.
 */
export async function revokeRole(deps: IdentityDeps, call: Call, input: RoleOf): Promise<Record<string, never>> {
  if (!mayGiveRole(call.actor, input.role)) throw refuse('identity.role-not-yours-to-give', { role: input.role });
  const ended = await deps.database.inTx(async (tx) => {
    const account = await lockActive(tx, input.userId);
    if (!account.roles.includes(input.role)) return [];
    if (input.role === 'SUPER_ADMIN') await refuseLastSuperAdmin(tx);
    const now = deps.clock.now();
    tx.write(deleteRole(input.userId, input.role));
    if (isStaff([input.role])) tx.write(revokeAllApiKeys(input.userId, now));
    tell(tx, call, account, { event: 'role.revoked', role: input.role });
    const sessions = await revokeAllSessions(tx, { ownerId: input.userId, exceptId: null, reason: 'role', now });
    announceEnded(tx, call, sessions, 'role');
    return sessions.map((session) => session.id);
  });
  await rememberRevoked(deps.cache, ended);
  return {};
}

/** Somebody must be left who can appoint others. */
export async function refuseLastSuperAdmin(tx: Tx): Promise<void> {
  if ((await lockHoldersOf(tx, 'SUPER_ADMIN')).length <= 1) throw refuse('identity.last-super-admin');
}

async function lockActive(tx: Tx, userId: string): Promise<AccountRow> {
  const account = await lockAccount(tx, userId);
  if (account?.status !== 'active') throw refuse('identity.account-not-found');
  return account;
}

type RoleChange = { event: 'role.granted' | 'role.revoked'; role: Role };

function tell(tx: Tx, call: Call, account: AccountRow, { event, role }: RoleChange): void {
  const roles =
    event === 'role.granted' ? [...account.roles, role].sort() : account.roles.filter((held) => held !== role);
  appendEvent(tx, identityContract, event, { call, aggregateId: account.id, payload: { userId: account.id, role } });
  appendAudit(tx, 'identity', call, {
    stream: `user:${account.id}`,
    action: `identity.${event}`,
    onBehalfOf: account.id,
    before: { roles: account.roles },
    after: { roles },
  });
}
