import type { Tx } from '#platform/database';
import { refuse } from '#platform/refusal';
import type { IdentityDeps } from '../identity-deps.ts';
import { canonicalRecoveryCode, isTotpForm, matchedStep } from './totp-codes.ts';
import { lockTotp, type TotpRow, updateLastStep, useRecoveryCode } from './totp-queries.ts';

type Deps = Pick<IdentityDeps, 'cipher' | 'clock'>;

/**
 * Checks the second factor of an account that has one; false when it has none. A code counts once: its time step is
 * remembered in the same transaction that opens the session.
 */
export async function checkSecondFactor(
  deps: Deps,
  tx: Tx,
  userId: string,
  code: string | undefined,
): Promise<boolean> {
  const totp = await lockTotp(tx, userId);
  if (!totp?.confirmedAt) return false;
  if (code === undefined) throw refuse('identity.second-factor-required');
  if (!(await acceptCode(deps, tx, { userId, totp, code }))) throw refuse('identity.second-factor-wrong');
  return true;
}

type GivenCode = { userId: string; totp: TotpRow; code: string };

/** Uses up a code of the app or a recovery code. The row of `totp` is locked by the caller. */
export async function acceptCode(deps: Deps, tx: Tx, given: GivenCode): Promise<boolean> {
  const { userId, totp, code } = given;
  if (!isTotpForm(code)) return useRecoveryCode(tx, userId, recoveryHash(deps, code), deps.clock.now());
  const secret = deps.cipher.decrypt(totp.secretSealed, totpContext(userId));
  const step = await matchedStep(secret, code.replace(/\s/g, ''), deps.clock.now());
  if (step === null || (totp.lastStep !== null && step <= totp.lastStep)) return false;
  tx.write(updateLastStep(userId, step));
  return true;
}

/** Keyed, because 49 bits can be searched through when the table is stolen. */
export function recoveryHash(deps: Pick<IdentityDeps, 'cipher'>, code: string): Buffer {
  return Buffer.from(deps.cipher.fingerprint(canonicalRecoveryCode(code), 'identity.recovery-code'), 'base64url');
}

export function totpContext(userId: string): string {
  return `identity.totp_secrets.secret_sealed:${userId}`;
}
