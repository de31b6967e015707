import type { Day } from '../calendar/days.ts';
import type { Charge, Freeze, LoanTerms, Transaction } from '../replay/loan-facts.ts';
import type { Parts } from '../replay/parts.ts';
import type { ReplayRun } from '../replay/replay-run.ts';
import type { TermChange } from '../schedule/schedule-terms.ts';

/**
 * Applied → approved → active → closed, or overpaid while the borrower has money with us. A charge-off leaves the loan
 * active: the borrower still owes it. A written-off one is closed in the books and may still bring recoveries.
 */
export type LoanStatus = 'applied' | 'approved' | 'active' | 'closed' | 'overpaid' | 'written-off' | 'cancelled';

/** A reversed transaction as it stood when it was reversed. */
export type ReversedTransaction = {
  transaction: Transaction;
  amountMinor: number;
  parts: Parts;
  overpaidMinor: number;
  balanceMinor: number;
  reversedOn: Day;
};

/** Income recognised on a day: interest, fees and penalties become a receivable. */
export type Accrual = { id: string; onDate: Day; order: number; parts: Parts };

export type Pause = { fromOn: Day; untilOn: Day };

/** The delinquency class as it was last set; it changes with a payment or at close of business, not with the clock. */
export type StoredClass = {
  range: string | null;
  instalments: { number: number; range: string; amountMinor: number }[];
};

/** A loan as a fold of its events. Plain data: writing it down and reading it again changes nothing. */
export type LoanState = {
  terms: LoanTerms;
  status: LoanStatus;
  /** How many events have been applied. */
  version: number;
  businessDate: Day;
  approvedMinor: number | null;
  transactions: Transaction[];
  reversed: ReversedTransaction[];
  charges: Charge[];
  changes: TermChange[];
  accruals: Accrual[];
  pauses: Pause[];
  /** Days without late charges. */
  freezes: Freeze[];
  /** What was waived of charges that follow from the terms. */
  waived: Record<string, number>;
  isFraud: boolean;
  stored: StoredClass;
};

/** What follows from the state: rows, balances, what each transaction did. */
export type LoanView = Pick<ReplayRun, 'rows' | 'charges' | 'outcomes' | 'interest'> & {
  openMinor: number;
  overpaidMinor: number;
  startOn: Day;
};
