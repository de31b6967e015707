import type { PaymentsApi, PersonPayout } from '#commons/payments';
import type { Loan, LoansApi } from '#credit/loans';
import type { Database } from '#platform/database';
import { newUuid } from '#platform/ids';
import { refuse } from '#platform/refusal';

/** Stand-ins for neighbours, as their contracts have them, for tests. */

const AT = '2026-11-21T03:00:00.000Z';
const none = { principalMinor: 0, interestMinor: 0, feeMinor: 0, penaltyMinor: 0 };

/** An approved loan of a million, of which 950.000 reach the account. */
export function aLoan(change: Partial<Loan> = {}): Loan {
  const days = { agreedOn: '2026-11-21', activatedOn: null, endsOn: '2027-02-21', endedOn: null, closedUntil: null };
  const product = { productId: newUuid(), productVersion: 1, productName: 'Modal Usaha', periods: 3 };
  const figures = {
    openMinor: 0,
    overpaidMinor: 0,
    overdueMinor: 0,
    daysPastDue: 0,
    bucket: null,
    kol: '1',
    nextDue: null,
  };
  return {
    ...{ loanId: newUuid(), tenantId: newUuid(), number: 'DL-2611-000001', borrowerId: newUuid() },
    ...product,
    ...{ fundedBy: 'funders', purpose: 'business', status: 'approved', version: 1 },
    ...{ amountMinor: 1_000_000, netPayoutMinor: 950_000, paidOutMinor: 0 },
    ...days,
    ...figures,
    ...{ open: none, isChargedOff: false, isFraud: false, chargesFrozenUntil: null, createdAt: AT },
    ...change,
  };
}

/** Payments: one payout per id, whoever asks how often; `faults` come before it is made, `lostAnswers` after. */
export function theTill(accountName = 'Budi Santoso') {
  const payouts = new Map<string, PersonPayout & { accountNumber: string; fromAccountCode: string }>();
  const faults: Error[] = [];
  const lostAnswers: Error[] = [];
  const payPerson: PaymentsApi['payPerson'] = async (_call, wish) => {
    const fault = faults.shift();
    if (fault) throw fault;
    const { payoutId, ownerKind, ownerId, amountMinor, bankCode, accountNumber, fromAccountCode } = wish;
    if (wish.accountName !== accountName) throw refuse('payments.account-name-differs', { accountName });
    const state = { status: 'pending' as const, failureCode: null, createdAt: AT, completedAt: null };
    const accountNumberMasked = `••••••${accountNumber.slice(-4)}`;
    const ids = { payoutId, ownerKind, ownerId, amountMinor, bankCode, accountName, accountNumberMasked };
    const made = payouts.get(payoutId) ?? { ...ids, ...state, accountNumber, fromAccountCode };
    payouts.set(payoutId, made);
    const lost = lostAnswers.shift();
    if (lost) throw lost;
    return made;
  };
  return { payouts, faults, lostAnswers, api: { payPerson } };
}

/** Loans: what was asked of them, by name; `refusals` are answered first. */
export function theLoans() {
  const loans = new Map<string, Loan>();
  const asked: string[] = [];
  const refusals: string[] = [];
  const checks: string[] = [];
  const answer = (loanId: string, transactionId: string) => {
    const code = refusals.shift();
    if (code) throw refuse(code as 'loans.wrong-state');
    const loan = loans.get(loanId) ?? aLoan({ loanId });
    const when = { valueDate: '2026-11-21', enteredOn: '2026-11-21' };
    const money = { amountMinor: 1, parts: none, overpaidMinor: 0, balanceMinor: 0 };
    const rest = { isReversed: false, reference: null, note: null };
    return { loan, transaction: { transactionId, kind: 'disbursement' as const, ...when, ...money, ...rest } };
  };
  const paidOut = new Map<string, number>();
  const set = (loanId: string, status: Loan['status'], moreMinor: number): void => {
    const loan = loans.get(loanId);
    if (loan) loans.set(loanId, { ...loan, status, paidOutMinor: loan.paidOutMinor + moreMinor });
  };
  const api: Pick<
    LoansApi,
    'loansByIds' | 'checkPayout' | 'activateLoan' | 'reverseTransaction' | 'recordTransaction'
  > = {
    loansByIds: async (_call, { loanIds }) => ({ loans: loanIds.flatMap((id) => loans.get(id) ?? []) }),
    checkPayout: async () => {
      const code = checks.shift();
      if (code) throw refuse(code as 'loans.over-cap');
      return {};
    },
    activateLoan: async (_call, { loanId, transactionId, paidOutOn, amountMinor }) => {
      const made = answer(loanId, transactionId);
      asked.push(`activate ${transactionId} ${paidOutOn} ${amountMinor}`);
      paidOut.set(transactionId, amountMinor);
      set(loanId, 'active', amountMinor);
      return made;
    },
    reverseTransaction: async (_call, { loanId, transactionId }) => {
      const made = answer(loanId, transactionId);
      asked.push(`reverse ${transactionId}`);
      const backMinor = paidOut.get(transactionId) ?? 0;
      const rest = (loans.get(loanId)?.paidOutMinor ?? 0) - backMinor;
      set(loanId, rest > 0 ? 'active' : 'approved', 0 - backMinor);
      return made;
    },
    recordTransaction: async (_call, { loanId, transactionId, step }) => {
      const made = answer(loanId, transactionId);
      asked.push(`${step.kind} ${'amountMinor' in step ? step.amountMinor : ''}`);
      return made;
    },
  };
  return { loans, asked, refusals, checks, api };
}

/** A database whose process dies: the given call does not come through, or comes through and is never answered. */
export function dyingDatabase(database: Database, death: { atCall: number; isDone: boolean }): Database {
  let calls = 0;
  const dead = () => new Error('killed');
  const batch: Database['batch'] = async (statements, options) => {
    calls++;
    if (calls > death.atCall || (calls === death.atCall && !death.isDone)) throw dead();
    const rows = await database.batch(statements, options);
    if (calls === death.atCall) throw dead();
    return rows as never;
  };
  const run: Database['run'] = async (statement) => {
    if (calls >= death.atCall) throw dead();
    return await database.run(statement);
  };
  return { ...database, batch, run };
}
