import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import { revokeAllApiKeys } from '../api-keys/api-key-queries.ts';
import { identityContract } from '../contract.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import { announceEnded } from '../sessions/open-session.ts';
import { revokeAllSessions } from '../sessions/session-queries.ts';
import { deleteTotp } from '../totp/totp-queries.ts';
import { type AccountRow, dropUnverifiedContact, markVerified, updatePassword } from './account-queries.ts';

/**
 * Notes that the person holds this e-mail or phone, in a transaction that has locked the account.
 *
 * Anybody can register anybody's address: until a code (or Google) proves it, the account is only claimed. When the
 * address is proven and there is reason to think that claimer and owner are two people (`isTakeover`: somebody tried to
 * register it again meanwhile, or the proof came from Google), whatever the claimer could come back with is removed: the
 * password, the second factor, the API keys, the sessions and the contact that nobody proved. Answers the ended sessions
 * and whether it was a takeover.
 */
export async function proveIdentifier(
  deps: Pick<IdentityDeps, 'clock'>,
  tx: Tx,
  call: Call,
  proof: { account: AccountRow; kind: 'email' | 'phone'; isFromGoogle: boolean },
): Promise<{ endedSessions: string[]; isTakeover: boolean }> {
  const { account, kind } = proof;
  const now = deps.clock.now();
  const isProven = (kind === 'email' ? account.emailVerifiedAt : account.phoneVerifiedAt) !== null;
  if (isProven) return { endedSessions: [], isTakeover: false };

  tx.write(markVerified(account.id, kind, now));
  appendAudit(tx, 'identity', call, {
    stream: `user:${account.id}`,
    action: `identity.${kind}-verified`,
    onBehalfOf: account.id,
  });
  const isProvenOtherwise = account.emailVerifiedAt !== null || account.phoneVerifiedAt !== null;
  const isTakeover =
    !isProvenOtherwise && (account.contestedAt !== null || proof.isFromGoogle) && account.passwordHash !== null;
  if (!isTakeover) return { endedSessions: [], isTakeover: false };

  tx.write(
    updatePassword(account.id, null, now),
    dropUnverifiedContact(account.id, kind === 'email' ? 'phone' : 'email', now),
    ...deleteTotp(account.id),
    revokeAllApiKeys(account.id, now),
  );
  const ended = await revokeAllSessions(tx, { ownerId: account.id, exceptId: null, reason: 'takeover', now });
  announceEnded(tx, call, ended, 'takeover');
  appendEvent(tx, identityContract, 'password.changed', {
    call,
    aggregateId: account.id,
    payload: { userId: account.id, how: 'removed' },
  });
  appendAudit(tx, 'identity', call, {
    stream: `user:${account.id}`,
    action: 'identity.taken-over-by-owner',
    onBehalfOf: account.id,
    after: { provenBy: kind, isFromGoogle: proof.isFromGoogle },
  });
  return { endedSessions: ended.map((session) => session.id), isTakeover: true };
}
