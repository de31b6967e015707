import type { Day } from '../calendar/days.ts';
import type { LoanState, LoanView } from '../life/loan-state.ts';
import type { Transaction, TransactionKind } from '../replay/loan-facts.ts';
import { inOrder } from '../replay/replay-loan.ts';
import { newOutcome, type Outcome } from '../replay/replay-run.ts';
import { accrualJournal, type BookContext, journalOf, type Posting, reversalOf } from './journal.ts';

export type BookEntry = { id: string; onDate: Day; kind: TransactionKind | 'accrual'; postings: Posting[] };

/** All entries of a loan as they stand now. A reversed transaction keeps its entry and has its reversal beside it. */
export function loanBooks(state: LoanState, view: LoanView): BookEntry[] {
  const standing = inOrder(state.transactions).map((transaction): BookEntry => {
    const outcome = view.outcomes.get(transaction.id) ?? newOutcome(0);
    return { ...entryHead(transaction), postings: journalOf(transaction, outcome, contextOf(state, transaction)) };
  });
  const reversed = state.reversed.map(({ transaction, amountMinor, parts, overpaidMinor }): BookEntry => {
    const outcome: Outcome = { amountMinor, parts, overpaidMinor, allocations: [] };
    const postings = journalOf(transaction, outcome, contextOf(state, transaction));
    return { ...entryHead(transaction), postings: [...postings, ...reversalOf(postings)] };
  });
  const accruals = state.accruals.map(
    ({ id, onDate, parts }): BookEntry => ({ id, onDate, kind: 'accrual', postings: accrualJournal(parts) }),
  );
  return [...standing, ...reversed, ...accruals];
}

function entryHead({ id, onDate, kind }: Transaction): Pick<BookEntry, 'id' | 'onDate' | 'kind'> {
  return { id, onDate, kind };
}

/** Was the loan charged off before this was entered? */
function contextOf(state: LoanState, transaction: Transaction): BookContext {
  if (transaction.kind === 'charge-off') return { isChargedOff: false, isFraud: transaction.isFraud };
  const chargeOff = state.transactions.find(({ kind, order }) => kind === 'charge-off' && order < transaction.order);
  return { isChargedOff: chargeOff !== undefined, isFraud: chargeOff?.kind === 'charge-off' && chargeOff.isFraud };
}
