import { Type } from 'typebox';
import type { TenantsApi } from '#credit/tenants';
import { ListOf, PageQuery } from '#platform/lists';
import { type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import {
  BusinessDay,
  type CloseOfBusinessApi,
  closeOfBusinessContract,
  Day,
  Run,
  SetAsideFilter,
  SetAsideLoan,
} from './contract.ts';

const { operations } = closeOfBusinessContract;
const Params = Type.Object({ id: Uuid }, Strict);
const READ = 'close-of-business:read';
const RUN = 'close-of-business:run';
type Tenants = Pick<TenantsApi, 'tenantOfCall'>;

/** `/credit/close-of-business`: always of the caller's own institution. */
export function closeOfBusinessRoutes(api: CloseOfBusinessApi, tenants: Tenants): Route[] {
  return [...readingRoutes(api, tenants), ...runningRoutes(api, tenants)];
}

function readingRoutes(api: CloseOfBusinessApi, tenants: Tenants): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/business-day',
      summary: 'The business date of my institution and its last close',
      scope: READ,
      answers: { 200: BusinessDay },
      handle: async ({ call }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.businessDay(call, { tenantId });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/close-of-business',
      summary: 'Closes of business, newest date first',
      scope: READ,
      query: Type.Object(PageQuery, Strict),
      answers: { 200: ListOf(Run) },
      handle: async ({ call, query }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.listRuns(call, { tenantId, ...query });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/close-of-business/:id',
      summary: 'How far a close of business is',
      scope: READ,
      params: Params,
      answers: { 200: Run },
      refusals: operations.getRun.refusals,
      handle: async ({ call, params }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.getRun(call, { tenantId, runId: params.id });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/close-of-business/set-aside-loans',
      summary: 'Loans that could not be closed, with the reason',
      scope: READ,
      query: SetAsideFilter,
      answers: { 200: ListOf(SetAsideLoan) },
      handle: async ({ call, query }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.listSetAside(call, { tenantId, filter: query });
      },
    }),
  ];
}

function runningRoutes(api: CloseOfBusinessApi, tenants: Tenants): Route[] {
  return [
    route({
      method: 'POST',
      path: '/credit/close-of-business',
      summary: 'Close the business date; the answer comes at once, the work goes on behind it',
      scope: RUN,
      body: Type.Object({ businessDate: Type.Optional(Day) }, Strict),
      examples: { body: {} },
      answers: { 202: Run },
      refusals: operations.startRun.refusals,
      handle: async ({ call, body }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.startRun(call, { tenantId, ...body });
      },
    }),
    route({
      method: 'POST',
      path: '/credit/close-of-business/:id/retry',
      summary: 'Try the loans that were set aside once more',
      scope: RUN,
      params: Params,
      answers: { 200: operations.retrySetAside.output },
      refusals: operations.retrySetAside.refusals,
      handle: async ({ call, params }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.retrySetAside(call, { tenantId, runId: params.id });
      },
    }),
    route({
      method: 'PUT',
      path: '/credit/business-day/automatic',
      summary: 'Whether the house closes days by itself, in the night after them',
      scope: RUN,
      body: Type.Object({ isAutomatic: Type.Boolean() }, Strict),
      examples: { body: { isAutomatic: true } },
      answers: { 200: BusinessDay },
      handle: async ({ call, body }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.setAutomatic(call, { tenantId, isAutomatic: body.isAutomatic });
      },
    }),
  ];
}
