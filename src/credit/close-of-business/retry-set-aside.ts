import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import { idBefore } from './day-rules.ts';
import type { CloseOfBusinessDeps } from './module.ts';
import { getRunRow } from './read-runs.ts';
import { listSetAside, resolveSetAside, upsertSetAside } from './run-queries.ts';
import { houseCall } from './start-run.ts';

const MOST = 200;

/** Each loan by itself, so that one that still cannot be closed keeps nobody waiting. Closed for the run's date and days missed before it. */
export async function retrySetAside(
  deps: CloseOfBusinessDeps,
  call: Call,
  wanted: { tenantId: string; runId: string },
): Promise<{ tried: number; closed: number }> {
  const { tenantId, runId } = wanted;
  const run = await getRunRow(deps, wanted);
  if (run.status === 'closing') throw refuse('close-of-business.still-closing');
  const waiting = await listSetAside(deps.database, { tenantId, runId, isOpen: true, after: null, limit: MOST });
  let closed = 0;
  for (const { loan_id: loanId } of waiting) {
    const stretch = { afterLoanId: idBefore(loanId), untilLoanId: loanId };
    const businessDate = run.business_date;
    const { setAside } = await deps.loans.closeLoans(houseCall(call), { tenantId, businessDate, ...stretch, limit: 1 });
    const now = deps.clock.now();
    const exceptLoanIds = setAside.map((loan) => loan.loanId);
    await deps.database.batch([
      ...upsertSetAside({ runId, tenantId, businessDate, now }, setAside),
      resolveSetAside({ tenantId, now, ...stretch, exceptLoanIds }),
    ]);
    if (setAside.length === 0) closed += 1;
  }
  return { tried: waiting.length, closed };
}
