import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { isRefusal, type Refusal, refuse } from '#platform/refusal';
import { parseIdentifier } from '../accounts/identifier.ts';
import { proveIdentifier } from '../accounts/prove-identifier.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import { type OpenedSession, openSession, sessionAnswer } from '../sessions/open-session.ts';
import { rememberRevoked } from '../sessions/session-state.ts';
import type { Session, VerifyCodeInput } from '../shapes.ts';
import { countedTry } from '../sign-in/throttle.ts';
import { checkSecondFactor } from '../totp/check-second-factor.ts';
import { useCode } from './code-queries.ts';
import { lockAccountOfCode, takeCode } from './take-code.ts';

type Outcome = { opened: OpenedSession; ended: string[] } | { refusal: Refusal };

/** Signs in by a code, which also proves that the person holds the e-mail or phone. A code works once. */
export async function verifyCode(deps: IdentityDeps, call: Call, input: VerifyCodeInput): Promise<Session> {
  const name = parseIdentifier(input.identifier)?.value ?? input.identifier;
  // Its own count beside the password's: wrong codes must not lock somebody out of their password, nor the other way.
  const { opened, ended } = await countedTry(deps, call, `code:${name}`, async () => {
    // The outcome is returned, not thrown: a wrong try has to stay counted on the code.
    const outcome = await deps.database.inTx((tx) => signInByCode(deps, tx, call, input));
    if ('refusal' in outcome) throw outcome.refusal;
    return outcome;
  });
  await rememberRevoked(deps.cache, [...ended, ...opened.ended]);
  return sessionAnswer(deps, opened);
}

async function signInByCode(deps: IdentityDeps, tx: Tx, call: Call, input: VerifyCodeInput): Promise<Outcome> {
  const taken = await takeCode(deps, tx, {
    identifier: input.identifier,
    code: input.code,
    purposes: ['login', 'verify'],
  });
  const account = await lockAccountOfCode(tx, taken);
  if (!taken || !account) return { refusal: refuse('identity.code-wrong') };
  const proven = await proveIdentifier(deps, tx, call, { account, kind: taken.identifier.kind, isFromGoogle: false });
  try {
    const hasSecondFactor = await checkSecondFactor(deps, tx, account.id, input.totpCode);
    tx.write(useCode(taken.codeId, deps.clock.now()));
    const opened = await openSession(deps, tx, call, {
      account: proven.isTakeover ? { ...account, passwordHash: null } : account,
      method: 'code',
      hasSecondFactor,
      deviceName: input.deviceName,
    });
    return { opened, ended: proven.endedSessions };
  } catch (error) {
    // The code stays good: the person comes back with it and with the second factor.
    if (isRefusal(error)) return { refusal: error };
    throw error;
  }
}
