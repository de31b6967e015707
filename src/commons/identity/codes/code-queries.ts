import type { Runner, Tx } from '#platform/database';
import { type Sql, sql } from '#platform/database';
import type { CodePurpose } from '../shapes.ts';

export type CodeRow = {
  id: string;
  purpose: CodePurpose;
  accountId: string | null;
  channel: 'email' | 'phone';
  language: 'id' | 'en';
  triesLeft: number;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
};

const columns = sql`
  id, purpose, account_id as "accountId", channel, language, tries_left as "triesLeft", created_at as "createdAt", expires_at as "expiresAt", used_at as "usedAt"`;

/** Two requests for one name queue up, also when there is no row yet that could be locked. */
export async function lockCodesOf(tx: Tx, identifierKey: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`identity.codes:${identifierKey}`}::text, 0))`);
}

/** Moments of the codes asked for since then, newest first. */
export async function listCodeTimes(tx: Tx, identifierKey: string, since: Date): Promise<Date[]> {
  const rows = await tx.run<{ createdAt: Date }>(sql`
    select created_at as "createdAt" from identity.codes where identifier_key = ${identifierKey} and created_at > ${since} order by created_at desc limit 20`);
  return rows.map((row) => row.createdAt);
}

export type NewCode = Omit<CodeRow, 'usedAt'> & { identifierKey: string };

/** A new code makes the earlier ones of its purpose worthless. */
export function replaceCode(code: NewCode): Sql[] {
  return [
    sql`update identity.codes set used_at = ${code.createdAt} where identifier_key = ${code.identifierKey} and purpose = ${code.purpose} and used_at is null`,
    sql`
      insert into identity.codes (id, identifier_key, purpose, account_id, channel, language, tries_left, created_at, expires_at)
      values (${code.id}, ${code.identifierKey}, ${code.purpose}, ${code.accountId}, ${code.channel}, ${code.language}, ${code.triesLeft}, ${code.createdAt}, ${code.expiresAt})`,
  ];
}

export async function findCode(runner: Runner, codeId: string): Promise<CodeRow | undefined> {
  const [row] = await runner.run<CodeRow>(sql`select ${columns} from identity.codes where id = ${codeId}`);
  return row;
}

/** The newest code for a name, locked: tries are counted one after the other. */
export async function lockLatestCode(
  tx: Tx,
  identifierKey: string,
  purposes: readonly CodePurpose[],
): Promise<CodeRow | undefined> {
  const [row] = await tx.run<CodeRow>(sql`
    select ${columns} from identity.codes where identifier_key = ${identifierKey} and purpose = any(${purposes})
    order by created_at desc, id desc limit 1 for update`);
  return row;
}

export function countCodeTry(codeId: string): Sql {
  return sql`update identity.codes set tries_left = tries_left - 1 where id = ${codeId} and tries_left > 0`;
}

export function useCode(codeId: string, now: Date): Sql {
  return sql`update identity.codes set used_at = ${now} where id = ${codeId}`;
}

export function deleteOldCodes(before: Date): Sql {
  return sql`delete from identity.codes where id in (select id from identity.codes where created_at < ${before} limit 10000)`;
}
