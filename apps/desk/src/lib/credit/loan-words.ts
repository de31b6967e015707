import type { Loan, LoanStatus } from '@lumbung/kit/api-credit.ts';
import * as m from '#messages';
import { isTransactionKind, kindName } from './transaction-words.ts';
import type { Look, Tone } from './words.ts';

type Amounts = { principalMinor: number; interestMinor: number; feeMinor: number; penaltyMinor: number };

const statuses: Record<LoanStatus, { label: () => string; tone: Tone }> = {
  approved: { label: m.credit_loan_status_approved, tone: 'kunyit' },
  active: { label: m.credit_loan_status_active, tone: 'nila' },
  overpaid: { label: m.credit_loan_status_overpaid, tone: 'air' },
  closed: { label: m.credit_loan_status_closed, tone: 'padi' },
  'written-off': { label: m.credit_loan_status_written_off, tone: 'bata' },
  cancelled: { label: m.credit_loan_status_cancelled, tone: 'neutral' },
};

export const loanStatuses: readonly LoanStatus[] = [
  'approved',
  'active',
  'overpaid',
  'closed',
  'written-off',
  'cancelled',
];

export function loanLook(status: LoanStatus): Look {
  const { label, tone } = statuses[status];
  return { label: label(), tone };
}

/** How late a loan is, in words and a colour. */
export function lateLook({ daysPastDue, status }: Pick<Loan, 'daysPastDue' | 'status'>): Look | null {
  if (status !== 'active') return null;
  if (daysPastDue === 0) return { label: m.credit_on_time(), tone: 'padi' };
  return { label: m.credit_days_late({ count: daysPastDue }), tone: daysPastDue > 30 ? 'bata' : 'kunyit' };
}

export function sumOf(parts: Amounts): number {
  return parts.principalMinor + parts.interestMinor + parts.feeMinor + parts.penaltyMinor;
}

/** What an amount is made of, as rows of a list; nothing for what is zero. */
export function partRows(parts: Amounts): [label: string, amountMinor: number][] {
  const rows: [string, number][] = [
    [m.credit_component_principal(), parts.principalMinor],
    [m.credit_component_interest(), parts.interestMinor],
    [m.credit_component_fee(), parts.feeMinor],
    [m.credit_component_penalty(), parts.penaltyMinor],
  ];
  return rows.filter(([, amountMinor]) => amountMinor !== 0);
}

const events: Record<string, () => string> = {
  applied: m.credit_event_applied,
  approved: m.credit_event_approved,
  disbursed: m.credit_event_disbursed,
  charged: m.credit_event_charged,
  'charge-waived': m.credit_event_charge_waived,
  paid: m.credit_event_paid,
  'charged-back': m.credit_event_charged_back,
  'credit-refunded': m.credit_event_credit_refunded,
  'interest-waived': m.credit_event_interest_waived,
  'charged-off': m.credit_event_charged_off,
  'fraud-flagged': m.credit_event_fraud,
  'written-off': m.credit_event_written_off,
  cancelled: m.credit_event_cancelled,
  're-amortised': m.credit_event_re_amortised,
  're-aged': m.credit_event_re_aged,
  'terms-changed': m.credit_event_terms_changed,
  reversed: m.credit_event_reversed,
  'delinquency-paused': m.credit_event_paused,
  'delinquency-resumed': m.credit_event_resumed,
  'charges-frozen': m.credit_event_frozen,
  'day-closed': m.credit_event_day_closed,
  classified: m.credit_event_classified,
};

/** What an entry in the books was made for. */
export function entryName(kind: string): string {
  return isTransactionKind(kind) ? kindName(kind) : eventName(kind);
}

/** An event of a loan's stream in words; one we do not know yet keeps its own name. */
export function eventName(kind: string): string {
  return events[kind]?.() ?? kind;
}
