import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, systemCall, userIdOf } from '#platform/call';
import { refuse } from '#platform/refusal';
import type { BusinessDay, Run } from './contract.ts';
import { dayInJakarta, daysBehind, decideStart, stretchesOf } from './day-rules.ts';
import type { CloseOfBusinessDeps } from './module.ts';
import { shownRun } from './read-runs.ts';
import { findAutomatic, findRunOn, insertParts, insertRun, listRuns, updateAutomatic } from './run-queries.ts';

const MODULE = 'close_of_business';
/** Loans of a stretch: a few seconds of work, so that little is done twice when a process dies. */
export const STRETCH_LOANS = 20_000;

/** Cuts the loans into stretches and puts them down; the work is asked for and done by whoever is free. */
export async function startRun(
  deps: CloseOfBusinessDeps,
  call: Call,
  input: { tenantId: string; businessDate?: string },
): Promise<Run> {
  const { tenantId } = input;
  const { businessDate: current } = await deps.loans.businessDay(houseCall(call), { tenantId });
  const today = dayInJakarta(deps.clock.now());
  const decision = decideStart(input.businessDate ?? null, current, today);
  if (decision.kind === 'refused') throw refuse(decision.code, { businessDate: current, today });
  const { businessDate } = decision;
  const known = await findRunOn(deps.database, tenantId, businessDate);
  if (known) {
    if (known.status === 'closing') await deps.wake(known.id);
    return shownRun(known);
  }
  if (decision.kind === 'known') {
    throw refuse('close-of-business.not-the-business-date', { businessDate: current });
  }

  const { endLoanIds, loans } = await deps.loans.loanStretches(houseCall(call), { tenantId, size: STRETCH_LOANS });
  const runId = deps.newId();
  await deps.database.inTx(async (tx) => {
    const startedAt = deps.clock.now();
    const run = { id: runId, tenantId, businessDate, startedBy: userIdOf(call), startedAt, loansTotal: loans };
    const [made] = await tx.run(insertRun(run));
    // Somebody else began it at the same moment.
    if (!made) return;
    tx.write(
      insertParts(runId, stretchesOf(endLoanIds)),
      auditInsert(MODULE, call, {
        stream: `tenant:${tenantId}`,
        action: 'close-of-business.started',
        after: { runId, businessDate, loans },
      }),
    );
  });
  const run = present(await findRunOn(deps.database, tenantId, businessDate), 'a run was just put down');
  await deps.wake(run.id);
  return shownRun(run);
}

export async function businessDay(
  deps: CloseOfBusinessDeps,
  call: Call,
  { tenantId }: { tenantId: string },
): Promise<BusinessDay> {
  const { businessDate } = await deps.loans.businessDay(houseCall(call), { tenantId });
  const today = dayInJakarta(deps.clock.now());
  const [isAutomatic, [last]] = await Promise.all([
    findAutomatic(deps.database, tenantId),
    listRuns(deps.database, { tenantId, beforeDate: null, limit: 1 }),
  ]);
  return {
    businessDate,
    today,
    daysBehind: daysBehind(businessDate, today),
    isAutomatic,
    lastRun: last ? shownRun(last) : null,
  };
}

export async function setAutomatic(
  deps: CloseOfBusinessDeps,
  call: Call,
  { tenantId, isAutomatic }: { tenantId: string; isAutomatic: boolean },
): Promise<BusinessDay> {
  await deps.database.batch([
    updateAutomatic(tenantId, isAutomatic),
    auditInsert(MODULE, call, {
      stream: `tenant:${tenantId}`,
      action: 'close-of-business.automatic-set',
      after: { isAutomatic },
    }),
  ]);
  return businessDay(deps, call, { tenantId });
}

/** Days are the house's to close, whoever asks for it. */
export function houseCall(call: Call): Call {
  return systemCall(MODULE, call.correlationId, call.causationId);
}
