import type { Role } from '#platform/call';
import type { Runner, Tx } from '#platform/database';
import { type Sql, sql } from '#platform/database';

export type ApiKeyRow = {
  id: string;
  accountId: string;
  name: string;
  prefix: string;
  scopes: string[];
  tenantId: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
};

const columns = sql`
  k.id, k.account_id as "accountId", k.name, k.prefix, k.scopes, k.tenant_id as "tenantId", k.created_at as "createdAt",
  k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt"`;

/** Not revoked, newest first. */
export async function listApiKeys(runner: Runner, accountId: string, limit: number): Promise<ApiKeyRow[]> {
  return runner.run<ApiKeyRow>(sql`
    select ${columns} from identity.api_keys k where k.account_id = ${accountId} and k.revoked_at is null order by k.created_at desc, k.id limit ${limit}`);
}

export function insertApiKey(key: ApiKeyRow & { secretHash: Buffer }): Sql {
  return sql`
    insert into identity.api_keys (id, account_id, name, prefix, secret_hash, scopes, tenant_id, created_at, expires_at)
    values (${key.id}, ${key.accountId}, ${key.name}, ${key.prefix}, ${key.secretHash}, ${key.scopes}, ${key.tenantId}, ${key.createdAt}, ${key.expiresAt})`;
}

export async function revokeApiKeyRow(
  tx: Tx,
  key: { ownerId: string; keyId: string; now: Date },
): Promise<ApiKeyRow | undefined> {
  const [row] = await tx.run<ApiKeyRow>(sql`
    update identity.api_keys k set revoked_at = ${key.now}
    where k.id = ${key.keyId} and k.account_id = ${key.ownerId} and k.revoked_at is null returning ${columns}`);
  return row;
}

export function revokeAllApiKeys(accountId: string, now: Date): Sql {
  return sql`update identity.api_keys set revoked_at = ${now} where account_id = ${accountId} and revoked_at is null`;
}

/** A key that is good now, with what its owner may do now. */
export async function findApiKeyByHash(
  runner: Runner,
  secretHash: Buffer,
  now: Date,
): Promise<(ApiKeyRow & { roles: Role[] }) | undefined> {
  const [row] = await runner.run<ApiKeyRow & { roles: Role[] }>(sql`
    select ${columns}, array(select r.role from identity.account_roles r where r.account_id = k.account_id order by r.role) as roles
    from identity.api_keys k join identity.accounts a on a.id = k.account_id
    where k.secret_hash = ${secretHash} and k.revoked_at is null and a.status = 'active' and (k.expires_at is null or k.expires_at > ${now})`);
  return row;
}

/** To the minute is enough; more would write at every request. */
export function touchApiKey(keyId: string, now: Date): Sql {
  return sql`
    update identity.api_keys set last_used_at = ${now}
    where id = ${keyId} and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute')`;
}
