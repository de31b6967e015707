import type { LoanState, LoanView } from '../life/loan-state.ts';
import type { Transaction } from '../replay/loan-facts.ts';
import { addParts, noParts, type Parts, subtractParts } from '../replay/parts.ts';
import { inOrder } from '../replay/replay-loan.ts';
import { newOutcome, type Outcome, type ReplayRun } from '../replay/replay-run.ts';
import {
  type Account,
  accrualJournal,
  type BookContext,
  journalOf,
  owedAfter,
  owedAgain,
  type Posting,
} from './journal.ts';

/** What a loan has on each account: positive is debit. */
export type LoanAccounts = Map<Account, number>;

/**
 * The accounts of a loan as they must stand: every standing transaction, and the income recognised so far. A charge-off or
 * write-off takes out of the receivables what is in them: all principal, and of interest, fees and penalties what had been
 * recognised and not paid; income that had not come yet is no expense. Fees out of the payout are income of that day.
 */
export function loanAccounts(state: LoanState, view: LoanView, recognised: Parts): LoanAccounts {
  const accounts: LoanAccounts = new Map();
  let paid = noParts();
  let context: BookContext = { isChargedOff: false, isFraud: false };
  let isFirstPayout = true;
  for (const transaction of inOrder(state.transactions)) {
    const outcome = inTheBooks(transaction, view.outcomes.get(transaction.id) ?? newOutcome(0), paid);
    post(accounts, journalOf(transaction, outcome, context));
    if (transaction.kind === 'disbursement' && isFirstPayout) {
      post(accounts, takenFees(view));
      isFirstPayout = false;
    }
    if (transaction.kind === 'charge-off') context = { isChargedOff: true, isFraud: transaction.isFraud };
    if (!context.isChargedOff) paid = addParts(paid, paidBy(transaction, outcome));
  }
  post(accounts, accrualJournal(recognised));
  return accounts;
}

/** The lines that bring the accounts from one standing to another; they add up to zero when both do. */
export function accountChange(before: LoanAccounts, after: LoanAccounts): Posting[] {
  const lines: Posting[] = [];
  for (const account of new Set([...before.keys(), ...after.keys()])) {
    const amountMinor = (after.get(account) ?? 0) - (before.get(account) ?? 0);
    if (amountMinor !== 0) lines.push({ account, amountMinor });
  }
  return lines;
}

function inTheBooks(transaction: Transaction, outcome: Outcome, paid: Parts): Outcome {
  if (transaction.kind !== 'charge-off' && transaction.kind !== 'write-off') return outcome;
  if (transaction.income === undefined) return outcome;
  const receivable = subtractParts(transaction.income, { ...paid, principal: 0 });
  const parts: Parts = {
    principal: outcome.parts.principal,
    interest: Math.max(0, receivable.interest),
    fee: Math.max(0, receivable.fee),
    penalty: Math.max(0, receivable.penalty),
  };
  return { ...outcome, parts };
}

/** What it took out of the receivables; a charge-back in the product's order puts some back. */
function paidBy({ kind }: Transaction, outcome: Outcome): Parts {
  if (kind === 're-ageing' || kind === 're-amortisation' || kind === 'credit-balance-refund') return noParts();
  if (kind === 'disbursement') return subtractParts(noParts(), owedAfter({ ...outcome, parts: noParts() }));
  if (kind !== 'chargeback') return outcome.parts;
  return outcome.givenBackMinor === undefined ? noParts() : subtractParts(noParts(), owedAgain(outcome));
}

/** What the payout did not bring to the borrower; tax on it is owed on. */
function takenFees(view: Pick<ReplayRun, 'charges'>): Posting[] {
  let feeMinor = 0;
  let taxMinor = 0;
  for (const charge of view.charges) {
    if (charge.timing !== 'at-disbursement') continue;
    if (charge.id.startsWith('tax-')) taxMinor += charge.amountMinor;
    else feeMinor += charge.amountMinor;
  }
  return [
    { account: 'clearing', amountMinor: feeMinor + taxMinor },
    { account: 'fee-income', amountMinor: -feeMinor },
    { account: 'tax-payable', amountMinor: -taxMinor },
  ];
}

function post(accounts: LoanAccounts, postings: readonly Posting[]): void {
  for (const { account, amountMinor } of postings) {
    if (amountMinor !== 0) accounts.set(account, (accounts.get(account) ?? 0) + amountMinor);
  }
}
