import { type Runner, type Sql, sql } from '#platform/database';
import type { PriceProof } from './shapes.ts';
import type { EntryRow, TransactionRow } from './stream-queries.ts';

const transactionColumns = sql`t.transaction_id, t.version, t.kind, t.value_date, t.entered_on, t.amount_minor, t.principal_minor,
  t.interest_minor, t.fee_minor, t.penalty_minor, t.overpaid_minor, t.balance_minor, t.is_reversed, t.reference, t.note`;

export async function findTransaction(
  runner: Runner,
  loanId: string,
  transactionId: string,
): Promise<TransactionRow | undefined> {
  const rows = await runner.run<TransactionRow>(sql`
    select ${transactionColumns} from loans.transactions t where t.loan_id = ${loanId} and t.transaction_id = ${transactionId}`);
  return rows[0];
}

/** The sum behind the decision that the price of a loan may be booked, as it was kept then. */
export async function findProof(runner: Runner, loanId: string): Promise<PriceProof | undefined> {
  const [row] = await runner.run<{ proof: PriceProof }>(
    sql`select l.proof from loans.loans l where l.loan_id = ${loanId}`,
  );
  return row?.proof;
}

export async function listTransactions(runner: Runner, loanId: string): Promise<TransactionRow[]> {
  return runner.run<TransactionRow>(sql`
    select ${transactionColumns} from loans.transactions t where t.loan_id = ${loanId} order by t.value_date, t.version limit 500`);
}

export async function listEntries(runner: Runner, loanId: string): Promise<(EntryRow & { recorded_at: Date })[]> {
  return runner.run(sql`
    select entry_id, loan_id, version, kind, on_date, transaction_id, lines, recorded_at
    from loans.entries where loan_id = ${loanId} order by version limit 1000`);
}

export type LoanListFilter = {
  tenantId: string;
  status: string | null;
  productId: string | null;
  borrowerId: string | null;
  number: string | null;
  /** Late since this day or before; since this day or after. */
  lateUntil: string | null;
  lateFrom: string | null;
  before: { at: string; id: string } | null;
  limit: number;
};
export type ListedLoan = { loan_id: string; created_at: Date };

/** Ids in the order of the list, newest first; what is late is read off the position. */
export async function listLoanIds(runner: Runner, filter: LoanListFilter): Promise<ListedLoan[]> {
  const { status, productId, borrowerId, number, lateUntil, lateFrom, before } = filter;
  const conditions: Sql[] = [
    sql`l.tenant_id = ${filter.tenantId}`,
    ...(status ? [sql`p.status = ${status}`] : []),
    ...(productId ? [sql`l.product_id = ${productId}`] : []),
    ...(borrowerId ? [sql`l.borrower_id = ${borrowerId}`] : []),
    ...(number ? [sql`starts_with(l.number, ${number})`] : []),
    ...(lateUntil ? [sql`p.status = 'active' and p.late_from_on <= ${lateUntil}`] : []),
    ...(lateFrom ? [sql`(p.status <> 'active' or p.late_from_on is null or p.late_from_on >= ${lateFrom})`] : []),
    ...(before ? [sql`(l.created_at, l.loan_id) < (${before.at}::timestamptz, ${before.id}::uuid)`] : []),
  ];
  return runner.run<ListedLoan>(sql`
    select l.loan_id, l.created_at from loans.loans l join loans.positions p using (loan_id)
    where ${sql.and(conditions)} order by l.created_at desc, l.loan_id desc limit ${filter.limit}`);
}

export async function listLoanIdsOfBorrower(
  runner: Runner,
  { borrowerId, before, limit }: { borrowerId: string; before: { at: string; id: string } | null; limit: number },
): Promise<ListedLoan[]> {
  return runner.run<ListedLoan>(sql`
    select l.loan_id, l.created_at from loans.loans l where l.borrower_id = ${borrowerId}
      and (${before?.at ?? null}::timestamptz is null or (l.created_at, l.loan_id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by l.created_at desc, l.loan_id desc limit ${limit}`);
}

export async function listLoanIdsOfNumber(runner: Runner, number: string): Promise<string[]> {
  const rows = await runner.run<{ loan_id: string }>(sql`
    select l.loan_id from loans.loans l where l.number = ${number} order by l.created_at desc, l.loan_id desc limit 20`);
  return rows.map((row) => row.loan_id);
}

/** One pass over the loans of an institution. */
export async function countBorrowers(
  runner: Runner,
  tenantId: string,
): Promise<{ borrowers: number; activeBorrowers: number }> {
  const [row] = await runner.run<{ borrowers: number; activeBorrowers: number }>(sql`
    select count(*) as borrowers, count(*) filter (where owes) as "activeBorrowers" from (
      select bool_or(p.status in ('active', 'overpaid')) as owes from loans.positions p join loans.loans l using (loan_id)
      where p.tenant_id = ${tenantId} and p.activated_on is not null group by l.borrower_id) as people`);
  return row ?? { borrowers: 0, activeBorrowers: 0 };
}

export async function countOpenOfBorrower(runner: Runner, userId: string): Promise<number> {
  const [row] = await runner.run<{ count: number }>(sql`
    select count(*) as count from loans.loans l join loans.positions p using (loan_id)
    where l.borrower_id = ${userId} and p.status in ('approved', 'active', 'overpaid')`);
  return row?.count ?? 0;
}

export type DueLoan = {
  loan_id: string;
  number: string;
  borrower_id: string;
  open_due_on: string;
  open_due_minor: number;
  overdue_minor: number;
};

export async function listDueOn(
  runner: Runner,
  {
    tenantId,
    dueOn,
    afterLoanId,
    limit,
  }: { tenantId: string; dueOn: string; afterLoanId: string | null; limit: number },
): Promise<DueLoan[]> {
  return runner.run<DueLoan>(sql`
    select p.loan_id, l.number, l.borrower_id, p.open_due_on, p.open_due_minor, p.overdue_minor
    from loans.positions p join loans.loans l using (loan_id)
    where p.tenant_id = ${tenantId} and p.status = 'active' and p.open_due_on = ${dueOn}
      and (${afterLoanId}::uuid is null or p.loan_id > ${afterLoanId}::uuid)
    order by p.loan_id limit ${limit}`);
}

export async function listTransactionsOfDays(
  runner: Runner,
  filter: { tenantId: string; fromOn: string; untilOn: string; after: readonly string[] | null; limit: number },
): Promise<(TransactionRow & { loan_id: string })[]> {
  const [onDate = null, loanId = null, transactionId = null] = filter.after ?? [];
  return runner.run(sql`
    select t.loan_id, ${transactionColumns} from loans.transactions t
    where t.tenant_id = ${filter.tenantId} and t.entered_on between ${filter.fromOn} and ${filter.untilOn}
      and (${onDate}::date is null or (t.entered_on, t.loan_id, t.transaction_id) > (${onDate}::date, ${loanId}::uuid, ${transactionId}::text))
    order by t.entered_on, t.loan_id, t.transaction_id limit ${filter.limit}`);
}

export type CashFlowRow = {
  on_date: string;
  kind: string;
  count: number;
  amount_minor: number;
  principal_minor: number;
  interest_minor: number;
  fee_minor: number;
  penalty_minor: number;
};

export async function sumCashFlow(
  runner: Runner,
  { tenantId, fromOn, untilOn }: { tenantId: string; fromOn: string; untilOn: string },
): Promise<CashFlowRow[]> {
  return runner.run<CashFlowRow>(sql`
    with flows as (
      select t.loan_id, t.value_date, t.kind, t.amount_minor, t.principal_minor, t.interest_minor, t.fee_minor, t.penalty_minor,
        t.kind = 'disbursement' and row_number() over (partition by t.loan_id, t.kind, t.value_date order by t.version) = 1 as may_be_first
      from loans.transactions t where t.tenant_id = ${tenantId} and t.value_date between ${fromOn} and ${untilOn} and not t.is_reversed
    ), taken as (
      -- Fees are taken out of the first payout, so that much less has left.
      select f.*, case when f.may_be_first and p.activated_on = f.value_date then l.amount_minor - l.net_payout_minor else 0 end as taken_minor
      from flows f left join loans.positions p on f.may_be_first and p.loan_id = f.loan_id left join loans.loans l on l.loan_id = p.loan_id
    )
    select value_date as on_date, kind, count(*) as count, sum(amount_minor)::bigint as amount_minor, sum(principal_minor)::bigint as principal_minor,
      sum(interest_minor)::bigint as interest_minor, sum(fee_minor + taken_minor)::bigint as fee_minor, sum(penalty_minor)::bigint as penalty_minor
    from taken group by value_date, kind order by value_date, kind`);
}

export type PortfolioRow = {
  product_id: string;
  product_name: string;
  funded_by: string;
  paid_out_month: string;
  status: string;
  days_from: number;
  loans: number;
  paid_out_minor: number;
  principal_minor: number;
  interest_minor: number;
  fee_minor: number;
  penalty_minor: number;
  overdue_minor: number;
};

/** Summed in one pass over the narrow table; days past due are counted from where a loan is late. */
export async function sumPortfolio(runner: Runner, tenantId: string, asOf: string): Promise<PortfolioRow[]> {
  return runner.run<PortfolioRow>(sql`
    with standing as (
      select l.product_id, l.product_name, l.funded_by, date_trunc('month', p.activated_on)::date as paid_out_month, p.status,
        case when p.status = 'active' and p.late_from_on is not null then greatest(0, ${asOf}::date - p.late_from_on) else 0 end as days,
        p.paid_out_minor, p.principal_minor, p.interest_minor, p.fee_minor, p.penalty_minor, p.overdue_minor
      from loans.positions p join loans.loans l using (loan_id)
      where p.tenant_id = ${tenantId} and p.activated_on is not null and p.activated_on <= ${asOf}
    )
    select product_id, max(product_name) as product_name, funded_by, paid_out_month, status,
      case when days = 0 then 0 when days < 8 then 1 when days < 16 then 8 when days < 31 then 16 when days < 61 then 31 when days < 91 then 61
        when days < 121 then 91 when days < 151 then 121 when days < 181 then 151 else 181 end as days_from,
      count(*) as loans, sum(paid_out_minor)::bigint as paid_out_minor,
      sum(principal_minor)::bigint as principal_minor, sum(interest_minor)::bigint as interest_minor, sum(fee_minor)::bigint as fee_minor,
      sum(penalty_minor)::bigint as penalty_minor, sum(overdue_minor)::bigint as overdue_minor
    from standing group by product_id, funded_by, paid_out_month, status, 6
    order by product_id, paid_out_month, status, 6 limit 20000`);
}
