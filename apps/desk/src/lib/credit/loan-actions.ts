import type { Loan, LoanStatus, LoanStep } from '@lumbung/kit/api-credit.ts';
import { api } from '#lib/api.ts';
import type { Rights } from '#lib/may.ts';
import type { StepKind } from './step-form.ts';

/** Which steps make sense in which state; the house decides in the end. The most usual first. */
const STEPS: Record<LoanStatus, readonly StepKind[]> = {
  approved: [],
  active: [
    'repayment',
    'reschedule',
    'payment-holiday',
    'charge-freeze',
    'interest-waiver',
    'charge-waiver',
    'goodwill-credit',
    'fee',
    're-amortisation',
    're-ageing',
    'merchant-refund',
    'payout-refund',
    'chargeback',
    'charge-off',
    'write-off',
  ],
  overpaid: ['credit-balance-refund', 'chargeback', 'fee'],
  closed: ['chargeback'],
  'written-off': ['recovery'],
  cancelled: [],
};
const CHECKERS_ONLY: readonly StepKind[] = ['charge-off', 'write-off'];

export function stepsFor(
  { status, isChargedOff }: Pick<Loan, 'status' | 'isChargedOff'>,
  rights: Pick<Rights, 'lends' | 'checksLending'>,
): StepKind[] {
  if (!rights.lends) return [];
  return STEPS[status].filter(
    (kind) => (rights.checksLending || !CHECKERS_ONLY.includes(kind)) && !(kind === 'charge-off' && isChargedOff),
  );
}

export type StepAbout = { loanId: string; valueDate: string; expectedVersion: number; idempotencyKey: string };

/** Records a step by the door that is its own. */
export function recordStep({ loanId, idempotencyKey, ...about }: StepAbout, step: LoanStep) {
  const path = { id: loanId };
  const send = <B>(fields: B) => ({ path, body: { ...about, ...fields }, idempotencyKey });
  switch (step.kind) {
    case 'repayment':
      return api('POST /credit/loans/{id}/repayments', send(fieldsOf(step)));
    case 'down-payment':
      return api('POST /credit/loans/{id}/down-payments', send(fieldsOf(step)));
    case 'merchant-refund':
      return api('POST /credit/loans/{id}/merchant-refunds', send(fieldsOf(step)));
    case 'payout-refund':
      return api('POST /credit/loans/{id}/payout-refunds', send(fieldsOf(step)));
    case 'recovery':
      return api('POST /credit/loans/{id}/recoveries', send(fieldsOf(step)));
    case 'chargeback':
      return api('POST /credit/loans/{id}/chargebacks', send(fieldsOf(step)));
    case 'goodwill-credit':
      return api('POST /credit/loans/{id}/goodwill-credits', send(fieldsOf(step)));
    case 'credit-balance-refund':
      return api('POST /credit/loans/{id}/credit-balance-refunds', send(fieldsOf(step)));
    case 'interest-waiver':
      return api('POST /credit/loans/{id}/interest-waivers', send(fieldsOf(step)));
    case 'charge-waiver':
      return api('POST /credit/loans/{id}/charge-waivers', send(fieldsOf(step)));
    case 'fee':
      return api('POST /credit/loans/{id}/fees', send(fieldsOf(step)));
    case 'reschedule':
      return api('POST /credit/loans/{id}/reschedules', send(fieldsOf(step)));
    case 're-ageing':
      return api('POST /credit/loans/{id}/re-ages', send(fieldsOf(step)));
    case 're-amortisation':
      return api('POST /credit/loans/{id}/re-amortisations', send(fieldsOf(step)));
    case 'payment-holiday':
      return api('POST /credit/loans/{id}/payment-holidays', send(fieldsOf(step)));
    case 'charge-freeze':
      return api('POST /credit/loans/{id}/charge-freezes', send(fieldsOf(step)));
    case 'charge-off':
      return api('POST /credit/loans/{id}/charge-offs', send(fieldsOf(step)));
    case 'write-off':
      return api('POST /credit/loans/{id}/write-offs', send(fieldsOf(step)));
  }
}

function fieldsOf<S extends LoanStep>({ kind: _, ...fields }: S): Omit<S, 'kind'> {
  return fields;
}
