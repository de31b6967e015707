import type { Call } from '#platform/call';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { findAccountByIdentifier } from '../accounts/account-queries.ts';
import { type KnownIdentifier, parseIdentifier } from '../accounts/identifier.ts';
import { identityContract } from '../contract.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import type { RequestCodeInput } from '../shapes.ts';
import { listCodeTimes, lockCodesOf, replaceCode } from './code-queries.ts';
import { CODE_TRIES, CODE_TTL_MS, coolDownSeconds, HOUR_MS, waitAfter } from './code-rules.ts';

/**
 * Makes a code and lets it be sent. A name that belongs to nobody leaves the same rows, event and answer, only nothing
 * is sent: sending happens in the reaction to `code.requested`, so its time tells nothing either.
 */
export async function requestCode(
  deps: IdentityDeps,
  call: Call,
  input: RequestCodeInput,
): Promise<{ expiresAt: string; resendAfterSeconds: number }> {
  const identifier = readIdentifier(call, input.identifier);
  const purpose = input.purpose ?? 'login';
  const identifierKey = identifierKeyOf(deps, identifier);
  const now = deps.clock.now();
  const expiresAt = new Date(now.getTime() + CODE_TTL_MS);
  const account = await findAccountByIdentifier(deps.database, identifier);

  const resendAfterSeconds = await deps.database.inTx(async (tx) => {
    await lockCodesOf(tx, identifierKey);
    const sent = await listCodeTimes(tx, identifierKey, new Date(now.getTime() - HOUR_MS));
    const waitSeconds = coolDownSeconds(sent, now);
    if (waitSeconds > 0)
      throw refuse('identity.code-too-soon', { retryAfterSeconds: waitSeconds }, { retryAfterSeconds: waitSeconds });
    const codeId = deps.newId();
    const language = account?.language ?? call.language;
    tx.write(
      ...replaceCode({
        id: codeId,
        identifierKey,
        purpose,
        accountId: account?.id ?? null,
        channel: identifier.kind,
        language,
        triesLeft: CODE_TRIES,
        createdAt: now,
        expiresAt,
      }),
    );
    appendEvent(tx, identityContract, 'code.requested', { call, aggregateId: codeId, payload: { codeId } });
    return waitAfter(sent.length + 1);
  });
  return { expiresAt: expiresAt.toISOString(), resendAfterSeconds };
}

function readIdentifier(call: Call, typed: string): KnownIdentifier {
  const identifier = parseIdentifier(typed);
  if (identifier) return identifier;
  const detail =
    call.language === 'id'
      ? 'Isi e-mail atau nomor HP, misalnya 0812-3456-7890.'
      : 'Give an e-mail or a phone, for example 0812-3456-7890.';
  throw refuse('request.invalid', {}, { fields: [{ pointer: '/identifier', code: 'format', detail }] });
}

export function identifierKeyOf(deps: Pick<IdentityDeps, 'cipher'>, identifier: KnownIdentifier): string {
  return deps.cipher.fingerprint(`${identifier.kind}:${identifier.value}`, 'identity.code-identifier');
}
