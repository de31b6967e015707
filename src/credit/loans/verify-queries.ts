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

export type AccrualSum = { tenant_id: string; interest: number; fee: number; penalty: number };

/** Income that closes of days have booked for many loans at once, for each institution. */
export async function listAccrualSums(runner: Runner): Promise<AccrualSum[]> {
  return runner.run<AccrualSum>(sql`
    select tenant_id, sum(interest_minor)::bigint as interest, sum(fee_minor)::bigint as fee, sum(penalty_minor)::bigint as penalty
    from loans.accruals group by tenant_id`);
}

/** Everything that loans have sent to the ledger for an institution, by account; positive is debit. */
export function selectBooked(tenantId: string): Sql {
  return sql`
    with lines as (
      select line ->> 0 as account, (line ->> 1)::bigint as amount
      from loans.entries e cross join lateral jsonb_array_elements(e.lines) as line where e.tenant_id = ${tenantId}
      union all
      select l.account, l.amount from loans.accruals a cross join lateral (values
        ('interest-receivable', a.interest_minor), ('interest-income', -a.interest_minor), ('fee-receivable', a.fee_minor),
        ('fee-income', -a.fee_minor), ('penalty-receivable', a.penalty_minor), ('penalty-income', -a.penalty_minor)
      ) as l (account, amount) where a.tenant_id = ${tenantId}
    )
    select account, sum(amount)::bigint as amount_minor from lines group by account order by account`;
}

/** Principal that is owed and has not left the receivables by a charge-off or write-off. */
export function selectReceivable(tenantId: string): Sql {
  return sql`
    select coalesce(sum(principal_minor), 0)::bigint as amount_minor from loans.positions
    where tenant_id = ${tenantId} and status in ('active', 'overpaid') and not is_charged_off`;
}
