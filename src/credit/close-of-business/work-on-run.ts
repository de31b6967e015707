import type { Call } from '#platform/call';
import { eventInsert } from '#platform/events';
import { closeOfBusinessContract } from './contract.ts';
import { dayInJakarta, isMonthEnd, nextDay } from './day-rules.ts';
import type { CloseOfBusinessDeps } from './module.ts';
import {
  findFreeAt,
  findRun,
  finishClosing,
  givePartBack,
  noteSlice,
  type PartRow,
  type RunRow,
  resolveSetAside,
  takePart,
  upsertSetAside,
} from './run-queries.ts';
import { startRun } from './start-run.ts';

/** Loans of one call to `loans`, which is one transaction there. */
const SLICE_LOANS = 5_000;
/** Longer than any slice takes; whoever holds a stretch renews it with every slice. */
const LEASE_MS = 60_000;
/** After a first failure, and at most: a network that was slow for a moment must not cost the run a minute. */
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const SIDE_BY_SIDE = 2;

/**
 * Works on a run until no stretch is free, then ends it if it is over. Any number of processes may do so at once; one that
 * dies leaves a lease behind, and whoever comes after it goes on from its last slice. Doing a slice twice changes nothing:
 * loans pass over what is closed.
 */
export async function workOnRun(deps: CloseOfBusinessDeps, call: Call, runId: string): Promise<void> {
  const run = await findRun(deps.database, runId);
  if (run?.status !== 'closing') return;
  const workers = Array.from({ length: SIDE_BY_SIDE }, () => workOnStretches(deps, call, run));
  await Promise.all(workers);
  await endRun(deps, call, run);
}

async function workOnStretches(deps: CloseOfBusinessDeps, call: Call, run: RunRow): Promise<void> {
  const worker = deps.newId();
  for (;;) {
    const part = await takePart(deps.database, { runId: run.id, worker, now: deps.clock.now(), leaseMs: LEASE_MS });
    if (!part) return;
    try {
      await closeStretch(deps, call, { run, part, worker });
    } catch (error) {
      // The others go on; this one is tried again later, by whoever comes.
      deps.log.warn({ err: error, runId: run.id, part: part.number }, 'a stretch of loans will be closed later');
      const pauseMs = Math.min(SHORTEST_PAUSE_MS * 2 ** Math.min(part.attempts - 1, 10), LONGEST_PAUSE_MS);
      const freeAt = new Date(deps.clock.now().getTime() + pauseMs);
      const text = error instanceof Error ? error.message : String(error);
      await deps.database.run(
        givePartBack({ runId: run.id, number: part.number, worker, error: text.slice(0, 500), freeAt }),
      );
    }
  }
}

type Stretch = { run: RunRow; part: PartRow; worker: string };

async function closeStretch(deps: CloseOfBusinessDeps, call: Call, { run, part, worker }: Stretch): Promise<void> {
  const { tenant_id: tenantId, business_date: businessDate, id: runId } = run;
  let afterLoanId = part.done_until ?? part.after_loan_id;
  for (;;) {
    const slice = { tenantId, businessDate, afterLoanId, untilLoanId: part.until_loan_id, limit: SLICE_LOANS };
    const { closed, replayed, accrued, setAside, lastLoanId } = await deps.loans.closeLoans(call, slice);
    const now = deps.clock.now();
    const note = { runId, number: part.number, worker, now, leaseMs: LEASE_MS, doneUntil: lastLoanId };
    const exceptLoanIds = setAside.map(({ loanId }) => loanId);
    const [held] = await deps.database.batch([
      noteSlice({ ...note, closed, replayed, accrued }),
      ...upsertSetAside({ runId, tenantId, businessDate, now }, setAside),
      resolveSetAside({ tenantId, now, afterLoanId, untilLoanId: lastLoanId ?? part.until_loan_id, exceptLoanIds }),
    ]);
    // Somebody else took the stretch, because this process was away for longer than its lease.
    if (held?.length === 0 || lastLoanId === null) return;
    afterLoanId = lastLoanId;
  }
}

/** When every stretch is done: opens the next business date, says that the day is closed, and goes on where more are over. */
async function endRun(deps: CloseOfBusinessDeps, call: Call, { id, tenant_id: tenantId }: RunRow): Promise<void> {
  const run = await findRun(deps.database, id);
  if (run?.status !== 'closing') return;
  if (run.parts_done < run.parts_total) {
    // Others hold the rest, or it failed: when the first of it is free again, somebody must come.
    const freeAt = await findFreeAt(deps.database, id);
    await deps.wake(id, freeAt ?? new Date(deps.clock.now().getTime() + SHORTEST_PAUSE_MS));
    return;
  }
  const businessDate = run.business_date;
  const nextBusinessDate = nextDay(businessDate);
  await deps.loans.openBusinessDay(call, { tenantId, businessDate: nextBusinessDate });
  const isMine = await deps.database.inTx(async (tx) => {
    const [ended] = await tx.run(finishClosing(id, deps.clock.now()));
    if (!ended) return false;
    const payload = {
      tenantId,
      runId: id,
      businessDate,
      nextBusinessDate,
      isMonthEnd: isMonthEnd(businessDate),
      loans: run.loans_total,
      closed: run.closed,
      setAside: run.set_aside,
      accrued: {
        principalMinor: run.principal_minor,
        interestMinor: run.interest_minor,
        feeMinor: run.fee_minor,
        penaltyMinor: run.penalty_minor,
      },
    };
    tx.write(eventInsert(closeOfBusinessContract, 'business-day.closed', { call, aggregateId: tenantId, payload }));
    return true;
  });
  const isMoreOver = nextBusinessDate < dayInJakarta(deps.clock.now());
  if (isMine && isMoreOver && run.started_by === null) await startRun(deps, call, { tenantId });
}
