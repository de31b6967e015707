import { type Runner, type Sql, sql } from '#platform/database';
import { derivedId } from '#platform/ids';
import type { StoredPayoutStatus } from './payout-rules.ts';

export type PayoutPurpose = 'seller' | 'refund' | 'exception' | 'person';
export type PayoutRow = {
  id: string;
  purpose: PayoutPurpose;
  subjectId: string;
  /** Of payouts to people: what the subject is, and the liability it is paid from. */
  ownerKind: string | null;
  fromAccountCode: string | null;
  amountMinor: number;
  bankCode: string;
  accountSealed: string;
  accountMasked: string;
  accountName: string;
  description: string;
  status: StoredPayoutStatus;
  provider: string;
  providerPayoutId: string | null;
  failureCode: string | null;
  tries: number;
  createdAt: Date;
  completedAt: Date | null;
};

const COLUMNS = sql`
  id, purpose, subject_id as "subjectId", owner_kind as "ownerKind", from_account_code as "fromAccountCode", amount_minor as "amountMinor", bank_code as "bankCode", account_sealed as "accountSealed", account_masked as "accountMasked",
  account_name as "accountName", description, status, provider, provider_payout_id as "providerPayoutId", failure_code as "failureCode", tries,
  created_at as "createdAt", completed_at as "completedAt"`;

export type NewPayout = Pick<
  PayoutRow,
  | 'id'
  | 'purpose'
  | 'subjectId'
  | 'ownerKind'
  | 'fromAccountCode'
  | 'amountMinor'
  | 'bankCode'
  | 'accountSealed'
  | 'accountMasked'
  | 'accountName'
  | 'description'
  | 'status'
  | 'provider'
> & {
  requestedBy: string | null;
  now: Date;
  dueAt: Date;
};

export function insertPayout(payout: NewPayout): Sql {
  return sql`
    insert into payments.payouts (id, purpose, subject_id, owner_kind, from_account_code, amount_minor, bank_code, account_sealed, account_masked, account_name, description, status, provider, requested_by, due_at, created_at, updated_at)
    values (${payout.id}, ${payout.purpose}, ${payout.subjectId}, ${payout.ownerKind}, ${payout.fromAccountCode}, ${payout.amountMinor}, ${payout.bankCode}, ${payout.accountSealed}, ${payout.accountMasked}, ${payout.accountName},
      ${payout.description}, ${payout.status}, ${payout.provider}, ${payout.requestedBy}, ${payout.dueAt}, ${payout.now}, ${payout.now})
    on conflict (id) do nothing`;
}

export async function findPayout(runner: Runner, id: string): Promise<PayoutRow | undefined> {
  const [row] = await runner.run<PayoutRow>(sql`select ${COLUMNS} from payments.payouts where id = ${id}`);
  return row;
}

/** Payouts to sellers, newest first. */
export async function listPayouts(
  runner: Runner,
  wish: {
    sellerId: string | null;
    statuses: readonly StoredPayoutStatus[] | null;
    before: { createdAt: Date; id: string } | null;
    limit: number;
  },
): Promise<PayoutRow[]> {
  const conditions = [
    sql`purpose = 'seller'`,
    ...(wish.sellerId ? [sql`subject_id = ${wish.sellerId}`] : []),
    ...(wish.statuses ? [sql`status = any(${wish.statuses}::text[])`] : []),
    ...(wish.before ? [sql`(created_at, id) < (${wish.before.createdAt}, ${wish.before.id}::uuid)`] : []),
  ];
  return runner.run<PayoutRow>(sql`
    select ${COLUMNS} from payments.payouts where ${sql.and(conditions)} order by created_at desc, id desc limit ${wish.limit}`);
}

/** Locks the payout, so that it ends once. */
export async function lockPayout(runner: Runner, id: string): Promise<PayoutRow | undefined> {
  const [row] = await runner.run<PayoutRow>(sql`select ${COLUMNS} from payments.payouts where id = ${id} for update`);
  return row;
}

export async function findPayoutStatus(
  runner: Runner,
  id: string,
): Promise<Pick<PayoutRow, 'status' | 'provider' | 'failureCode'> | undefined> {
  return await findPayout(runner, id);
}

export async function findPayoutByProvider(
  runner: Runner,
  provider: string,
  providerPayoutId: string,
): Promise<string | null> {
  const [row] = await runner.run<{ id: string }>(
    sql`select id from payments.payouts where provider = ${provider} and provider_payout_id = ${providerPayoutId}`,
  );
  return row?.id ?? null;
}

export type PayoutChange = {
  status: StoredPayoutStatus;
  providerPayoutId: string | null;
  failureCode: string | null;
  dueAt: Date | null;
  completedAt: Date | null;
  now: Date;
};

/** Moves a payout from the state in which it was seen. */
export function changePayout(id: string, from: StoredPayoutStatus, change: PayoutChange): Sql {
  return sql`
    update payments.payouts set status = ${change.status}, provider_payout_id = ${change.providerPayoutId}, failure_code = ${change.failureCode}, due_at = ${change.dueAt},
      completed_at = ${change.completedAt}, tries = tries + 1, updated_at = ${change.now}
    where id = ${id} and status = ${from}`;
}

/** A wish of which nothing has come. */
export function deletePayout(id: string): Sql {
  return sql`delete from payments.payouts where id = ${id} and status = 'requested'`;
}

export async function claimDuePayouts(
  runner: Runner,
  wish: { now: Date; until: Date; limit: number },
): Promise<{ id: string }[]> {
  return runner.run(sql`
    with due as (select id from payments.payouts where due_at <= ${wish.now} order by due_at limit ${wish.limit} for update skip locked)
    update payments.payouts o set due_at = ${wish.until} from due where o.id = due.id returning o.id`);
}

/** Brings up the refund or exception that waits for this payout. */
export function wakeSubject(payout: Pick<PayoutRow, 'purpose' | 'subjectId'>, now: Date): Sql {
  return payout.purpose === 'refund'
    ? sql`update payments.refunds set due_at = ${now} where id = ${payout.subjectId} and status = 'sent'`
    : sql`update payments.exceptions set due_at = ${now} where id = ${payout.subjectId} and status = 'resolving'`;
}

/**
 * Id of the payout for a refund or exception: the same until one has failed. So a second account, given while the first
 * payout is still on its way, cannot send the money twice.
 */
export async function nextPayoutId(runner: Runner, subjectId: string): Promise<string> {
  const [row] = await runner.run<{ failed: number }>(
    sql`select count(*) as failed from payments.payouts where subject_id = ${subjectId} and status = 'failed'`,
  );
  return derivedId('payments.payout', subjectId, String(row?.failed ?? 0));
}
