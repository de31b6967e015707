import { timingSafeEqual } from 'node:crypto';
import type { Tx } from '#platform/database';
import { type AccountRow, lockAccount } from '../accounts/account-queries.ts';
import { type KnownIdentifier, parseIdentifier } from '../accounts/identifier.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import type { CodePurpose } from '../shapes.ts';
import { countCodeTry, lockLatestCode } from './code-queries.ts';
import { isCodeLive } from './code-rules.ts';
import { codeDigits } from './on-code-requested.ts';
import { identifierKeyOf } from './request-code.ts';

export type TakenCode = { codeId: string; accountId: string; identifier: KnownIdentifier };

/**
 * Compares a typed code with the newest one for this name and counts the try. Null for whatever is wrong: no code, the
 * wrong one, too late, used, tried too often, nobody's name. The caller must let the transaction commit even then (a
 * try that is rolled back is not counted), and marks the code as used when it has done its work.
 */
export async function takeCode(
  deps: Pick<IdentityDeps, 'cipher' | 'clock'>,
  tx: Tx,
  typed: { identifier: string; code: string; purposes: readonly CodePurpose[] },
): Promise<TakenCode | null> {
  const identifier = parseIdentifier(typed.identifier);
  if (!identifier) return null;
  const code = await lockLatestCode(tx, identifierKeyOf(deps, identifier), typed.purposes);
  if (!code || !isCodeLive(code, deps.clock.now())) return null;
  tx.write(countCodeTry(code.id));
  const isRight = timingSafeEqual(Buffer.from(codeDigits(deps, code.id)), Buffer.from(typed.code));
  return isRight && code.accountId ? { codeId: code.id, accountId: code.accountId, identifier } : null;
}

/** The account a code was taken for, locked; undefined when the contact is no longer its own. */
export async function lockAccountOfCode(tx: Tx, taken: TakenCode | null): Promise<AccountRow | undefined> {
  if (!taken) return undefined;
  const account = await lockAccount(tx, taken.accountId);
  const contact = taken.identifier.kind === 'email' ? account?.email : account?.phone;
  return account?.status === 'active' && contact === taken.identifier.value ? account : undefined;
}
