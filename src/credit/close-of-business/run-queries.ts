import { type Runner, type Sql, sql } from '#platform/database';
import type { RunStatus } from './contract.ts';
import type { Stretch } from './day-rules.ts';

export type RunRow = {
  id: string;
  tenant_id: string;
  business_date: string;
  status: RunStatus;
  started_by: string | null;
  started_at: Date;
  closed_at: Date | null;
  finished_at: Date | null;
  loans_total: number;
  parts_total: number;
  parts_done: number;
  parts_running: number;
  parts_failing: number;
  closed: number;
  replayed: number;
  set_aside: number;
  principal_minor: number;
  interest_minor: number;
  fee_minor: number;
  penalty_minor: number;
  last_error: string | null;
};

const RUN = sql.raw(`
  select r.id, r.tenant_id, r.business_date, r.status, r.started_by, r.started_at, r.closed_at, r.finished_at, r.loans_total,
    p.parts_total, p.parts_done, p.parts_running, p.parts_failing, p.closed, p.replayed, p.principal_minor, p.interest_minor,
    p.fee_minor, p.penalty_minor, p.last_error,
    (select count(*) from close_of_business.set_aside s where s.run_id = r.id and s.resolved_at is null) as set_aside
  from close_of_business.runs r
  cross join lateral (
    select count(*) as parts_total, count(*) filter (where is_done) as parts_done,
      count(*) filter (where not is_done and leased_until > now()) as parts_running,
      count(*) filter (where not is_done and last_error is not null) as parts_failing,
      coalesce(sum(closed), 0)::bigint as closed, coalesce(sum(replayed), 0)::bigint as replayed,
      coalesce(sum(principal_minor), 0)::bigint as principal_minor, coalesce(sum(interest_minor), 0)::bigint as interest_minor,
      coalesce(sum(fee_minor), 0)::bigint as fee_minor, coalesce(sum(penalty_minor), 0)::bigint as penalty_minor,
      max(last_error) filter (where not is_done) as last_error
    from close_of_business.parts where run_id = r.id
  ) p`);

export async function findRun(runner: Runner, runId: string): Promise<RunRow | undefined> {
  const [row] = await runner.run<RunRow>(sql`${RUN} where r.id = ${runId}`);
  return row;
}

export async function findRunOn(runner: Runner, tenantId: string, businessDate: string): Promise<RunRow | undefined> {
  const [row] = await runner.run<RunRow>(
    sql`${RUN} where r.tenant_id = ${tenantId} and r.business_date = ${businessDate}::date`,
  );
  return row;
}

/** Newest date first. */
export async function listRuns(
  runner: Runner,
  wanted: { tenantId: string; beforeDate: string | null; limit: number },
): Promise<RunRow[]> {
  return runner.run(sql`
    ${RUN} where r.tenant_id = ${wanted.tenantId}
      and (${wanted.beforeDate}::date is null or r.business_date < ${wanted.beforeDate}::date)
    order by r.business_date desc limit ${wanted.limit}`);
}

/** A row only where the date had no run yet. */
export function insertRun(run: {
  id: string;
  tenantId: string;
  businessDate: string;
  startedBy: string | null;
  startedAt: Date;
  loansTotal: number;
}): Sql {
  return sql`
    insert into close_of_business.runs (id, tenant_id, business_date, started_by, started_at, loans_total)
    values (${run.id}, ${run.tenantId}, ${run.businessDate}, ${run.startedBy}, ${run.startedAt}, ${run.loansTotal})
    on conflict (tenant_id, business_date) do nothing
    returning id`;
}

export function insertParts(runId: string, stretches: readonly Stretch[]): Sql {
  return sql`
    insert into close_of_business.parts (run_id, number, after_loan_id, until_loan_id)
    select ${runId}::uuid, s.number, s.after_loan_id, s.until_loan_id
    from unnest(${stretches.map((s) => s.number)}::int[], ${stretches.map((s) => s.afterLoanId)}::uuid[],
      ${stretches.map((s) => s.untilLoanId)}::uuid[]) as s (number, after_loan_id, until_loan_id)`;
}

export type PartRow = {
  number: number;
  after_loan_id: string | null;
  until_loan_id: string | null;
  done_until: string | null;
  /** This one included. */
  attempts: number;
};

/** The next stretch that nobody works on, leased to a worker. A stretch that fails goes behind those that were not tried. */
export async function takePart(
  runner: Runner,
  take: { runId: string; worker: string; now: Date; leaseMs: number },
): Promise<PartRow | undefined> {
  // A query of its own: as a sub-select of the update it may run once for every row, and take one each time.
  const [row] = await runner.run<PartRow>(sql`
    with mine as materialized (
      select number from close_of_business.parts
      where run_id = ${take.runId} and not is_done and (leased_until is null or leased_until < ${take.now}::timestamptz)
      order by attempts, number limit 1 for update skip locked
    )
    update close_of_business.parts p set leased_by = ${take.worker}, attempts = attempts + 1,
      leased_until = ${take.now}::timestamptz + ${take.leaseMs}::int * interval '1 millisecond'
    from mine where p.run_id = ${take.runId} and p.number = mine.number
    returning p.number, p.after_loan_id, p.until_loan_id, p.done_until, p.attempts`);
  return row;
}

export type SliceNote = {
  runId: string;
  number: number;
  worker: string;
  now: Date;
  leaseMs: number;
  /** Null: the stretch is done. */
  doneUntil: string | null;
  closed: number;
  replayed: number;
  accrued: { principalMinor: number; interestMinor: number; feeMinor: number; penaltyMinor: number };
};

/** A row only where the worker still holds the stretch. */
export function noteSlice(note: SliceNote): Sql {
  const { accrued } = note;
  return sql`
    update close_of_business.parts set is_done = ${note.doneUntil}::uuid is null,
      done_until = coalesce(${note.doneUntil}::uuid, done_until), last_error = null,
      leased_by = case when ${note.doneUntil}::uuid is null then null else leased_by end,
      leased_until = case when ${note.doneUntil}::uuid is null then null
        else ${note.now}::timestamptz + ${note.leaseMs}::int * interval '1 millisecond' end,
      closed = closed + ${note.closed}, replayed = replayed + ${note.replayed},
      principal_minor = principal_minor + ${accrued.principalMinor}, interest_minor = interest_minor + ${accrued.interestMinor},
      fee_minor = fee_minor + ${accrued.feeMinor}, penalty_minor = penalty_minor + ${accrued.penaltyMinor}
    where run_id = ${note.runId} and number = ${note.number} and leased_by = ${note.worker}
    returning number`;
}

/** Gives a stretch back with the reason; it may be taken again after the pause. */
export function givePartBack(part: {
  runId: string;
  number: number;
  worker: string;
  error: string;
  freeAt: Date;
}): Sql {
  return sql`
    update close_of_business.parts set leased_by = null, leased_until = ${part.freeAt}, last_error = ${part.error}
    where run_id = ${part.runId} and number = ${part.number} and leased_by = ${part.worker}`;
}

/** When the first stretch that is not done may be taken; undefined where none is held or paused. */
export async function findFreeAt(runner: Runner, runId: string): Promise<Date | undefined> {
  const [row] = await runner.run<{ leased_until: Date | null }>(sql`
    select min(leased_until) as leased_until from close_of_business.parts where run_id = ${runId} and not is_done`);
  return row?.leased_until ?? undefined;
}

/** Loans of a slice that could not be closed. */
export function upsertSetAside(
  of: { runId: string; tenantId: string; businessDate: string; now: Date },
  loans: readonly { loanId: string; code: string }[],
): Sql[] {
  if (loans.length === 0) return [];
  return [
    sql`
      insert into close_of_business.set_aside as s (run_id, loan_id, tenant_id, business_date, code, first_at, last_at)
      select ${of.runId}::uuid, l.loan_id, ${of.tenantId}::uuid, ${of.businessDate}::date, l.code, ${of.now}::timestamptz,
        ${of.now}::timestamptz
      from unnest(${loans.map((loan) => loan.loanId)}::uuid[], ${loans.map((loan) => loan.code)}::text[]) as l (loan_id, code)
      on conflict (run_id, loan_id) do update
      set code = excluded.code, attempts = s.attempts + 1, last_at = excluded.last_at, resolved_at = null`,
  ];
}

/** Loans of a stretch that were set aside before, by whatever run, and are not among those set aside now, are closed. */
export function resolveSetAside(of: {
  tenantId: string;
  now: Date;
  afterLoanId: string | null;
  untilLoanId: string | null;
  exceptLoanIds: readonly string[];
}): Sql {
  return sql`
    update close_of_business.set_aside set resolved_at = ${of.now}
    where tenant_id = ${of.tenantId} and resolved_at is null
      and (${of.afterLoanId}::uuid is null or loan_id > ${of.afterLoanId}::uuid)
      and (${of.untilLoanId}::uuid is null or loan_id <= ${of.untilLoanId}::uuid)
      and loan_id <> all(${of.exceptLoanIds}::uuid[])`;
}

/** The run is no longer closing once; a row for the one who brings it there. */
export function finishClosing(runId: string, now: Date): Sql {
  return sql`
    update close_of_business.runs set status = 'reporting', closed_at = ${now}
    where id = ${runId} and status = 'closing'
      and not exists (select from close_of_business.parts where run_id = ${runId} and not is_done)
    returning id`;
}

export function finishReporting(wanted: { tenantId: string; businessDate: string; now: Date }): Sql {
  return sql`
    update close_of_business.runs set status = 'done', finished_at = ${wanted.now}
    where tenant_id = ${wanted.tenantId} and business_date = ${wanted.businessDate} and status = 'reporting'`;
}

export async function listUnfinished(runner: Runner): Promise<{ id: string }[]> {
  return runner.run(sql`
    select id from close_of_business.runs where status = 'closing' order by started_at limit 100`);
}

export type SetAsideRow = {
  run_id: string;
  loan_id: string;
  business_date: string;
  code: string;
  attempts: number;
  first_at: Date;
  last_at: Date;
  resolved_at: Date | null;
};

export async function listSetAside(
  runner: Runner,
  wanted: {
    tenantId: string;
    runId: string | null;
    isOpen: boolean | null;
    after: { loanId: string; runId: string } | null;
    limit: number;
  },
): Promise<SetAsideRow[]> {
  return runner.run(sql`
    select run_id, loan_id, business_date, code, attempts, first_at, last_at, resolved_at from close_of_business.set_aside
    where tenant_id = ${wanted.tenantId} and (${wanted.runId}::uuid is null or run_id = ${wanted.runId}::uuid)
      and (${wanted.isOpen}::boolean is null or (resolved_at is null) = ${wanted.isOpen}::boolean)
      and (${wanted.after?.loanId ?? null}::uuid is null
        or (loan_id, run_id) > (${wanted.after?.loanId ?? null}::uuid, ${wanted.after?.runId ?? null}::uuid))
    order by loan_id, run_id limit ${wanted.limit}`);
}

export function insertTenant(tenantId: string): Sql {
  return sql`insert into close_of_business.tenants (tenant_id) values (${tenantId}) on conflict (tenant_id) do nothing`;
}

export function updateAutomatic(tenantId: string, isAutomatic: boolean): Sql {
  return sql`
    insert into close_of_business.tenants (tenant_id, is_automatic) values (${tenantId}, ${isAutomatic})
    on conflict (tenant_id) do update set is_automatic = excluded.is_automatic`;
}

export async function findAutomatic(runner: Runner, tenantId: string): Promise<boolean> {
  const [row] = await runner.run<{ is_automatic: boolean }>(
    sql`select is_automatic from close_of_business.tenants where tenant_id = ${tenantId}`,
  );
  return row?.is_automatic ?? true;
}

/** Institutions whose days the house closes, in the order of their ids. */
export async function listAutomatic(runner: Runner, afterTenantId: string | null): Promise<string[]> {
  const rows = await runner.run<{ tenant_id: string }>(sql`
    select tenant_id from close_of_business.tenants
    where is_automatic and (${afterTenantId}::uuid is null or tenant_id > ${afterTenantId}::uuid)
    order by tenant_id limit 100`);
  return rows.map((row) => row.tenant_id);
}
