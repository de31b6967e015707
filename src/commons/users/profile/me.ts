import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Me, UpdateMeInput } from '../shapes.ts';
import { personOf, type UsersDeps } from '../users-deps.ts';
import { findTimeZone, upsertTimeZone } from './profile-queries.ts';

type Deps = Pick<UsersDeps, 'database' | 'identity' | 'clock'>;

/**
 * The person and their profile. Name, contacts and language are asked of identity, so they are right at once after
 * registration; the profile's own row may still be missing then.
 */
export async function getMe(deps: Deps, call: Call): Promise<Me> {
  const userId = personOf(call);
  const [account, timeZone] = await Promise.all([
    deps.identity.getAccount(call, { userId }),
    findTimeZone(deps.database, userId),
  ]);
  const { name, email, phone, roles, language } = account;
  return { id: userId, name, email, phone, roles, language, timeZone: timeZone ?? 'Asia/Jakarta' };
}

export async function updateMe(deps: Deps, call: Call, input: UpdateMeInput): Promise<Me> {
  const userId = personOf(call);
  const { name, language, timeZone } = input;
  if (name !== undefined || language !== undefined) {
    await deps.identity.updateAccount(call, {
      userId,
      ...(name === undefined ? {} : { name }),
      ...(language === undefined ? {} : { language }),
    });
  }
  if (timeZone !== undefined) {
    await deps.database.batch([
      upsertTimeZone(userId, timeZone, deps.clock.now()),
      auditInsert('users', call, {
        stream: `user:${userId}`,
        action: 'users.time-zone-changed',
        onBehalfOf: userId,
        after: { timeZone },
      }),
    ]);
  }
  return getMe(deps, call);
}
