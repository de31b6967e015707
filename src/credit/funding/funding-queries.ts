import type { FunderTaxStatus } from '#engine/tax/withholding';
import { type Runner, type Sql, sql } from '#platform/database';
import type { Components, Distribution } from './distribution-rules.ts';

export type FunderRow = {
  id: string;
  tenantId: string;
  name: string;
  kind: 'person' | 'institution';
  isSupervised: boolean;
  residence: 'resident' | 'non-resident';
  treatyPercent: string | null;
  yearlyIncomeMinor: number | null;
  affiliateGroup: string | null;
  accountId: string;
  recallMinor: number;
  outstandingMinor: number;
  createdAt: Date;
};

const FUNDER = sql`
  f.id, f.tenant_id as "tenantId", f.name, f.kind, f.is_supervised as "isSupervised", f.residence, f.treaty_percent as "treatyPercent",
  f.yearly_income_minor as "yearlyIncomeMinor", f.affiliate_group as "affiliateGroup", f.account_id as "accountId", f.recall_minor as "recallMinor",
  f.created_at as "createdAt",
  coalesce((select sum(l.amount_minor - l.returned_minor)::bigint from funding.lots l where l.funder_id = f.id), 0) as "outstandingMinor"`;

export function taxStatusOf(funder: Pick<FunderRow, 'residence' | 'treatyPercent'>): FunderTaxStatus {
  if (funder.residence === 'resident') return { residence: 'resident' };
  const { treatyPercent } = funder;
  return { residence: 'non-resident', ...(treatyPercent === null ? {} : { treatyPercent }) };
}

export type NewFunderRow = Omit<FunderRow, 'recallMinor' | 'outstandingMinor'>;

export function insertFunder(funder: NewFunderRow): Sql {
  return sql`
    insert into funding.funders (id, tenant_id, name, kind, is_supervised, residence, treaty_percent, yearly_income_minor, affiliate_group, account_id, created_at)
    values (${funder.id}, ${funder.tenantId}, ${funder.name}, ${funder.kind}, ${funder.isSupervised}, ${funder.residence}, ${funder.treatyPercent},
      ${funder.yearlyIncomeMinor}, ${funder.affiliateGroup}, ${funder.accountId}, ${funder.createdAt})
    on conflict (id) do nothing`;
}

export async function findFunder(runner: Runner, tenantId: string, id: string): Promise<FunderRow | undefined> {
  const [row] = await runner.run<FunderRow>(
    sql`select ${FUNDER} from funding.funders f where f.id = ${id} and f.tenant_id = ${tenantId}`,
  );
  return row;
}

export async function listFunders(
  runner: Runner,
  wish: { tenantId: string; before: { createdAt: Date; id: string } | null; limit: number },
): Promise<FunderRow[]> {
  const { before } = wish;
  return runner.run<FunderRow>(sql`
    select ${FUNDER} from funding.funders f where f.tenant_id = ${wish.tenantId}
      and (${before?.id ?? null}::uuid is null or (f.created_at, f.id) < (${before?.createdAt ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by f.created_at desc, f.id desc limit ${wish.limit}`);
}

/**
 * Locks funders and their affiliates in one order, so that two promises of the same money, or of one group, queue up instead
 * of passing a limit together.
 */
export async function lockFunders(runner: Runner, tenantId: string, ids: readonly string[]): Promise<FunderRow[]> {
  await runner.run(
    sql`
      select 1 from funding.funders where tenant_id = ${tenantId}
        and (id = any(${sql.uuids(ids)}) or affiliate_group in (
          select affiliate_group from funding.funders where tenant_id = ${tenantId} and id = any(${sql.uuids(ids)}) and affiliate_group is not null))
      order by id for update`,
  );
  return runner.run<FunderRow>(
    sql`select ${FUNDER} from funding.funders f where f.tenant_id = ${tenantId} and f.id = any(${sql.uuids(ids)}) order by f.id`,
  );
}

/** Principal out of all funders of a group, promised included. */
export async function groupOutstanding(runner: Runner, tenantId: string, group: string): Promise<number> {
  const [row] = await runner.run<{ total: number }>(sql`
    select coalesce(sum(l.amount_minor - l.returned_minor), 0)::bigint as total
    from funding.funders f join funding.lots l on l.funder_id = f.id where f.tenant_id = ${tenantId} and f.affiliate_group = ${group}`);
  return row?.total ?? 0;
}

/** What was out on the funders' book at the end of a day, and what is out and promised now. */
export async function outstandingOn(
  runner: Runner,
  tenantId: string,
  day: string,
): Promise<{ monthEndMinor: number; nowMinor: number }> {
  const [row] = await runner.run<{ monthEndMinor: number; nowMinor: number }>(sql`
    select ((select coalesce(sum(l.amount_minor), 0) from funding.lots l join funding.loans n on n.loan_id = l.loan_id
        where l.tenant_id = ${tenantId} and n.paid_out_on <= ${day}::date)
      - (select coalesce(sum(p.principal_minor), 0) from funding.distribution_parts p where p.tenant_id = ${tenantId} and p.distributed_on <= ${day}::date))::bigint as "monthEndMinor",
      (select coalesce(sum(l.amount_minor - l.returned_minor), 0)::bigint from funding.lots l where l.tenant_id = ${tenantId}) as "nowMinor"`);
  return row ?? { monthEndMinor: 0, nowMinor: 0 };
}

export type LoanStatus = 'open' | 'reserving' | 'funded' | 'paid_out' | 'released';
export type LoanRow = {
  loanId: string;
  tenantId: string;
  fundedBy: 'funders' | 'own-book';
  amountMinor: number;
  status: LoanStatus;
  fundingId: string | null;
  keptMinor: number;
  receivedMinor: number;
  refundedMinor: number;
  duePrincipalMinor: number;
  dueInterestMinor: number;
  dueFeeMinor: number;
  duePenaltyMinor: number;
  donePrincipalMinor: number;
  doneInterestMinor: number;
  doneFeeMinor: number;
  donePenaltyMinor: number;
  distributions: number;
};

const LOAN = sql`
  loan_id as "loanId", tenant_id as "tenantId", funded_by as "fundedBy", amount_minor as "amountMinor", status, funding_id as "fundingId", kept_minor as "keptMinor",
  received_minor as "receivedMinor", refunded_minor as "refundedMinor", due_principal_minor as "duePrincipalMinor", due_interest_minor as "dueInterestMinor",
  due_fee_minor as "dueFeeMinor", due_penalty_minor as "duePenaltyMinor", done_principal_minor as "donePrincipalMinor", done_interest_minor as "doneInterestMinor",
  done_fee_minor as "doneFeeMinor", done_penalty_minor as "donePenaltyMinor", distributions`;

export function insertLoan(
  loan: Pick<LoanRow, 'loanId' | 'tenantId' | 'fundedBy' | 'amountMinor'> & { now: Date },
): Sql {
  return sql`
    insert into funding.loans (loan_id, tenant_id, funded_by, amount_minor, status, updated_at)
    values (${loan.loanId}, ${loan.tenantId}, ${loan.fundedBy}, ${loan.amountMinor}, 'open', ${loan.now}) on conflict (loan_id) do nothing`;
}

export async function findLoan(runner: Runner, loanId: string): Promise<LoanRow | undefined> {
  const [row] = await runner.run<LoanRow>(sql`select ${LOAN} from funding.loans where loan_id = ${loanId}`);
  return row;
}

/** Locks the loan: what is promised, arrives and is passed on for it queues up. */
export async function lockLoan(runner: Runner, loanId: string): Promise<LoanRow | undefined> {
  const [row] = await runner.run<LoanRow>(sql`select ${LOAN} from funding.loans where loan_id = ${loanId} for update`);
  return row;
}

export function setLoanStatus(
  loanId: string,
  from: LoanStatus,
  to: { status: LoanStatus; fundingId: string | null; dueAt: Date | null; now: Date },
): Sql {
  return sql`
    update funding.loans set status = ${to.status}, funding_id = ${to.fundingId}, due_at = ${to.dueAt}, updated_at = ${to.now}
    where loan_id = ${loanId} and status = ${from}`;
}

export function setPaidOut(
  loanId: string,
  change: { status: LoanStatus; paidOutOn: string | null; keptMinor: number; now: Date },
): Sql {
  return sql`
    update funding.loans set status = ${change.status}, paid_out_on = ${change.paidOutOn}, kept_minor = ${change.keptMinor}, updated_at = ${change.now}
    where loan_id = ${loanId}`;
}

export async function claimReserving(runner: Runner, wish: { now: Date; until: Date }): Promise<{ loanId: string }[]> {
  return runner.run(sql`
    with due as (select loan_id from funding.loans where due_at <= ${wish.now} order by due_at limit 50 for update skip locked)
    update funding.loans l set due_at = ${wish.until} from due where l.loan_id = due.loan_id returning l.loan_id as "loanId"`);
}

export function insertLots(
  loanId: string,
  tenantId: string,
  lots: readonly { funderId: string; amountMinor: number }[],
): Sql {
  return sql`
    insert into funding.lots (loan_id, funder_id, tenant_id, amount_minor)
    select ${loanId}::uuid, funder_id, ${tenantId}::uuid, amount_minor
    from unnest(${lots.map((lot) => lot.funderId)}::uuid[], ${lots.map((lot) => lot.amountMinor)}::bigint[]) as lot (funder_id, amount_minor)`;
}

export function deleteLots(loanId: string): Sql {
  return sql`delete from funding.lots where loan_id = ${loanId}`;
}

export type LotRow = {
  funderId: string;
  name: string;
  residence: 'resident' | 'non-resident';
  treatyPercent: string | null;
  amountMinor: number;
  returnedMinor: number;
  interestMinor: number;
  taxMinor: number;
  recallMinor: number;
};

export async function listLots(runner: Runner, loanId: string): Promise<LotRow[]> {
  return runner.run<LotRow>(sql`
    select l.funder_id as "funderId", f.name, f.residence, f.treaty_percent as "treatyPercent", l.amount_minor as "amountMinor", l.returned_minor as "returnedMinor",
      l.interest_minor as "interestMinor", l.tax_minor as "taxMinor", f.recall_minor as "recallMinor"
    from funding.lots l join funding.funders f on f.id = l.funder_id where l.loan_id = ${loanId} order by l.funder_id`);
}

/** The same with the funders locked in one order: what one owes back is filled by one distribution at a time. */
export async function lockLots(runner: Runner, loanId: string): Promise<LotRow[]> {
  await runner.run(sql`
    select 1 from funding.funders where id in (select funder_id from funding.lots where loan_id = ${loanId}) order by id for update`);
  return listLots(runner, loanId);
}

export function insertCashTransaction(transactionId: string, loanId: string): Sql {
  return sql`insert into funding.cash_transactions (transaction_id, loan_id) values (${transactionId}, ${loanId}) on conflict do nothing`;
}

export async function knownCashTransactions(runner: Runner, ids: readonly string[]): Promise<Set<string>> {
  const rows = await runner.run<{ id: string }>(
    sql`select transaction_id as id from funding.cash_transactions where transaction_id = any(${sql.uuids(ids)})`,
  );
  return new Set(rows.map((row) => row.id));
}

export function addReceived(loanId: string, amountMinor: number): Sql {
  return sql`update funding.loans set received_minor = received_minor + ${amountMinor} where loan_id = ${loanId}`;
}

export function addRefunded(loanId: string, amountMinor: number): Sql {
  return sql`update funding.loans set refunded_minor = refunded_minor + ${amountMinor} where loan_id = ${loanId}`;
}

export function addDue(loanId: string, due: Components): Sql {
  return sql`
    update funding.loans set due_principal_minor = due_principal_minor + ${due.principalMinor}, due_interest_minor = due_interest_minor + ${due.interestMinor},
      due_fee_minor = due_fee_minor + ${due.feeMinor}, due_penalty_minor = due_penalty_minor + ${due.penaltyMinor}
    where loan_id = ${loanId}`;
}

export type NewDistribution = {
  id: string;
  tenantId: string;
  loanId: string;
  number: number;
  on: string;
  amount: Components;
  distribution: Distribution;
  now: Date;
};

/** What was passed on, the shares after it, and what funders owe back, in one go. */
export function writeDistribution(row: NewDistribution): Sql[] {
  const { id, tenantId, loanId, amount, distribution } = row;
  const { parts } = distribution;
  const funderIds = parts.map((part) => part.funderId);
  const [principal, interest, tax] = [
    parts.map((part) => part.principalMinor),
    parts.map((part) => part.interestMinor),
    parts.map((part) => part.taxMinor),
  ];
  const recalled = parts.map((part) => part.recalledMinor);
  const head = sql`
    insert into funding.distributions (id, tenant_id, loan_id, number, distributed_on, principal_minor, interest_minor, operator_minor, tax_minor, created_at)
    values (${id}, ${tenantId}, ${loanId}, ${row.number}, ${row.on}, ${amount.principalMinor}, ${amount.interestMinor}, ${distribution.operatorMinor}, ${distribution.taxMinor}, ${row.now})`;
  const done = sql`
    update funding.loans set distributions = ${row.number}, done_principal_minor = done_principal_minor + ${amount.principalMinor},
      done_interest_minor = done_interest_minor + ${amount.interestMinor}, done_fee_minor = done_fee_minor + ${amount.feeMinor},
      done_penalty_minor = done_penalty_minor + ${amount.penaltyMinor}, updated_at = ${row.now}
    where loan_id = ${loanId}`;
  if (parts.length === 0) return [head, done];
  return [
    head,
    done,
    sql`
      insert into funding.distribution_parts (distribution_id, funder_id, tenant_id, loan_id, distributed_on, principal_minor, interest_minor, tax_minor, tax_article, net_minor, recalled_minor)
      select ${id}::uuid, p.funder_id, ${tenantId}::uuid, ${loanId}::uuid, ${row.on}::date, p.principal, p.interest, p.tax, p.article, p.net, p.recalled
      from unnest(${funderIds}::uuid[], ${principal}::bigint[], ${interest}::bigint[], ${tax}::bigint[], ${parts.map((part) => part.taxArticle)}::text[],
        ${parts.map((part) => part.netMinor)}::bigint[], ${recalled}::bigint[]) as p (funder_id, principal, interest, tax, article, net, recalled)`,
    sql`
      update funding.lots l set returned_minor = l.returned_minor + p.principal, interest_minor = l.interest_minor + p.interest, tax_minor = l.tax_minor + p.tax
      from unnest(${funderIds}::uuid[], ${principal}::bigint[], ${interest}::bigint[], ${tax}::bigint[]) as p (funder_id, principal, interest, tax)
      where l.loan_id = ${loanId} and l.funder_id = p.funder_id`,
    sql`
      update funding.funders f set recall_minor = f.recall_minor - p.recalled
      from unnest(${funderIds}::uuid[], ${recalled}::bigint[]) as p (funder_id, recalled) where f.id = p.funder_id and p.recalled <> 0`,
  ];
}

export type PaymentRow = {
  distributionId: string;
  loanId: string;
  paidOn: string;
  principalMinor: number;
  interestMinor: number;
  taxMinor: number;
  taxArticle: string;
  netMinor: number;
  recalledMinor: number;
};

/** The latest first: ids of distributions grow with time. */
export async function listFunderPayments(
  runner: Runner,
  wish: { tenantId: string; funderId: string; before: { createdAt: Date; id: string } | null; limit: number },
): Promise<(PaymentRow & { createdAt: Date })[]> {
  const { before } = wish;
  return runner.run(sql`
    select p.distribution_id as "distributionId", p.loan_id as "loanId", p.distributed_on as "paidOn", p.principal_minor as "principalMinor",
      p.interest_minor as "interestMinor", p.tax_minor as "taxMinor", p.tax_article as "taxArticle", p.net_minor as "netMinor", p.recalled_minor as "recalledMinor",
      d.created_at as "createdAt"
    from funding.distribution_parts p join funding.distributions d on d.id = p.distribution_id
    where p.funder_id = ${wish.funderId} and p.tenant_id = ${wish.tenantId}
      and (${before?.id ?? null}::uuid is null or (d.created_at, p.distribution_id) < (${before?.createdAt ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by d.created_at desc, p.distribution_id desc limit ${wish.limit}`);
}
