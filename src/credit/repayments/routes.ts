import { Type } from 'typebox';
import { ListOf, PageQuery } from '#platform/lists';
import { answer, type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import { type RepaymentsApi, repaymentsContract } from './contract.ts';
import {
  AccountNumber,
  BankCode,
  Claim,
  ClaimStatus,
  Day,
  EntryId,
  Identification,
  ListedClaim,
  ListedRefund,
  ListedUnmatched,
  NewClaim,
  Note,
  OverpaymentRefund,
  Receipt,
  Reconciliation,
  RefundStatus,
  RepaymentAccount,
  Resolution,
  Unidentified,
  UnidentifiedStatus,
  Unmatched,
  UnmatchedStatus,
} from './shapes.ts';

const Params = Type.Object({ id: Uuid }, Strict);
const Page = Type.Object({ ...PageQuery }, Strict);
const operations = repaymentsContract.operations;

export function repaymentRoutes(api: RepaymentsApi): Route[] {
  return [
    ...loanRoutes(api),
    ...refundRoutes(api),
    ...claimRoutes(api),
    ...unmatchedRoutes(api),
    ...houseRoutes(api),
    ...reconciliationRoutes(api),
  ];
}

function loanRoutes(api: RepaymentsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/loans/:id/repayment-account',
      summary: 'The virtual account to which a loan is paid, for its borrower and its institution',
      scope: 'signed-in',
      params: Params,
      answers: { 200: RepaymentAccount },
      refusals: operations.repaymentAccount.refusals,
      handle: ({ call, params }) => api.repaymentAccount(call, { loanId: params.id }),
    }),
    route({
      method: 'GET',
      path: '/credit/loans/:id/receipts',
      summary: 'Money that arrived for a loan, for its borrower and its institution',
      scope: 'signed-in',
      params: Params,
      query: Page,
      answers: { 200: ListOf(Receipt) },
      refusals: operations.listReceipts.refusals,
      handle: ({ call, params, query }) => api.listReceipts(call, { loanId: params.id, ...query }),
    }),
  ];
}

function refundRoutes(api: RepaymentsApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/credit/loans/:id/overpayment-refunds',
      summary: 'Send back what a borrower paid too much',
      scope: 'repayments:decide',
      idempotency: 'required',
      params: Params,
      body: Type.Object({ bankCode: BankCode, accountNumber: AccountNumber }, Strict),
      examples: { body: { bankCode: '014', accountNumber: '1234567890' } },
      answers: { 200: OverpaymentRefund },
      refusals: operations.refundOverpayment.refusals,
      handle: ({ call, params, body }) => api.refundOverpayment(call, { loanId: params.id, ...body }),
    }),
    route({
      method: 'GET',
      path: '/credit/loans/:id/overpayment-refunds',
      summary: 'Refunds of what was paid too much for a loan, newest first',
      scope: 'repayments:read',
      params: Params,
      query: Page,
      answers: { 200: ListOf(ListedRefund) },
      refusals: operations.listRefunds.refusals,
      handle: ({ call, params, query }) => api.listRefunds(call, { loanId: params.id, ...query }),
    }),
    route({
      method: 'GET',
      path: '/credit/overpayment-refunds',
      summary: 'Refunds of what was paid too much to my institution, newest first',
      scope: 'repayments:read',
      query: Type.Object({ status: Type.Optional(RefundStatus), ...PageQuery }, Strict),
      answers: { 200: ListOf(ListedRefund) },
      refusals: operations.listRefunds.refusals,
      handle: ({ call, query }) => api.listRefunds(call, query),
    }),
  ];
}

function claimRoutes(api: RepaymentsApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/credit/loans/:id/payment-claims',
      summary: 'I have paid, and it is not shown',
      scope: 'signed-in',
      params: Params,
      body: NewClaim,
      examples: { body: { amountMinor: 350_000, paidOn: '2026-11-20', note: 'Transfer lewat ATM' } },
      answers: { 201: Claim },
      refusals: operations.claimPayment.refusals,
      rateLimits: [{ name: 'payment-claim', perMinute: 10, by: 'user' }],
      handle: async ({ call, params, body }) =>
        answer(201, await api.claimPayment(call, { loanId: params.id, ...body })),
    }),
    route({
      method: 'GET',
      path: '/credit/loans/:id/payment-claims',
      summary: 'What was claimed as paid for a loan, for its borrower and its institution',
      scope: 'signed-in',
      params: Params,
      query: Page,
      answers: { 200: ListOf(Claim) },
      refusals: operations.claimsOfLoan.refusals,
      handle: ({ call, params, query }) => api.claimsOfLoan(call, { loanId: params.id, ...query }),
    }),
    route({
      method: 'GET',
      path: '/credit/payment-claims',
      summary: 'Claims of borrowers of my institution, newest first',
      scope: 'repayments:read',
      query: Type.Object({ status: Type.Optional(ClaimStatus), ...PageQuery }, Strict),
      answers: { 200: ListOf(ListedClaim) },
      refusals: operations.listClaims.refusals,
      handle: ({ call, query }) => api.listClaims(call, query),
    }),
    route({
      method: 'POST',
      path: '/credit/payment-claims/:id/decision',
      summary: 'Accept or reject a claim; late charges run again',
      scope: 'repayments:decide',
      params: Params,
      body: Type.Object({ isAccepted: Type.Boolean(), note: Note }, Strict),
      examples: { body: { isAccepted: false, note: 'Bank tidak mencatat transfer ini' } },
      answers: { 200: Claim },
      refusals: operations.decideClaim.refusals,
      handle: ({ call, params, body }) => api.decideClaim(call, { claimId: params.id, ...body }),
    }),
  ];
}

function unmatchedRoutes(api: RepaymentsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/unmatched-money',
      summary: 'Money that fits no loan as it stands, newest first',
      scope: 'repayments:read',
      query: Type.Object({ status: Type.Optional(UnmatchedStatus), ...PageQuery }, Strict),
      answers: { 200: ListOf(ListedUnmatched) },
      refusals: operations.listUnmatched.refusals,
      handle: ({ call, query }) => api.listUnmatched(call, query),
    }),
    route({
      method: 'POST',
      path: '/credit/unmatched-money/:id/resolve',
      summary: 'Propose what becomes of unmatched money, or decide what another person proposed',
      scope: 'repayments:decide',
      idempotency: 'required',
      params: Params,
      body: Resolution,
      examples: { body: { action: 'keep', note: 'Pengirim tidak diketahui' } },
      answers: { 200: Unmatched },
      refusals: operations.resolveUnmatched.refusals,
      handle: ({ call, params, body }) => api.resolveUnmatched(call, { unmatchedId: params.id, ...body }),
    }),
  ];
}

/** What names no account, for people of the house. */
function houseRoutes(api: RepaymentsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/unidentified-money',
      summary: 'Lines of the bank statement that name no account, newest first',
      scope: 'payments:reconcile',
      query: Type.Object({ status: Type.Optional(UnidentifiedStatus), ...PageQuery }, Strict),
      answers: { 200: ListOf(Unidentified) },
      refusals: operations.listUnidentified.refusals,
      handle: ({ call, query }) => api.listUnidentified(call, query),
    }),
    route({
      method: 'GET',
      path: '/credit/unidentified-money/loans',
      summary: 'Loans of a number, of whichever institution, that a line may belong to',
      scope: 'payments:reconcile',
      query: operations.loansOfNumber.input,
      answers: { 200: operations.loansOfNumber.output },
      refusals: operations.loansOfNumber.refusals,
      handle: ({ call, query }) => api.loansOfNumber(call, query),
    }),
    route({
      method: 'POST',
      path: '/credit/unidentified-money/:entryId/resolve',
      summary: 'Say whose money a line of the statement is; two people',
      scope: 'payments:reconcile',
      idempotency: 'required',
      params: Type.Object({ entryId: EntryId }, Strict),
      body: Identification,
      examples: { body: { action: 'set-aside', note: 'Bunga rekening' } },
      answers: { 200: Unidentified },
      refusals: operations.resolveUnidentified.refusals,
      handle: ({ call, params, body }) => api.resolveUnidentified(call, { ...params, ...body }),
    }),
  ];
}

function reconciliationRoutes(api: RepaymentsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/reconciliations',
      summary: 'Days of the bank statement beside what was received, the latest first',
      scope: 'repayments:read',
      query: Page,
      answers: { 200: ListOf(Reconciliation) },
      refusals: operations.listReconciliations.refusals,
      handle: ({ call, query }) => api.listReconciliations(call, query),
    }),
    route({
      method: 'GET',
      path: '/credit/reconciliations/:day',
      summary: 'A day of the bank statement beside what was received, with what differs',
      scope: 'repayments:read',
      params: Type.Object({ day: Day }, Strict),
      answers: { 200: Reconciliation },
      refusals: operations.getReconciliation.refusals,
      handle: ({ call, params }) => api.getReconciliation(call, params),
    }),
    route({
      method: 'POST',
      path: '/credit/reconciliations',
      summary: 'Compare a day with the statement of the bank now',
      scope: 'repayments:decide',
      body: Type.Object({ day: Day }, Strict),
      examples: { body: { day: '2026-11-20' } },
      answers: { 200: Reconciliation },
      refusals: operations.reconcileDay.refusals,
      rateLimits: [{ name: 'credit-reconciliation', perMinute: 10, by: 'user' }],
      handle: ({ call, body }) => api.reconcileDay(call, body),
    }),
  ];
}
