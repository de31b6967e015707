import { Type } from 'typebox';
import type { LoansApi } from '#credit/loans';
import type { TenantsApi } from '#credit/tenants';
import { ListOf, PageQuery } from '#platform/lists';
import { type Route, route } from '#platform/route';
import { Nullable, Strict, Uuid } from '#platform/schema-parts';
import { borrowerRoutes } from './borrower-routes.ts';
import {
  Case,
  type CollectionsApi,
  Contact,
  ContactCheck,
  collectionsContract,
  Hardship,
  HardshipDecision,
  Holidays,
  NewContact,
  NewHardship,
  NewHolidays,
  NewPromise,
  PaymentPromise,
  Plan,
  QueueFilter,
} from './contract.ts';

const { operations } = collectionsContract;
const LoanParams = Type.Object({ loanId: Uuid }, Strict);
const Params = Type.Object({ id: Uuid }, Strict);
const YearParams = Type.Object({ year: Type.String({ pattern: '^20[2-9][0-9]$' }) }, Strict);
const READ = 'collections:read';
const WORK = 'collections:work';
export type RouteDeps = { tenants: Pick<TenantsApi, 'tenantOfCall'>; loans: Pick<LoansApi, 'getLoan'> };

/** `/credit/collections/…` for staff of the caller's own institution, `/credit/me/…` for borrowers. */
export function collectionsRoutes(api: CollectionsApi, deps: RouteDeps): Route[] {
  return [
    ...queueRoutes(api, deps),
    ...contactRoutes(api, deps),
    ...reliefRoutes(api, deps),
    ...settingRoutes(api, deps),
    ...borrowerRoutes(api, deps),
  ];
}

function queueRoutes(api: CollectionsApi, { tenants }: RouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/collections',
      summary: 'Loans that are late, the oldest first',
      scope: READ,
      query: QueueFilter,
      answers: { 200: ListOf(Case) },
      handle: async ({ call, query }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.queue(call, { tenantId, filter: query });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/collections/buckets',
      summary: 'How many loans are late, by how much',
      scope: READ,
      answers: { 200: operations.bucketCounts.output },
      handle: async ({ call }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.bucketCounts(call, { tenantId });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/collections/:loanId',
      summary: 'A late loan with contacts, promises and requests',
      scope: READ,
      params: LoanParams,
      answers: { 200: operations.getCase.output },
      refusals: operations.getCase.refusals,
      handle: async ({ call, params }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.getCase(call, { tenantId, loanId: params.loanId });
      },
    }),
    route({
      method: 'PUT',
      path: '/credit/collections/:loanId/assignee',
      summary: 'Who works on a late loan',
      scope: WORK,
      params: LoanParams,
      body: Type.Object({ userId: Nullable(Uuid) }, Strict),
      examples: { body: { userId: null } },
      answers: { 200: Case },
      refusals: operations.assignCase.refusals,
      handle: async ({ call, params, body }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.assignCase(call, { tenantId, loanId: params.loanId, userId: body.userId });
      },
    }),
  ];
}

function contactRoutes(api: CollectionsApi, { tenants }: RouteDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/credit/collections/:loanId/contact-check',
      summary: 'Whether the borrower may be contacted now',
      scope: WORK,
      params: LoanParams,
      body: ContactCheck,
      examples: { body: { channel: 'phone', recipient: 'borrower' } },
      idempotency: 'none',
      answers: { 200: operations.checkContact.output },
      refusals: operations.checkContact.refusals,
      handle: async ({ call, params, body }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.checkContact(call, { tenantId, loanId: params.loanId, wish: body });
      },
    }),
    route({
      method: 'POST',
      path: '/credit/collections/:loanId/contacts',
      summary: 'Write a contact down',
      scope: WORK,
      params: LoanParams,
      body: NewContact,
      examples: {
        body: { channel: 'phone', recipient: 'borrower', outcome: 'reached', note: 'Berjanji membayar Jumat' },
      },
      answers: { 201: Contact },
      refusals: operations.recordContact.refusals,
      handle: async ({ call, params, body }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.recordContact(call, { tenantId, loanId: params.loanId, contact: body });
      },
    }),
    route({
      method: 'POST',
      path: '/credit/collections/:loanId/promises',
      summary: 'A promise to pay',
      scope: WORK,
      params: LoanParams,
      body: NewPromise,
      examples: { body: { amountMinor: 350_000, promisedOn: '2026-11-27' } },
      answers: { 201: PaymentPromise },
      refusals: operations.makePromise.refusals,
      handle: async ({ call, params, body }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.makePromise(call, { tenantId, loanId: params.loanId, promise: body });
      },
    }),
  ];
}

function reliefRoutes(api: CollectionsApi, { tenants }: RouteDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/credit/collections/:loanId/hardships',
      summary: 'Ask for relief, with what it would change',
      scope: WORK,
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
      handle: async ({ call, params, body }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.askHardship(call, { tenantId, loanId: params.loanId, hardship: body });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/hardships',
      summary: 'Requests for relief, newest first',
      scope: READ,
      query: Type.Object({ ...PageQuery, status: Type.Optional(Hardship.properties.status) }, Strict),
      answers: { 200: ListOf(Hardship) },
      handle: async ({ call, query }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.listHardships(call, { tenantId, ...query });
      },
    }),
    route({
      method: 'POST',
      path: '/credit/hardships/:id/decide',
      summary: 'Grant or decline; by another person than asked',
      scope: 'collections:decide',
      params: Params,
      body: HardshipDecision,
      examples: { body: { isGranted: true, note: 'Angsuran ditunda dua bulan' } },
      answers: { 200: Hardship },
      refusals: operations.decideHardship.refusals,
      handle: async ({ call, params, body }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.decideHardship(call, { tenantId, hardshipId: params.id, decision: body });
      },
    }),
  ];
}

function settingRoutes(api: CollectionsApi, { tenants }: RouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/collections/plan',
      summary: 'When borrowers are reminded, and how often they may be contacted',
      scope: READ,
      answers: { 200: Plan },
      handle: async ({ call }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.getPlan(call, { tenantId });
      },
    }),
    route({
      method: 'PUT',
      path: '/credit/collections/plan',
      summary: 'Change the plan of reminders and the limits',
      scope: 'collections:decide',
      body: Plan,
      examples: { body: { offsets: [-3, -1, 0, 1, 7], perDay: 2, perWeek: 5 } },
      answers: { 200: Plan },
      handle: async ({ call, body }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.setPlan(call, { tenantId, plan: body });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/holidays/:year',
      summary: 'National holidays of a year',
      scope: 'signed-in',
      params: YearParams,
      answers: { 200: Holidays },
      refusals: operations.holidays.refusals,
      handle: ({ call, params }) => api.holidays(call, { year: Number(params.year) }),
    }),
    route({
      method: 'PUT',
      path: '/credit/holidays/:year',
      summary: 'Load the holidays of a year anew',
      scope: 'credit-holidays:write',
      params: YearParams,
      body: NewHolidays,
      examples: {
        body: {
          source: 'SKB 1/2026',
          days: ['01-01', '05-01', '06-01', '08-17', '12-25'].map((day) => ({
            day: `2027-${day}`,
            name: 'Libur nasional',
          })),
        },
      },
      answers: { 200: Holidays },
      refusals: operations.setHolidays.refusals,
      handle: ({ call, params, body }) => api.setHolidays(call, { year: Number(params.year), holidays: body }),
    }),
  ];
}
