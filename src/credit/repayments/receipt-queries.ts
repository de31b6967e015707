import { type Runner, type Sql, sql } from '#platform/database';

export type AccountRow = {
  loanId: string;
  tenantId: string;
  borrowerId: string;
  accountId: string;
  bank: string;
  channelName: string;
  accountNumber: string;
  accountName: string;
};

const ACCOUNT = sql`
  loan_id as "loanId", tenant_id as "tenantId", borrower_id as "borrowerId", account_id as "accountId", bank, channel_name as "channelName",
  account_number as "accountNumber", account_name as "accountName"`;

export function insertAccount(row: AccountRow & { now: Date }): Sql {
  return sql`
    insert into repayments.accounts (loan_id, tenant_id, borrower_id, account_id, bank, channel_name, account_number, account_name, created_at)
    values (${row.loanId}, ${row.tenantId}, ${row.borrowerId}, ${row.accountId}, ${row.bank}, ${row.channelName}, ${row.accountNumber}, ${row.accountName}, ${row.now})
    on conflict (loan_id) do nothing`;
}

export async function findAccount(runner: Runner, loanId: string): Promise<AccountRow | undefined> {
  const [row] = await runner.run<AccountRow>(sql`select ${ACCOUNT} from repayments.accounts where loan_id = ${loanId}`);
  return row;
}

/** Of these loans those of one institution. */
export async function loansOfTenant(
  runner: Runner,
  tenantId: string,
  loanIds: readonly string[],
): Promise<Set<string>> {
  const rows = await runner.run<{ loanId: string }>(
    sql`select loan_id as "loanId" from repayments.accounts where tenant_id = ${tenantId} and loan_id = any(${loanIds}::uuid[])`,
  );
  return new Set(rows.map((row) => row.loanId));
}

export async function listTenants(runner: Runner): Promise<string[]> {
  const rows = await runner.run<{ tenantId: string }>(
    sql`select distinct tenant_id as "tenantId" from repayments.accounts`,
  );
  return rows.map((row) => row.tenantId);
}

export type ReceiptStatus = 'arrived' | 'recorded' | 'unmatched' | 'resolved';
export type ReceiptRow = {
  id: string;
  tenantId: string;
  loanId: string;
  amountMinor: number;
  paidAt: Date;
  receivedAt: Date;
  valueDate: string;
  status: ReceiptStatus;
  refusalCode: string | null;
  recordedOnLoan: string | null;
  tries: number;
};

const RECEIPT = sql`
  id, tenant_id as "tenantId", loan_id as "loanId", amount_minor as "amountMinor", paid_at as "paidAt", received_at as "receivedAt", value_date as "valueDate",
  status, refusal_code as "refusalCode", recorded_on_loan as "recordedOnLoan", tries`;

export function insertReceipt(
  row: Pick<ReceiptRow, 'id' | 'tenantId' | 'loanId' | 'amountMinor' | 'paidAt' | 'receivedAt' | 'valueDate'> & {
    now: Date;
    dueAt: Date;
  },
): Sql {
  return sql`
    insert into repayments.receipts (id, tenant_id, loan_id, amount_minor, paid_at, received_at, value_date, status, due_at, created_at)
    values (${row.id}, ${row.tenantId}, ${row.loanId}, ${row.amountMinor}, ${row.paidAt}, ${row.receivedAt}, ${row.valueDate}, 'arrived', ${row.dueAt}, ${row.now})
    on conflict (id) do nothing`;
}

export async function findReceipt(runner: Runner, id: string): Promise<ReceiptRow | undefined> {
  const [row] = await runner.run<ReceiptRow>(sql`select ${RECEIPT} from repayments.receipts where id = ${id}`);
  return row;
}

/** Moves a receipt from where it was seen, and says so by the given statements only if it did. */
export function changeReceipt(
  id: string,
  change: { from: ReceiptStatus; status: ReceiptStatus; refusalCode: string | null; recordedOnLoan: string | null },
): Sql {
  return sql`
    update repayments.receipts set status = ${change.status}, refusal_code = ${change.refusalCode}, recorded_on_loan = ${change.recordedOnLoan}, due_at = null
    where id = ${id} and status = ${change.from} returning 1`;
}

export function postponeReceipt(id: string, change: { refusalCode: string; dueAt: Date }): Sql {
  return sql`
    update repayments.receipts set refusal_code = ${change.refusalCode}, due_at = ${change.dueAt}, tries = tries + 1
    where id = ${id} and status = 'arrived'`;
}

export async function listReceipts(
  runner: Runner,
  wish: { loanId: string; before: { createdAt: Date; id: string } | null; limit: number },
): Promise<ReceiptRow[]> {
  const { before } = wish;
  return runner.run<ReceiptRow>(sql`
    select ${RECEIPT} from repayments.receipts
    where loan_id = ${wish.loanId} and (${before?.id ?? null}::uuid is null or (paid_at, id) < (${before?.createdAt ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by paid_at desc, id desc limit ${wish.limit}`);
}

export async function claimDueReceipts(runner: Runner, wish: { now: Date; until: Date }): Promise<{ id: string }[]> {
  return runner.run(sql`
    with due as (select id from repayments.receipts where due_at <= ${wish.now} order by due_at limit 100 for update skip locked)
    update repayments.receipts r set due_at = ${wish.until} from due where r.id = due.id returning r.id`);
}

export type ReconciliationRow = {
  day: string;
  lines: number;
  matched: number;
  matchedMinor: number;
  problems: unknown;
  createdAt: Date;
};

export function upsertReconciliation(tenantId: string, row: ReconciliationRow): Sql {
  return sql`
    insert into repayments.reconciliations (tenant_id, day, lines, matched, matched_minor, problems, created_at)
    values (${tenantId}, ${row.day}, ${row.lines}, ${row.matched}, ${row.matchedMinor}, ${sql.json(row.problems)}, ${row.createdAt})
    on conflict (tenant_id, day) do update set lines = excluded.lines, matched = excluded.matched, matched_minor = excluded.matched_minor,
      problems = excluded.problems, created_at = excluded.created_at`;
}

export async function listReconciliations<Row>(
  runner: Runner,
  wish: { tenantId: string; before: string | null; limit: number },
): Promise<Row[]> {
  return runner.run<Row>(sql`
    select day, lines, matched, matched_minor as "matchedMinor", problems, created_at as "createdAt" from repayments.reconciliations
    where tenant_id = ${wish.tenantId} and (${wish.before}::date is null or day < ${wish.before}::date) order by day desc limit ${wish.limit}`);
}

export async function findReconciliation<Row>(runner: Runner, tenantId: string, day: string): Promise<Row | undefined> {
  const [row] = await runner.run<Row>(sql`
    select day, lines, matched, matched_minor as "matchedMinor", problems, created_at as "createdAt" from repayments.reconciliations
    where tenant_id = ${tenantId} and day = ${day}::date`);
  return row;
}

type PersonalData = { repaymentAccounts: unknown[]; receipts: unknown[]; paymentClaims: unknown[]; refunds: unknown[] };

/** What is kept of a person as a payer; the latest 1,000 of each. Account numbers stay masked: the full ones are sealed. */
export async function findPersonalData(runner: Runner, userId: string): Promise<PersonalData | undefined> {
  const [row] = await runner.run<PersonalData>(sql`
    with own as (select loan_id, bank, account_number, account_name, created_at from repayments.accounts where borrower_id = ${userId})
    select coalesce((select jsonb_agg(jsonb_build_object('loanId', o.loan_id, 'bank', o.bank, 'accountNumber', o.account_number,
          'accountName', o.account_name, 'openedAt', o.created_at)) from own o), '[]') as "repaymentAccounts",
      coalesce((select jsonb_agg(to_jsonb(r)) from (
        select loan_id as "loanId", amount_minor as "amountMinor", paid_at as "paidAt", value_date as "valueDate", status
        from repayments.receipts where loan_id in (select loan_id from own) order by paid_at desc limit 1000) r), '[]') as receipts,
      coalesce((select jsonb_agg(to_jsonb(c)) from (
        select loan_id as "loanId", amount_minor as "amountMinor", paid_on as "paidOn", note, status, decision_note as "decisionNote", created_at as "createdAt"
        from repayments.claims where borrower_id = ${userId} order by created_at desc limit 1000) c), '[]') as "paymentClaims",
      coalesce((select jsonb_agg(to_jsonb(f)) from (
        select loan_id as "loanId", amount_minor as "amountMinor", bank_code as "bankCode", account_masked as "accountNumberMasked",
          account_name as "accountName", status, created_at as "createdAt"
        from repayments.refunds where loan_id in (select loan_id from own) order by created_at desc limit 1000) f), '[]') as refunds`);
  return row;
}
