import { assert } from '#platform/assert';
import { appendAudit } from '#platform/audit';
import type { Call, Role } from '#platform/call';
import type { Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { identityContract } from '../contract.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import { findAccountByIdentifier, insertAccount, insertRole, lockAccount, type NewAccount } from './account-queries.ts';
import { parseEmail, parsePhone } from './identifier.ts';
import { announceRegistration } from './register.ts';

type Wanted = { name: string; email: string; phone?: string; password?: string; roles: Role[]; language?: 'id' | 'en' };

/**
 * Finds the account of this e-mail or makes it, with proven contacts and at least these roles. For seeding and for the
 * house itself only: it skips the rules for new passwords. An existing password stays as it is; without one the person
 * signs in by a code sent to them.
 */
export async function ensureAccount(
  deps: IdentityDeps,
  call: Call,
  wanted: Wanted,
): Promise<{ userId: string; isNew: boolean }> {
  assert(call.actor.kind === 'system', 'Only the house itself makes accounts for others');
  const email = parseEmail(wanted.email);
  const phone = wanted.phone === undefined ? null : parsePhone(wanted.phone);
  assert(email && (wanted.phone === undefined || phone), 'A seeded account has a real e-mail and phone');
  const known = await findAccountByIdentifier(deps.database, { kind: 'email', value: email });
  const passwordHash = known || wanted.password === undefined ? null : await deps.hasher.hash(wanted.password);
  const account: NewAccount = {
    id: deps.newId(),
    name: wanted.name,
    email,
    phone,
    passwordHash,
    language: wanted.language ?? 'id',
    isVerified: true,
    now: deps.clock.now(),
  };

  return deps.database.inTx(async (tx) => {
    const isNew = known === undefined && (await insertAccount(tx, account));
    if (isNew) announceRegistration(tx, call, account);
    const userId = isNew
      ? account.id
      : (known?.id ?? (await findAccountByIdentifier(tx, { kind: 'email', value: email }))?.id);
    // Not new and not there: the phone belongs to somebody else.
    if (!userId) throw refuse('identity.contact-taken');
    await addRoles(deps, tx, call, { userId, roles: wanted.roles });
    return { userId, isNew };
  });
}

async function addRoles(
  deps: IdentityDeps,
  tx: Tx,
  call: Call,
  wanted: { userId: string; roles: Role[] },
): Promise<void> {
  const account = await lockAccount(tx, wanted.userId);
  const missing = [...new Set(wanted.roles)].filter((role) => !account?.roles.includes(role));
  for (const role of missing) {
    tx.write(insertRole(wanted.userId, role, deps.clock.now()));
    appendEvent(tx, identityContract, 'role.granted', {
      call,
      aggregateId: wanted.userId,
      payload: { userId: wanted.userId, role },
    });
    appendAudit(tx, 'identity', call, {
      stream: `user:${wanted.userId}`,
      action: 'identity.role.granted',
      onBehalfOf: wanted.userId,
      after: { role },
    });
  }
}
