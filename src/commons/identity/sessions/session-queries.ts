import type { Role } from '#platform/call';
import type { Runner, Tx } from '#platform/database';
import { type Sql, sql } from '#platform/database';

export type RevokeReason =
  | 'logout'
  | 'device-list'
  | 'device-limit'
  | 'reuse'
  | 'password'
  | 'role'
  | 'takeover'
  | 'erased';

export type SessionRow = {
  id: string;
  accountId: string;
  deviceName: string;
  createdAt: Date;
  lastSeenAt: Date;
};

const columns = sql`
  s.id, s.account_id as "accountId", s.device_name as "deviceName", s.created_at as "createdAt", s.last_seen_at as "lastSeenAt"`;

export type NewSession = {
  id: string;
  accountId: string;
  deviceName: string;
  userAgent: string | null;
  address: string | null;
  method: 'password' | 'code' | 'google';
  hasSecondFactor: boolean;
  now: Date;
  expiresAt: Date;
};

export function insertSession(session: NewSession): Sql {
  return sql`
    insert into identity.sessions (id, account_id, device_name, user_agent, address, method, has_second_factor, created_at, last_seen_at, expires_at)
    values (${session.id}, ${session.accountId}, ${session.deviceName}, ${session.userAgent}, ${session.address}, ${session.method},
      ${session.hasSecondFactor}, ${session.now}, ${session.now}, ${session.expiresAt})`;
}

export function insertRefreshToken(token: { tokenHash: Buffer; sessionId: string; now: Date; expiresAt: Date }): Sql {
  return sql`
    insert into identity.refresh_tokens (token_hash, session_id, created_at, expires_at)
    values (${token.tokenHash}, ${token.sessionId}, ${token.now}, ${token.expiresAt})`;
}

/** Oldest first, at most a hundred: more cannot arise, since five is the limit. */
export async function listLiveSessions(runner: Runner, accountId: string, now: Date): Promise<SessionRow[]> {
  return runner.run<SessionRow>(sql`
    select ${columns} from identity.sessions s
    where s.account_id = ${accountId} and s.revoked_at is null and s.expires_at > ${now}
    order by s.created_at, s.id limit 100`);
}

export type RefreshRow = {
  sessionId: string;
  accountId: string;
  usedAt: Date | null;
  expiresAt: Date;
  sessionRevokedAt: Date | null;
  hasSecondFactor: boolean;
  isAccountActive: boolean;
};

/**
 * Locks token and session, in this order everywhere: two refreshes with one token queue up, and the second sees what
 * the first has done.
 */
export async function lockRefreshToken(tx: Tx, tokenHash: Buffer): Promise<RefreshRow | undefined> {
  const [row] = await tx.run<RefreshRow>(sql`
    select s.id as "sessionId", s.account_id as "accountId", t.used_at as "usedAt", t.expires_at as "expiresAt",
      s.revoked_at as "sessionRevokedAt", s.has_second_factor as "hasSecondFactor", a.status = 'active' as "isAccountActive"
    from identity.refresh_tokens t
    join identity.sessions s on s.id = t.session_id
    join identity.accounts a on a.id = s.account_id
    where t.token_hash = ${tokenHash}
    for update of t, s`);
  return row;
}

export async function findSessionOfToken(runner: Runner, tokenHash: Buffer): Promise<SessionRow | undefined> {
  const [row] = await runner.run<SessionRow>(sql`
    select ${columns} from identity.refresh_tokens t join identity.sessions s on s.id = t.session_id where t.token_hash = ${tokenHash}`);
  return row;
}

export function useRefreshToken(tokenHash: Buffer, now: Date): Sql {
  return sql`update identity.refresh_tokens set used_at = ${now} where token_hash = ${tokenHash}`;
}

export function touchSession(sessionId: string, seen: { now: Date; expiresAt: Date; address: string | null }): Sql {
  return sql`
    update identity.sessions set last_seen_at = ${seen.now}, expires_at = ${seen.expiresAt}, address = coalesce(${seen.address}, address)
    where id = ${sessionId}`;
}

/** Revokes those of the given sessions that are not revoked yet, and answers them. `ownerId` keeps strangers' ids out. */
export async function revokeSessions(
  tx: Tx,
  revoke: { ownerId: string; sessionIds: string[]; reason: RevokeReason; now: Date },
): Promise<SessionRow[]> {
  return tx.run<SessionRow>(sql`
    update identity.sessions s set revoked_at = ${revoke.now}, revoke_reason = ${revoke.reason}
    where s.id = any(${revoke.sessionIds}) and s.account_id = ${revoke.ownerId} and s.revoked_at is null
    returning ${columns}`);
}

/** All of a person's, but for the one that may stay. */
export async function revokeAllSessions(
  tx: Tx,
  revoke: { ownerId: string; exceptId: string | null; reason: RevokeReason; now: Date },
): Promise<SessionRow[]> {
  return tx.run<SessionRow>(sql`
    update identity.sessions s set revoked_at = ${revoke.now}, revoke_reason = ${revoke.reason}
    where s.account_id = ${revoke.ownerId} and s.revoked_at is null and s.id is distinct from ${revoke.exceptId}
    returning ${columns}`);
}

/** Undefined for an id that never was a session. */
export async function findSessionState(runner: Runner, sessionId: string): Promise<{ isRevoked: boolean } | undefined> {
  const [row] = await runner.run<{ isRevoked: boolean }>(sql`
    select revoked_at is not null as "isRevoked" from identity.sessions where id = ${sessionId}`);
  return row;
}

export type SessionTrace = SessionRow & {
  userAgent: string | null;
  address: string | null;
  method: string;
  revokedAt: Date | null;
};

/** For the data export: the newest thousand. */
export async function listSessionTraces(runner: Runner, accountId: string): Promise<SessionTrace[]> {
  return runner.run<SessionTrace>(sql`
    select ${columns}, s.user_agent as "userAgent", s.address, s.method, s.revoked_at as "revokedAt"
    from identity.sessions s where s.account_id = ${accountId} order by s.created_at desc limit 1000`);
}

export async function listRolesOf(runner: Runner, accountId: string): Promise<Role[]> {
  const rows = await runner.run<{ role: Role }>(
    sql`select role from identity.account_roles where account_id = ${accountId} order by role`,
  );
  return rows.map((row) => row.role);
}

/** Sessions and tokens nobody can use any more; the trace is kept for ninety days. */
export function deleteOldSessions(now: Date): Sql[] {
  return [
    sql`
      delete from identity.refresh_tokens where token_hash in
        (select token_hash from identity.refresh_tokens where expires_at < ${now}::timestamptz - interval '1 day' limit 20000)`,
    sql`
      delete from identity.sessions where id in
        (select id from identity.sessions where expires_at < ${now}::timestamptz - interval '90 days' limit 10000)`,
  ];
}
