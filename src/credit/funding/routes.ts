import { Type } from 'typebox';
import { ListOf, PageQuery } from '#platform/lists';
import { answer, type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import { type FundingApi, fundingContract } from './contract.ts';
import {
  EscrowMovement,
  Funder,
  FunderLot,
  FunderPayment,
  FunderWithMoney,
  LoanFunding,
  Lots,
  NewFunder,
  NewPayoutAccount,
  NewWithdrawal,
  PayoutAccount,
  TopUpAccount,
  Withdrawal,
} from './shapes.ts';

const Params = Type.Object({ id: Uuid }, Strict);
const Page = Type.Object({ ...PageQuery }, Strict);
const operations = fundingContract.operations;
const EXAMPLE = { name: 'Rina Kusuma', kind: 'person', isSupervised: false, residence: 'resident' };

export function fundingRoutes(api: FundingApi): Route[] {
  return [...funderRoutes(api), ...moneyOfFunderRoutes(api), ...withdrawalRoutes(api), ...loanRoutes(api)];
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
      answers: { 200: FunderWithMoney },
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

function moneyOfFunderRoutes(api: FundingApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/funders/:id/lots',
      summary: 'Shares of loans that a funder has, the latest first',
      scope: 'funding:read',
      params: Params,
      query: Page,
      answers: { 200: ListOf(FunderLot) },
      refusals: operations.funderLots.refusals,
      handle: ({ call, params, query }) => api.funderLots(call, { funderId: params.id, ...query }),
    }),
    route({
      method: 'GET',
      path: '/credit/funders/:id/movements',
      summary: 'In and out of a funder’s escrow: deposits, promises, what was passed on, withdrawals',
      scope: 'funding:read',
      params: Params,
      query: Page,
      answers: { 200: ListOf(EscrowMovement) },
      refusals: operations.funderMovements.refusals,
      handle: ({ call, params, query }) => api.funderMovements(call, { funderId: params.id, ...query }),
    }),
  ];
}

function withdrawalRoutes(api: FundingApi): Route[] {
  return [
    route({
      method: 'PUT',
      path: '/credit/funders/:id/payout-account',
      summary: 'Name the account that a funder’s withdrawals go to; the bank must say it is his',
      scope: 'funding:operate',
      params: Params,
      body: NewPayoutAccount,
      examples: { body: { bankCode: '014', accountNumber: '1234567890' } },
      answers: { 200: PayoutAccount },
      refusals: operations.setPayoutAccount.refusals,
      rateLimits: [{ name: 'funder-payout-account', perMinute: 10, by: 'user' }],
      handle: ({ call, params, body }) => api.setPayoutAccount(call, { funderId: params.id, ...body }),
    }),
    route({
      method: 'POST',
      path: '/credit/funders/:id/withdrawals',
      summary: 'Pay out to a funder what he has not lent',
      scope: 'funding:operate',
      idempotency: 'required',
      params: Params,
      body: NewWithdrawal,
      examples: { body: { amountMinor: 500_000 } },
      answers: { 201: Withdrawal },
      refusals: operations.withdraw.refusals,
      handle: async ({ call, params, body }) => answer(201, await api.withdraw(call, { funderId: params.id, ...body })),
    }),
    route({
      method: 'GET',
      path: '/credit/funders/:id/withdrawals',
      summary: 'Withdrawals of a funder, newest first',
      scope: 'funding:read',
      params: Params,
      query: Page,
      answers: { 200: ListOf(Withdrawal) },
      refusals: operations.listWithdrawals.refusals,
      handle: ({ call, params, query }) => api.listWithdrawals(call, { funderId: params.id, ...query }),
    }),
    route({
      method: 'GET',
      path: '/credit/funder-withdrawals',
      summary: 'Withdrawals of all funders of my institution, newest first',
      scope: 'funding:read',
      query: Page,
      answers: { 200: ListOf(Withdrawal) },
      refusals: operations.listWithdrawals.refusals,
      handle: ({ call, query }) => api.listWithdrawals(call, query),
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
