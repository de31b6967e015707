import { type Runner, type Sql, sql, type Tx } from '#platform/database';
import type { Run } from './contract.ts';

export type RunRow = {
  id: string;
  scope: string;
  reason: Run['reason'];
  status: Run['status'];
  horizon_days: number;
  total: number;
  done: number;
  left_out: number;
  notes: string[];
  version: number | null;
  queued_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
};
const columns = sql`id, scope, reason, status, horizon_days, total, done, left_out, notes, version, queued_at, started_at, finished_at`;

/** The run that waits or works for this scope, made if there is none. */
export async function openRun(
  runner: Runner,
  wish: Pick<RunRow, 'id' | 'scope' | 'reason' | 'horizon_days' | 'queued_at'>,
): Promise<RunRow | undefined> {
  const [made] = await runner.run<RunRow>(sql`
    insert into forecasts.runs (id, scope, reason, status, horizon_days, queued_at)
    values (${wish.id}, ${wish.scope}, ${wish.reason}, 'queued', ${wish.horizon_days}, ${wish.queued_at.toISOString()})
    on conflict (scope) where status in ('queued', 'running') do nothing returning ${columns}`);
  if (made) return made;
  const [open] = await runner.run<RunRow>(sql`
    select ${columns} from forecasts.runs where scope = ${wish.scope} and status in ('queued', 'running')`);
  return open;
}

export async function findRun(runner: Runner, runId: string, scope: string | null): Promise<RunRow | undefined> {
  const [row] = await runner.run<RunRow>(sql`
    select ${columns} from forecasts.runs where id = ${runId} and (${scope}::uuid is null or scope = ${scope}::uuid)`);
  return row;
}

export async function listRunRows(
  runner: Runner,
  scope: string,
  before: { queuedAt: string; id: string } | null,
  limit: number,
): Promise<RunRow[]> {
  const older = before ? sql`(queued_at, id) < (${before.queuedAt}::timestamptz, ${before.id}::uuid)` : sql`true`;
  return runner.run<RunRow>(sql`
    select ${columns} from forecasts.runs where scope = ${scope} and ${older} order by queued_at desc, id desc limit ${limit}`);
}

/** Takes the run on: also one that was begun by a process that died. Nothing where it is over. */
export async function startRun(runner: Runner, runId: string, now: Date): Promise<RunRow | undefined> {
  const [row] = await runner.run<RunRow>(sql`
    update forecasts.runs r set status = 'running', started_at = coalesce(started_at, ${now.toISOString()}),
      version = coalesce(r.version, 1 + coalesce((select max(o.version) from forecasts.runs o where o.scope = r.scope), 0))
    where id = ${runId} and status in ('queued', 'running') returning ${columns}`);
  return row;
}

export function updateProgress(runId: string, progress: { total: number; done: number }): Sql {
  return sql`update forecasts.runs set total = ${progress.total}, done = ${progress.done} where id = ${runId}`;
}

export function finishRun(
  runId: string,
  end: { status: 'done' | 'failed'; total: number; leftOut: number; notes: string[]; at: Date },
): Sql {
  return sql`
    update forecasts.runs set status = ${end.status}, total = ${end.total},
      done = case when ${end.status} = 'done' then ${end.total}::int else done end,
      left_out = ${end.leftOut}, notes = ${sql.json(end.notes)}, finished_at = ${end.at.toISOString()}
    where id = ${runId}`;
}

/** Shows a version; older ones than the last eight go, and so do runs of long ago. */
export function publish(tx: Tx, scope: string, version: number): void {
  const kept = 8;
  tx.write(
    sql`
      insert into forecasts.current_versions (scope, version) values (${scope}, ${version})
      on conflict (scope) do update set version = greatest(current_versions.version, excluded.version)`,
    sql`delete from forecasts.forecasts where scope = ${scope} and version <= ${version - kept}`,
    sql`
      delete from forecasts.runs where scope = ${scope} and status in ('done', 'failed')
        and finished_at < now() - interval '400 days'`,
  );
}
