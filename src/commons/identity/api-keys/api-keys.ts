import { appendAudit } from '#platform/audit';
import type { Call, Role } from '#platform/call';
import { refuse } from '#platform/refusal';
import { lockAccount } from '../accounts/account-queries.ts';
import { type IdentityDeps, signedIn } from '../identity-deps.ts';
import { knownScopes, rolesAllow } from '../role-permissions.ts';
import type { ApiKey, CreateApiKeyInput } from '../shapes.ts';
import {
  type ApiKeyRow,
  findApiKeyByHash,
  insertApiKey,
  listApiKeys as listRows,
  revokeApiKeyRow,
  touchApiKey,
} from './api-key-queries.ts';
import { hashOfApiKey, isApiKeyForm, MAX_API_KEYS, newApiKey } from './api-key-text.ts';

/** Makes a key with at most the permissions of its maker. The key itself is shown this once. */
export async function createApiKey(
  deps: IdentityDeps,
  call: Call,
  input: CreateApiKeyInput,
): Promise<ApiKey & { key: string }> {
  const { userId } = signedIn(call);
  const { key, prefix } = newApiKey();
  const now = deps.clock.now();
  const expiresAt = input.expiresAt === undefined ? null : readExpiry(call, input.expiresAt, now);
  const row = await deps.database.inTx(async (tx) => {
    const account = await lockAccount(tx, userId);
    const roles = account?.roles ?? [];
    const beyond = input.scopes.find(
      (scope) => !knownScopes.has(scope) || !rolesAllow(roles, scope) || !rolesAllow(actorRoles(call), scope),
    );
    if (beyond) throw refuse('identity.api-key-scope-not-yours', { scope: beyond });
    if ((await listRows(tx, userId, MAX_API_KEYS)).length >= MAX_API_KEYS)
      throw refuse('identity.api-key-limit', { maximum: MAX_API_KEYS });
    const made: ApiKeyRow = {
      id: deps.newId(),
      accountId: userId,
      name: input.name.trim(),
      prefix,
      scopes: input.scopes,
      tenantId: null,
      createdAt: now,
      expiresAt,
      lastUsedAt: null,
    };
    tx.write(insertApiKey({ ...made, secretHash: hashOfApiKey(key) }));
    appendAudit(tx, 'identity', call, {
      stream: `user:${userId}`,
      action: 'identity.api-key-created',
      onBehalfOf: userId,
      after: { keyId: made.id, prefix, scopes: made.scopes, expiresAt },
    });
    return made;
  });
  return { ...viewApiKey(row), key };
}

export async function listApiKeys(deps: IdentityDeps, call: Call): Promise<{ items: ApiKey[] }> {
  const { userId } = signedIn(call);
  const rows = await listRows(deps.database, userId, MAX_API_KEYS);
  return { items: rows.map(viewApiKey) };
}

export async function revokeApiKey(
  deps: IdentityDeps,
  call: Call,
  input: { keyId: string },
): Promise<Record<string, never>> {
  const { userId } = signedIn(call);
  await deps.database.inTx(async (tx) => {
    const row = await revokeApiKeyRow(tx, { ownerId: userId, keyId: input.keyId, now: deps.clock.now() });
    if (!row) throw refuse('identity.api-key-not-found');
    appendAudit(tx, 'identity', call, {
      stream: `user:${userId}`,
      action: 'identity.api-key-revoked',
      onBehalfOf: userId,
      before: { keyId: row.id, prefix: row.prefix },
    });
  });
  return {};
}

type KeyActor = { keyId: string; userId: string; tenantId: string | null; roles: Role[]; scopes: string[] };

/**
 * Who stands behind a key; null when it is unknown, revoked or too old. It acts with its owner's roles of today, within
 * its own scopes. The HTTP edge remembers the answer for some seconds.
 */
export async function authenticateApiKey(
  deps: Pick<IdentityDeps, 'database' | 'clock'>,
  input: { key: string },
): Promise<{ actor: KeyActor | null }> {
  if (!isApiKeyForm(input.key)) return { actor: null };
  const row = await findApiKeyByHash(deps.database, hashOfApiKey(input.key), deps.clock.now());
  if (!row) return { actor: null };
  await deps.database.batch([touchApiKey(row.id, deps.clock.now())], { lazy: true });
  return {
    actor: { keyId: row.id, userId: row.accountId, tenantId: row.tenantId, roles: row.roles, scopes: row.scopes },
  };
}

function readExpiry(call: Call, text: string, now: Date): Date {
  const expiresAt = new Date(text);
  if (expiresAt > now) return expiresAt;
  const detail = call.language === 'id' ? 'Tanggal berakhir harus di masa depan.' : 'The end must lie in the future.';
  throw refuse('request.invalid', {}, { fields: [{ pointer: '/expiresAt', code: 'future', detail }] });
}

/** The session may carry fewer roles than the account has (second factor forced but missing). */
function actorRoles(call: Call): Role[] {
  return call.actor.kind === 'user' ? call.actor.roles : [];
}

function viewApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
