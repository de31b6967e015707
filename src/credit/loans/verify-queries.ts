import { type Runner, type Sql, sql } from '#platform/database';

export async function listIdsAfter(
  runner: Runner,
  after: string | null,
  limit: number,
): Promise<{ loan_id: string }[]> {
  return runner.run<{ loan_id: string }>(sql`
    select loan_id from loans.loans where ${after}::uuid is null or loan_id > ${after}::uuid order by loan_id limit ${limit}`);
}

export function selectSchedules(ids: readonly string[]): Sql {
  return sql`select loan_id, rows from loans.schedules where loan_id = any(${sql.uuids(ids)})`;
}

export function selectStandingTransactions(ids: readonly string[]): Sql {
  return sql`
    select loan_id, transaction_id, version, kind, value_date, entered_on, amount_minor, principal_minor, interest_minor, fee_minor,
      penalty_minor, overpaid_minor, balance_minor, is_reversed, reference, note
    from loans.transactions where loan_id = any(${sql.uuids(ids)}) and not is_reversed`;
}

export type SumRow = { loan_id: string; account: string; amount_minor: number; entries: number };

export function selectEntrySums(ids: readonly string[]): Sql {
  return sql`
    select e.loan_id, line ->> 0 as account, sum((line ->> 1)::bigint)::bigint as amount_minor, count(distinct e.entry_id)::int as entries
    from loans.entries e cross join lateral jsonb_array_elements(e.lines) as line
    where e.loan_id = any(${sql.uuids(ids)}) group by e.loan_id, 2`;
}

/**
 * Income that all loans of an institution have recognised, against what was booked of it: by the day for many, and in entries
 * of single loans (when a payment changes it, when a loan ends). Each is a debit of the receivable with a credit of income.
 */
export async function listIncomeGaps(
  runner: Runner,
): Promise<{ tenant_id: string; part: string; difference_minor: number }[]> {
  return runner.run(sql`
    with recognised as (
      select tenant_id, sum(recognised_interest_minor) as interest, sum(recognised_fee_minor) as fee, sum(recognised_penalty_minor) as penalty
      from loans.positions group by tenant_id
    ), by_day as (
      select tenant_id, sum(interest_minor) as interest, sum(fee_minor) as fee, sum(penalty_minor) as penalty
      from loans.accruals group by tenant_id
    ), by_loan as (
      select e.tenant_id, -sum((line ->> 1)::bigint) filter (where line ->> 0 = 'interest-income') as interest,
        -sum((line ->> 1)::bigint) filter (where line ->> 0 = 'fee-income' and e.kind <> 'disbursement') as fee,
        -sum((line ->> 1)::bigint) filter (where line ->> 0 = 'penalty-income') as penalty
      from loans.entries e cross join lateral jsonb_array_elements(e.lines) as line group by e.tenant_id
    ), gaps as (
      select r.tenant_id, p.part, p.amount from recognised r left join by_day d using (tenant_id) left join by_loan l using (tenant_id),
        lateral (values ('interest', r.interest - coalesce(d.interest, 0) - coalesce(l.interest, 0)),
          ('penalty', r.penalty - coalesce(d.penalty, 0) - coalesce(l.penalty, 0))) as p (part, amount)
    )
    select tenant_id, part, amount::bigint as difference_minor from gaps where amount <> 0 limit 100`);
}
