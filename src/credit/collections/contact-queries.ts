import { type Runner, type Sql, sql } from '#platform/database';
import type { ContactChannel, IndonesianZone } from './contact-rules.ts';

export type ContactRow = {
  id: string;
  loan_id: string;
  at: Date;
  channel: ContactChannel;
  step: string | null;
  outcome: string | null;
  note: string | null;
  by_user_id: string | null;
};
const COLUMNS = sql.raw('id, loan_id, at, channel, step, outcome, note, by_user_id');

export type NewContactRow = {
  id: string;
  tenantId: string;
  loanId: string;
  borrowerId: string;
  at: Date;
  channel: ContactChannel;
  step: string | null;
  outcome: string | null;
  note: string | null;
  byUserId: string | null;
};

export function insertContacts(rows: readonly NewContactRow[]): Sql[] {
  if (rows.length === 0) return [];
  return [
    sql`
      insert into collections.contacts (id, tenant_id, loan_id, borrower_id, at, channel, step, outcome, note, by_user_id)
      select * from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.tenantId)}::uuid[],
        ${rows.map((r) => r.loanId)}::uuid[], ${rows.map((r) => r.borrowerId)}::uuid[],
        ${rows.map((r) => r.at.toISOString())}::timestamptz[], ${rows.map((r) => r.channel)}::text[],
        ${rows.map((r) => r.step)}::text[], ${rows.map((r) => r.outcome)}::text[], ${rows.map((r) => r.note)}::text[],
        ${rows.map((r) => r.byUserId)}::uuid[])`,
  ];
}

export async function listContactsOfLoan(runner: Runner, loanId: string): Promise<ContactRow[]> {
  return runner.run(
    sql`select ${COLUMNS} from collections.contacts where loan_id = ${loanId} order by id desc limit 100`,
  );
}

export async function listContactsOfBorrower(
  runner: Runner,
  wanted: { borrowerId: string; before: { at: string; id: string } | null; limit: number },
): Promise<ContactRow[]> {
  return runner.run(sql`
    select ${COLUMNS} from collections.contacts where borrower_id = ${wanted.borrowerId}
      and (${wanted.before?.id ?? null}::uuid is null
        or (at, id) < (${wanted.before?.at ?? null}::timestamptz, ${wanted.before?.id ?? null}::uuid))
    order by at desc, id desc limit ${wanted.limit}`);
}

/** Locks out other contacts with the same person while one is decided, so that two officers do not both call. */
export async function lockBorrower(runner: Runner, borrowerId: string): Promise<void> {
  await runner.run(sql`select pg_advisory_xact_lock(hashtextextended(${`collections:${borrowerId}`}, 0))`);
}

export type PersonRow = { contacts: unknown[]; promises: unknown[]; hardships: unknown[] };

/** What is kept of a person, the newest 500 of each. Notes of officers are theirs. */
export async function findPersonalData(runner: Runner, borrowerId: string): Promise<PersonRow | undefined> {
  const [row] = await runner.run<PersonRow>(sql`
    select
      coalesce((select jsonb_agg(to_jsonb(c)) from (
        select at, channel, step, outcome from collections.contacts where borrower_id = ${borrowerId}
        order by at desc, id desc limit 500) c), '[]') as contacts,
      coalesce((select jsonb_agg(to_jsonb(p)) from (
        select loan_id, amount_minor, made_on, promised_on, paid_minor, status from collections.promises
        where borrower_id = ${borrowerId} order by id desc limit 500) p), '[]') as promises,
      coalesce((select jsonb_agg(to_jsonb(h)) from (
        select loan_id, reason, step, status, asked_at, decided_at, decision_note from collections.hardships
        where borrower_id = ${borrowerId} order by id desc limit 500) h), '[]') as hardships`);
  return row;
}

/** Of a person who has left: consent and what people wrote in their own words. That there was a contact has to stay. */
export function forgetPerson(borrowerId: string): Sql[] {
  return [
    sql`delete from collections.preferences where borrower_id = ${borrowerId}`,
    sql`update collections.contacts set note = null where borrower_id = ${borrowerId} and note is not null`,
    sql`update collections.hardships set reason = '-', decision_note = null where borrower_id = ${borrowerId}`,
  ];
}

export type BorrowerFacts = {
  borrower_id: string;
  zone: IndonesianZone | null;
  own_zone: IndonesianZone | null;
  is_any_time_agreed: boolean;
  is_visit_agreed: boolean;
  withdrawn: ContactChannel[];
  /** Contacts by whichever institution: the borrower is one person. */
  earlier: string[];
};

/** What the guard must know of people: a row for each that was asked for. */
export async function listBorrowerFacts(
  runner: Runner,
  wanted: { borrowerIds: readonly string[]; since: Date },
): Promise<BorrowerFacts[]> {
  return runner.run(sql`
    select b.borrower_id, coalesce(p.zone, p.address_zone) as zone, p.zone as own_zone,
      coalesce(p.is_any_time_agreed, false) as is_any_time_agreed, coalesce(p.is_visit_agreed, false) as is_visit_agreed,
      coalesce(p.withdrawn, '{}') as withdrawn,
      array(select to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from collections.contacts t
        where t.borrower_id = b.borrower_id and t.at >= ${wanted.since}::timestamptz) as earlier
    from unnest(${wanted.borrowerIds}::uuid[]) as b (borrower_id)
    left join collections.preferences p using (borrower_id)`);
}

export function upsertPreferences(row: {
  borrowerId: string;
  zone: string | null;
  isAnyTimeAgreed: boolean;
  isVisitAgreed: boolean;
  withdrawn: readonly string[];
  changedAt: Date;
}): Sql {
  return sql`
    insert into collections.preferences (borrower_id, zone, is_any_time_agreed, is_visit_agreed, withdrawn, changed_at)
    values (${row.borrowerId}, ${row.zone}, ${row.isAnyTimeAgreed}, ${row.isVisitAgreed}, ${row.withdrawn}, ${row.changedAt})
    on conflict (borrower_id) do update set zone = excluded.zone, is_any_time_agreed = excluded.is_any_time_agreed,
      is_visit_agreed = excluded.is_visit_agreed, withdrawn = excluded.withdrawn, changed_at = excluded.changed_at`;
}

export function upsertAddressZone(borrowerId: string, zone: IndonesianZone): Sql {
  return sql`
    insert into collections.preferences (borrower_id, address_zone) values (${borrowerId}, ${zone})
    on conflict (borrower_id) do update set address_zone = excluded.address_zone`;
}

export type PlanRow = { offsets: number[]; per_day: number; per_week: number };

export async function findPlan(runner: Runner, tenantId: string): Promise<PlanRow | undefined> {
  const [row] = await runner.run<PlanRow>(
    sql`select offsets, per_day, per_week from collections.plans where tenant_id = ${tenantId}`,
  );
  return row;
}

export function upsertPlan(row: {
  tenantId: string;
  offsets: readonly number[];
  perDay: number;
  perWeek: number;
}): Sql {
  return sql`
    insert into collections.plans (tenant_id, offsets, per_day, per_week)
    values (${row.tenantId}, ${row.offsets}, ${row.perDay}, ${row.perWeek})
    on conflict (tenant_id) do update set offsets = excluded.offsets, per_day = excluded.per_day, per_week = excluded.per_week`;
}

/** Days of the newest version of each year that is loaded. */
export async function listHolidays(runner: Runner, years: readonly number[]): Promise<string[]> {
  const rows = await runner.run<{ day: string }>(sql`
    select h.day from collections.holidays h
    join (select year, max(version) as version from collections.holiday_years where year = any(${years}::int[]) group by year) y
      using (year, version)
    order by h.day`);
  return rows.map((row) => row.day);
}

export async function findHolidayYear(
  runner: Runner,
  year: number,
): Promise<{ version: number; source: string; days: { day: string; name: string }[] } | undefined> {
  const [row] = await runner.run<{ version: number; source: string; days: { day: string; name: string }[] }>(sql`
    select y.version, y.source,
      (select jsonb_agg(jsonb_build_object('day', h.day, 'name', h.name) order by h.day) from collections.holidays h
        where h.year = y.year and h.version = y.version) as days
    from collections.holiday_years y where y.year = ${year} order by y.version desc limit 1`);
  return row;
}

export function insertHolidays(
  of: { year: number; version: number; source: string },
  days: readonly { day: string; name: string }[],
): Sql[] {
  return [
    sql`
      insert into collections.holiday_years (year, version, source) values (${of.year}, ${of.version}, ${of.source})`,
    sql`
      insert into collections.holidays (year, version, day, name)
      select ${of.year}::int, ${of.version}::int, d.day, d.name
      from unnest(${days.map((d) => d.day)}::date[], ${days.map((d) => d.name)}::text[]) as d (day, name)`,
  ];
}

/** Steps that were taken for instalments. */
export async function listReminders(
  runner: Runner,
  wanted: { dueOn: string; loanIds: readonly string[] },
): Promise<{ loan_id: string; last_offset: number }[]> {
  return runner.run(sql`
    select loan_id, last_offset from collections.reminders
    where due_on = ${wanted.dueOn}::date and loan_id = any(${wanted.loanIds}::uuid[])`);
}

/** Notes steps; a row for each that was not taken before, also by another worker at the same moment. */
export function upsertReminders(
  steps: readonly { loanId: string; dueOn: string; offset: number }[],
  sentOn: string,
): Sql {
  return sql`
    insert into collections.reminders as r (loan_id, due_on, last_offset, sent_on)
    select s.loan_id, s.due_on, s.last_offset, ${sentOn}::date
    from unnest(${steps.map((s) => s.loanId)}::uuid[], ${steps.map((s) => s.dueOn)}::date[],
      ${steps.map((s) => s.offset)}::int[]) as s (loan_id, due_on, last_offset)
    on conflict (loan_id, due_on) do update set last_offset = excluded.last_offset, sent_on = excluded.sent_on
    where r.last_offset < excluded.last_offset
    returning loan_id`;
}

/** Of these loans, those whose borrower waits for the answer to a hardship request. */
export async function listPaused(runner: Runner, loanIds: readonly string[]): Promise<string[]> {
  const rows = await runner.run<{ loan_id: string }>(sql`
    select loan_id from collections.hardships where status = 'asked' and loan_id = any(${loanIds}::uuid[])
    union
    select loan_id from collections.open_claims where decided_at is null and loan_id = any(${loanIds}::uuid[])`);
  return rows.map((row) => row.loan_id);
}

/** A claim is looked into from now on, until somebody decides it or the payment is found. */
export function openClaim(claimId: string, loanId: string, at: Date): Sql {
  return sql`
    insert into collections.open_claims (claim_id, loan_id, opened_at) values (${claimId}, ${loanId}, ${at}) on conflict (claim_id) do nothing`;
}

export function decideClaim(claimId: string, loanId: string, at: Date): Sql {
  return sql`
    insert into collections.open_claims (claim_id, loan_id, opened_at, decided_at) values (${claimId}, ${loanId}, ${at}, ${at})
    on conflict (claim_id) do update set decided_at = excluded.decided_at`;
}

export function insertDefaultPlan(row: { tenantId: string } & PlanRow): Sql {
  return sql`
    insert into collections.plans (tenant_id, offsets, per_day, per_week)
    values (${row.tenantId}, ${row.offsets}, ${row.per_day}, ${row.per_week})
    on conflict (tenant_id) do nothing`;
}

/** Institutions, in the order of their ids. */
export async function listTenants(runner: Runner, afterTenantId: string | null): Promise<string[]> {
  const rows = await runner.run<{ tenant_id: string }>(sql`
    select tenant_id from collections.plans
    where ${afterTenantId}::uuid is null or tenant_id > ${afterTenantId}::uuid order by tenant_id limit 100`);
  return rows.map((row) => row.tenant_id);
}
