import { present } from '#platform/assert';
import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { refuse } from '#platform/refusal';
import { findAccount } from '../accounts/account-queries.ts';
import { type IdentityDeps, signedIn } from '../identity-deps.ts';
import type { TotpState } from '../shapes.ts';
import { countedTry } from '../sign-in/throttle.ts';
import { acceptCode, recoveryHash, totpContext } from './check-second-factor.ts';
import { matchedStep, newRecoveryCodes, newTotpSecret, totpUri } from './totp-codes.ts';
import {
  confirmTotpRow,
  deleteTotp,
  findTotpState,
  lockTotp,
  markSecondFactor,
  replaceRecoveryCodes,
  upsertTotp,
} from './totp-queries.ts';

/** Whether it is on; a set-up that was never confirmed is not. */
export async function totpState(deps: Pick<IdentityDeps, 'database'>, call: Call): Promise<TotpState> {
  return findTotpState(deps.database, signedIn(call).userId);
}

/** Begins: a secret that counts only once a code of it was seen. Asked again before that, the earlier one is void. */
export async function setUpTotp(deps: IdentityDeps, call: Call): Promise<{ secret: string; uri: string }> {
  const { userId } = signedIn(call);
  const account = present(await findAccount(deps.database, userId), 'Who is signed in has an account');
  const secret = newTotpSecret();
  await deps.database.inTx(async (tx) => {
    const totp = await lockTotp(tx, userId);
    if (totp?.confirmedAt) throw refuse('identity.totp-already-on');
    tx.write(upsertTotp(userId, deps.cipher.encrypt(secret, totpContext(userId)), deps.clock.now()));
    appendAudit(tx, 'identity', call, { stream: `user:${userId}`, action: 'identity.totp-begun', onBehalfOf: userId });
  });
  return { secret, uri: totpUri(secret, account.email ?? account.phone ?? account.name) };
}

/** Turns it on. From now on every sign-in asks for it; the recovery codes are shown this once. */
export async function confirmTotp(
  deps: IdentityDeps,
  call: Call,
  input: { code: string },
): Promise<{ recoveryCodes: string[] }> {
  const { userId, sessionId } = signedIn(call);
  const recoveryCodes = newRecoveryCodes();
  const hashes = recoveryCodes.map((code) => recoveryHash(deps, code));
  const confirm = async (tx: Tx) => {
    const totp = await lockTotp(tx, userId);
    if (!totp) throw refuse('identity.totp-not-set-up');
    if (totp.confirmedAt) throw refuse('identity.totp-already-on');
    const step = await matchedStep(
      deps.cipher.decrypt(totp.secretSealed, totpContext(userId)),
      input.code,
      deps.clock.now(),
    );
    if (step === null) throw refuse('identity.second-factor-wrong');
    tx.write(
      confirmTotpRow(userId, step, deps.clock.now()),
      ...replaceRecoveryCodes(userId, hashes),
      markSecondFactor(sessionId),
    );
    appendAudit(tx, 'identity', call, { stream: `user:${userId}`, action: 'identity.totp-on', onBehalfOf: userId });
  };
  await countedTry(deps, call, `totp:${userId}`, () => deps.database.inTx(confirm));
  return { recoveryCodes };
}

/** Turns it off, with a code of the app or a recovery code. */
export async function disableTotp(
  deps: IdentityDeps,
  call: Call,
  input: { code: string },
): Promise<Record<string, never>> {
  const { userId } = signedIn(call);
  const disable = async (tx: Tx) => {
    const totp = await lockTotp(tx, userId);
    if (!totp?.confirmedAt) throw refuse('identity.totp-not-set-up');
    if (!(await acceptCode(deps, tx, { userId, totp, code: input.code }))) throw refuse('identity.second-factor-wrong');
    tx.write(...deleteTotp(userId));
    appendAudit(tx, 'identity', call, { stream: `user:${userId}`, action: 'identity.totp-off', onBehalfOf: userId });
  };
  await countedTry(deps, call, `totp:${userId}`, () => deps.database.inTx(disable));
  return {};
}
