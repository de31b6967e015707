import { present } from '#platform/assert';
import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { refuse } from '#platform/refusal';
import {
  type AccountRow,
  findAccountByIdentifier,
  insertAccount,
  lockAccount,
  type NewAccount,
} from '../accounts/account-queries.ts';
import { parseEmail } from '../accounts/identifier.ts';
import { proveIdentifier } from '../accounts/prove-identifier.ts';
import { announceRegistration, releaseUnprovenContacts } from '../accounts/register.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import { openSession, sessionAnswer } from '../sessions/open-session.ts';
import { rememberRevoked } from '../sessions/session-state.ts';
import type { Session } from '../shapes.ts';
import { checkSecondFactor } from '../totp/check-second-factor.ts';
import type { GoogleSignIn } from './google-client.ts';
import { findLinkedAccountId, insertLink } from './google-queries.ts';
import {
  type GooglePerson,
  type Pending,
  readPending,
  readPerson,
  SIGN_IN_TTL_MS,
  safeReturnTo,
} from './google-rules.ts';

const SEAL = 'identity.google-sign-in';

/** Begins: the address at Google, and what this browser has to bring back in its cookie. */
export async function startGoogle(
  deps: IdentityDeps,
  _call: Call,
  input: { returnTo?: string },
): Promise<{ url: string; sealed: string }> {
  const { url, state, nonce, codeVerifier } = await googleOf(deps).begin();
  const pending: Pending = {
    state,
    nonce,
    codeVerifier,
    returnTo: safeReturnTo(input.returnTo),
    expiresAt: deps.clock.now().getTime() + SIGN_IN_TTL_MS,
  };
  return { url, sealed: deps.cipher.encrypt(JSON.stringify(pending), SEAL) };
}

/**
 * Ends: finds the linked account, else links the one of the verified e-mail, else makes one. Without a verified e-mail
 * nothing is linked or made: a provider would lend its word for an address that nobody has checked.
 */
export async function finishGoogle(
  deps: IdentityDeps,
  call: Call,
  input: { query: string; sealed: string },
): Promise<{ session: Session; returnTo: string }> {
  const google = googleOf(deps);
  const pending = openPending(deps, input.sealed);
  if (!pending) throw refuse('identity.google-refused');
  const person = readPerson(await google.finish(input.query, pending));
  if (!person) throw refuse('identity.google-refused');

  const { opened, ended } = await deps.database.inTx(async (tx) => {
    const { account, endedSessions } = await accountOf(deps, tx, call, { google, person });
    // The browser is on its way back from Google and cannot be asked for a code: such people use their password.
    const hasSecondFactor = await checkSecondFactor(deps, tx, account.id, undefined);
    return {
      opened: await openSession(deps, tx, call, { account, method: 'google', hasSecondFactor }),
      ended: endedSessions,
    };
  });
  await rememberRevoked(deps.cache, [...ended, ...opened.ended]);
  return { session: await sessionAnswer(deps, opened), returnTo: pending.returnTo };
}

type Found = { account: AccountRow; endedSessions: string[] };
type Arrival = { google: GoogleSignIn; person: GooglePerson };

async function accountOf(deps: IdentityDeps, tx: Tx, call: Call, arrival: Arrival): Promise<Found> {
  const { google, person } = arrival;
  const linkedId = await findLinkedAccountId(tx, google.issuer, person.subject);
  const linked = linkedId ? await lockAccount(tx, linkedId) : undefined;
  if (linked?.status === 'active') return { account: linked, endedSessions: [] };

  const email = person.email && person.isEmailVerified ? parseEmail(person.email) : null;
  if (!email) throw refuse('identity.google-email-not-verified');
  const now = deps.clock.now();
  await releaseUnprovenContacts(tx, call, { email, phone: null, now });
  const made: NewAccount = {
    id: deps.newId(),
    name: person.name,
    email,
    phone: null,
    passwordHash: null,
    language: call.language,
    isVerified: true,
    now,
  };
  if (await insertAccount(tx, made)) announceRegistration(tx, call, made);
  const found = present(
    await findAccountByIdentifier(tx, { kind: 'email', value: email }),
    'The account was just made or is there',
  );
  const account = present(await lockAccount(tx, found.id), 'An account found by its e-mail can be locked');
  const { endedSessions, isTakeover } = await proveIdentifier(deps, tx, call, {
    account,
    kind: 'email',
    isFromGoogle: true,
  });
  tx.write(insertLink({ issuer: google.issuer, subject: person.subject, accountId: account.id, now }));
  appendAudit(tx, 'identity', call, {
    stream: `user:${account.id}`,
    action: 'identity.google-linked',
    onBehalfOf: account.id,
  });
  return { account: isTakeover ? { ...account, passwordHash: null } : account, endedSessions };
}

function googleOf(deps: IdentityDeps): GoogleSignIn {
  if (!deps.google) throw refuse('identity.google-off');
  return deps.google;
}

/** Null for a cookie that is not ours, was changed, or is too old. */
function openPending(deps: IdentityDeps, sealed: string): Pending | null {
  try {
    return readPending(deps.cipher.decrypt(sealed, SEAL), deps.clock.now());
  } catch {
    return null;
  }
}
