import { type Runner, type Sql, sql } from '#platform/database';
import type { ChannelCode } from '../shapes.ts';

export type AccountRow = {
  id: string;
  ownerKind: string;
  ownerId: string;
  creditAccountCode: string;
  channel: ChannelCode;
  payerName: string;
  provider: string;
  attempt: number;
  providerAccountId: string | null;
  bank: string | null;
  accountNumber: string | null;
  accountName: string | null;
  status: 'opening' | 'open' | 'closed';
  createdAt: Date;
};

const COLUMNS = sql`
  id, owner_kind as "ownerKind", owner_id as "ownerId", credit_account_code as "creditAccountCode", channel, payer_name as "payerName",
  provider, attempt, provider_account_id as "providerAccountId", bank, account_number as "accountNumber", account_name as "accountName",
  status, created_at as "createdAt"`;

/** Writes an account down before a provider is asked. Answers whether it is new. */
export async function insertAccount(
  runner: Runner,
  account: Pick<
    AccountRow,
    'id' | 'ownerKind' | 'ownerId' | 'creditAccountCode' | 'channel' | 'payerName' | 'provider' | 'createdAt'
  >,
): Promise<boolean> {
  const rows = await runner.run(sql`
    insert into payments.accounts (id, owner_kind, owner_id, credit_account_code, channel, payer_name, provider, status, created_at, updated_at)
    values (${account.id}, ${account.ownerKind}, ${account.ownerId}, ${account.creditAccountCode}, ${account.channel}, ${account.payerName},
      ${account.provider}, 'opening', ${account.createdAt}, ${account.createdAt})
    on conflict (id) do nothing returning 1`);
  return rows.length > 0;
}

export async function findAccount(runner: Runner, id: string): Promise<AccountRow | undefined> {
  const [row] = await runner.run<AccountRow>(sql`select ${COLUMNS} from payments.accounts where id = ${id}`);
  return row;
}

export async function listAccountsByIds(runner: Runner, ids: readonly string[]): Promise<AccountRow[]> {
  return runner.run<AccountRow>(
    sql`select ${COLUMNS} from payments.accounts where id = any(${ids}::uuid[]) and status <> 'opening'`,
  );
}

export async function listAccountsByNumbers(runner: Runner, numbers: readonly string[]): Promise<AccountRow[]> {
  return runner.run<AccountRow>(
    sql`select ${COLUMNS} from payments.accounts where account_number = any(${numbers}::text[]) limit 5000`,
  );
}

export async function hasAccounts(runner: Runner): Promise<boolean> {
  const rows = await runner.run(sql`select 1 from payments.accounts limit 1`);
  return rows.length > 0;
}

/** What the provider gave; only while it is being opened with that attempt, so that the first answer stays. */
export function openAccount(
  id: string,
  made: {
    attempt: number;
    providerAccountId: string;
    bank: string;
    accountNumber: string;
    accountName: string;
    now: Date;
  },
): Sql {
  return sql`
    update payments.accounts set status = 'open', provider_account_id = ${made.providerAccountId}, bank = ${made.bank},
      account_number = ${made.accountNumber}, account_name = ${made.accountName}, updated_at = ${made.now}
    where id = ${id} and status = 'opening' and attempt = ${made.attempt}`;
}

export function nextAccountAttempt(id: string, from: number, next: { provider: string; now: Date }): Sql {
  return sql`
    update payments.accounts set attempt = ${from + 1}, provider = ${next.provider}, updated_at = ${next.now}
    where id = ${id} and status = 'opening' and attempt = ${from}`;
}

export function closeAccount(id: string, now: Date): Sql {
  return sql`update payments.accounts set status = 'closed', updated_at = ${now} where id = ${id} and status = 'open'`;
}

export type NewCredit = {
  id: string;
  accountId: string;
  provider: string;
  providerCaptureId: string;
  amountMinor: number;
  paidAt: Date;
  receivedAt: Date;
};

/** Records an arrival. Answers whether it is new: whoever tells of it first books it. */
export async function insertCredit(runner: Runner, credit: NewCredit): Promise<boolean> {
  const rows = await runner.run(sql`
    insert into payments.credits (id, account_id, provider, provider_capture_id, amount_minor, paid_at, received_at)
    values (${credit.id}, ${credit.accountId}, ${credit.provider}, ${credit.providerCaptureId}, ${credit.amountMinor}, ${credit.paidAt}, ${credit.receivedAt})
    on conflict do nothing returning 1`);
  return rows.length > 0;
}

/** Whose account an arrival was credited to. */
export async function findCreditAccount(runner: Runner, id: string): Promise<string | null> {
  const [row] = await runner.run<{ accountId: string }>(
    sql`select account_id as "accountId" from payments.credits where id = ${id}`,
  );
  return row?.accountId ?? null;
}

/** Of these ids of a provider those that are recorded. */
export async function knownCredits(
  runner: Runner,
  provider: string,
  captureIds: readonly string[],
): Promise<Set<string>> {
  const rows = await runner.run<{ captureId: string }>(sql`
    select provider_capture_id as "captureId" from payments.credits where provider = ${provider} and provider_capture_id = any(${captureIds}::text[])`);
  return new Set(rows.map((row) => row.captureId));
}

export type CreditRow = {
  id: string;
  accountId: string;
  ownerId: string;
  providerCaptureId: string;
  amountMinor: number;
  paidAt: Date;
  receivedAt: Date;
};

const CREDIT = sql`
  c.id, c.account_id as "accountId", a.owner_id as "ownerId", c.provider_capture_id as "providerCaptureId", c.amount_minor as "amountMinor",
  c.paid_at as "paidAt", c.received_at as "receivedAt"`;

export async function listCredits(
  runner: Runner,
  wish: { accountId: string; before: { paidAt: Date; id: string } | null; limit: number },
): Promise<CreditRow[]> {
  const { before } = wish;
  return runner.run<CreditRow>(sql`
    select ${CREDIT} from payments.credits c join payments.accounts a on a.id = c.account_id
    where c.account_id = ${wish.accountId} and (${before?.id ?? null}::uuid is null or (c.paid_at, c.id) < (${before?.paidAt ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by c.paid_at desc, c.id desc limit ${wish.limit}`);
}

export async function listCreditsBetween(
  runner: Runner,
  wish: { ownerKind: string; from: Date; until: Date; after: string | null; limit: number },
): Promise<CreditRow[]> {
  return runner.run<CreditRow>(sql`
    select ${CREDIT} from payments.credits c join payments.accounts a on a.id = c.account_id
    where c.paid_at >= ${wish.from} and c.paid_at < ${wish.until} and a.owner_kind = ${wish.ownerKind}
      and (${wish.after}::uuid is null or c.id > ${wish.after}::uuid)
    order by c.id limit ${wish.limit}`);
}

/** Arrivals on some accounts that the bank dates into a time, oldest first. */
export async function listCreditsOfAccounts(
  runner: Runner,
  wish: { accountIds: readonly string[]; from: Date; until: Date },
): Promise<CreditRow[]> {
  return runner.run<CreditRow>(sql`
    select ${CREDIT} from payments.credits c join payments.accounts a on a.id = c.account_id
    where c.account_id = any(${wish.accountIds}::uuid[]) and c.paid_at >= ${wish.from} and c.paid_at < ${wish.until}
    order by c.paid_at, c.id limit 10000`);
}

export async function findPollMark(runner: Runner, provider: string): Promise<Date | null> {
  const [row] = await runner.run<{ seenUntil: Date }>(
    sql`select seen_until as "seenUntil" from payments.poll_marks where provider = ${provider}`,
  );
  return row?.seenUntil ?? null;
}

/** When the first account was written down: before that nothing can have arrived. */
export async function firstAccountAt(runner: Runner, provider: string): Promise<Date | null> {
  const [row] = await runner.run<{ at: Date | null }>(
    sql`select min(created_at) as at from payments.accounts where provider = ${provider}`,
  );
  return row?.at ?? null;
}

export function setPollMark(provider: string, seenUntil: Date): Sql {
  return sql`
    insert into payments.poll_marks (provider, seen_until) values (${provider}, ${seenUntil})
    on conflict (provider) do update set seen_until = greatest(payments.poll_marks.seen_until, excluded.seen_until)`;
}
