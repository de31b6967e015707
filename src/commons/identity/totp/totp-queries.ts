import type { Runner, Tx } from '#platform/database';
import { type Sql, sql } from '#platform/database';

export type TotpRow = { secretSealed: string; confirmedAt: Date | null; lastStep: number | null };

export async function lockTotp(tx: Tx, userId: string): Promise<TotpRow | undefined> {
  const [row] = await tx.run<TotpRow>(sql`
    select secret_sealed as "secretSealed", confirmed_at as "confirmedAt", last_step as "lastStep"
    from identity.totp_secrets where account_id = ${userId} for update`);
  return row;
}

/** When the second factor was turned on; null when it is not. */
export async function findTotpConfirmedAt(runner: Runner, userId: string): Promise<Date | null> {
  const [row] = await runner.run<{ confirmedAt: Date | null }>(sql`
    select confirmed_at as "confirmedAt" from identity.totp_secrets where account_id = ${userId}`);
  return row?.confirmedAt ?? null;
}

export async function findTotpState(
  runner: Runner,
  userId: string,
): Promise<{ isOn: boolean; recoveryCodesLeft: number }> {
  const [row] = await runner.run<{ isOn: boolean; recoveryCodesLeft: number }>(sql`
    select exists (select from identity.totp_secrets where account_id = ${userId} and confirmed_at is not null) as "isOn",
      (select count(*)::int from identity.recovery_codes where account_id = ${userId} and used_at is null) as "recoveryCodesLeft"`);
  return row ?? { isOn: false, recoveryCodesLeft: 0 };
}

/** A set-up that was never confirmed is simply begun again. */
export function upsertTotp(userId: string, secretSealed: string, now: Date): Sql {
  return sql`
    insert into identity.totp_secrets (account_id, secret_sealed, created_at) values (${userId}, ${secretSealed}, ${now})
    on conflict (account_id) do update set secret_sealed = excluded.secret_sealed, created_at = excluded.created_at, confirmed_at = null, last_step = null`;
}

export function confirmTotpRow(userId: string, step: number, now: Date): Sql {
  return sql`update identity.totp_secrets set confirmed_at = ${now}, last_step = ${step} where account_id = ${userId}`;
}

export function updateLastStep(userId: string, step: number): Sql {
  return sql`update identity.totp_secrets set last_step = ${step} where account_id = ${userId}`;
}

export function deleteTotp(userId: string): Sql[] {
  return [
    sql`delete from identity.totp_secrets where account_id = ${userId}`,
    sql`delete from identity.recovery_codes where account_id = ${userId}`,
  ];
}

export function replaceRecoveryCodes(userId: string, hashes: readonly Buffer[]): Sql[] {
  return [
    sql`delete from identity.recovery_codes where account_id = ${userId}`,
    sql`insert into identity.recovery_codes (account_id, code_hash) select ${userId}, hash from unnest(${hashes}::bytea[]) as hash`,
  ];
}

/** Uses a recovery code up; true when it was one that is still good. */
export async function useRecoveryCode(tx: Tx, userId: string, hash: Buffer, now: Date): Promise<boolean> {
  const rows = await tx.run(sql`
    update identity.recovery_codes set used_at = ${now} where account_id = ${userId} and code_hash = ${hash} and used_at is null returning 1 as used`);
  return rows.length === 1;
}

/** The session in which the second factor was turned on has seen it. */
export function markSecondFactor(sessionId: string): Sql {
  return sql`update identity.sessions set has_second_factor = true where id = ${sessionId}`;
}
