import type { Call } from '#platform/call';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import type { Run } from './contract.ts';
import { EVERYBODY, type ForecastsDeps } from './forecasts-deps.ts';
import { findRun, listRunRows, type RunRow } from './run-queries.ts';

type Reader = Pick<ForecastsDeps, 'database' | 'stores'>;

export async function getRun(
  deps: Reader,
  call: Call,
  { storeId, runId }: { storeId: string; runId: string },
): Promise<Run> {
  await deps.stores.storeOfCall(call, { storeId });
  const row = await findRun(deps.database, runId, storeId);
  if (!row) throw refuse('forecasts.run-not-found');
  return toRun(row);
}

export async function listRuns(
  deps: Reader,
  call: Call,
  input: { storeId: string; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: Run[]; nextCursor: string | null }> {
  await deps.stores.storeOfCall(call, { storeId: input.storeId });
  const limit = input.limit ?? 20;
  const cursor = decodeCursor(input.cursor, 2);
  const before = cursor ? { queuedAt: String(cursor[0]), id: String(cursor[1]) } : null;
  const rows = await listRunRows(deps.database, input.storeId, before, limit + 1);
  const { items, nextCursor } = page(rows, limit, (row) => [row.queued_at.toISOString(), row.id]);
  return { items: items.map(toRun), nextCursor };
}

export function toRun(row: RunRow): Run {
  return {
    id: row.id,
    storeId: row.scope === EVERYBODY ? null : row.scope,
    reason: row.reason,
    status: row.status,
    horizonDays: row.horizon_days,
    total: row.total,
    done: row.done,
    leftOut: row.left_out,
    notes: row.notes,
    version: row.version,
    queuedAt: row.queued_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
