import { createHash } from 'node:crypto';
import { createMemoryCache } from '#platform/cache';
import type { Call, Role } from '#platform/call';
import { fixedClock } from '#platform/clock';
import type { Database } from '#platform/database';
import { createFieldCipher } from '#platform/encryption';
import type { Reaction } from '#platform/events';
import { newUuid } from '#platform/ids';
import { Inbox } from '#platform/inbox';
import { silentLog } from '#platform/log';
import { peekOutbox } from '#platform/outbox-queries';
import { startRelay } from '#platform/relay';
import { waitFor } from '../../platform/testing/template.ts';
import type { GoogleSettings } from './google/google-client.ts';
import { createIdentity } from './module.ts';
import type { Session } from './shapes.ts';

/** Cheap enough for hundreds of tests; never for people. */
export const CHEAP_PASSWORDS = { memoryKib: 64, passes: 1, lanes: 1 };
export const GOOD_PASSWORD = 'kopi susu gula aren';
/** The key of tests. */
export const TEST_CIPHER = createFieldCipher([createHash('sha256').update('identity tests').digest()]);

export type SentCode = {
  to: { email: string | null; phone: string | null };
  code: string;
  purpose: string;
  language: string;
};
export type SentNotice = { userId: string; type: string; data: Record<string, unknown> };

type Options = { google?: GoogleSettings | null; isForced?: () => boolean; start?: string };

/** Identity on a test database, with a post office that remembers and a clock that stands still until moved. */
export function makeIdentity(database: Database, options: Options = {}) {
  const clock = fixedClock(options.start ?? '2026-11-21T08:00:00Z');
  const cache = createMemoryCache();
  const codes: SentCode[] = [];
  const notices: SentNotice[] = [];
  const identity = createIdentity({
    database,
    cache,
    clock,
    newId: newUuid,
    cipher: TEST_CIPHER,
    google: options.google ?? null,
    passwordCost: CHEAP_PASSWORDS,
    isSecondFactorForced: async () => options.isForced?.() ?? false,
    notifications: {
      sendCode: async (_call, input) => {
        codes.push(input);
        return {};
      },
      notify: async (_call, input) => {
        notices.push(input);
        return {};
      },
    },
  });
  return {
    api: identity.api,
    identity,
    clock,
    cache,
    codes,
    notices,
    carry: () => carryEvents(database, identity.reactions ?? []),
  };
}

export type TestIdentity = ReturnType<typeof makeIdentity>;

/** Carries the events of the outbox to the module's own reactions, once. */
async function carryEvents(database: Database, reactions: readonly Reaction[]): Promise<void> {
  const inbox = new Inbox({ database, reactions, log: silentLog });
  const relay = await startRelay({
    database,
    owner: 'test',
    log: silentLog,
    subscribers: [{ name: 'identity', eventTypes: inbox.eventTypes, deliver: (events) => inbox.receive(events) }],
  });
  // Transactions of other tests on the same server can hold rows back for a moment.
  await waitFor('all events are carried', async () => {
    await relay.drain();
    return (await peekOutbox(database, 'identity', 'identity')) === 'nothing';
  });
  await relay.stop();
}

let people = 0;
/** An e-mail that no other test has. */
export function freshEmail(): string {
  people++;
  return `orang${people}-${newUuid().slice(-8)}@contoh.id`;
}

/** A phone that no other test has. */
export function freshPhone(): string {
  people++;
  return `+62812${String(Number.parseInt(newUuid().slice(-6), 16) % 1_000_000).padStart(6, '0')}${String(people % 10)}`;
}

/** The call of somebody who has just signed in. */
export function callOf(session: Session, base: Call): Call {
  return {
    ...base,
    actor: {
      kind: 'user',
      userId: session.user.id,
      sessionId: readSessionId(session),
      roles: session.user.roles as Role[],
    },
  };
}

/** The `sid` of an access token; the signature is checked elsewhere. */
export function readSessionId(session: Session): string {
  const payload: { sid: string } = JSON.parse(
    Buffer.from(session.accessToken.split('.')[1] ?? '', 'base64url').toString('utf8'),
  );
  return payload.sid;
}
