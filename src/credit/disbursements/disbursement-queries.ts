import { type Runner, type Sql, sql } from '#platform/database';
import type { DisbursementStatus } from './contract.ts';

export type DisbursementRow = {
  loanId: string;
  tranche: number;
  tenantId: string;
  borrowerId: string;
  amountMinor: number;
  netMinor: number;
  bankCode: string;
  accountSealed: string;
  accountMasked: string;
  accountName: string;
  status: DisbursementStatus;
  attempt: number;
  payoutId: string;
  failureCode: string | null;
  paidOn: string | null;
  requestedBy: string | null;
  createdAt: Date;
  updatedAt: Date;
};

const COLUMNS = sql`
  loan_id as "loanId", tranche, tenant_id as "tenantId", borrower_id as "borrowerId", amount_minor as "amountMinor", net_minor as "netMinor", bank_code as "bankCode",
  account_sealed as "accountSealed", account_masked as "accountMasked", account_name as "accountName", status, attempt, payout_id as "payoutId",
  failure_code as "failureCode", paid_on as "paidOn", requested_by as "requestedBy", created_at as "createdAt", updated_at as "updatedAt"`;

export type Attempt = Omit<DisbursementRow, 'status' | 'failureCode' | 'paidOn' | 'createdAt' | 'updatedAt'> & {
  now: Date;
};

/** The next attempt; only where none is under way. Written with its saga, whose id lets it happen once. */
export function upsertAttempt(row: Attempt): Sql {
  return sql`
    insert into disbursements.disbursements (loan_id, tranche, tenant_id, borrower_id, amount_minor, net_minor, bank_code, account_sealed, account_masked, account_name,
      status, attempt, payout_id, requested_by, created_at, updated_at)
    values (${row.loanId}, ${row.tranche}, ${row.tenantId}, ${row.borrowerId}, ${row.amountMinor}, ${row.netMinor}, ${row.bankCode}, ${row.accountSealed}, ${row.accountMasked},
      ${row.accountName}, 'sending', ${row.attempt}, ${row.payoutId}, ${row.requestedBy}, ${row.now}, ${row.now})
    on conflict (loan_id, tranche) do update set bank_code = excluded.bank_code, account_sealed = excluded.account_sealed, account_masked = excluded.account_masked,
      account_name = excluded.account_name, amount_minor = excluded.amount_minor, net_minor = excluded.net_minor, status = 'sending', attempt = excluded.attempt,
      payout_id = excluded.payout_id, failure_code = null, paid_on = null, requested_by = excluded.requested_by, updated_at = excluded.updated_at
    where disbursements.disbursements.status in ('refused', 'failed', 'reversed') and disbursements.disbursements.attempt < excluded.attempt`;
}

/** All parts of a loan, from the first: one statement, whatever is asked of them. */
export async function listOfLoan(runner: Runner, loanId: string): Promise<DisbursementRow[]> {
  return runner.run<DisbursementRow>(
    sql`select ${COLUMNS} from disbursements.disbursements where loan_id = ${loanId} order by tranche limit 50`,
  );
}

export async function findByPayout(runner: Runner, payoutId: string): Promise<DisbursementRow | undefined> {
  const [row] = await runner.run<DisbursementRow>(
    sql`select ${COLUMNS} from disbursements.disbursements where payout_id = ${payoutId}`,
  );
  return row;
}

/** The latest 1,000 of a person. */
export async function listOfBorrower(runner: Runner, borrowerId: string): Promise<DisbursementRow[]> {
  return runner.run<DisbursementRow>(sql`
    select ${COLUMNS} from disbursements.disbursements where borrower_id = ${borrowerId} order by created_at desc limit 1000`);
}

export async function listDisbursements(
  runner: Runner,
  wish: {
    tenantId: string;
    status: DisbursementStatus | null;
    before: { createdAt: Date; id: string } | null;
    limit: number;
  },
): Promise<DisbursementRow[]> {
  const { before } = wish;
  return runner.run<DisbursementRow>(sql`
    select ${COLUMNS} from disbursements.disbursements
    where tenant_id = ${wish.tenantId} and (${wish.status}::text is null or status = ${wish.status})
      and (${before?.id ?? null}::uuid is null or (created_at, payout_id) < (${before?.createdAt ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by created_at desc, payout_id desc limit ${wish.limit}`);
}

export type Change = {
  from: readonly DisbursementStatus[];
  status: DisbursementStatus;
  failureCode?: string | null;
  paidOn?: string | null;
  dueAt: Date | null;
  now: Date;
};

/** Moves an attempt from where it was seen, and says so by the given fact only if it did: told once, whoever comes second. */
export function changeDisbursement(payoutId: string, change: Change, fact: Sql | null): Sql {
  const update = sql`
    update disbursements.disbursements set status = ${change.status}, failure_code = ${change.failureCode ?? null}::text, paid_on = coalesce(${change.paidOn ?? null}::date, paid_on),
      due_at = ${change.dueAt}, updated_at = ${change.now}
    where payout_id = ${payoutId} and status = any(${change.from}::text[])`;
  if (fact === null) return update;
  const [eventId, type, version, aggregate, aggregateId, metadata, payload] = fact.values;
  const statement = sql`
    with moved as (${update} returning 1)
    insert into disbursements.outbox (event_id, event_type, event_version, aggregate_type, aggregate_id, metadata, payload)
    select ${eventId}::uuid, ${type}::text, ${version}::int, ${aggregate}::text, ${aggregateId}::text, ${metadata}::jsonb, ${payload}::jsonb from moved
    returning 1`;
  return { ...statement, outbox: true, facts: fact.facts ?? [], mayWriteNothing: true };
}

export async function claimDue(runner: Runner, wish: { now: Date; until: Date }): Promise<{ payoutId: string }[]> {
  return runner.run(sql`
    with due as (select payout_id from disbursements.disbursements where due_at <= ${wish.now} order by due_at limit 50 for update skip locked)
    update disbursements.disbursements d set due_at = ${wish.until} from due where d.payout_id = due.payout_id returning d.payout_id as "payoutId"`);
}
