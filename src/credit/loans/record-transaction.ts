import type { ActingRole } from '#credit/tenants';
import type { Call } from '#platform/call';
import { type Acting, actingInstitution, mustHaveRole } from './acting.ts';
import { changeLoan } from './change-loan.ts';
import type { LoansDeps } from './loans-deps.ts';
import type { Loan, Step, Transaction } from './shapes.ts';
import { decideStep, isPriced } from './step-rules.ts';

export type RecordInput = {
  tenantId?: string;
  loanId: string;
  transactionId: string;
  valueDate: string;
  step: Step;
  expectedVersion?: number;
};

export async function recordTransaction(
  deps: LoansDeps,
  call: Call,
  input: RecordInput,
): Promise<{ loan: Loan; transaction: Transaction }> {
  const acting = await actingInstitution(deps, call, input, 'loans.not-found');
  mustMayStep(acting, input.step.kind);
  const { loanId, transactionId, valueDate, step, expectedVersion } = input;
  return changeLoan(deps, call, acting, {
    loanId,
    eventId: transactionId,
    valueDate,
    expectedVersion,
    asked: { step, valueDate },
    kind: step.kind,
    reason: step.note ?? null,
    isPriced: () => isPriced(step),
    decide: (found) => decideStep({ ...found, step, transactionId }),
    lineOf: () => ({
      transaction_id: transactionId,
      kind: step.kind,
      ...('amountMinor' in step && { amount_minor: step.amountMinor }),
      reference: 'reference' in step ? (step.reference ?? null) : null,
      note: step.note ?? null,
    }),
  });
}

const OFFICERS = ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER'] as const;
const ALL: readonly ActingRole[] = [...OFFICERS, 'PARTNER'];

/** Partners' machines bring money; people forgive and reshape; what ends a loan in the books takes a compliance officer. */
const WHO: Record<Step['kind'], readonly ActingRole[]> = {
  repayment: ALL,
  'down-payment': ALL,
  'merchant-refund': ALL,
  'payout-refund': ALL,
  recovery: ALL,
  chargeback: ALL,
  fee: OFFICERS,
  'goodwill-credit': OFFICERS,
  'credit-balance-refund': OFFICERS,
  'interest-waiver': OFFICERS,
  'charge-waiver': OFFICERS,
  're-amortisation': OFFICERS,
  're-ageing': OFFICERS,
  reschedule: OFFICERS,
  'payment-holiday': OFFICERS,
  'charge-freeze': OFFICERS,
  'charge-off': ['COMPLIANCE_OFFICER'],
  'write-off': ['COMPLIANCE_OFFICER'],
};

export function mustMayStep(acting: Acting, kind: Step['kind']): void {
  mustHaveRole(acting, WHO[kind]);
}
