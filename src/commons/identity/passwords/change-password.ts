import { present } from '#platform/assert';
import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { type AccountRow, findAccount, lockAccount, updatePassword } from '../accounts/account-queries.ts';
import { identityContract } from '../contract.ts';
import { type IdentityDeps, signedIn } from '../identity-deps.ts';
import { announceEnded } from '../sessions/open-session.ts';
import { revokeAllSessions } from '../sessions/session-queries.ts';
import { rememberRevoked } from '../sessions/session-state.ts';
import type { ChangePasswordInput } from '../shapes.ts';
import { countedTry } from '../sign-in/throttle.ts';
import { weaknessOf } from './password-rules.ts';

/** Changes the own password; the other devices are signed out, this one stays. */
export async function changePassword(
  deps: IdentityDeps,
  call: Call,
  input: ChangePasswordInput,
): Promise<Record<string, never>> {
  const { userId, sessionId } = signedIn(call);
  const account = present(await findAccount(deps.database, userId), 'Who is signed in has an account');
  await confirmPassword(deps, call, account, input.currentPassword);
  refuseWeak(input.newPassword, account);
  const passwordHash = await deps.hasher.hash(input.newPassword);
  const ended = await deps.database.inTx(async (tx) => {
    const current = await lockAccount(tx, userId);
    if (current?.passwordHash !== account.passwordHash) throw refuse('identity.password-wrong');
    return setPassword(tx, call, {
      userId,
      passwordHash,
      how: 'change',
      keepSessionId: sessionId,
      now: deps.clock.now(),
    });
  });
  await rememberRevoked(deps.cache, ended);
  return {};
}

/** Asks for the password of somebody who is signed in already; counted like a sign-in. Refuses `identity.password-wrong`. */
export async function confirmPassword(
  deps: IdentityDeps,
  call: Call,
  account: AccountRow,
  password: string,
): Promise<void> {
  await countedTry(deps, call, `account:${account.id}`, async () => {
    if (!(await deps.hasher.verify(account.passwordHash, password))) throw refuse('identity.password-wrong');
  });
}

export function refuseWeak(password: string, account: Pick<AccountRow, 'email' | 'phone' | 'name'>): void {
  const weakness = weaknessOf(password, [account.email, account.phone, account.name]);
  if (weakness)
    throw refuse(
      'identity.password-weak',
      { weakness },
      { fields: [{ pointer: '/newPassword', code: weakness, detail: weakness }] },
    );
}

type NewPassword = {
  userId: string;
  passwordHash: string;
  how: 'change' | 'reset';
  keepSessionId: string | null;
  now: Date;
};

/** Writes a password, ends the sessions begun with the old one, and lets its owner be told. Answers the ended sessions. */
export async function setPassword(tx: Tx, call: Call, change: NewPassword): Promise<string[]> {
  const { userId, how, now } = change;
  tx.write(updatePassword(userId, change.passwordHash, now));
  const ended = await revokeAllSessions(tx, {
    ownerId: userId,
    exceptId: change.keepSessionId,
    reason: 'password',
    now,
  });
  announceEnded(tx, call, ended, 'password');
  appendEvent(tx, identityContract, 'password.changed', { call, aggregateId: userId, payload: { userId, how } });
  appendAudit(tx, 'identity', call, {
    stream: `user:${userId}`,
    action: `identity.password-${how}`,
    onBehalfOf: userId,
  });
  return ended.map((session) => session.id);
}
