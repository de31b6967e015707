import { openMinor } from '../replay/instalment.ts';
import { type LoanFacts, PAYMENT_KINDS } from '../replay/loan-facts.ts';
import { totalOf } from '../replay/parts.ts';
import { replayLoan } from '../replay/replay-loan.ts';
import type { ReplayRun } from '../replay/replay-run.ts';
import type { LoanState, LoanView } from './loan-state.ts';

export function factsOf(state: LoanState): LoanFacts {
  const { terms, transactions, charges, changes, businessDate, approvedMinor, freezes, waived } = state;
  const agreedMinor = approvedMinor ?? terms.agreedMinor;
  return { terms: { ...terms, agreedMinor }, transactions, charges, changes, businessDate, freezes, waived };
}

/** Replays a loan and reads off what is open and what was paid too much. */
export function viewLoan(state: LoanState): LoanView {
  const run = replayLoan(factsOf(state));
  return {
    rows: run.rows,
    charges: run.charges,
    outcomes: run.outcomes,
    startOn: run.startOn,
    interest: run.interest,
    openMinor: run.rows.reduce((total, row) => total + openMinor(row), 0),
    overpaidMinor: Math.max(0, liabilityOf(run)),
  };
}

/**
 * What the borrower paid and no instalment took, less what went back. Counted from both ends (money in, money on rows),
 * so that a fault in an allocation shows as a difference and not as a silent zero.
 */
function liabilityOf(run: ReplayRun): number {
  let inMinor = 0;
  for (const transaction of run.facts.transactions) {
    const outcome = run.outcomes.get(transaction.id);
    if (outcome === undefined) continue;
    if ((PAYMENT_KINDS as readonly string[]).includes(transaction.kind) && transaction.kind !== 'recovery') {
      inMinor += outcome.amountMinor;
    }
    if (outcome.givenBackMinor !== undefined) inMinor -= outcome.givenBackMinor;
    else if (MONEY_BACK.has(transaction.kind) && outcome.parts.principal === 0) inMinor -= outcome.overpaidMinor;
  }
  return inMinor - run.rows.reduce((total, row) => total + totalOf(row.paid), 0);
}

const MONEY_BACK: ReadonlySet<string> = new Set(['chargeback', 'credit-balance-refund']);
