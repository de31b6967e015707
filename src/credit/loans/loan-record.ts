import type { LoanEvent } from '#engine/life/loan-events';
import type { LoanState, LoanView } from '#engine/life/loan-state';
import type { Loan, LoanStatus } from './shapes.ts';
import type { OwnTerms } from './term-sheets.ts';

export type LoanRow = {
  loan_id: string;
  tenant_id: string;
  number: string;
  borrower_id: string;
  product_id: string;
  product_version: number;
  product_name: string;
  funded_by: Loan['fundedBy'];
  purpose: Loan['purpose'];
  sheet_id: string;
  amount_minor: number;
  net_payout_minor: number;
  periods: number;
  agreed_on: string;
  created_at: Date;
};

export type PositionRow = {
  loan_id: string;
  tenant_id: string;
  status: LoanStatus;
  version: number;
  entered_on: string;
  activated_on: string | null;
  ends_on: string;
  ended_on: string | null;
  paid_out_minor: number;
  principal_minor: number;
  interest_minor: number;
  fee_minor: number;
  penalty_minor: number;
  overpaid_minor: number;
  overdue_minor: number;
  open_due_on: string | null;
  open_due_minor: number;
  late_from_on: string | null;
  bucket: string | null;
  is_charged_off: boolean;
  closed_until: string | null;
  look_on: string | null;
  run_from: string | null;
  run_until: string | null;
  run_interest_minor: number;
  base_interest_minor: number;
  recognised_interest_minor: number;
  recognised_fee_minor: number;
  recognised_penalty_minor: number;
};

/** An event as it lies in the stream: the first has the loan's own terms, the sheet is beside it. */
export type EventRow = {
  loan_id: string;
  version: number;
  event_id: string;
  kind: string;
  entered_on: string;
  data: Record<string, unknown>;
  asked: unknown;
  by_user: string | null;
  recorded_at: Date;
};

export type NewEventRow = Omit<EventRow, 'recorded_at' | 'loan_id'>;

type ReadRows = { row: LoanRow; position: PositionRow; events: EventRow[] };
/** A loan as it was read: rows, and what follows from its stream. */
export type LoadedLoan = ReadRows & { state: LoanState; view: LoanView };
/** One whose stream cannot be replayed: its rows say how it last stood. */
export type BrokenLoan = ReadRows & { state: null; view: null };

/** An event of the engine as a row: what is a column is not in the data. */
export function toEventData(
  { id, enteredOn, kind, ...data }: LoanEvent,
  own?: OwnTerms,
): Pick<NewEventRow, 'event_id' | 'kind' | 'entered_on' | 'data'> {
  if (kind === 'applied') return { event_id: id, kind, entered_on: enteredOn, data: { ...own } };
  return { event_id: id, kind, entered_on: enteredOn, data };
}
