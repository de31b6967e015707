import { assert } from '#platform/assert';
import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import type { Run } from './contract.ts';
import { currentVersion } from './forecast-queries.ts';
import { EVERYBODY, type ForecastsDeps, WORK_JOB } from './forecasts-deps.ts';
import { toRun } from './read-runs.ts';
import { openRun } from './run-queries.ts';

export const HORIZON_DAYS = 28;
const PAGE = 100;

/** A run beside the nightly one. Asked for again while it waits or works, the same one is answered. */
export async function requestRun(
  deps: ForecastsDeps,
  call: Call,
  { storeId, horizonDays = HORIZON_DAYS }: { storeId: string; horizonDays?: number | undefined },
): Promise<Run> {
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  const { endOn } = await deps.sales.dailySeries(call, { storeId, days: 1, afterProductId: null, limit: 1 });
  if (endOn === null) throw refuse('forecasts.no-sales');
  return toRun(await queueRun(deps, storeId, { reason: 'requested', horizonDays }));
}

async function queueRun(
  deps: ForecastsDeps,
  scope: string,
  { reason, horizonDays }: { reason: Run['reason']; horizonDays: number },
) {
  const wish = { id: deps.newId(), scope, reason, horizon_days: horizonDays, queued_at: deps.clock.now() };
  // Where the one that stood in the way ends in this very moment, the second question finds room.
  const run = (await openRun(deps.database, wish)) ?? (await openRun(deps.database, wish));
  assert(run, 'A scope either has an open run or room for one');
  // Also for one that waits already: its place in the queue may have been lost with a process.
  if (run.status === 'queued') await deps.enqueue(WORK_JOB, { runId: run.id }, { singletonKey: run.id });
  return run;
}

/** Prices first, so that plans of the morning know them; then every active store that has sold something. */
export async function queueNightlyRuns(deps: ForecastsDeps, call: Call): Promise<{ queued: number }> {
  await queueRun(deps, EVERYBODY, { reason: 'nightly', horizonDays: HORIZON_DAYS });
  let queued = 1;
  for (let afterId: string | null = null; ; ) {
    const { stores } = await deps.stores.activeStores(call, { afterId, limit: PAGE });
    for (const store of stores) {
      await queueRun(deps, store.id, { reason: 'nightly', horizonDays: HORIZON_DAYS });
      queued++;
    }
    const last = stores.at(-1);
    if (stores.length < PAGE || !last) return { queued };
    afterId = last.id;
  }
}

/** A store that was filled at once has its first forecasts by itself; later ones come with the night. */
export async function queueFirstRun(deps: ForecastsDeps, scope: string): Promise<void> {
  if ((await currentVersion(deps.database, scope)) !== null) return;
  await queueRun(deps, scope, { reason: 'requested', horizonDays: HORIZON_DAYS });
}
