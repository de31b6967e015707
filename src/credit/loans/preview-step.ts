import { laterOf } from '#engine/calendar/days';
import { standing, withEvent } from '#engine/life/gather-loan';
import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import { actingInstitution } from './acting.ts';
import { dayInJakarta } from './business-day.ts';
import { agreedPrice } from './change-loan.ts';
import { incomeTarget } from './loan-figures.ts';
import { toInstalment } from './loan-views.ts';
import type { LoansDeps } from './loans-deps.ts';
import { readLoan } from './read-loans.ts';
import { mustMayStep } from './record-transaction.ts';
import type { Step } from './shapes.ts';
import { decideStep, isPriced } from './step-rules.ts';

type PreviewInput = { tenantId?: string; loanId: string; valueDate: string; step: Step };

/** What a step would do, decided by the same rules and reckoned by the same replay as if it were recorded. */
export async function previewStep(deps: LoansDeps, call: Call, { step, valueDate, ...asked }: PreviewInput) {
  const acting = await actingInstitution(deps, call, asked, 'loans.not-found');
  mustMayStep(acting, step.kind);
  const { state, view, position, asOf, row } = await readLoan(deps, call, {
    loanId: asked.loanId,
    tenantId: acting.tenantId,
  });
  if (row.tenant_id !== acting.tenantId) throw refuse('loans.not-found');
  const decision = decideStep({
    ...{ state, view, step, valueDate },
    transactionId: 'preview',
    enteredOn: laterOf(asOf, position.entered_on),
    today: laterOf(asOf, dayInJakarta(deps.clock)),
    activatedOn: position.activated_on,
    agreed: isPriced(step) ? await agreedPrice(deps.database, row) : null,
    income: incomeTarget(state, view, laterOf(position.closed_until ?? valueDate, valueDate)),
  });
  if (!decision.accepted) throw refuse(decision.code, decision.details);
  const after = standing(withEvent(state, decision.event).state, asOf);
  return {
    before: view.rows.map(toInstalment),
    after: after.view.rows.map(toInstalment),
    openBeforeMinor: view.openMinor,
    openAfterMinor: after.view.openMinor,
  };
}
