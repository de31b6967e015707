import type { Call } from '#platform/call';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import type { Run, SetAsideFilter, SetAsideLoan } from './contract.ts';
import type { CloseOfBusinessDeps } from './module.ts';
import { findRun, listRuns as listRunRows, listSetAside as listSetAsideRows, type RunRow } from './run-queries.ts';

const PAGE = 20;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
type Deps = Pick<CloseOfBusinessDeps, 'database'>;

export async function listRuns(
  deps: Deps,
  _call: Call,
  input: { tenantId: string; limit?: number; cursor?: string },
): Promise<{ items: Run[]; nextCursor: string | null }> {
  const limit = input.limit ?? PAGE;
  const [beforeDate] = decodeCursor(input.cursor, 1) ?? [null];
  if (input.cursor !== undefined && !isDay(beforeDate)) throw brokenCursor();
  const wanted = { tenantId: input.tenantId, beforeDate: isDay(beforeDate) ? beforeDate : null, limit: limit + 1 };
  const { items, nextCursor } = page(await listRunRows(deps.database, wanted), limit, (row) => [row.business_date]);
  return { items: items.map(shownRun), nextCursor };
}

export async function getRunRow(deps: Deps, wanted: { tenantId: string; runId: string }): Promise<RunRow> {
  const row = await findRun(deps.database, wanted.runId);
  if (row?.tenant_id !== wanted.tenantId) throw refuse('close-of-business.not-found');
  return row;
}

export async function listSetAside(
  deps: Deps,
  _call: Call,
  { tenantId, filter }: { tenantId: string; filter: SetAsideFilter },
): Promise<{ items: SetAsideLoan[]; nextCursor: string | null }> {
  const limit = filter.limit ?? PAGE;
  const position = decodeCursor(filter.cursor, 2);
  const [loanId, runId] = position ?? [];
  if (position && !(isUuid(loanId) && isUuid(runId))) throw brokenCursor();
  const rows = await listSetAsideRows(deps.database, {
    tenantId,
    runId: filter.runId ?? null,
    isOpen: filter.isOpen ?? null,
    after: isUuid(loanId) && isUuid(runId) ? { loanId, runId } : null,
    limit: limit + 1,
  });
  const { items, nextCursor } = page(rows, limit, (row) => [row.loan_id, row.run_id]);
  return {
    items: items.map((row) => ({
      loanId: row.loan_id,
      businessDate: row.business_date,
      runId: row.run_id,
      code: row.code,
      attempts: row.attempts,
      firstAt: row.first_at.toISOString(),
      lastAt: row.last_at.toISOString(),
      resolvedAt: row.resolved_at?.toISOString() ?? null,
    })),
    nextCursor,
  };
}

export function shownRun(row: RunRow): Run {
  return {
    runId: row.id,
    businessDate: row.business_date,
    status: row.status,
    startedBy: row.started_by,
    startedAt: row.started_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    loans: { total: row.loans_total, closed: row.closed, replayed: row.replayed, setAside: row.set_aside },
    parts: { total: row.parts_total, done: row.parts_done, running: row.parts_running, failing: row.parts_failing },
    progress: row.parts_total === 0 ? 100 : Math.floor((100 * row.parts_done) / row.parts_total),
    accrued: {
      principalMinor: row.principal_minor,
      interestMinor: row.interest_minor,
      feeMinor: row.fee_minor,
      penaltyMinor: row.penalty_minor,
    },
    lastError: row.last_error,
  };
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value));
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

function brokenCursor() {
  return refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
}
