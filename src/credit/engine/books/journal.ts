import type { Transaction, TransactionKind } from '../replay/loan-facts.ts';
import { COMPONENTS, noParts, type Parts, subtractParts } from '../replay/parts.ts';
import type { Outcome } from '../replay/replay-run.ts';

/** Accounts by what they are for; a tenant's chart of accounts names them. */
export type Account =
  | 'loans-receivable'
  | 'interest-receivable'
  | 'fee-receivable'
  | 'penalty-receivable'
  | 'clearing'
  | 'overpayment-liability'
  | 'interest-income'
  | 'fee-income'
  | 'penalty-income'
  | 'recovery-income'
  | 'charge-off-expense'
  | 'charge-off-fraud-expense'
  | 'charge-off-interest'
  | 'charge-off-fee'
  | 'charge-off-penalty'
  | 'goodwill-expense'
  | 'goodwill-interest'
  | 'goodwill-fee'
  | 'goodwill-penalty'
  | 'write-off-expense'
  | 'tax-payable';

/** One side of an entry, in minor units; positive debits, negative credits. */
export type Posting = { account: Account; amountMinor: number };

/** How a loan stood in the books when the transaction was entered. */
export type BookContext = { isChargedOff: boolean; isFraud: boolean };

const PLAIN: Record<keyof Parts, Account> = {
  principal: 'loans-receivable',
  interest: 'interest-receivable',
  fee: 'fee-receivable',
  penalty: 'penalty-receivable',
};
const GOODWILL: Record<keyof Parts, Account> = {
  principal: 'goodwill-expense',
  interest: 'goodwill-interest',
  fee: 'goodwill-fee',
  penalty: 'goodwill-penalty',
};

/**
 * The postings of a transaction: they add up to zero, always. What is charged off left the receivables, so money that
 * comes later is recovery income, and a refund by the merchant lowers the expense.
 */
export function journalOf(transaction: Transaction, outcome: Outcome, context: BookContext): Posting[] {
  const { amountMinor, parts, overpaidMinor } = outcome;
  switch (transaction.kind) {
    case 'disbursement':
      return merged([
        ...debitParts(PLAIN, owedAfter({ ...outcome, parts: { ...noParts(), principal: amountMinor } })),
        debit('overpayment-liability', overpaidMinor),
        credit('clearing', amountMinor),
      ]);
    case 'charge-off':
      return merged([...creditParts(PLAIN, parts), ...debitParts(chargeOffAccounts(context), parts)]);
    case 'write-off':
      return writeOff(parts, context);
    case 'interest-waiver':
    case 'charge-waiver':
      return [];
    case 're-amortisation':
    case 're-ageing':
      return [];
    case 'recovery':
      return merged([debit('clearing', amountMinor), credit('recovery-income', amountMinor)]);
    case 'credit-balance-refund':
    case 'chargeback':
      return moneyBack(outcome, context);
    default:
      return payment(transaction.kind, outcome, context);
  }
}

/** Income that is recognised: a receivable against income. */
export function accrualJournal(parts: Parts): Posting[] {
  return merged([
    debit('interest-receivable', parts.interest),
    debit('fee-receivable', parts.fee),
    debit('penalty-receivable', parts.penalty),
    credit('interest-income', parts.interest),
    credit('fee-income', parts.fee),
    credit('penalty-income', parts.penalty),
  ]);
}

/** The postings that undo others. */
export function reversalOf(postings: readonly Posting[]): Posting[] {
  return postings.map(({ account, amountMinor }) => ({ account, amountMinor: -amountMinor }));
}

function payment(kind: TransactionKind, { parts, overpaidMinor }: Outcome, context: BookContext): Posting[] {
  const isGoodwill = kind === 'goodwill-credit';
  const liability = credit('overpayment-liability', overpaidMinor);
  const inMinor = parts.principal + parts.interest + parts.fee + parts.penalty;
  const paidFrom = isGoodwill
    ? [...debitParts(GOODWILL, parts), debit('goodwill-expense', overpaidMinor)]
    : [debit('clearing', inMinor + overpaidMinor)];
  if (!context.isChargedOff) return merged([...creditParts(PLAIN, parts), liability, ...paidFrom]);
  const isRefund = kind === 'merchant-refund' || kind === 'payout-refund';
  const income = isRefund ? creditParts(chargeOffAccounts(context), parts) : [credit('recovery-income', inMinor)];
  return merged([...income, liability, ...paidFrom]);
}

/** Money that leaves: owed again, or out of the liability. */
function moneyBack(outcome: Outcome, context: BookContext): Posting[] {
  const accounts = context.isChargedOff ? chargeOffAccounts(context) : PLAIN;
  return merged([
    ...debitParts(accounts, owedAgain(outcome)),
    debit('overpayment-liability', outcome.overpaidMinor),
    credit('clearing', outcome.amountMinor),
  ]);
}

/** What is owed after money went out: its parts, less what the liability paid of them (or of other parts) at once. */
export function owedAfter({ parts, allocations }: Pick<Outcome, 'parts' | 'allocations'>): Parts {
  return allocations.reduce<Parts>((owed, entry) => subtractParts(owed, entry.parts), parts);
}

/** The same of a charge-back: one that is principal again has its parts after the liability has paid. */
export function owedAgain(outcome: Outcome): Parts {
  return outcome.givenBackMinor === undefined ? outcome.parts : owedAfter(outcome);
}

function writeOff(parts: Parts, context: BookContext): Posting[] {
  // What was charged off has left the receivables before.
  if (context.isChargedOff) return [];
  const totalMinor = parts.principal + parts.interest + parts.fee + parts.penalty;
  return merged([...creditParts(PLAIN, parts), debit('write-off-expense', totalMinor)]);
}

function chargeOffAccounts({ isFraud }: BookContext): Record<keyof Parts, Account> {
  return {
    principal: isFraud ? 'charge-off-fraud-expense' : 'charge-off-expense',
    interest: 'charge-off-interest',
    fee: 'charge-off-fee',
    penalty: 'charge-off-penalty',
  };
}

function debit(account: Account, amountMinor: number): Posting {
  return { account, amountMinor };
}

function credit(account: Account, amountMinor: number): Posting {
  return { account, amountMinor: -amountMinor };
}

function debitParts(accounts: Record<keyof Parts, Account>, parts: Parts): Posting[] {
  return COMPONENTS.map((component) => debit(accounts[component], parts[component]));
}

function creditParts(accounts: Record<keyof Parts, Account>, parts: Parts): Posting[] {
  return COMPONENTS.map((component) => credit(accounts[component], parts[component]));
}

/** One posting for each account; none of zero. */
function merged(postings: readonly Posting[]): Posting[] {
  const sums = new Map<Account, number>();
  for (const { account, amountMinor } of postings) sums.set(account, (sums.get(account) ?? 0) + amountMinor);
  return [...sums]
    .filter(([, amountMinor]) => amountMinor !== 0)
    .map(([account, amountMinor]) => ({ account, amountMinor }));
}
