import type { Day, DayUnit } from '../calendar/days.ts';
import type { LoanTerms, PaymentKind } from '../replay/loan-facts.ts';
import type { Parts } from '../replay/parts.ts';
import type { TermChange } from '../schedule/schedule-terms.ts';

/**
 * Everything that can happen to a loan. `enteredOn` is the business date on which it became known, `onDate` the day for
 * which it counts: a payment counts from the bank's day, however late the message. Amounts in minor units.
 */
export type LoanEvent = { id: string; enteredOn: Day } & (
  | { kind: 'applied'; terms: LoanTerms }
  | { kind: 'approved'; onDate: Day; amountMinor: number }
  | { kind: 'disbursed'; onDate: Day; amountMinor: number }
  | { kind: 'charged'; charge: NewCharge }
  /** `amountMinor`: what was open of it, where the verb has found out already. */
  | { kind: 'charge-waived'; chargeId: string; amountMinor?: number; dueOn?: Day }
  | { kind: 'paid'; reason: PaymentKind; onDate: Day; amountMinor: number; channel?: string; settles?: boolean }
  | { kind: 'charged-back'; onDate: Day; amountMinor: number; paymentId: string }
  | { kind: 'credit-refunded'; onDate: Day; amountMinor: number }
  | { kind: 'interest-waived'; onDate: Day; amountMinor: number }
  /** `income`: what the books had recognised when it was entered. */
  | { kind: 'charged-off'; onDate: Day; isFraud?: boolean; income?: Parts }
  | { kind: 'fraud-flagged' }
  | { kind: 'written-off'; onDate: Day; income?: Parts }
  | { kind: 'cancelled'; reason: string }
  | { kind: 're-amortised'; onDate: Day }
  | { kind: 're-aged'; onDate: Day; startOn: Day; instalments: number; every: number; unit: DayUnit }
  | { kind: 'terms-changed'; changes: readonly TermChange[] }
  | { kind: 'reversed'; transactionId: string }
  | { kind: 'delinquency-paused'; fromOn: Day; untilOn: Day }
  | { kind: 'delinquency-resumed'; onDate: Day }
  /** No late charge and no delinquency from one day to another, both included. */
  | { kind: 'charges-frozen'; fromOn: Day; untilOn: Day }
  | { kind: 'day-closed' }
  | { kind: 'classified' }
);
export type LoanEventKind = LoanEvent['kind'];

export type NewCharge = {
  id: string;
  name: string;
  isPenalty: boolean;
  timing: 'on-date' | 'at-disbursement';
  dueOn: Day;
  price: ChargePrice;
};

/** A fixed amount, or percent of what the loan is made of on that day. */
export type ChargePrice =
  | { kind: 'flat'; amountMinor: number }
  | { kind: 'percent'; percent: string; base: 'principal' | 'principal-and-interest' | 'interest' | 'last-payout' };
