import type { Call } from '#platform/call';
import { findAccount } from '../accounts/account-queries.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import { findCode } from './code-queries.ts';
import { digitsOf, isCodeLive } from './code-rules.ts';

/** Sends the code to where it was asked for, if anybody is there. Late, used or replaced codes are not sent any more. */
export async function onCodeRequested(deps: IdentityDeps, call: Call, data: { codeId: string }): Promise<void> {
  const code = await findCode(deps.database, data.codeId);
  if (!code?.accountId || !isCodeLive(code, deps.clock.now())) return;
  const account = await findAccount(deps.database, code.accountId);
  const address = code.channel === 'email' ? account?.email : account?.phone;
  if (!address) return;
  await deps.notifications.sendCode(
    { ...call, idempotencyKey: `code:${code.id}` },
    {
      to: { email: code.channel === 'email' ? address : null, phone: code.channel === 'phone' ? address : null },
      language: code.language,
      purpose: code.purpose,
      code: codeDigits(deps, code.id),
      expiresAt: code.expiresAt.toISOString(),
    },
  );
}

/** The six digits of a code, from its id by the house's key. */
export function codeDigits(deps: Pick<IdentityDeps, 'cipher'>, codeId: string): string {
  return digitsOf(deps.cipher.fingerprint(codeId, 'identity.code'));
}
