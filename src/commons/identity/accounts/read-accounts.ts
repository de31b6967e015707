import type { Call, Role } from '#platform/call';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import { listApiKeys } from '../api-keys/api-key-queries.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import { listSessionTraces } from '../sessions/session-queries.ts';
import type { Account, ListedUser } from '../shapes.ts';
import { findTotpConfirmedAt } from '../totp/totp-queries.ts';
import {
  findAccount,
  findAccountByIdentifier,
  listAccountsByIds,
  listNamesByIds,
  listUsers as listRows,
} from './account-queries.ts';
import { viewAccount, viewListedUser } from './account-view.ts';
import { parseEmail, parseIdentifier, parsePhone } from './identifier.ts';

type Deps = Pick<IdentityDeps, 'database'>;

/** People who have left are no longer found here; `accountsByIds` still gives them a place-holder name. */
export async function getAccount(deps: Deps, input: { userId: string }): Promise<Account> {
  const row = await findAccount(deps.database, input.userId);
  if (row?.status !== 'active') throw refuse('identity.account-not-found');
  return viewAccount(row);
}

export async function accountsByIds(deps: Deps, input: { userIds: string[] }): Promise<{ accounts: Account[] }> {
  const rows = input.userIds.length === 0 ? [] : await listAccountsByIds(deps.database, input.userIds);
  return { accounts: rows.map(viewAccount) };
}

export async function namesByIds(deps: Deps, { userIds }: { userIds: string[] }) {
  const rows = userIds.length === 0 ? [] : await listNamesByIds(deps.database, userIds);
  return { names: Object.fromEntries(rows.map(({ id, name }) => [id, name])) };
}

/** Whoever only typed somebody's e-mail at sign-up is not that person: the contact must be proven. */
export async function findByContact(deps: Deps, { contact }: { contact: string }) {
  const identifier = parseIdentifier(contact);
  const row = identifier && (await findAccountByIdentifier(deps.database, identifier));
  const provenAt = identifier?.kind === 'email' ? row?.emailVerifiedAt : row?.phoneVerifiedAt;
  return { person: row && provenAt ? { userId: row.id, name: row.name } : null };
}

type UserList = { query?: string; role?: Role; limit?: number; cursor?: string };

/** Newest first. `query` is a whole e-mail or phone, or the beginning of a name. */
export async function listUsers(
  deps: Deps,
  _call: Call,
  input: UserList,
): Promise<{ items: ListedUser[]; nextCursor: string | null }> {
  const limit = input.limit ?? 20;
  const [createdAt, id] = decodeCursor(input.cursor, 2) ?? [];
  const typed = input.query?.trim().toLowerCase() ?? '';
  const rows = await listRows(deps.database, {
    namePrefix: typed === '' ? null : typed.replace(/[\\%_]/g, '\\$&'),
    email: parseEmail(typed),
    phone: parsePhone(typed),
    role: input.role ?? null,
    after: createdAt && id ? readCursor(String(createdAt), String(id)) : null,
    limit: limit + 1,
  });
  const { items, nextCursor } = page(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { items: items.map(viewListedUser), nextCursor };
}

function readCursor(createdAt: string, id: string): { createdAt: string; id: string } {
  const isOurs = !Number.isNaN(Date.parse(createdAt)) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  if (!isOurs)
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  return { createdAt: new Date(createdAt).toISOString(), id };
}

/** What identity keeps about a person, for their export (UU 27/2022, article 6 ff.). Hashes and secrets are not data about a person. */
export async function exportPersonalData(
  deps: Deps,
  input: { userId: string },
): Promise<{ data: Record<string, unknown> }> {
  const account = await findAccount(deps.database, input.userId);
  if (!account) return { data: {} };
  const [sessions, keys, totpOnSince] = await Promise.all([
    listSessionTraces(deps.database, account.id),
    listApiKeys(deps.database, account.id, 100),
    findTotpConfirmedAt(deps.database, account.id),
  ]);
  return {
    data: {
      account: {
        ...viewAccount(account),
        emailVerifiedAt: account.emailVerifiedAt,
        phoneVerifiedAt: account.phoneVerifiedAt,
        hasPassword: account.passwordHash !== null,
        totpOnSince,
        createdAt: account.createdAt,
      },
      devices: sessions.map(({ accountId: _, ...session }) => session),
      apiKeys: keys.map(({ accountId: _, ...key }) => key),
    },
  };
}
