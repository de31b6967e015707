import { type Runner, type Sql, sql } from '#platform/database';
import type { Group } from './portfolio-rules.ts';

export type DayRow = {
  business_date: string;
  is_month_end: boolean;
  outstanding_minor: number;
  late_minor: number;
  loans: number;
  /** Null where they were not counted. */
  borrowers: number | null;
  active_borrowers: number | null;
  funders: number | null;
  paid_out_minor: number | null;
};

const DAY = sql.raw(
  'business_date, is_month_end, outstanding_minor, late_minor, loans, borrowers, active_borrowers, funders, paid_out_minor',
);

/** The figures of a day, in place of those that were kept before. */
export function writeDay(day: DayRow & { tenantId: string; capturedAt: Date }, groups: readonly Group[]): Sql[] {
  const { tenantId } = day;
  return [
    sql`
      insert into reports.days (tenant_id, business_date, is_month_end, outstanding_minor, late_minor, loans, borrowers, active_borrowers,
        funders, paid_out_minor, captured_at)
      values (${tenantId}, ${day.business_date}, ${day.is_month_end}, ${day.outstanding_minor}, ${day.late_minor}, ${day.loans},
        ${day.borrowers}, ${day.active_borrowers}, ${day.funders}, ${day.paid_out_minor}, ${day.capturedAt})
      on conflict (tenant_id, business_date) do update set outstanding_minor = excluded.outstanding_minor,
        late_minor = excluded.late_minor, loans = excluded.loans, borrowers = excluded.borrowers,
        active_borrowers = excluded.active_borrowers, funders = excluded.funders, paid_out_minor = excluded.paid_out_minor, captured_at = excluded.captured_at`,
    sql`delete from reports.groups where tenant_id = ${tenantId} and business_date = ${day.business_date}::date`,
    ...(groups.length > 0 ? [insertGroups(tenantId, day.business_date, groups)] : []),
  ];
}

function insertGroups(tenantId: string, businessDate: string, groups: readonly Group[]): Sql {
  return sql`
    insert into reports.groups (tenant_id, business_date, product_id, product_name, funded_by, paid_out_month, status, days_from,
      loans, paid_out_minor, principal_minor, interest_minor, fee_minor, penalty_minor, overdue_minor)
    select ${tenantId}::uuid, ${businessDate}::date, g.*
    from unnest(${groups.map((g) => g.productId)}::uuid[], ${groups.map((g) => g.productName)}::text[],
      ${groups.map((g) => g.fundedBy)}::text[], ${groups.map((g) => g.paidOutMonth)}::date[],
      ${groups.map((g) => g.status)}::text[], ${groups.map((g) => g.daysFrom)}::int[],
      ${groups.map((g) => g.loans)}::bigint[],
      ${groups.map((g) => g.paidOutMinor)}::bigint[], ${groups.map((g) => g.principalMinor)}::bigint[],
      ${groups.map((g) => g.interestMinor)}::bigint[], ${groups.map((g) => g.feeMinor)}::bigint[],
      ${groups.map((g) => g.penaltyMinor)}::bigint[], ${groups.map((g) => g.overdueMinor)}::bigint[])
      as g (product_id, product_name, funded_by, paid_out_month, status, days_from, loans, paid_out_minor,
        principal_minor, interest_minor, fee_minor, penalty_minor, overdue_minor)`;
}

export async function findDay(runner: Runner, tenantId: string, on: string): Promise<DayRow | undefined> {
  const [row] = await runner.run<DayRow>(sql`
    select ${DAY} from reports.days
    where tenant_id = ${tenantId} and business_date = ${on}::date`);
  return row;
}

/** The last day that was closed, as it is published. */
export async function findLatestDay(runner: Runner, tenantId: string): Promise<DayRow | undefined> {
  const [row] = await runner.run<DayRow>(sql`
    select ${DAY} from reports.days where tenant_id = ${tenantId} order by business_date desc limit 1`);
  return row;
}

export async function listDays(
  runner: Runner,
  wanted: { tenantId: string; fromOn: string; untilOn: string },
): Promise<DayRow[]> {
  return runner.run(sql`
    select ${DAY} from reports.days
    where tenant_id = ${wanted.tenantId} and business_date between ${wanted.fromOn}::date and ${wanted.untilOn}::date
    order by business_date limit 401`);
}

type GroupRow = Group & { businessDate: string };
const GROUP = sql.raw(`business_date as "businessDate", product_id as "productId", product_name as "productName",
  funded_by as "fundedBy", paid_out_month as "paidOutMonth", status, days_from as "daysFrom", loans,
  paid_out_minor as "paidOutMinor", principal_minor as "principalMinor", interest_minor as "interestMinor",
  fee_minor as "feeMinor", penalty_minor as "penaltyMinor", overdue_minor as "overdueMinor"`);

export async function listGroups(runner: Runner, tenantId: string, on: string): Promise<Group[]> {
  return runner.run(
    sql`select ${GROUP} from reports.groups where tenant_id = ${tenantId} and business_date = ${on}::date`,
  );
}

/** Groups of the last ends of months, summed over products: what vintages need. */
export async function listMonthEnds(runner: Runner, tenantId: string, months: number): Promise<GroupRow[]> {
  return runner.run(sql`
    select g.business_date as "businessDate", '' as "productId", '' as "productName", '' as "fundedBy",
      g.paid_out_month as "paidOutMonth", g.status, g.days_from as "daysFrom", sum(g.loans)::bigint as loans,
      sum(g.paid_out_minor)::bigint as "paidOutMinor",
      sum(g.principal_minor)::bigint as "principalMinor", sum(g.interest_minor)::bigint as "interestMinor",
      sum(g.fee_minor)::bigint as "feeMinor", sum(g.penalty_minor)::bigint as "penaltyMinor",
      sum(g.overdue_minor)::bigint as "overdueMinor"
    from reports.groups g
    join (
      select business_date from reports.days where tenant_id = ${tenantId} and is_month_end
      order by business_date desc limit ${months}
    ) d using (business_date)
    where g.tenant_id = ${tenantId}
    group by g.business_date, g.paid_out_month, g.status, g.days_from`);
}

/** Groups of days that are neither recent nor the end of a month; the day's own line stays. */
export function pruneGroups(tenantId: string, before: string): Sql {
  return sql`
    delete from reports.groups g using reports.days d
    where d.tenant_id = g.tenant_id and d.business_date = g.business_date and not d.is_month_end
      and g.tenant_id = ${tenantId} and g.business_date < ${before}::date`;
}

export type RegistryMonthRow = { month_end: string; cursor: string | null; is_done: boolean; loans: number };

export function insertRegistryMonth(tenantId: string, monthEnd: string): Sql {
  return sql`
    insert into reports.registry_months (tenant_id, month_end) values (${tenantId}, ${monthEnd})
    on conflict (tenant_id, month_end) do nothing`;
}

export async function findRegistryMonth(
  runner: Runner,
  tenantId: string,
  monthEnd: string,
): Promise<RegistryMonthRow | undefined> {
  const [row] = await runner.run<RegistryMonthRow>(sql`
    select month_end, cursor, is_done, loans from reports.registry_months
    where tenant_id = ${tenantId} and month_end = ${monthEnd}::date`);
  return row;
}

export async function listRegistryMonths(runner: Runner, tenantId: string): Promise<RegistryMonthRow[]> {
  return runner.run(sql`
    select month_end, cursor, is_done, loans from reports.registry_months
    where tenant_id = ${tenantId} order by month_end desc limit 100`);
}

export async function listOpenRegistries(runner: Runner): Promise<{ tenant_id: string; month_end: string }[]> {
  return runner.run(
    sql`select tenant_id, month_end from reports.registry_months where not is_done order by month_end limit 100`,
  );
}

export type RegistryLine = {
  loan_id: string;
  loan_number: string;
  borrower_id: string;
  product_name: string;
  purpose: string;
  condition: string;
  amount_minor: number;
  principal_minor: number;
  interest_minor: number;
  penalty_minor: number;
  overdue_minor: number;
  days_past_due: number;
  kol: string;
  agreed_on: string;
  activated_on: string | null;
  ends_on: string;
  ended_on: string | null;
};

/** A page of lines and how far the registry has got; a page that is written twice is the same page. */
export function writeRegistryPage(
  of: { tenantId: string; monthEnd: string; before: string | null; cursor: string | null },
  lines: readonly RegistryLine[],
): Sql[] {
  const moved = sql`
    update reports.registry_months set cursor = ${of.cursor}, is_done = ${of.cursor}::text is null, loans = loans + ${lines.length}
    where tenant_id = ${of.tenantId} and month_end = ${of.monthEnd}::date and not is_done
      and cursor is not distinct from ${of.before}::text`;
  if (lines.length === 0) return [moved];
  return [
    sql`
      insert into reports.registry_lines (tenant_id, month_end, loan_id, loan_number, borrower_id, product_name, purpose, condition,
        amount_minor, principal_minor, interest_minor, penalty_minor, overdue_minor, days_past_due, kol, agreed_on, activated_on,
        ends_on, ended_on)
      select ${of.tenantId}::uuid, ${of.monthEnd}::date, l.*
      from jsonb_to_recordset(${sql.json(lines)}::jsonb) as l (loan_id uuid, loan_number text, borrower_id uuid,
        product_name text, purpose text, condition text, amount_minor bigint, principal_minor bigint, interest_minor bigint,
        penalty_minor bigint, overdue_minor bigint, days_past_due int, kol text, agreed_on date, activated_on date, ends_on date,
        ended_on date)
      on conflict (tenant_id, month_end, loan_id) do nothing`,
    moved,
  ];
}

/** In the order of loan ids. */
export async function listRegistryLines(
  runner: Runner,
  wanted: { tenantId: string; monthEnd: string; afterLoanId: string | null; limit: number },
): Promise<RegistryLine[]> {
  return runner.run(sql`
    select loan_id, loan_number, borrower_id, product_name, purpose, condition, amount_minor, principal_minor, interest_minor,
      penalty_minor, overdue_minor, days_past_due, kol, agreed_on, activated_on, ends_on, ended_on
    from reports.registry_lines
    where tenant_id = ${wanted.tenantId} and month_end = ${wanted.monthEnd}::date
      and (${wanted.afterLoanId}::uuid is null or loan_id > ${wanted.afterLoanId}::uuid)
    order by loan_id limit ${wanted.limit}`);
}

/** Debtors of a month, each once, in the order of their ids. */
export async function listRegistryDebtors(
  runner: Runner,
  wanted: { tenantId: string; monthEnd: string; afterId: string | null; limit: number },
): Promise<string[]> {
  const rows = await runner.run<{ borrower_id: string }>(sql`
    select distinct borrower_id from reports.registry_lines
    where tenant_id = ${wanted.tenantId} and month_end = ${wanted.monthEnd}::date
      and (${wanted.afterId}::uuid is null or borrower_id > ${wanted.afterId}::uuid)
    order by borrower_id limit ${wanted.limit}`);
  return rows.map((row) => row.borrower_id);
}

export type FunderIncome = {
  distributionId: string;
  funderId: string;
  tenantId: string;
  loanId: string;
  onDate: string;
  interestMinor: number;
  taxMinor: number;
  taxArticle: string | null;
};

export function insertFunderIncome(rows: readonly FunderIncome[]): Sql[] {
  if (rows.length === 0) return [];
  return [
    sql`
      insert into reports.funder_income (distribution_id, funder_id, tenant_id, loan_id, on_date, interest_minor, tax_minor, tax_article)
      select * from unnest(${rows.map((r) => r.distributionId)}::uuid[], ${rows.map((r) => r.funderId)}::uuid[],
        ${rows.map((r) => r.tenantId)}::uuid[], ${rows.map((r) => r.loanId)}::uuid[], ${rows.map((r) => r.onDate)}::date[],
        ${rows.map((r) => r.interestMinor)}::bigint[], ${rows.map((r) => r.taxMinor)}::bigint[],
        ${rows.map((r) => r.taxArticle)}::text[])
      on conflict (distribution_id, funder_id) do nothing`,
  ];
}

export type SlipRow = {
  funder_id: string;
  tax_article: string | null;
  payments: number;
  interest_minor: number;
  tax_minor: number;
};

/** In the order of funders. */
export async function listSlips(
  runner: Runner,
  wanted: { tenantId: string; fromOn: string; untilOn: string; afterFunderId: string | null; limit: number },
): Promise<SlipRow[]> {
  return runner.run(sql`
    select funder_id, max(tax_article) as tax_article, count(*) as payments, sum(interest_minor)::bigint as interest_minor,
      sum(tax_minor)::bigint as tax_minor
    from reports.funder_income
    where tenant_id = ${wanted.tenantId} and on_date between ${wanted.fromOn}::date and ${wanted.untilOn}::date
      and (${wanted.afterFunderId}::uuid is null or funder_id > ${wanted.afterFunderId}::uuid)
    group by funder_id order by funder_id limit ${wanted.limit}`);
}
