import { type Runner, type Sql, sql } from '#platform/database';
import type { PositionRow } from './loan-record.ts';

export type Stretch = {
  tenantId: string;
  businessDate: string;
  afterLoanId: string | null;
  untilLoanId: string | null;
  limit: number;
};

export type ClosedInStride = {
  last_loan_id: string | null;
  seen: number;
  closed: number;
  interest_minor: number;
};

/**
 * Moves every loan of the stretch whose income runs straight on to the date, in one statement. The rows are locked first, in
 * the order of their ids: a payment that came in between has been written then, two closers never lock crosswise, and what
 * another one has closed is passed over. Half-even, as everywhere: doubled remainder against the divisor, ties to the even one.
 */
export function closeInStride({ tenantId, businessDate, afterLoanId, untilLoanId, limit }: Stretch): Sql {
  return sql`
    with stretch as materialized (
      select loan_id, closed_until, look_on, run_from, run_until, run_interest_minor as interest, base_interest_minor as base,
        recognised_interest_minor as recognised
      from loans.positions
      where tenant_id = ${tenantId} and status = 'active'
        and (${afterLoanId}::uuid is null or loan_id > ${afterLoanId}::uuid) and (${untilLoanId}::uuid is null or loan_id <= ${untilLoanId}::uuid)
      order by loan_id limit ${limit} for update
    ), straight as (
      select loan_id, recognised, base + case when run_from is null or ${businessDate}::date <= run_from then 0 else
        (interest * least(${businessDate}::date - run_from, run_until - run_from)) / (run_until - run_from)
        + case
            when 2 * ((interest * least(${businessDate}::date - run_from, run_until - run_from)) % (run_until - run_from)) > run_until - run_from then 1
            when 2 * ((interest * least(${businessDate}::date - run_from, run_until - run_from)) % (run_until - run_from)) = run_until - run_from
              then ((interest * least(${businessDate}::date - run_from, run_until - run_from)) / (run_until - run_from)) % 2
            else 0
          end
        end as target
      from stretch where closed_until < ${businessDate} and look_on > ${businessDate}
    ), moved as (
      update loans.positions p set closed_until = ${businessDate}, recognised_interest_minor = s.target
      from straight s where p.loan_id = s.loan_id
      returning s.target - s.recognised as added
    )
    select (select loan_id from stretch order by loan_id desc limit 1) as last_loan_id, (select count(*) from stretch) as seen,
      count(*) as closed, coalesce(sum(added), 0)::bigint as interest_minor
    from moved`;
}

/** Those of the stretch on which more happens than time passing; they are locked already. */
export async function listToLookAt(
  runner: Runner,
  { tenantId, businessDate, afterLoanId }: Stretch,
  lastLoanId: string,
): Promise<{ loan_id: string }[]> {
  return runner.run<{ loan_id: string }>(sql`
    select loan_id from loans.positions
    where tenant_id = ${tenantId} and status = 'active' and (${afterLoanId}::uuid is null or loan_id > ${afterLoanId}::uuid)
      and loan_id <= ${lastLoanId} and closed_until < ${businessDate} and look_on <= ${businessDate}
    order by loan_id`);
}

/** The last ids of stretches of so many active loans, and how many loans there are. */
export async function listStretchEnds(
  runner: Runner,
  tenantId: string,
  size: number,
): Promise<{ loan_id: string; place: number }[]> {
  return runner.run<{ loan_id: string; place: number }>(sql`
    select loan_id, place from (
      select loan_id, row_number() over (order by loan_id) as place, count(*) over () as loans
      from loans.positions where tenant_id = ${tenantId} and status = 'active') numbered
    where place % ${size} = 0 or place = loans order by place`);
}

/** Positions that were reckoned anew, in one statement. */
export function updatePositions(rows: readonly PositionRow[]): Sql {
  const column = <K extends keyof PositionRow>(key: K) => rows.map((row) => row[key]);
  return sql`
    update loans.positions p set closed_until = n.closed_until, look_on = n.look_on, run_from = n.run_from, run_until = n.run_until,
      run_interest_minor = n.run_interest, base_interest_minor = n.base_interest, recognised_interest_minor = n.recognised_interest,
      recognised_fee_minor = n.recognised_fee, recognised_penalty_minor = n.recognised_penalty, principal_minor = n.principal,
      interest_minor = n.interest, fee_minor = n.fee, penalty_minor = n.penalty, overdue_minor = n.overdue, open_due_on = n.open_due_on,
      open_due_minor = n.open_due, late_from_on = n.late_from_on, bucket = n.bucket
    from unnest(${column('loan_id')}::uuid[], ${column('closed_until')}::date[], ${column('look_on')}::date[], ${column('run_from')}::date[],
      ${column('run_until')}::date[], ${column('run_interest_minor')}::bigint[], ${column('base_interest_minor')}::bigint[],
      ${column('recognised_interest_minor')}::bigint[], ${column('recognised_fee_minor')}::bigint[],
      ${column('recognised_penalty_minor')}::bigint[], ${column('principal_minor')}::bigint[], ${column('interest_minor')}::bigint[],
      ${column('fee_minor')}::bigint[], ${column('penalty_minor')}::bigint[], ${column('overdue_minor')}::bigint[],
      ${column('open_due_on')}::date[], ${column('open_due_minor')}::bigint[], ${column('late_from_on')}::date[], ${column('bucket')}::text[])
      as n (loan_id, closed_until, look_on, run_from, run_until, run_interest, base_interest, recognised_interest, recognised_fee,
        recognised_penalty, principal, interest, fee, penalty, overdue, open_due_on, open_due, late_from_on, bucket)
    where p.loan_id = n.loan_id`;
}

export type AccrualRow = {
  entry_id: string;
  tenant_id: string;
  business_date: string;
  loans: number;
  interest_minor: number;
  fee_minor: number;
  penalty_minor: number;
};

export function insertAccrual(row: AccrualRow): Sql {
  return sql`
    insert into loans.accruals (entry_id, tenant_id, business_date, loans, interest_minor, fee_minor, penalty_minor)
    values (${row.entry_id}, ${row.tenant_id}, ${row.business_date}, ${row.loans}, ${row.interest_minor}, ${row.fee_minor}, ${row.penalty_minor})`;
}
