import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import {
  type AccountRow,
  findAccountByIdentifier,
  lockAccount,
  updatePasswordHash,
} from '../accounts/account-queries.ts';
import { parseIdentifier } from '../accounts/identifier.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import { type OpenedSession, openSession, sessionAnswer } from '../sessions/open-session.ts';
import { rememberRevoked } from '../sessions/session-state.ts';
import type { LoginInput, Session } from '../shapes.ts';
import { checkSecondFactor } from '../totp/check-second-factor.ts';
import { countedTry } from './throttle.ts';

/**
 * Signs in by password. Whatever is wrong (name unknown, no password set, password wrong) costs the same work and gets
 * the same answer; that a second factor is needed is told only to who knows the password.
 */
export async function login(deps: IdentityDeps, call: Call, input: LoginInput): Promise<Session> {
  const identifier = parseIdentifier(input.identifier);
  const opened = await countedTry(deps, call, identifier?.value ?? input.identifier, async () => {
    const account = await findAccountByIdentifier(deps.database, identifier ?? { kind: 'email', value: '' });
    const isRight = await deps.hasher.verify(account?.passwordHash ?? null, input.password);
    if (!account || !isRight) throw refuse('identity.invalid-credentials');
    return enter(deps, call, account, input);
  });
  await Promise.all([rememberRevoked(deps.cache, opened.ended), renewHash(deps, opened.account, input.password)]);
  return sessionAnswer(deps, opened);
}

async function enter(deps: IdentityDeps, call: Call, account: AccountRow, input: LoginInput): Promise<OpenedSession> {
  return deps.database.inTx(async (tx) => {
    const current = await lockAccount(tx, account.id);
    // The password may have been changed, or the account erased, while we were hashing.
    const isSame = current?.status === 'active' && current.passwordHash === account.passwordHash;
    if (!isSame) throw refuse('identity.invalid-credentials');
    const hasSecondFactor = await checkSecondFactor(deps, tx, current.id, input.totpCode);
    return openSession(deps, tx, call, {
      account: current,
      method: 'password',
      hasSecondFactor,
      deviceName: input.deviceName,
    });
  });
}

/** Brings an old hash up to today's cost, now that the password is at hand. */
async function renewHash(deps: IdentityDeps, account: AccountRow, password: string): Promise<void> {
  if (!account.passwordHash || !deps.hasher.isOutdated(account.passwordHash)) return;
  const renewed = await deps.hasher.hash(password);
  await deps.database.run(updatePasswordHash(account.id, account.passwordHash, renewed));
}
