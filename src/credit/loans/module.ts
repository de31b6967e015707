import { defineModule } from '#platform/module';
import { actingInstitution } from './acting.ts';
import { activateLoan } from './activate-loan.ts';
import { cancelLoan } from './cancel-loan.ts';
import { checkPayout } from './check-payout.ts';
import { closeLoans, loanStretches } from './close-loans.ts';
import { type LoansApi, loansContract } from './contract.ts';
import { createLoan } from './create-loan.ts';
import { countBorrowers, countOpenOfBorrower, listLoanIdsOfBorrower, listLoanIdsOfNumber } from './list-queries.ts';
import type { LoansDeps } from './loans-deps.ts';
import { openBusinessDay } from './open-business-day.ts';
import { bookedAccounts, cashFlow, loansDueOn, portfolio, transactionsOfDay } from './portfolio.ts';
import { previewStep } from './preview-step.ts';
import { agreement } from './read-agreement.ts';
import {
  businessDayOf,
  charges,
  getLoan,
  journal,
  listLoans,
  listMyLoans,
  loanFiguresOn,
  loansByIds,
  payoffQuote,
  schedule,
  timeline,
  transactions,
} from './read-loans.ts';
import { recordTransaction } from './record-transaction.ts';
import { reverseTransaction } from './reverse-transaction.ts';
import { loansRoutes } from './routes.ts';
import { verifyLoans } from './verify-loans.ts';

export function createLoans(deps: LoansDeps) {
  const api: LoansApi = { ...changes(deps), ...reads(deps), ...forTheHouse(deps) };
  return defineModule({ contract: loansContract, api, routes: loansRoutes(api, deps.identity) });
}

function changes(deps: LoansDeps) {
  return {
    createLoan: (call, input) => createLoan(deps, call, input),
    cancelLoan: (call, input) => cancelLoan(deps, call, input),
    activateLoan: (call, input) => activateLoan(deps, call, input),
    recordTransaction: (call, input) => recordTransaction(deps, call, input),
    reverseTransaction: (call, input) => reverseTransaction(deps, call, input),
  } satisfies Partial<LoansApi>;
}

function reads(deps: LoansDeps) {
  return {
    getLoan: (call, input) => getLoan(deps, call, input),
    listLoans: (call, input) => listLoans(deps, call, input),
    listMyLoans: (call, input) => listMyLoans(deps, call, input),
    schedule: (call, input) => schedule(deps, call, input),
    charges: (call, input) => charges(deps, call, input),
    transactions: (call, input) => transactions(deps, call, input),
    timeline: (call, input) => timeline(deps, call, input),
    journal: (call, input) => journal(deps, call, input),
    agreement: (call, input) => agreement(deps, call, input),
    payoffQuote: (call, input) => payoffQuote(deps, call, input),
    loanFiguresOn: (call, input) => loanFiguresOn(deps, call, input),
    previewStep: (call, input) => previewStep(deps, call, input),
    checkPayout: (call, input) => checkPayout(deps, call, input),
    portfolio: (call, input) => portfolio(deps, call, input),
    cashFlow: (call, input) => cashFlow(deps, call, input),
    businessDay: async (call, input) =>
      businessDayOf(deps, (await actingInstitution(deps, call, input, 'loans.no-institution')).tenantId),
  } satisfies Partial<LoansApi>;
}

const MOST_OF_A_PERSON = 500;

function forTheHouse(deps: LoansDeps) {
  return {
    loansByIds: (_call, { loanIds }) => loansByIds(deps, loanIds),
    loansByNumber: async (_call, { number }) => loansByIds(deps, await listLoanIdsOfNumber(deps.database, number)),
    openBusinessDay: (call, input) => openBusinessDay(deps, call, input),
    closeLoans: (call, input) => closeLoans(deps, call, input),
    loanStretches: (_call, input) => loanStretches(deps, input),
    loansDueOn: (_call, input) => loansDueOn(deps, input),
    transactionsOfDay: (_call, input) => transactionsOfDay(deps, input),
    countBorrowers: (_call, { tenantId }) => countBorrowers(deps.database, tenantId),
    countOpenLoans: async (_call, { userId }) => ({ open: await countOpenOfBorrower(deps.database, userId) }),
    personalData: async (_call, { userId }) => {
      const ids = await listLoanIdsOfBorrower(deps.database, {
        borrowerId: userId,
        before: null,
        limit: MOST_OF_A_PERSON,
      });
      return loansByIds(
        deps,
        ids.map((row) => row.loan_id),
      );
    },
    bookedAccounts: (_call, input) => bookedAccounts(deps, input),
    verifyLoans: () => verifyLoans(deps.database),
  } satisfies Partial<LoansApi>;
}
