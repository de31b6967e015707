import type { Account, Posting } from '../../credit/engine/books/journal.ts';
import { loanBooks } from '../../credit/engine/books/loan-books.ts';
import { toMinor } from './amounts.ts';
import type { Found } from './check-loan.ts';
import { type Differences, differSets } from './compare.ts';
import { TRANSACTION_NAMES } from './transaction-names.ts';
import { type Fields, listOf, type VectorCheck } from './vector-file.ts';

/** The chart of accounts of the files' source: several of our accounts are one there. */
const CODES: Record<Account, string> = {
  'loans-receivable': '112601',
  'interest-receivable': '112603',
  'fee-receivable': '112603',
  'penalty-receivable': '112603',
  clearing: '145023',
  'overpayment-liability': 'l1',
  'interest-income': '404000',
  'fee-income': '404007',
  'penalty-income': '404007',
  'recovery-income': '744008',
  'charge-off-expense': '744007',
  'charge-off-fraud-expense': '744037',
  'charge-off-interest': '404001',
  'charge-off-fee': '404008',
  'charge-off-penalty': '404008',
  'goodwill-expense': '744003',
  'goodwill-interest': '404001',
  'goodwill-fee': '404008',
  'goodwill-penalty': '404008',
  'write-off-expense': 'e4',
  'tax-payable': 'l2',
};

/** The entries of the transaction a check names: any of that kind and day may be meant. */
export function differJournal({ state, view, digits }: Found, { expect, about }: VectorCheck): Differences {
  const kind = String(about.transaction).toLowerCase().replaceAll('_', ' ');
  const entries = loanBooks(state, view).filter(
    (entry) => entry.onDate === about.date && namesOf(entry.kind).includes(kind),
  );
  const expected = listOf(expect).map((line) => lineOf(line, digits));
  const results = entries.map((entry) => differSets(expected, linesOf(entry.postings), isSame, 'posting'));
  if (results.length === 0) return [`no ${kind} on ${String(about.date)}`];
  return results.some((result) => result.length === 0) ? [] : (results[0] ?? []);
}

function namesOf(kind: keyof typeof TRANSACTION_NAMES): string[] {
  const name = TRANSACTION_NAMES[kind].toLowerCase();
  return [name, name.replaceAll('-', ' ')];
}

function linesOf(postings: readonly Posting[]): Fields[] {
  const sums = new Map<string, number>();
  for (const { account, amountMinor } of postings) {
    const key = `${CODES[account]}${amountMinor > 0 ? '+' : '-'}`;
    sums.set(key, (sums.get(key) ?? 0) + amountMinor);
  }
  return [...sums].map(([key, amountMinor]) => ({ code: key.slice(0, -1), amountMinor }));
}

function lineOf(line: Fields, digits: number): Fields {
  const debitMinor = line.debit === null || line.debit === undefined ? 0 : toMinor(line.debit, digits);
  const creditMinor = line.credit === null || line.credit === undefined ? 0 : toMinor(line.credit, digits);
  return { code: String(line.account_code), amountMinor: debitMinor - creditMinor };
}

function isSame(a: Fields, b: Fields): boolean {
  return a.code === b.code && a.amountMinor === b.amountMinor;
}
