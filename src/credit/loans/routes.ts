import { type Static, Type } from 'typebox';
import type { Call } from '#platform/call';
import { ListOf, PageQuery } from '#platform/lists';
import { answer, type Route, route } from '#platform/route';
import { Nullable, Strict, Uuid } from '#platform/schema-parts';
import { versionTag } from '#platform/versions';
import { LoanFilter, type LoansApi, loansContract, NewLoan } from './contract.ts';
import type { LoansDeps } from './loans-deps.ts';
import { Agreement, Charge, Day, Instalment, Loan, PayoffQuote, TimelineEntry, Transaction } from './shapes.ts';
import { stepRoutes } from './step-routes.ts';

const Params = Type.Object({ id: Uuid }, Strict);
const operations = loansContract.operations;
const { tenantId: _, ...ownFilter } = LoanFilter.properties;
const { tenantId: __, loanId: ___, ...newLoan } = NewLoan.properties;
const Items = <T extends typeof Instalment | typeof Transaction | typeof TimelineEntry>(item: T) =>
  Type.Object({ items: Type.Array(item) }, Strict);
const Schedule = Type.Object({ items: Type.Array(Instalment), asOf: Day }, Strict);
const Charges = Type.Object({ items: Type.Array(Charge), asOf: Day }, Strict);
const OnDate = Type.Object({ onDate: Type.Optional(Day) }, Strict);

type Identity = LoansDeps['identity'];
/** A loan as people of its institution see it: with the borrower's name. */
const ShownLoan = Type.Object({ ...Loan.properties, borrowerName: Nullable(Type.String()) }, Strict);

export function loansRoutes(api: LoansApi, identity: Identity): Route[] {
  return [
    ...listRoutes(api, identity),
    ...readRoutes(api, identity),
    ...chargeRoutes(api),
    ...agreementRoutes(api),
    ...bookRoutes(api),
    ...borrowerRoutes(api),
    ...stepRoutes(api),
  ];
}

/** One question for a page. */
async function withNames(identity: Identity, call: Call, loans: readonly Loan[]): Promise<Static<typeof ShownLoan>[]> {
  const { names } = await identity.namesByIds(call, { userIds: [...new Set(loans.map((loan) => loan.borrowerId))] });
  return loans.map((loan) => ({ ...loan, borrowerName: names[loan.borrowerId] ?? null }));
}

function listRoutes(api: LoansApi, identity: Identity): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/loans',
      summary: 'Loans of my institution, newest first',
      scope: 'loans:read',
      query: Type.Object({ ...ownFilter }, Strict),
      answers: { 200: ListOf(ShownLoan) },
      refusals: operations.listLoans.refusals,
      handle: async ({ call, query }) => {
        const { items, nextCursor } = await api.listLoans(call, query);
        return { items: await withNames(identity, call, items), nextCursor };
      },
    }),
    route({
      method: 'POST',
      path: '/credit/loans',
      summary: 'An approved offer becomes a loan',
      scope: 'loans:operate',
      idempotency: 'required',
      body: Type.Object({ loanId: Type.Optional(Uuid), ...newLoan }, Strict),
      examples: {
        body: {
          productId: '01980000-0000-7000-8000-000000000001',
          productVersion: 1,
          borrowerId: '01980000-0000-7000-8000-000000000002',
          amountMinor: 3_000_000,
          periods: 2,
        },
      },
      answers: { 201: Loan },
      refusals: operations.createLoan.refusals,
      handle: ({ call, body }) => api.createLoan(call, body),
    }),
  ];
}

function readRoutes(api: LoansApi, identity: Identity): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/loans/:id',
      summary: 'A loan as of the business date; its ETag goes into If-Match of a change',
      scope: 'loans:read',
      params: Params,
      answers: { 200: ShownLoan },
      refusals: operations.getLoan.refusals,
      handle: async ({ call, params }) => {
        const loan = await api.getLoan(call, { loanId: params.id });
        const [shown = { ...loan, borrowerName: null }] = await withNames(identity, call, [loan]);
        return answer(200, shown, { headers: { etag: versionTag(loan.version) } });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/loans/:id/schedule',
      summary: 'Instalments as of the business date, late charges included',
      scope: 'loans:read',
      params: Params,
      answers: { 200: Schedule },
      refusals: operations.schedule.refusals,
      handle: ({ call, params }) => api.schedule(call, { loanId: params.id }),
    }),
    route({
      method: 'GET',
      path: '/credit/loans/:id/transactions',
      summary: 'The account statement, by value date',
      scope: 'loans:read',
      params: Params,
      answers: { 200: Items(Transaction) },
      refusals: operations.transactions.refusals,
      handle: ({ call, params }) => api.transactions(call, { loanId: params.id }),
    }),
    route({
      method: 'GET',
      path: '/credit/loans/:id/payoff-quote',
      summary: 'What settles the loan on a day, exactly',
      scope: 'loans:read',
      params: Params,
      query: OnDate,
      answers: { 200: PayoffQuote },
      refusals: operations.payoffQuote.refusals,
      handle: ({ call, params, query }) => api.payoffQuote(call, { loanId: params.id, ...query }),
    }),
  ];
}

function chargeRoutes(api: LoansApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/loans/:id/charges',
      summary: 'Every fee, penalty and late charge, with the ids by which they are forgiven',
      scope: 'loans:read',
      params: Params,
      answers: { 200: Charges },
      refusals: operations.charges.refusals,
      handle: ({ call, params }) => api.charges(call, { loanId: params.id }),
    }),
    route({
      method: 'GET',
      path: '/credit/my-loans/:id/charges',
      summary: 'What I was charged, and for which day',
      scope: 'signed-in',
      params: Params,
      answers: { 200: Charges },
      refusals: operations.charges.refusals,
      handle: ({ call, params }) => api.charges(call, { loanId: params.id }),
    }),
  ];
}

function agreementRoutes(api: LoansApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/loans/:id/agreement',
      summary: 'What was agreed on: total, effective rate, proof of the caps',
      scope: 'loans:read',
      params: Params,
      answers: { 200: Agreement },
      refusals: operations.agreement.refusals,
      handle: ({ call, params }) => api.agreement(call, { loanId: params.id }),
    }),
  ];
}

function bookRoutes(api: LoansApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/loans/:id/timeline',
      summary: 'Everything that happened, as it was recorded',
      scope: 'loans:read',
      params: Params,
      answers: { 200: Items(TimelineEntry) },
      refusals: operations.timeline.refusals,
      handle: ({ call, params }) => api.timeline(call, { loanId: params.id }),
    }),
    route({
      method: 'GET',
      path: '/credit/loans/:id/journal',
      summary: 'The entries this loan has in the books',
      scope: 'loans:read',
      params: Params,
      answers: { 200: operations.journal.output },
      refusals: operations.journal.refusals,
      handle: ({ call, params }) => api.journal(call, { loanId: params.id }),
    }),
    route({
      method: 'GET',
      path: '/credit/loans/:id/figures',
      summary: 'How the loan stood at the end of a day, from everything known now',
      scope: 'loans:read',
      params: Params,
      query: Type.Object({ onDate: Day }, Strict),
      answers: { 200: operations.loanFiguresOn.output },
      refusals: operations.loanFiguresOn.refusals,
      handle: ({ call, params, query }) => api.loanFiguresOn(call, { loanId: params.id, ...query }),
    }),
  ];
}

/** The same reads for the borrower: whoever is signed in sees the own loans and no other. */
function borrowerRoutes(api: LoansApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/my-loans',
      summary: 'My loans, newest first',
      scope: 'signed-in',
      query: Type.Object({ ...PageQuery }, Strict),
      answers: { 200: ListOf(Loan) },
      handle: ({ call, query }) => api.listMyLoans(call, query),
    }),
    route({
      method: 'GET',
      path: '/credit/my-loans/:id',
      summary: 'One of my loans',
      scope: 'signed-in',
      params: Params,
      answers: { 200: Loan },
      refusals: operations.getLoan.refusals,
      handle: ({ call, params }) => api.getLoan(call, { loanId: params.id }),
    }),
    route({
      method: 'GET',
      path: '/credit/my-loans/:id/schedule',
      summary: 'What I owe, and when',
      scope: 'signed-in',
      params: Params,
      answers: { 200: Schedule },
      refusals: operations.schedule.refusals,
      handle: ({ call, params }) => api.schedule(call, { loanId: params.id }),
    }),
    route({
      method: 'GET',
      path: '/credit/my-loans/:id/transactions',
      summary: 'What I paid, and what it paid',
      scope: 'signed-in',
      params: Params,
      answers: { 200: Items(Transaction) },
      refusals: operations.transactions.refusals,
      handle: ({ call, params }) => api.transactions(call, { loanId: params.id }),
    }),
    route({
      method: 'GET',
      path: '/credit/my-loans/:id/payoff-quote',
      summary: 'What settles my loan on a day, exactly',
      scope: 'signed-in',
      params: Params,
      query: OnDate,
      answers: { 200: PayoffQuote },
      refusals: operations.payoffQuote.refusals,
      handle: ({ call, params, query }) => api.payoffQuote(call, { loanId: params.id, ...query }),
    }),
  ];
}
