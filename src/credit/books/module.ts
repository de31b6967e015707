import type { LedgerApi } from '#commons/ledger';
import type { LoansApi } from '#credit/loans';
import { type TenantsApi, tenantsContract } from '#credit/tenants';
import type { Database } from '#platform/database';
import { on } from '#platform/events';
import { defineModule } from '#platform/module';
import { insertTenant } from './chart-queries.ts';
import { type BooksApi, booksContract } from './contract.ts';
import { chart, loanJournal, nameAccount, statement, trialBalance, verifyBooks } from './read-books.ts';
import { booksRoutes } from './routes.ts';

export type BooksDeps = {
  database: Database;
  ledger: Pick<LedgerApi, 'listAccounts' | 'statement'>;
  loans: Pick<LoansApi, 'journal' | 'bookedAccounts'>;
};

export function createBooks(deps: BooksDeps & { tenants: Pick<TenantsApi, 'tenantOfCall'> }) {
  const api: BooksApi = {
    chart: (call, input) => chart(deps, call, input),
    nameAccount: (call, input) => nameAccount(deps, call, input),
    trialBalance: (call, input) => trialBalance(deps, call, input),
    statement: (call, input) => statement(deps, call, input),
    loanJournal: (call, input) => loanJournal(deps, call, input),
    verifyBooks: (call) => verifyBooks(deps, call),
  };
  return defineModule({
    contract: booksContract,
    api,
    routes: booksRoutes(api, deps.tenants),
    reactions: [
      on(tenantsContract, 'tenant.created', { inTx: (tx, event) => tx.write(insertTenant(event.payload.tenantId)) }),
    ],
  });
}
