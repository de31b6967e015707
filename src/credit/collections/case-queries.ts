import { type Runner, type Sql, sql } from '#platform/database';
import type { Case } from './contract.ts';

export type CaseRow = {
  loan_id: string;
  tenant_id: string;
  borrower_id: string;
  loan_number: string;
  late_since: string;
  overdue_minor: number;
  open_minor: number;
  bucket: string | null;
  is_open: boolean;
  is_written_off: boolean;
  assigned_to: string | null;
  last_contact_at: Date | null;
  is_paused: boolean;
  promise: Case['promise'];
};

const CASE = sql.raw(`
  select c.loan_id, c.tenant_id, c.borrower_id, c.loan_number, c.late_since, c.overdue_minor, c.open_minor, c.bucket, c.is_open,
    c.is_written_off, c.assigned_to,
    (select max(at) from collections.contacts t where t.loan_id = c.loan_id) as last_contact_at,
    exists (select from collections.hardships h where h.loan_id = c.loan_id and h.status = 'asked')
      or exists (select from collections.open_claims o where o.loan_id = c.loan_id and o.decided_at is null)
      as is_paused,
    (select jsonb_build_object('amountMinor', p.amount_minor, 'promisedOn', p.promised_on, 'paidMinor', p.paid_minor)
      from collections.promises p where p.loan_id = c.loan_id and p.status = 'open') as promise
  from collections.cases c`);

export async function findCase(
  runner: Runner,
  wanted: { tenantId: string; loanId: string },
): Promise<CaseRow | undefined> {
  const [row] = await runner.run<CaseRow>(
    sql`${CASE} where c.loan_id = ${wanted.loanId} and c.tenant_id = ${wanted.tenantId}`,
  );
  return row;
}

/** The oldest first. `from` and `until` are days since which loans are late. */
export async function listCases(
  runner: Runner,
  wanted: {
    tenantId: string;
    assignedTo: string | null;
    from: string | null;
    until: string | null;
    after: { lateSince: string; loanId: string } | null;
    limit: number;
  },
): Promise<CaseRow[]> {
  return runner.run(sql`
    ${CASE} where c.is_open and c.tenant_id = ${wanted.tenantId}
      and (${wanted.assignedTo}::uuid is null or c.assigned_to = ${wanted.assignedTo}::uuid)
      and (${wanted.from}::date is null or c.late_since >= ${wanted.from}::date)
      and (${wanted.until}::date is null or c.late_since <= ${wanted.until}::date)
      and (${wanted.after?.loanId ?? null}::uuid is null
        or (c.late_since, c.loan_id) > (${wanted.after?.lateSince ?? null}::date, ${wanted.after?.loanId ?? null}::uuid))
    order by c.late_since, c.loan_id limit ${wanted.limit}`);
}

/** By day since which loans are late: few hundred rows, whatever the number of loans. */
export async function countCases(
  runner: Runner,
  tenantId: string,
): Promise<{ late_since: string; loans: number; overdue_minor: number; open_minor: number }[]> {
  return runner.run(sql`
    select greatest(late_since, current_date - 2000) as late_since, count(*) as loans,
      sum(overdue_minor)::bigint as overdue_minor, sum(open_minor)::bigint as open_minor
    from collections.cases where is_open and tenant_id = ${tenantId} group by 1 order by 1`);
}

export function updateAssigned(wanted: { tenantId: string; loanId: string; userId: string | null }): Sql {
  return sql`
    update collections.cases set assigned_to = ${wanted.userId}
    where loan_id = ${wanted.loanId} and tenant_id = ${wanted.tenantId}`;
}

/** What an event says of a loan. */
export type LoanNews = {
  loanId: string;
  tenantId: string;
  borrowerId: string;
  loanNumber: string;
  productId: string;
  loanVersion: number;
  isLate: boolean;
  lateSince: string;
  overdueMinor: number;
  openMinor: number;
  bucket: string | null;
  isWrittenOff: boolean;
  at: string;
};

/** News of loans, at most one of each: opens, changes and ends cases. Older news than what is kept changes nothing. */
export function writeNews(news: readonly LoanNews[]): Sql[] {
  const late = news.filter(({ isLate }) => isLate);
  const fine = news.filter(({ isLate }) => !isLate);
  return [...(late.length > 0 ? [upsertCases(late)] : []), ...(fine.length > 0 ? [endCases(fine)] : [])];
}

function upsertCases(late: readonly LoanNews[]): Sql {
  return sql`
    insert into collections.cases as c (loan_id, tenant_id, borrower_id, loan_number, product_id, loan_version, is_open,
      late_since, overdue_minor, open_minor, bucket, is_written_off, opened_at)
    select n.loan_id, n.tenant_id, n.borrower_id, n.loan_number, n.product_id, n.loan_version, true, n.late_since,
      n.overdue_minor, n.open_minor, n.bucket, n.is_written_off, n.at
    from unnest(${late.map((n) => n.loanId)}::uuid[], ${late.map((n) => n.tenantId)}::uuid[],
      ${late.map((n) => n.borrowerId)}::uuid[], ${late.map((n) => n.loanNumber)}::text[],
      ${late.map((n) => n.productId)}::uuid[], ${late.map((n) => n.loanVersion)}::int[],
      ${late.map((n) => n.lateSince)}::date[], ${late.map((n) => n.overdueMinor)}::bigint[],
      ${late.map((n) => n.openMinor)}::bigint[], ${late.map((n) => n.bucket)}::text[],
      ${late.map((n) => n.isWrittenOff)}::boolean[], ${late.map((n) => n.at)}::timestamptz[])
      as n (loan_id, tenant_id, borrower_id, loan_number, product_id, loan_version, late_since, overdue_minor, open_minor,
        bucket, is_written_off, at)
    on conflict (loan_id) do update set loan_version = excluded.loan_version, is_open = true,
      late_since = excluded.late_since, overdue_minor = excluded.overdue_minor, open_minor = excluded.open_minor,
      bucket = coalesce(excluded.bucket, c.bucket), is_written_off = excluded.is_written_off,
      opened_at = case when c.is_open then c.opened_at else excluded.opened_at end
    where c.loan_version <= excluded.loan_version`;
}

function endCases(fine: readonly LoanNews[]): Sql {
  return sql`
    update collections.cases c set is_open = false, bucket = null, loan_version = n.loan_version,
      overdue_minor = n.overdue_minor, open_minor = n.open_minor
    from unnest(${fine.map((n) => n.loanId)}::uuid[], ${fine.map((n) => n.loanVersion)}::int[],
      ${fine.map((n) => n.overdueMinor)}::bigint[], ${fine.map((n) => n.openMinor)}::bigint[])
      as n (loan_id, loan_version, overdue_minor, open_minor)
    where c.loan_id = n.loan_id and c.loan_version <= n.loan_version`;
}
