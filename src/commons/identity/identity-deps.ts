import type { NotificationsApi } from '#commons/notifications';
import type { Cache } from '#platform/cache';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import type { NewId } from '#platform/ids';
import { refuse } from '#platform/refusal';
import type { GoogleSignIn } from './google/google-client.ts';
import type { PasswordHasher } from './passwords/password-hasher.ts';
import type { Turns } from './sign-in/turns.ts';
import type { SigningKeys } from './signing-keys/signing-keys.ts';

/** What identity's verbs work with; each takes what it names. */
export type IdentityDeps = {
  database: Database;
  notifications: Pick<NotificationsApi, 'sendCode' | 'notify'>;
  cache: Cache;
  clock: Clock;
  newId: NewId;
  cipher: FieldCipher;
  hasher: PasswordHasher;
  signingKeys: SigningKeys;
  /** Sign-ins of one name take turns. */
  turns: Turns;
  /** Wrong tries of one network that cost nothing. */
  freeTriesPerNetwork: number;
  /** Null where Google is not set up. */
  google: GoogleSignIn | null;
  /** The setting that makes staff use a second factor: until it is set up, their sessions carry no staff role. */
  isSecondFactorForced: () => Promise<boolean>;
};

/** The person behind a call, with a session of their own. API keys and guests are refused. */
export function signedIn(call: Call): { userId: string; sessionId: string } {
  if (call.actor.kind !== 'user') throw refuse('request.sign-in-required');
  return { userId: call.actor.userId, sessionId: call.actor.sessionId };
}
