import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { type Refusal, refuse } from '#platform/refusal';
import { parseIdentifier } from '../accounts/identifier.ts';
import { proveIdentifier } from '../accounts/prove-identifier.ts';
import { useCode } from '../codes/code-queries.ts';
import { lockAccountOfCode, takeCode } from '../codes/take-code.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import { rememberRevoked } from '../sessions/session-state.ts';
import type { ResetPasswordInput } from '../shapes.ts';
import { countedTry } from '../sign-in/throttle.ts';
import { setPassword } from './change-password.ts';
import { weaknessOf } from './password-rules.ts';

/** Sets a new password by a code of purpose `reset`. All devices are signed out; a second factor stays on. */
export async function resetPassword(
  deps: IdentityDeps,
  call: Call,
  input: ResetPasswordInput,
): Promise<Record<string, never>> {
  const identifier = parseIdentifier(input.identifier);
  // Before the code is looked at, so that a weak password costs no try and tells nothing about the account.
  const weakness = weaknessOf(input.newPassword, [identifier?.value]);
  if (weakness)
    throw refuse(
      'identity.password-weak',
      { weakness },
      { fields: [{ pointer: '/newPassword', code: weakness, detail: weakness }] },
    );
  const passwordHash = await deps.hasher.hash(input.newPassword);
  const ended = await countedTry(deps, call, `code:${identifier?.value ?? input.identifier}`, async () => {
    const outcome = await deps.database.inTx((tx) => resetByCode(deps, tx, call, { ...input, passwordHash }));
    if ('refusal' in outcome) throw outcome.refusal;
    return outcome.ended;
  });
  await rememberRevoked(deps.cache, ended);
  return {};
}

type Reset = { identifier: string; code: string; passwordHash: string };

/** The outcome is returned, not thrown: a wrong try has to stay counted on the code. */
async function resetByCode(
  deps: IdentityDeps,
  tx: Tx,
  call: Call,
  reset: Reset,
): Promise<{ ended: string[] } | { refusal: Refusal }> {
  const now = deps.clock.now();
  const taken = await takeCode(deps, tx, { identifier: reset.identifier, code: reset.code, purposes: ['reset'] });
  const account = await lockAccountOfCode(tx, taken);
  if (!taken || !account) return { refusal: refuse('identity.code-wrong') };
  tx.write(useCode(taken.codeId, now));
  const proven = await proveIdentifier(deps, tx, call, { account, kind: taken.identifier.kind, isFromGoogle: false });
  const { passwordHash } = reset;
  const ended = await setPassword(tx, call, {
    userId: account.id,
    passwordHash,
    how: 'reset',
    keepSessionId: null,
    now,
  });
  return { ended: [...proven.endedSessions, ...ended] };
}
