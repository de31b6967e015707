import { laterOf } from '#engine/calendar/days';
import { withEvent } from '#engine/life/gather-loan';
import { auditRow } from '#platform/audit';
import type { Call } from '#platform/call';
import { userIdOf } from '#platform/call';
import { eventRow, outboxInserts } from '#platform/events';
import { refuse } from '#platform/refusal';
import { actingInstitution, mustHaveRole } from './acting.ts';
import { dayInJakarta } from './business-day.ts';
import { loansContract } from './contract.ts';
import { lockLoan } from './load-loan.ts';
import { figuresOf } from './loan-figures.ts';
import { positionOf } from './loan-positions.ts';
import { toEventData } from './loan-record.ts';
import { toFacts, toLoan } from './loan-views.ts';
import type { LoansDeps } from './loans-deps.ts';
import { mustReplay, readStream } from './read-stream.ts';
import type { Loan } from './shapes.ts';
import { insertEvents, updatePosition } from './stream-queries.ts';

type CancelInput = { tenantId?: string; loanId: string; reason: string; expectedVersion?: number };

/** Before any money went out. The same again answers the same. */
export async function cancelLoan(deps: LoansDeps, call: Call, input: CancelInput): Promise<Loan> {
  const acting = await actingInstitution(deps, call, input, 'loans.not-found');
  mustHaveRole(acting, ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER']);
  return deps.database.inTx(async (tx) => {
    const locked = await lockLoan(tx, input.loanId);
    if (!locked || locked.row.tenant_id !== acting.tenantId) throw refuse('loans.not-found');
    const { row, position, events, sheet } = locked;
    const businessDate = locked.businessDate ?? dayInJakarta(deps.clock);
    const enteredOn = laterOf(businessDate, position.entered_on);
    const before = mustReplay(deps.log, row.loan_id, () => readStream(events, sheet, enteredOn));
    if (position.status === 'cancelled')
      return toLoan(row, { ...before, closedUntil: null, endedOn: position.ended_on }, enteredOn);
    if (position.status !== 'approved') throw refuse('loans.wrong-state', { status: position.status });
    if (input.expectedVersion !== undefined && input.expectedVersion !== position.version)
      throw refuse('loans.changed-meanwhile');
    const event = { id: `${row.loan_id}:cancelled`, enteredOn, kind: 'cancelled' as const, reason: input.reason };
    const after = withEvent(before.state, event);
    const identity = { loan_id: row.loan_id, tenant_id: row.tenant_id, entered_on: enteredOn };
    const next = positionOf(identity, after, position);
    const payload = {
      ...toFacts(row, next.version, figuresOf(after.state, after.view, enteredOn)),
      reason: input.reason,
    };
    tx.write(
      insertEvents(row.loan_id, row.tenant_id, [
        { ...toEventData(event), version: next.version, asked: null, by_user: userIdOf(call) },
      ]),
      updatePosition(next),
      ...outboxInserts('loans', [
        eventRow(loansContract, 'loan.cancelled', { call, aggregateId: row.loan_id, payload }),
        auditRow(call, { stream: `loan:${row.loan_id}`, action: 'loans.cancelled', after: { reason: input.reason } }),
      ]),
    );
    return toLoan(row, { ...after, closedUntil: null, endedOn: next.ended_on }, enteredOn);
  });
}
