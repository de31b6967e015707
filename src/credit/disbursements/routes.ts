import { Type } from 'typebox';
import { ListOf, PageQuery } from '#platform/lists';
import { type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import {
  BankAccount,
  Disbursement,
  DisbursementStatus,
  type DisbursementsApi,
  disbursementsContract,
  ListedDisbursement,
  Part,
} from './contract.ts';

const Params = Type.Object({ id: Uuid }, Strict);
const operations = disbursementsContract.operations;

export function disbursementRoutes(api: DisbursementsApi): Route[] {
  return [...readRoutes(api), ...sendRoutes(api)];
}

function readRoutes(api: DisbursementsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/disbursements',
      summary: 'Payouts of loans of my institution, newest first',
      scope: 'disbursements:read',
      query: Type.Object({ status: Type.Optional(DisbursementStatus), ...PageQuery }, Strict),
      answers: { 200: ListOf(ListedDisbursement) },
      refusals: operations.listDisbursements.refusals,
      handle: ({ call, query }) => api.listDisbursements(call, query),
    }),
    route({
      method: 'GET',
      path: '/credit/loans/:id/payout',
      summary:
        'How the payout of a loan stands, or the last part of it; 404 disbursements.not-found where none was asked for',
      scope: 'disbursements:read',
      params: Params,
      answers: { 200: Disbursement },
      refusals: operations.getDisbursement.refusals,
      handle: ({ call, params }) => api.getDisbursement(call, { loanId: params.id }),
    }),
    route({
      method: 'GET',
      path: '/credit/loans/:id/payouts',
      summary: 'Parts in which a loan was paid out, from the first; empty where none was asked for',
      scope: 'disbursements:read',
      params: Params,
      answers: { 200: operations.disbursementsOfLoan.output },
      refusals: operations.disbursementsOfLoan.refusals,
      handle: ({ call, params }) => api.disbursementsOfLoan(call, { loanId: params.id }),
    }),
  ];
}

function sendRoutes(api: DisbursementsApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/credit/loans/:id/payout',
      summary: 'Pay a loan out to an account of its borrower, whole or part by part',
      scope: 'disbursements:operate',
      idempotency: 'required',
      params: Params,
      body: Type.Object({ ...BankAccount, ...Part }, Strict),
      examples: { body: { bankCode: '014', accountNumber: '1234567890' } },
      answers: { 200: Disbursement },
      refusals: operations.disburse.refusals,
      handle: ({ call, params, body }) => api.disburse(call, { loanId: params.id, ...body }),
    }),
    route({
      method: 'POST',
      path: '/credit/loans/:id/payout/retry',
      summary: 'Try a payout again that failed or came back, to the same account',
      scope: 'disbursements:operate',
      idempotency: 'required',
      params: Params,
      body: Type.Object({ tranche: Part.tranche }, Strict),
      examples: { body: {} },
      answers: { 200: Disbursement },
      refusals: operations.retryDisbursement.refusals,
      handle: ({ call, params, body }) => api.retryDisbursement(call, { loanId: params.id, ...body }),
    }),
  ];
}
