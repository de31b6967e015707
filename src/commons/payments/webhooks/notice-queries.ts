import { type Runner, type Sql, sql } from '#platform/database';

export type NewNotice = {
  provider: string;
  bodySha256: Buffer;
  rawBody: Buffer;
  webhookId: string | null;
  about: string;
  receivedAt: Date;
  dueAt: Date;
};

/** Keeps a notice as it came. Its id when it is new; of a repeated one the earlier id, and whether it is handled. */
export async function insertNotice(runner: Runner, notice: NewNotice): Promise<{ id: number; isHandled: boolean }> {
  const [row] = await runner.run<{ id: number; handledAt: Date | null }>(sql`
    with made as (
      insert into payments.notices (provider, body_sha256, raw_body, webhook_id, about, received_at, due_at)
      values (${notice.provider}, ${notice.bodySha256}, ${notice.rawBody}, ${notice.webhookId}, ${notice.about}, ${notice.receivedAt}, ${notice.dueAt})
      on conflict (provider, body_sha256) do nothing returning id, handled_at)
    select id, handled_at as "handledAt" from made
    union all
    select id, handled_at from payments.notices where provider = ${notice.provider} and body_sha256 = ${notice.bodySha256} and not exists (select from made)`);
  // A twin that another request is inserting at this very moment is visible to neither branch; that request handles it.
  return row ? { id: row.id, isHandled: row.handledAt !== null } : { id: 0, isHandled: true };
}

export function markHandled(id: number, at: Date): Sql {
  return sql`update payments.notices set handled_at = ${at}, due_at = null, last_error = null where id = ${id}`;
}

export function postponeNotice(id: number, failure: { error: string; dueAt: Date | null }): Sql {
  return sql`update payments.notices set tries = tries + 1, last_error = ${failure.error}, due_at = ${failure.dueAt} where id = ${id}`;
}

export type WaitingNotice = { id: number; provider: string; rawBody: Buffer; tries: number };

/** Notices that nobody has finished, oldest first, put off so that other processes leave them alone. */
export async function claimDueNotices(
  runner: Runner,
  wish: { now: Date; until: Date; limit: number },
): Promise<WaitingNotice[]> {
  return runner.run<WaitingNotice>(sql`
    with due as (select id from payments.notices where due_at <= ${wish.now} order by due_at limit ${wish.limit} for update skip locked)
    update payments.notices n set due_at = ${wish.until} from due where n.id = due.id
    returning n.id, n.provider, n.raw_body as "rawBody", n.tries`);
}

/** Handled notices older than the providers' own retention of retries, in bounded bites. */
export function pruneNotices(before: Date, limit: number): Sql {
  return sql`delete from payments.notices where id in (select id from payments.notices where received_at < ${before} and handled_at is not null limit ${limit})`;
}
