import { Type } from 'typebox';
import { present } from '#platform/assert';
import { type Call, userIdOf } from '#platform/call';
import { ListOf, PageQuery } from '#platform/lists';
import { isRefusal, refuse } from '#platform/refusal';
import { type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import {
  type CollectionsApi,
  Contact,
  collectionsContract,
  Hardship,
  NewHardship,
  NewPromise,
  PaymentPromise,
  Preferences,
} from './contract.ts';
import type { RouteDeps } from './routes.ts';

const { operations } = collectionsContract;
const LoanParams = Type.Object({ loanId: Uuid }, Strict);

/** What borrowers see and say themselves. */
export function borrowerRoutes(api: CollectionsApi, deps: RouteDeps): Route[] {
  return [...contactRoutes(api), ...loanRoutes(api, deps)];
}

function contactRoutes(api: CollectionsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/me/contacts',
      summary: 'Every contact with me about a loan, newest first',
      scope: 'signed-in',
      query: Type.Object(PageQuery, Strict),
      answers: { 200: ListOf(Contact) },
      handle: async ({ call, query }) => {
        const { items, nextCursor } = await api.contactsOfBorrower(call, { borrowerId: personOf(call), ...query });
        // What officers note for themselves, and who they are, is theirs.
        return { items: items.map((contact) => ({ ...contact, note: null, byUserId: null })), nextCursor };
      },
    }),
    route({
      method: 'GET',
      path: '/credit/me/contact-preferences',
      summary: 'How lenders may contact me',
      scope: 'signed-in',
      answers: { 200: Preferences },
      handle: ({ call }) => api.getPreferences(call, { borrowerId: personOf(call) }),
    }),
    route({
      method: 'PUT',
      path: '/credit/me/contact-preferences',
      summary: 'Say how lenders may contact me; consent can be taken back any time',
      scope: 'signed-in',
      body: Preferences,
      examples: { body: { zone: 'Asia/Jakarta', isAnyTimeAgreed: false, isVisitAgreed: false, withdrawn: ['phone'] } },
      answers: { 200: Preferences },
      handle: ({ call, body }) => api.setPreferences(call, { borrowerId: personOf(call), preferences: body }),
    }),
  ];
}

function loanRoutes(api: CollectionsApi, deps: RouteDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/credit/me/loans/:loanId/promises',
      summary: 'Promise to pay',
      scope: 'signed-in',
      params: LoanParams,
      body: NewPromise,
      examples: { body: { amountMinor: 350_000, promisedOn: '2026-11-27' } },
      answers: { 201: PaymentPromise },
      refusals: operations.makePromise.refusals,
      handle: async ({ call, params, body }) =>
        api.makePromise(call, { ...(await ownLoan(deps, call, params.loanId)), promise: body }),
    }),
    route({
      method: 'POST',
      path: '/credit/me/loans/:loanId/hardships',
      summary: 'Ask for relief; lenders do not press until it is decided',
      scope: 'signed-in',
      params: LoanParams,
      body: NewHardship,
      examples: {
        body: {
          reason: 'Panen mundur dua bulan',
          step: { kind: 'payment-holiday', fromDueOn: '2026-12-01', periods: 2, isInterestDue: true },
        },
      },
      answers: { 201: Hardship },
      refusals: operations.askHardship.refusals,
      handle: async ({ call, params, body }) =>
        api.askHardship(call, { ...(await ownLoan(deps, call, params.loanId)), hardship: body }),
    }),
  ];
}

function personOf(call: Call): string {
  return present(userIdOf(call), 'the route lets only signed-in people through');
}

/** Whoever works for the lender is not the borrower. */
async function ownLoan(
  { loans }: RouteDeps,
  call: Call,
  loanId: string,
): Promise<{ tenantId: string; loanId: string }> {
  try {
    const loan = await loans.getLoan(call, { loanId });
    if (loan.borrowerId === personOf(call)) return { tenantId: loan.tenantId, loanId };
  } catch (error) {
    if (!isRefusal(error, 'loans.not-found')) throw error;
  }
  throw refuse('collections.not-found');
}
