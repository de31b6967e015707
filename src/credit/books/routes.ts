import { Type } from 'typebox';
import { StatementLine } from '#commons/ledger';
import type { TenantsApi } from '#credit/tenants';
import { ListOf, PageQuery } from '#platform/lists';
import { type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import {
  AccountNames,
  AccountRole,
  BookAccount,
  type BooksApi,
  booksContract,
  LoanJournal,
  TrialBalance,
} from './contract.ts';

const { operations } = booksContract;
const READ = 'books:read';
type Tenants = Pick<TenantsApi, 'tenantOfCall'>;
const RoleParams = Type.Object({ role: AccountRole }, Strict);

/** `/credit/books/…`: always of the caller's own institution. */
export function booksRoutes(api: BooksApi, tenants: Tenants): Route[] {
  return [...chartRoutes(api, tenants), ...figureRoutes(api, tenants)];
}

function chartRoutes(api: BooksApi, tenants: Tenants): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/books/accounts',
      summary: 'The chart of accounts of my institution',
      scope: READ,
      answers: { 200: ListOf(BookAccount) },
      handle: async ({ call }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return { items: (await api.chart(call, { tenantId })).accounts, nextCursor: null };
      },
    }),
    route({
      method: 'PUT',
      path: '/credit/books/accounts/:role',
      summary: 'Number and names of an account',
      scope: 'books:write',
      params: RoleParams,
      body: AccountNames,
      examples: { body: { code: '1-300', nameId: 'Piutang pinjaman', nameEn: 'Loans receivable' } },
      answers: { 200: BookAccount },
      refusals: operations.nameAccount.refusals,
      handle: async ({ call, params, body }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.nameAccount(call, { tenantId, role: params.role, names: body });
      },
    }),
  ];
}

function figureRoutes(api: BooksApi, tenants: Tenants): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/books/trial-balance',
      summary: 'Every account with its balance; both sides are equal',
      scope: READ,
      answers: { 200: TrialBalance },
      handle: async ({ call }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.trialBalance(call, { tenantId });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/books/accounts/:role/statement',
      summary: 'Postings of an account, newest first',
      scope: READ,
      params: RoleParams,
      query: Type.Object(PageQuery, Strict),
      answers: { 200: ListOf(StatementLine) },
      handle: async ({ call, params, query }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.statement(call, { tenantId, role: params.role, ...query });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/books/loans/:loanId/journal',
      summary: 'The entries of one loan',
      scope: READ,
      params: Type.Object({ loanId: Uuid }, Strict),
      answers: { 200: LoanJournal },
      refusals: operations.loanJournal.refusals,
      handle: async ({ call, params }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.loanJournal(call, { tenantId, loanId: params.loanId });
      },
    }),
  ];
}
