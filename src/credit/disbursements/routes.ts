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
} from './contract.ts';

const Params = Type.Object({ id: Uuid }, Strict);
const operations = disbursementsContract.operations;

export function disbursementRoutes(api: DisbursementsApi): Route[] {
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
      summary: 'How the payout of a loan stands',
      scope: 'disbursements:read',
      params: Params,
      answers: { 200: Disbursement },
      refusals: operations.getDisbursement.refusals,
      handle: ({ call, params }) => api.getDisbursement(call, { loanId: params.id }),
    }),
    route({
      method: 'POST',
      path: '/credit/loans/:id/payout',
      summary: 'Pay a loan out to an account of its borrower',
      scope: 'disbursements:operate',
      idempotency: 'required',
      params: Params,
      body: Type.Object(BankAccount, Strict),
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
      body: Type.Object({}, Strict),
      examples: { body: {} },
      answers: { 200: Disbursement },
      refusals: operations.retryDisbursement.refusals,
      handle: ({ call, params }) => api.retryDisbursement(call, { loanId: params.id }),
    }),
  ];
}
