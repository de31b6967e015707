import { type Runner, type Sql, sql } from '#platform/database';
import type { LoanRow, NewEventRow, PositionRow } from './loan-record.ts';
import type { Sheet } from './term-sheets.ts';

const loanColumns = sql`l.loan_id, l.tenant_id, l.number, l.borrower_id, l.product_id, l.product_version, l.product_name, l.funded_by, l.purpose,
  l.sheet_id, l.amount_minor, l.net_payout_minor, l.periods, l.agreed_on, l.created_at`;
const positionColumns = sql`p.loan_id, p.tenant_id, p.status, p.version, p.entered_on, p.activated_on, p.ends_on, p.ended_on, p.paid_out_minor,
  p.principal_minor, p.interest_minor, p.fee_minor, p.penalty_minor, p.overpaid_minor, p.overdue_minor, p.open_due_on, p.open_due_minor,
  p.late_from_on, p.bucket, p.is_charged_off, p.closed_until, p.look_on, p.run_from, p.run_until, p.run_interest_minor, p.base_interest_minor,
  p.recognised_interest_minor, p.recognised_fee_minor, p.recognised_penalty_minor`;
const eventColumns = sql`e.loan_id, e.version, e.event_id, e.kind, e.entered_on, e.data, e.asked, e.by_user, e.recorded_at`;

export function selectLoans(loanIds: readonly string[]): Sql {
  return sql`select ${loanColumns} from loans.loans l where l.loan_id = any(${sql.uuids(loanIds)})`;
}

export function selectPositions(loanIds: readonly string[]): Sql {
  return sql`select ${positionColumns} from loans.positions p where p.loan_id = any(${sql.uuids(loanIds)})`;
}

/** Locks the position, so that everything that happens to one loan, closes of days included, queues up. */
export function selectPositionForUpdate(loanId: string): Sql {
  return sql`select ${positionColumns} from loans.positions p where p.loan_id = ${loanId} for update`;
}

export function selectEvents(loanIds: readonly string[]): Sql {
  return sql`
    select ${eventColumns} from loans.events e where e.loan_id = any(${sql.uuids(loanIds)}) order by e.loan_id, e.version`;
}

export function selectSheets(sheetIds: readonly string[]): Sql {
  return sql`select sheet_id, terms from loans.sheets where sheet_id = any(${sql.uuids(sheetIds)})`;
}

export async function listSheets(
  runner: Runner,
  sheetIds: readonly string[],
): Promise<{ sheet_id: string; terms: Sheet }[]> {
  return runner.run(selectSheets(sheetIds));
}

export function selectBusinessDay(tenantId: string): Sql {
  return sql`select business_date from loans.business_days where tenant_id = ${tenantId}`;
}

/** The business day of the institution a loan belongs to. */
export function selectBusinessDayOfLoan(loanId: string): Sql {
  return sql`
    select b.business_date from loans.business_days b join loans.loans l using (tenant_id) where l.loan_id = ${loanId}`;
}

export function upsertBusinessDay(tenantId: string, businessDate: string): Sql {
  return sql`
    insert into loans.business_days (tenant_id, business_date) values (${tenantId}, ${businessDate})
    on conflict (tenant_id) do update set business_date = greatest(business_days.business_date, excluded.business_date)
    returning business_date`;
}

export function insertSheet(sheetId: string, sheet: Sheet): Sql {
  return sql`insert into loans.sheets (sheet_id, terms) values (${sheetId}, ${sql.json(sheet)}) on conflict (sheet_id) do nothing`;
}

/** Counts up the institution's own numbers; loans made at once wait for each other here and nowhere else. */
export function takeNumber(tenantId: string): Sql {
  return sql`
    insert into loans.numbers (tenant_id, last_number) values (${tenantId}, 1)
    on conflict (tenant_id) do update set last_number = numbers.last_number + 1 returning last_number`;
}

export function insertLoan(row: LoanRow & { proof: unknown }): Sql {
  return sql`
    insert into loans.loans (loan_id, tenant_id, number, borrower_id, product_id, product_version, product_name, funded_by, purpose, sheet_id,
      amount_minor, net_payout_minor, periods, agreed_on, proof, created_at)
    values (${row.loan_id}, ${row.tenant_id}, ${row.number}, ${row.borrower_id}, ${row.product_id}, ${row.product_version}, ${row.product_name},
      ${row.funded_by}, ${row.purpose}, ${row.sheet_id}, ${row.amount_minor}, ${row.net_payout_minor}, ${row.periods}, ${row.agreed_on},
      ${sql.json(row.proof)}, ${row.created_at.toISOString()})`;
}

export function insertEvents(loanId: string, tenantId: string, events: readonly NewEventRow[]): Sql {
  return sql`
    insert into loans.events (loan_id, version, tenant_id, event_id, kind, entered_on, data, asked, by_user)
    select ${loanId}::uuid, e.version, ${tenantId}::uuid, e.event_id, e.kind, e.entered_on, e.data::jsonb, e.asked::jsonb, e.by_user
    from unnest(${events.map((event) => event.version)}::int[], ${events.map((event) => event.event_id)}::text[],
      ${events.map((event) => event.kind)}::text[], ${events.map((event) => event.entered_on)}::date[],
      ${events.map((event) => sql.json(event.data))}::text[],
      ${events.map((event) => (event.asked === null ? null : sql.json(event.asked)))}::text[],
      ${events.map((event) => event.by_user)}::uuid[])
      as e (version, event_id, kind, entered_on, data, asked, by_user)`;
}

export function insertPosition(row: PositionRow): Sql {
  return sql`
    insert into loans.positions (loan_id, tenant_id, status, version, entered_on, ends_on)
    values (${row.loan_id}, ${row.tenant_id}, ${row.status}, ${row.version}, ${row.entered_on}, ${row.ends_on})`;
}

export function updatePosition(row: PositionRow): Sql {
  return sql`
    update loans.positions set status = ${row.status}, version = ${row.version}, entered_on = ${row.entered_on},
      activated_on = ${row.activated_on}, ends_on = ${row.ends_on}, ended_on = ${row.ended_on}, paid_out_minor = ${row.paid_out_minor},
      principal_minor = ${row.principal_minor}, interest_minor = ${row.interest_minor}, fee_minor = ${row.fee_minor},
      penalty_minor = ${row.penalty_minor}, overpaid_minor = ${row.overpaid_minor}, overdue_minor = ${row.overdue_minor},
      open_due_on = ${row.open_due_on}, open_due_minor = ${row.open_due_minor}, late_from_on = ${row.late_from_on}, bucket = ${row.bucket},
      is_charged_off = ${row.is_charged_off}, closed_until = ${row.closed_until}, look_on = ${row.look_on}, run_from = ${row.run_from},
      run_until = ${row.run_until}, run_interest_minor = ${row.run_interest_minor}, base_interest_minor = ${row.base_interest_minor},
      recognised_interest_minor = ${row.recognised_interest_minor}, recognised_fee_minor = ${row.recognised_fee_minor},
      recognised_penalty_minor = ${row.recognised_penalty_minor}
    where loan_id = ${row.loan_id}`;
}

export function upsertSchedule(loanId: string, rows: unknown): Sql {
  return sql`
    insert into loans.schedules (loan_id, rows) values (${loanId}, ${sql.json(rows)})
    on conflict (loan_id) do update set rows = excluded.rows`;
}

export type TransactionRow = {
  transaction_id: string;
  version: number;
  kind: string;
  value_date: string;
  entered_on: string;
  amount_minor: number;
  principal_minor: number;
  interest_minor: number;
  fee_minor: number;
  penalty_minor: number;
  overpaid_minor: number;
  balance_minor: number;
  is_reversed: boolean;
  reference: string | null;
  note: string | null;
};

/** Those that came and those that an earlier one has changed; one statement for all. */
export function upsertTransactions(loanId: string, tenantId: string, rows: readonly TransactionRow[]): Sql {
  const column = <K extends keyof TransactionRow>(key: K) => rows.map((row) => row[key]);
  return sql`
    insert into loans.transactions (loan_id, transaction_id, tenant_id, version, kind, value_date, entered_on, amount_minor, principal_minor,
      interest_minor, fee_minor, penalty_minor, overpaid_minor, balance_minor, is_reversed, reference, note)
    select ${loanId}::uuid, t.id, ${tenantId}::uuid, t.version, t.kind, t.value_date, t.entered_on, t.amount, t.principal, t.interest, t.fee,
      t.penalty, t.overpaid, t.balance, t.is_reversed, t.reference, t.note
    from unnest(${column('transaction_id')}::text[], ${column('version')}::int[], ${column('kind')}::text[], ${column('value_date')}::date[],
      ${column('entered_on')}::date[], ${column('amount_minor')}::bigint[], ${column('principal_minor')}::bigint[],
      ${column('interest_minor')}::bigint[], ${column('fee_minor')}::bigint[], ${column('penalty_minor')}::bigint[],
      ${column('overpaid_minor')}::bigint[], ${column('balance_minor')}::bigint[], ${column('is_reversed')}::boolean[],
      ${column('reference')}::text[], ${column('note')}::text[])
      as t (id, version, kind, value_date, entered_on, amount, principal, interest, fee, penalty, overpaid, balance, is_reversed, reference, note)
    on conflict (loan_id, transaction_id) do update set amount_minor = excluded.amount_minor, principal_minor = excluded.principal_minor,
      interest_minor = excluded.interest_minor, fee_minor = excluded.fee_minor, penalty_minor = excluded.penalty_minor,
      overpaid_minor = excluded.overpaid_minor, balance_minor = excluded.balance_minor, is_reversed = excluded.is_reversed`;
}

export type EntryRow = {
  entry_id: string;
  loan_id: string;
  version: number;
  kind: string;
  on_date: string;
  transaction_id: string | null;
  lines: [account: string, amountMinor: number][];
};

export function insertEntry(tenantId: string, row: EntryRow): Sql {
  return sql`
    insert into loans.entries (entry_id, loan_id, tenant_id, version, kind, on_date, transaction_id, lines)
    values (${row.entry_id}, ${row.loan_id}, ${tenantId}, ${row.version}, ${row.kind}, ${row.on_date}, ${row.transaction_id}, ${sql.json(row.lines)})`;
}
