import type { Runner } from '#platform/database';
import { type Sql, sql } from '#platform/database';

export async function findLinkedAccountId(
  runner: Runner,
  issuer: string,
  subject: string,
): Promise<string | undefined> {
  const [row] = await runner.run<{ accountId: string }>(sql`
    select account_id as "accountId" from identity.external_identities where issuer = ${issuer} and subject = ${subject}`);
  return row?.accountId;
}

export function insertLink(link: { issuer: string; subject: string; accountId: string; now: Date }): Sql {
  return sql`
    insert into identity.external_identities (issuer, subject, account_id, linked_at)
    values (${link.issuer}, ${link.subject}, ${link.accountId}, ${link.now}) on conflict do nothing`;
}
