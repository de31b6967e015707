import type { LoansApi } from '#credit/loans';
import { type TenantsApi, tenantsContract } from '#credit/tenants';
import { addDays } from '#engine/calendar/days';
import { type Call, systemCall } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { on, type Reaction } from '#platform/events';
import { type NewId, newUuid } from '#platform/ids';
import type { Log } from '#platform/log';
import { defineModule, type Enqueue, type Job } from '#platform/module';
import { type CloseOfBusinessApi, closeOfBusinessContract } from './contract.ts';
import { dayInJakarta } from './day-rules.ts';
import { onDayCaptured } from './on-day-captured.ts';
import { getRunRow, listRuns, listSetAside, shownRun } from './read-runs.ts';
import { retrySetAside } from './retry-set-aside.ts';
import { closeOfBusinessRoutes } from './routes.ts';
import { insertTenant, listAutomatic, listRuns as listRunRows, listUnfinished } from './run-queries.ts';
import { businessDay, setAutomatic, startRun } from './start-run.ts';
import { workOnRun } from './work-on-run.ts';

export type CloseOfBusinessDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  log: Log;
  loans: Pick<LoansApi, 'businessDay' | 'openBusinessDay' | 'loanStretches' | 'closeLoans'>;
  /** Asks that somebody works on a run, now or later. */
  wake: (runId: string, startAfter?: Date) => Promise<void>;
};

const WORK = 'close_of_business.work';
const NIGHTLY = 'close_of_business.nightly';

export function createCloseOfBusiness(
  given: Omit<CloseOfBusinessDeps, 'wake'> & { enqueue: Enqueue; tenants: Pick<TenantsApi, 'tenantOfCall'> },
) {
  const deps: CloseOfBusinessDeps = { ...given, wake: waker(given) };
  const api: CloseOfBusinessApi = {
    businessDay: (call, input) => businessDay(deps, call, input),
    startRun: (call, input) => startRun(deps, call, input),
    listRuns: (call, input) => listRuns(deps, call, input),
    getRun: async (_call, input) => shownRun(await getRunRow(deps, input)),
    listSetAside: (call, input) => listSetAside(deps, call, input),
    retrySetAside: (call, input) => retrySetAside(deps, call, input),
    setAutomatic: (call, input) => setAutomatic(deps, call, input),
  };
  return defineModule({
    contract: closeOfBusinessContract,
    api,
    routes: closeOfBusinessRoutes(api, given.tenants),
    reactions: reactionsOf(deps),
    jobs: jobsOf(deps),
  });
}

/** What was not asked for (the queue was away) is found by the sweep. */
function waker({ enqueue, log }: { enqueue: Enqueue; log: Log }): CloseOfBusinessDeps['wake'] {
  return async (runId, startAfter) => {
    try {
      await enqueue(WORK, { runId }, startAfter ? { startAfter } : {});
    } catch (error) {
      log.warn({ err: error, runId }, 'the close of business waits for the next sweep');
    }
  };
}

function reactionsOf(deps: CloseOfBusinessDeps): Reaction[] {
  return [
    on(tenantsContract, 'tenant.created', {
      inTx: (tx, event) => tx.write(insertTenant(event.payload.tenantId)),
    }),
    onDayCaptured(deps),
  ];
}

function jobsOf(deps: CloseOfBusinessDeps): Job[] {
  return [
    {
      // By the queue for one run, by the clock for all that are unfinished: so a run goes on soon after a process was killed.
      name: WORK,
      schedule: { cron: '*/2 * * * *' },
      run: async (call, data) => {
        const runId = runIdOf(data);
        const runs = runId === null ? await listUnfinished(deps.database) : [{ id: runId }];
        for (const { id } of runs) await workOnRun(deps, call, id);
      },
    },
    {
      // Right after midnight, and again through the day for nights in which nobody was there.
      name: NIGHTLY,
      schedule: { cron: '5,35 * * * *' },
      run: (call) => closeWhatIsOver(deps, call),
    },
  ];
}

function runIdOf(data: unknown): string | null {
  const runId = typeof data === 'object' && data !== null && 'runId' in data ? data.runId : null;
  return typeof runId === 'string' ? runId : null;
}

/** Begins to close the oldest day that is over, for every institution; each run goes on to the next by itself. */
export async function closeWhatIsOver(deps: CloseOfBusinessDeps, call: Call): Promise<void> {
  const today = dayInJakarta(deps.clock.now());
  let tenantIds = await listAutomatic(deps.database, null);
  while (tenantIds.length > 0) {
    for (const tenantId of tenantIds) await closeOne(deps, call, { tenantId, today });
    tenantIds = await listAutomatic(deps.database, tenantIds.at(-1) ?? null);
  }
}

/** One institution that cannot be closed keeps the others from nothing. */
async function closeOne(deps: CloseOfBusinessDeps, call: Call, of: { tenantId: string; today: string }): Promise<void> {
  const { tenantId, today } = of;
  const own = systemCall(NIGHTLY, newUuid(), call.correlationId);
  try {
    const { businessDate } = await deps.loans.businessDay(own, { tenantId });
    const isFirst = businessDate === today && (await listRunRows(deps.database, firstPage(tenantId))).length === 0;
    // Until its first close an institution goes by the clock: yesterday is the first day to close.
    if (isFirst) await deps.loans.openBusinessDay(own, { tenantId, businessDate: addDays(today, -1) });
    if (isFirst || businessDate < today) await startRun(deps, own, { tenantId });
  } catch (error) {
    deps.log.error({ err: error, tenantId }, 'the business day could not be closed');
  }
}

function firstPage(tenantId: string) {
  return { tenantId, beforeDate: null, limit: 1 };
}
