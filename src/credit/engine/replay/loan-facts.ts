import type { Day, DayUnit } from '../calendar/days.ts';
import type { ScheduleTerms, TermChange } from '../schedule/schedule-terms.ts';
import type { AllocationRules } from './allocation-rules.ts';
import type { Component, Parts } from './parts.ts';

/** What a loan agreed to, frozen at booking. */
export type LoanTerms = {
  /** How instalments are made; start, tranches and changes come from what happened. */
  schedule: Omit<ScheduleTerms, 'startOn' | 'tranches' | 'changes' | 'agreedMinor'>;
  /** When the loan was applied for: the first day of the schedule before anything is paid out. */
  submittedOn: Day;
  agreedMinor: number;
  allocation: AllocationRules;
  /** The order in which a charge-back takes back what a payment covered; without one it is principal again. */
  chargebackOrder: readonly Component[] | null;
  /** The down payment is booked by itself when a tranche is paid out. */
  isDownPaymentAutomatic: boolean;
  /** The equal instalment is reckoned from the agreed sum, though less is paid out at first. */
  isReckonedFromAgreed: boolean;
  /** Interest follows the days on which money really came; `null` where the schedule's interest stands. */
  recalculation: Recalculation | null;
  /** Taken once for each instalment that is overdue. */
  lateFee: LateFee | null;
  /** Days that an instalment may be late before the loan counts as delinquent. */
  arrearsGraceDays: number;
  delinquencyRanges: readonly DelinquencyRange[];
  /** Fees that follow from the product; others are entered as charges. */
  fees?: readonly LoanFee[];
  /** Late charge by the calendar day. */
  lateCharge?: DailyLateCharge | null;
};

/** A fee of the product. Percent is of the agreed sum; of an overdue fee, of what is open of the instalment. */
export type LoanFee = {
  id: string;
  name: string;
  isPenalty: boolean;
  /** Counts for the price caps ("manfaat ekonomi"). */
  isPrice: boolean;
  timing: 'at-disbursement' | 'each-instalment' | 'on-day' | 'overdue';
  /** Days after the first payout (`on-day`) or after the due date (`overdue`). */
  days: number;
  price: { kind: 'flat'; amountMinor: number } | { kind: 'percent'; percent: string };
};

export type DailyLateCharge = {
  /** As it may be charged: the product's rate or the cap of the agreement's day, whichever is lower. */
  percentPerDay: string;
  /** Days after the due date that cost nothing. */
  graceDays: number;
  base: 'principal' | 'principal-and-interest';
  /** All price and late charges of the loan's life; `null` where no such cap binds. */
  lifeCapMinor: number | null;
};

/** Days in which no late charge accrues; the last one is not in it any more. */
export type Freeze = { fromOn: Day; untilOn: Day };

export type LateFee = {
  name: string;
  percent: string;
  base: 'principal' | 'principal-and-interest';
  isPenalty: boolean;
  graceDays: number;
};

/** A class by days, both ends included; the last one is open. */
export type DelinquencyRange = { name: string; fromDays: number; untilDays: number | null };

/** How a schedule's interest follows the payments. */
export type Recalculation = {
  /** A payment lowers the balance from its own day, or from the next due date. */
  rest: 'daily' | 'due-date';
  /** What an early payment changes. */
  prepayment: 'smaller-instalments' | 'fewer-instalments' | 'next-instalments';
  /** Until when interest runs at an early settlement. */
  settlement: 'until-payment' | 'until-due-date';
};

/** Money that comes in, by its reason. Each may have an allocation of its own. */
export type PaymentKind =
  | 'repayment'
  | 'down-payment'
  | 'goodwill-credit'
  | 'merchant-refund'
  | 'payout-refund'
  | 'recovery';

export const PAYMENT_KINDS: readonly PaymentKind[] = [
  'repayment',
  'down-payment',
  'goodwill-credit',
  'merchant-refund',
  'payout-refund',
  'recovery',
];

/**
 * Something that happened on a day. `enteredOn` is the business date on which it became known and `order` its place among
 * all events of the loan; both break ties, so that a backdated event goes before later ones and after older ones of its day.
 */
export type Transaction = { id: string; onDate: Day; enteredOn: Day; order: number } & (
  | { kind: 'disbursement'; amountMinor: number }
  /** `settles`: it was no less than what settled the loan on its day, so it settles it, to the unit. */
  | { kind: PaymentKind; amountMinor: number; settles?: boolean }
  | { kind: 'chargeback'; amountMinor: number; paymentId: string }
  | { kind: 'credit-balance-refund'; amountMinor: number }
  | { kind: 'interest-waiver'; amountMinor: number }
  /** `amountMinor` where a late charge by the day is waived as far as it had come. */
  | { kind: 'charge-waiver'; chargeId: string; amountMinor?: number }
  | { kind: 'charge-off'; isFraud: boolean; income?: Parts }
  | { kind: 'write-off'; income?: Parts }
  | { kind: 're-amortisation' }
  | { kind: 're-ageing'; startOn: Day; instalments: number; every: number; unit: DayUnit }
);
export type TransactionKind = Transaction['kind'];

/** A fee or penalty: due on a day, or taken at once with a payout. */
export type Charge = {
  id: string;
  name: string;
  isPenalty: boolean;
  timing: 'on-date' | 'at-disbursement' | 'overdue-instalment';
  dueOn: Day;
  amountMinor: number;
  waivedMinor: number;
  enteredOn: Day;
  order: number;
};

/** All that replaying needs. What was reversed is not in here. */
export type LoanFacts = {
  terms: LoanTerms;
  transactions: readonly Transaction[];
  charges: readonly Charge[];
  changes: readonly TermChange[];
  /** The business date of the last event, or the day on which somebody looks. */
  businessDate: Day;
  freezes?: readonly Freeze[];
  /** What was waived of charges that follow from the terms, by their ids. */
  waived?: Readonly<Record<string, number>>;
};
