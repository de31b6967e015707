import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { identityContract } from '../contract.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import { confirmPassword } from '../passwords/change-password.ts';
import { refuseLastSuperAdmin } from '../roles/give-role.ts';
import { announceEnded } from '../sessions/open-session.ts';
import { revokeAllSessions } from '../sessions/session-queries.ts';
import { rememberRevoked } from '../sessions/session-state.ts';
import type { Account } from '../shapes.ts';
import { type AccountRow, eraseAccountRow, findAccount, lockAccount, updateAccountProfile } from './account-queries.ts';
import { ERASED_NAME, viewAccount } from './account-view.ts';

type Change = { userId: string; name?: string; language?: 'id' | 'en' };

/** The person's own name and language. Nothing is said when nothing changes. */
export async function updateAccount(deps: IdentityDeps, call: Call, input: Change): Promise<Account> {
  const name = input.name?.replace(/\s+/g, ' ').trim();
  return deps.database.inTx(async (tx) => {
    const before = await lockAccount(tx, input.userId);
    if (before?.status !== 'active') throw refuse('identity.account-not-found');
    const after: AccountRow = { ...before, name: name ?? before.name, language: input.language ?? before.language };
    if (after.name === before.name && after.language === before.language) return viewAccount(before);
    tx.write(updateAccountProfile(before.id, { name: after.name, language: after.language, now: deps.clock.now() }));
    announceUpdate(tx, call, before, after);
    return viewAccount(after);
  });
}

/** Says what an account is like now; what it was before is in the audit trail. */
export function announceUpdate(tx: Tx, call: Call, before: AccountRow, after: AccountRow): void {
  const { id: userId, name, email, phone, roles, language } = after;
  appendEvent(tx, identityContract, 'user.updated', {
    call,
    aggregateId: userId,
    payload: { userId, name, email, phone, roles, language },
  });
  appendAudit(tx, 'identity', call, {
    stream: `user:${userId}`,
    action: 'identity.updated',
    onBehalfOf: userId,
    before: { name: before.name, language: before.language },
    after: { name, language },
  });
}

/**
 * Empties an account for good. The id stays (orders, ledgers and the audit trail point to it), the person behind it is
 * gone. Harmless the second time.
 */
export async function eraseAccount(
  deps: IdentityDeps,
  call: Call,
  input: { userId: string; password?: string },
): Promise<Record<string, never>> {
  const account = await findAccount(deps.database, input.userId);
  if (!account) throw refuse('identity.account-not-found');
  if (account.status === 'erased') return {};
  // Who came by code or Google has no password to ask for.
  if (account.passwordHash && call.actor.kind !== 'system')
    await confirmPassword(deps, call, account, input.password ?? '');
  const ended = await deps.database.inTx(async (tx) => {
    const current = await lockAccount(tx, account.id);
    if (current?.status !== 'active') return [];
    if (current.roles.includes('SUPER_ADMIN')) await refuseLastSuperAdmin(tx);
    const now = deps.clock.now();
    const sessions = await revokeAllSessions(tx, { ownerId: account.id, exceptId: null, reason: 'erased', now });
    announceEnded(tx, call, sessions, 'erased');
    tx.write(...eraseAccountRow(account.id, ERASED_NAME, now));
    appendEvent(tx, identityContract, 'user.erased', {
      call,
      aggregateId: account.id,
      payload: { userId: account.id },
    });
    appendAudit(tx, 'identity', call, {
      stream: `user:${account.id}`,
      action: 'identity.erased',
      onBehalfOf: account.id,
    });
    return sessions.map((session) => session.id);
  });
  await rememberRevoked(deps.cache, ended);
  return {};
}
