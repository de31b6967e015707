import type { BankLine } from '#commons/payments';
import type { Loan, LoansApi } from '#credit/loans';
import type { TenantsApi } from '#credit/tenants';
import { derivedId, newUuid } from '#platform/ids';
import { refuse } from '#platform/refusal';
import type { RepaymentsDeps } from './repayments-deps.ts';

/** Stand-ins for neighbours, as their contracts have them, for tests. */

const AT = '2026-11-21T03:00:00.000Z';
const none = { principalMinor: 0, interestMinor: 0, feeMinor: 0, penaltyMinor: 0 };

/** An active loan of a million. */
export function aLoan(change: Partial<Loan> = {}): Loan {
  const days = {
    agreedOn: '2026-10-01',
    activatedOn: '2026-10-02',
    endsOn: '2027-01-02',
    endedOn: null,
    closedUntil: null,
  };
  const product = { productId: newUuid(), productVersion: 1, productName: 'Modal Usaha', periods: 3 };
  const figures = {
    openMinor: 1_000_000,
    overpaidMinor: 0,
    overdueMinor: 0,
    daysPastDue: 0,
    bucket: null,
    kol: '1',
    nextDue: null,
  };
  return {
    ...{ loanId: newUuid(), tenantId: newUuid(), number: 'DL-2610-000001', borrowerId: newUuid() },
    ...product,
    ...{ fundedBy: 'funders', purpose: 'business', status: 'active', version: 2 },
    ...{ amountMinor: 1_000_000, netPayoutMinor: 1_000_000, paidOutMinor: 1_000_000 },
    ...days,
    ...figures,
    ...{ open: none, isChargedOff: false, isFraud: false, chargesFrozenUntil: null, createdAt: AT },
    ...change,
  };
}

/** Loans: each transaction once; a code set for a loan refuses its next transactions. */
export function theLoans() {
  const loans = new Map<string, Loan>();
  const recorded = new Map<string, { loanId: string; kind: string; valueDate: string; amountMinor: number }>();
  const reversed: string[] = [];
  const refusing = new Map<string, string[]>();
  const answer = (loanId: string, transactionId: string) => {
    const loan = loans.get(loanId) ?? aLoan({ loanId });
    const when = { valueDate: '2026-11-21', enteredOn: '2026-11-21' };
    const money = { amountMinor: 1, parts: none, overpaidMinor: 0, balanceMinor: 0 };
    const rest = { isReversed: false, reference: null, note: null };
    return { loan, transaction: { transactionId, kind: 'repayment' as const, ...when, ...money, ...rest } };
  };
  const api: Pick<LoansApi, 'loansByIds' | 'loansByNumber' | 'recordTransaction' | 'reverseTransaction'> = {
    loansByIds: async (_call, { loanIds }) => ({ loans: loanIds.flatMap((id) => loans.get(id) ?? []) }),
    loansByNumber: async (_call, { number }) => ({ loans: [...loans.values()].filter((one) => one.number === number) }),
    recordTransaction: async (_call, { loanId, transactionId, valueDate, step }) => {
      const code = refusing.get(loanId)?.shift();
      if (code) throw refuse(code as 'loans.wrong-state');
      const amountMinor = 'amountMinor' in step ? step.amountMinor : 0;
      recorded.set(transactionId, { loanId, kind: step.kind, valueDate, amountMinor });
      return answer(loanId, transactionId);
    },
    reverseTransaction: async (_call, { loanId, transactionId }) => {
      if (!recorded.has(transactionId)) throw refuse('loans.no-such-transaction');
      reversed.push(transactionId);
      return answer(loanId, transactionId);
    },
  };
  const of = (loanId: string) => [...recorded.values()].filter((one) => one.loanId === loanId);
  return { loans, recorded, reversed, refusing, of, api };
}

type Credit = {
  captureId: string;
  accountId: string;
  ownerId: string;
  amountMinor: number;
  paidAt: string;
  receivedAt: string;
};

/** Payments: one account per id; what the bank and the provider list is what the test puts there. */
export function thePayments() {
  const lines: BankLine[] = [];
  const credits: Credit[] = [];
  const payouts = new Map<string, { amountMinor: number; fromAccountCode: string; accountNumber: string }>();
  const refusals: string[] = [];
  const checked: string[] = [];
  const stated = new Map<string, string>();
  const next = (): void => {
    const code = refusals.shift();
    if (code) throw refuse(code as 'payments.bank-unavailable');
  };
  const accountOf = (accountId: string, ownerId: string, accountName: string) => {
    const channel = { channel: 'VA_BRI' as const, channelName: 'BRI Virtual Account', status: 'open' as const };
    const accountNumber = `999002${String(Number.parseInt(accountId.slice(0, 8), 16)).padStart(10, '0')}`;
    return { accountId, ownerKind: 'loan', ownerId, ...channel, bank: 'BRI', accountNumber, accountName, openedAt: AT };
  };
  const api: RepaymentsDeps['payments'] = {
    creditStatementLine: async (_call, { accountId, entryId }) => {
      next();
      stated.set(entryId, accountId);
      return { captureId: derivedId('test', entryId) };
    },
    openAccount: async (_call, { accountId, ownerId, payerName }) => {
      next();
      return accountOf(accountId, ownerId, payerName);
    },
    checkAccount: async (_call, { accountId }) => {
      checked.push(accountId);
      next();
      return { account: accountOf(accountId, newUuid(), 'x'), found: 0 };
    },
    creditsBetween: async () => ({ items: credits, nextCursor: null }),
    compareWithBank: async () => {
      next();
      return { lines };
    },
    payPerson: async (_call, wish) => {
      next();
      const { payoutId, ownerKind, ownerId, amountMinor, fromAccountCode, accountNumber, bankCode, accountName } = wish;
      payouts.set(payoutId, { amountMinor, fromAccountCode, accountNumber });
      const state = { status: 'pending' as const, failureCode: null, createdAt: AT, completedAt: null };
      const accountNumberMasked = `••••••${accountNumber.slice(-4)}`;
      return { payoutId, ownerKind, ownerId, amountMinor, bankCode, accountNumberMasked, accountName, ...state };
    },
  };
  return { lines, credits, payouts, refusals, checked, stated, api };
}

/** Whoever is asked for. */
export const allAreBudi: RepaymentsDeps['identity'] = {
  namesByIds: async (_call, { userIds }) => ({
    names: Object.fromEntries(userIds.map((userId) => [userId, 'Budi Santoso'])),
  }),
  accountsByIds: async (_call, { userIds }) => ({
    accounts: userIds.map((userId) => ({
      ...{ userId, name: 'Budi Santoso', email: null, phone: null, roles: [], language: 'id' as const },
    })),
  }),
};

/** Every institution has one name. */
export const allAreLumbung: TenantsApi['tenantsByIds'] = async (_call, { tenantIds }) => ({
  tenants: tenantIds.map((tenantId) => ({
    ...{ tenantId, name: 'Dana Lumbung', isActive: true, createdAt: AT },
    kind: 'online-lender' as const,
  })),
});
