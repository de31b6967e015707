import type { LedgerApi } from '#commons/ledger';
import type { PaymentsApi, PersonPayout } from '#commons/payments';
import type { Loan } from '#credit/loans';
import { newUuid } from '#platform/ids';
import { refuse } from '#platform/refusal';

/** Named examples for tests. */

export const nothing = { principalMinor: 0, interestMinor: 0, feeMinor: 0, penaltyMinor: 0 };

/** A loan as its module shows it, approved and not paid out. */
export function aLoan(change: Partial<Loan> = {}): Loan {
  return {
    loanId: newUuid(),
    tenantId: newUuid(),
    number: 'DL-2611-000001',
    borrowerId: newUuid(),
    productId: newUuid(),
    productVersion: 1,
    productName: 'Modal Usaha',
    fundedBy: 'funders',
    purpose: 'business',
    status: 'approved',
    version: 1,
    amountMinor: 1_000_000,
    netPayoutMinor: change.amountMinor ?? 1_000_000,
    paidOutMinor: 0,
    periods: 3,
    agreedOn: '2026-11-21',
    activatedOn: null,
    endsOn: '2027-02-21',
    endedOn: null,
    open: nothing,
    openMinor: 0,
    overpaidMinor: 0,
    overdueMinor: 0,
    daysPastDue: 0,
    bucket: null,
    kol: '1',
    nextDue: null,
    isChargedOff: false,
    isFraud: false,
    chargesFrozenUntil: null,
    closedUntil: null,
    createdAt: '2026-11-21T03:00:00.000Z',
    ...change,
  };
}

type Entry = Parameters<LedgerApi['post']>[1]['entries'][number];

/** A ledger as its contract has it: each entry once, balanced, and no custody account below zero. */
export function theBooks() {
  const balances = new Map<string, number>();
  const posted = new Set<string>();
  const isAsset = (code: string): boolean => code.startsWith('provider:') || code.endsWith(':recall');
  const balanceOf = (code: string): number => balances.get(code) ?? 0;

  function changesOf({ lines }: Entry): Map<string, number> {
    const changes = new Map<string, number>();
    for (const { accountCode, side, amountMinor } of lines) {
      const isMore = (side === 'debit') === isAsset(accountCode);
      changes.set(accountCode, (changes.get(accountCode) ?? 0) + (isMore ? amountMinor : 0 - amountMinor));
    }
    return changes;
  }

  function postOne(entry: Entry): void {
    const sum = entry.lines.reduce((total, line) => total + (line.side === 'debit' ? 1 : -1) * line.amountMinor, 0);
    if (sum !== 0) throw refuse('ledger.not-balanced');
    const changes = [...changesOf(entry)];
    const short = changes.find(([code, change]) => !code.startsWith('provider:') && balanceOf(code) + change < 0);
    if (short) throw refuse('ledger.balance-too-low', { accountCode: short[0] });
    for (const [code, change] of changes) balances.set(code, balanceOf(code) + change);
    posted.add(entry.entryId);
  }

  const post: LedgerApi['post'] = async (_call, { entries }) => {
    const fresh = entries.filter(({ entryId }) => !posted.has(entryId));
    for (const entry of fresh) postOne(entry);
    return { postedEntryIds: fresh.map(({ entryId }) => entryId), knownEntryIds: [] };
  };
  /** Set aside; the rest of the balance is free. */
  const holds = new Map<string, { accountCode: string; amountMinor: number }>();
  const freeOf = (code: string): number =>
    [...holds.values()].reduce(
      (free, hold) => free - (hold.accountCode === code ? hold.amountMinor : 0),
      balanceOf(code),
    );
  const balancesByCodes: LedgerApi['balancesByCodes'] = async (_call, { accountCodes }) => ({
    balances: accountCodes.map((accountCode) => {
      const balanceMinor = balanceOf(accountCode);
      const availableMinor = freeOf(accountCode);
      const rest = { currency: 'IDR', type: 'liability' as const, balanceMinor };
      return { accountCode, ...rest, heldMinor: balanceMinor - availableMinor, availableMinor };
    }),
  });
  /** Assets less what is owed: zero at all times. */
  const total = (): number =>
    [...balances].reduce((sum, [code, amount]) => sum + (isAsset(code) ? amount : 0 - amount), 0);
  const statement: LedgerApi['statement'] = async () => ({ items: [], nextCursor: null });
  return { api: { post, balancesByCodes, statement }, total, holds, freeOf };
}

type Books = ReturnType<typeof theBooks>;

/** Payments as the contract has them: one payout per id, its money held until it ends; the bank knows one holder. */
export function theTill(books: Books, holder: string) {
  const payouts = new Map<string, PersonPayout & { fromAccountCode: string; accountNumber: string }>();
  /** Come before anything is done; `lostAnswers` after it. */
  const faults: Error[] = [];
  const lostAnswers: Error[] = [];
  const inquireBankAccount: PaymentsApi['inquireBankAccount'] = async (_call, { bankCode, expectedName }) => {
    const fault = faults.shift();
    if (fault) throw fault;
    if (expectedName !== holder) throw refuse('payments.account-name-differs', { accountName: holder });
    return { bankCode, accountName: holder };
  };
  const payPerson: PaymentsApi['payPerson'] = async (_call, wish) => {
    const fault = faults.shift();
    if (fault) throw fault;
    const { payoutId, ownerKind, ownerId, amountMinor, bankCode, accountName, fromAccountCode, accountNumber } = wish;
    const known = payouts.get(payoutId);
    if (known) return known;
    if (books.freeOf(fromAccountCode) < amountMinor) throw refuse('payments.funds-too-low');
    books.holds.set(payoutId, { accountCode: fromAccountCode, amountMinor });
    const state = { status: 'pending' as const, failureCode: null, completedAt: null };
    const accountNumberMasked = `••••••${accountNumber.slice(-4)}`;
    const ids = { payoutId, ownerKind, ownerId, amountMinor, bankCode, accountName, accountNumberMasked };
    const made = { ...ids, ...state, createdAt: '2026-11-21T03:00:00.000Z', fromAccountCode, accountNumber };
    payouts.set(payoutId, made);
    const lost = lostAnswers.shift();
    if (lost) throw lost;
    return made;
  };
  return { payouts, faults, lostAnswers, api: { inquireBankAccount, payPerson } };
}

/** What withdrawals and their accounts are refused with, and what payments said. */
export const BANK_SAYS_NO = [
  ['funding.account-name-differs', 'payments.account-name-differs'],
  ['funding.account-not-found', 'payments.account-not-found'],
  ['funding.bank-unknown', 'payments.bank-unknown'],
] as const;
