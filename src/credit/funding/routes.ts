import { Type } from 'typebox';
import { ListOf, PageQuery } from '#platform/lists';
import { answer, type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import { type FundingApi, fundingContract } from './contract.ts';
import { Funder, FunderPayment, LoanFunding, Lots, Minor, NewFunder, TopUpAccount } from './shapes.ts';

const Params = Type.Object({ id: Uuid }, Strict);
const Page = Type.Object({ ...PageQuery }, Strict);
const operations = fundingContract.operations;
const EXAMPLE = { name: 'Rina Kusuma', kind: 'person', isSupervised: false, residence: 'resident' };

export function fundingRoutes(api: FundingApi): Route[] {
  return [...funderRoutes(api), ...loanRoutes(api)];
}

function funderRoutes(api: FundingApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/credit/funders',
      summary: 'Take a funder in',
      scope: 'funding:operate',
      body: NewFunder,
      examples: { body: EXAMPLE },
      answers: { 201: Funder },
      refusals: operations.addFunder.refusals,
      handle: async ({ call, body }) => answer(201, await api.addFunder(call, body)),
    }),
    route({
      method: 'GET',
      path: '/credit/funders',
      summary: 'Funders of my institution, newest first',
      scope: 'funding:read',
      query: Page,
      answers: { 200: ListOf(Funder) },
      refusals: operations.listFunders.refusals,
      handle: ({ call, query }) => api.listFunders(call, query),
    }),
    route({
      method: 'GET',
      path: '/credit/funders/:id',
      summary: 'A funder with what lies in escrow for him',
      scope: 'funding:read',
      params: Params,
      answers: { 200: Type.Object({ ...Funder.properties, escrowMinor: Minor }, Strict) },
      refusals: operations.getFunder.refusals,
      handle: ({ call, params }) => api.getFunder(call, { funderId: params.id }),
    }),
    route({
      method: 'GET',
      path: '/credit/funders/:id/account',
      summary: 'The virtual account by which a funder fills his escrow',
      scope: 'funding:read',
      params: Params,
      answers: { 200: TopUpAccount },
      refusals: operations.funderAccount.refusals,
      handle: ({ call, params }) => api.funderAccount(call, { funderId: params.id }),
    }),
    route({
      method: 'GET',
      path: '/credit/funders/:id/payments',
      summary: 'What was passed on to a funder, with the tax withheld',
      scope: 'funding:read',
      params: Params,
      query: Page,
      answers: { 200: ListOf(FunderPayment) },
      refusals: operations.funderPayments.refusals,
      handle: ({ call, params, query }) => api.funderPayments(call, { funderId: params.id, ...query }),
    }),
  ];
}

function loanRoutes(api: FundingApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/funds',
      summary: 'The money of my institution here, and the account by which it grows',
      scope: 'funding:read',
      answers: { 200: operations.houseFunds.output },
      refusals: operations.houseFunds.refusals,
      handle: ({ call }) => api.houseFunds(call, {}),
    }),
    route({
      method: 'GET',
      path: '/credit/loans/:id/funding',
      summary: 'Whose money a loan is, and what was passed on',
      scope: 'funding:read',
      params: Params,
      answers: { 200: LoanFunding },
      refusals: operations.loanFunding.refusals,
      handle: ({ call, params }) => api.loanFunding(call, { loanId: params.id }),
    }),
    route({
      method: 'POST',
      path: '/credit/loans/:id/funding',
      summary: 'Funders promise a loan, in shares that add up to it',
      scope: 'funding:operate',
      idempotency: 'required',
      params: Params,
      body: Type.Object({ lots: Lots }, Strict),
      examples: { body: { lots: [{ funderId: '0190aaaa-bbbb-7ccc-8ddd-000000000001', amountMinor: 3_000_000 }] } },
      answers: { 200: LoanFunding },
      refusals: operations.fundLoan.refusals,
      handle: ({ call, params, body }) => api.fundLoan(call, { loanId: params.id, lots: body.lots }),
    }),
  ];
}
