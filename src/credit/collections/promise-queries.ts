import { type Runner, type Sql, sql } from '#platform/database';
import type { Hardship, PaymentPromise } from './contract.ts';

export type PromiseRow = {
  id: string;
  tenant_id: string;
  loan_id: string;
  borrower_id: string;
  amount_minor: number;
  made_on: string;
  promised_on: string;
  paid_minor: number;
  status: PaymentPromise['status'];
  by_user_id: string | null;
};
const PROMISE = sql.raw(
  'id, tenant_id, loan_id, borrower_id, amount_minor, made_on, promised_on, paid_minor, status, by_user_id',
);

/** The open one gives way. */
export function insertPromise(row: Omit<PromiseRow, 'paid_minor' | 'status'> & { created_at: Date }): Sql[] {
  return [
    sql`delete from collections.promises where loan_id = ${row.loan_id} and status = 'open'`,
    sql`
      insert into collections.promises (id, tenant_id, loan_id, borrower_id, amount_minor, made_on, promised_on, by_user_id, created_at)
      values (${row.id}, ${row.tenant_id}, ${row.loan_id}, ${row.borrower_id}, ${row.amount_minor}, ${row.made_on},
        ${row.promised_on}, ${row.by_user_id}, ${row.created_at})`,
  ];
}

export async function listPromises(runner: Runner, loanId: string): Promise<PromiseRow[]> {
  return runner.run(
    sql`select ${PROMISE} from collections.promises where loan_id = ${loanId} order by id desc limit 50`,
  );
}

export type PaymentNews = {
  transactionId: string;
  loanId: string;
  valueDate: string;
  amountMinor: number;
  isReversed: boolean;
};

export function upsertPayments(news: readonly PaymentNews[]): Sql {
  return sql`
    insert into collections.payments as p (transaction_id, loan_id, value_date, amount_minor, is_reversed)
    select * from unnest(${news.map((n) => n.transactionId)}::uuid[], ${news.map((n) => n.loanId)}::uuid[],
      ${news.map((n) => n.valueDate)}::date[], ${news.map((n) => n.amountMinor)}::bigint[],
      ${news.map((n) => n.isReversed)}::boolean[])
    on conflict (transaction_id) do update set is_reversed = p.is_reversed or excluded.is_reversed`;
}

/**
 * Counts what was paid for the promises of loans again, and settles them: kept where the money is there (also when the
 * message came late, for the bank's day counts), open again where a payment was taken back in time. Rows whose status changed.
 */
export async function settlePromises(runner: Runner, loanIds: readonly string[], now: Date): Promise<PromiseRow[]> {
  return runner.run(sql`
    with counted as (
      select p.id, p.status, coalesce((
        select sum(y.amount_minor) from collections.payments y
        where y.loan_id = p.loan_id and not y.is_reversed and y.value_date between p.made_on and p.promised_on), 0)::bigint as paid
      from collections.promises p where p.loan_id = any(${sql.uuids(loanIds)})
    ), settled as (
      update collections.promises p set paid_minor = c.paid,
        status = case when c.paid >= p.amount_minor then 'kept' when p.status = 'kept' then 'broken' else p.status end,
        settled_at = case when c.paid >= p.amount_minor and p.status <> 'kept' then ${now}::timestamptz else p.settled_at end
      from counted c where c.id = p.id
      returning p.*, c.status as status_before
    )
    select ${PROMISE} from settled where status <> status_before`);
}

/** Promises whose day is over without the money. */
export async function breakPromises(
  runner: Runner,
  over: { tenantId: string; closedDay: string; now: Date },
): Promise<PromiseRow[]> {
  return runner.run(sql`
    update collections.promises set status = 'broken', settled_at = ${over.now}
    where tenant_id = ${over.tenantId} and status = 'open' and promised_on <= ${over.closedDay}::date
    returning ${PROMISE}`);
}

export type HardshipRow = {
  id: string;
  tenant_id: string;
  loan_id: string;
  borrower_id: string;
  reason: string;
  step: Hardship['step'];
  value_date: string;
  preview: Hardship['preview'];
  status: Hardship['status'];
  asked_by: string | null;
  asked_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  decision_note: string | null;
};
const HARDSHIP =
  sql.raw(`id, tenant_id, loan_id, borrower_id, reason, step, value_date, preview, status, asked_by, asked_at,
  decided_by, decided_at, decision_note`);

/** A row unless one is open for the loan. */
export function insertHardship(row: Omit<HardshipRow, 'status' | 'decided_by' | 'decided_at' | 'decision_note'>): Sql {
  return sql`
    insert into collections.hardships (id, tenant_id, loan_id, borrower_id, reason, step, value_date, preview, asked_by, asked_at)
    values (${row.id}, ${row.tenant_id}, ${row.loan_id}, ${row.borrower_id}, ${row.reason}, ${sql.json(row.step)},
      ${row.value_date}, ${sql.json(row.preview)}, ${row.asked_by}, ${row.asked_at})
    on conflict (loan_id) where status = 'asked' do nothing
    returning ${HARDSHIP}`;
}

export async function findHardship(
  runner: Runner,
  wanted: { tenantId: string; hardshipId: string },
): Promise<HardshipRow | undefined> {
  const [row] = await runner.run<HardshipRow>(sql`
    select ${HARDSHIP} from collections.hardships
    where id = ${wanted.hardshipId} and tenant_id = ${wanted.tenantId}`);
  return row;
}

export async function listHardships(
  runner: Runner,
  wanted: { tenantId: string; loanId: string | null; status: string | null; beforeId: string | null; limit: number },
): Promise<HardshipRow[]> {
  return runner.run(sql`
    select ${HARDSHIP} from collections.hardships
    where tenant_id = ${wanted.tenantId} and (${wanted.loanId}::uuid is null or loan_id = ${wanted.loanId}::uuid)
      and (${wanted.status}::text is null or status = ${wanted.status}::text)
      and (${wanted.beforeId}::uuid is null or id < ${wanted.beforeId}::uuid)
    order by id desc limit ${wanted.limit}`);
}

/** A row only for the one who decides first. */
export function decideHardshipRow(decision: {
  hardshipId: string;
  status: 'granted' | 'declined' | 'withdrawn';
  decidedBy: string | null;
  decidedAt: Date;
  note: string;
}): Sql {
  return sql`
    update collections.hardships set status = ${decision.status}, decided_by = ${decision.decidedBy},
      decided_at = ${decision.decidedAt}, decision_note = ${decision.note}
    where id = ${decision.hardshipId} and status = 'asked'
    returning ${HARDSHIP}`;
}

/** What was granted and could not be done is asked again. */
export function reopenHardship(hardshipId: string): Sql {
  return sql`
    update collections.hardships set status = 'asked', decided_by = null, decided_at = null, decision_note = null
    where id = ${hardshipId} and status = 'granted' and applied_at is null`;
}

/** A row only the first time. */
export function markApplied(hardshipId: string, now: Date): Sql {
  return sql`
    update collections.hardships set applied_at = ${now} where id = ${hardshipId} and applied_at is null
    returning id`;
}

/** Granted some time ago and not done: the process died in between. */
export async function listToApply(runner: Runner, before: Date): Promise<HardshipRow[]> {
  return runner.run(sql`
    select ${HARDSHIP} from collections.hardships
    where status = 'granted' and applied_at is null and decided_at < ${before} order by id limit 50`);
}
