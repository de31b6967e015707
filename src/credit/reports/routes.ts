import { Type } from 'typebox';
import type { TenantsApi } from '#credit/tenants';
import { ListOf, PageQuery } from '#platform/lists';
import { answer, type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import {
  Ageing,
  Between,
  FileName,
  FileWish,
  FlowStep,
  Month,
  OnDay,
  Publication,
  Quality,
  type ReportsApi,
  reportsContract,
  TaxSlip,
} from './contract.ts';
import type { ReportsDeps } from './module.ts';
import { reportFile } from './report-files.ts';

const { operations } = reportsContract;
const READ = 'credit-reports:read';
type Tenants = Pick<TenantsApi, 'tenantOfCall'>;

/** `/credit/reports/…`: always of the caller's own institution. */
export function reportRoutes(api: ReportsApi, deps: ReportsDeps): Route[] {
  const { tenants } = deps;
  return [
    ...qualityRoutes(api, tenants),
    ...moneyRoutes(api, tenants),
    publicationRoute(api),
    fileRoute(deps, tenants),
  ];
}

function qualityRoutes(api: ReportsApi, tenants: Tenants): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/reports/quality',
      summary: 'TKB90, TWP90 and quality classes: now, or at the end of a day',
      scope: READ,
      query: Type.Object(OnDay, Strict),
      answers: { 200: Quality },
      refusals: operations.quality.refusals,
      handle: async ({ call, query }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.quality(call, { tenantId, ...query });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/reports/quality-history',
      summary: 'TKB90 day by day',
      scope: READ,
      query: Type.Object(Between, Strict),
      answers: { 200: operations.qualityHistory.output },
      refusals: operations.qualityHistory.refusals,
      handle: async ({ call, query }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.qualityHistory(call, { tenantId, ...query });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/reports/ageing',
      summary: 'What is outstanding by days past due',
      scope: READ,
      query: Type.Object(OnDay, Strict),
      answers: { 200: Ageing },
      refusals: operations.ageing.refusals,
      handle: async ({ call, query }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.ageing(call, { tenantId, ...query });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/reports/vintages',
      summary: 'How loans of each month did, month by month after it',
      scope: READ,
      query: Type.Object({ leastDays: Type.Optional(Type.String({ pattern: '^(?:31|91)$' })) }, Strict),
      answers: { 200: operations.vintages.output },
      handle: async ({ call, query }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.vintages(call, { tenantId, leastDays: query.leastDays === '91' ? 91 : 31 });
      },
    }),
  ];
}

function moneyRoutes(api: ReportsApi, tenants: Tenants): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/reports/cash-flow',
      summary: 'Money in and out by day or month',
      scope: READ,
      query: Type.Object({ ...Between, ...FlowStep }, Strict),
      answers: { 200: operations.cashFlow.output },
      refusals: operations.cashFlow.refusals,
      handle: async ({ call, query }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.cashFlow(call, { tenantId, ...query });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/reports/registry-months',
      summary: 'Months of which the credit registry has been drawn up',
      scope: READ,
      answers: { 200: operations.registryMonths.output },
      handle: async ({ call }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.registryMonths(call, { tenantId });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/reports/tax-slips',
      summary: 'Interest of funders and tax withheld in a month',
      scope: READ,
      query: Type.Object({ month: Month, ...PageQuery }, Strict),
      answers: { 200: ListOf(TaxSlip) },
      handle: async ({ call, query }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.taxSlips(call, { tenantId, ...query });
      },
    }),
  ];
}

function publicationRoute(api: ReportsApi): Route {
  return route({
    method: 'GET',
    path: '/credit/institutions/:id/publication',
    summary: 'What an institution publishes: paid out, borrowers, funders, success rate',
    scope: 'public',
    params: Type.Object({ id: Uuid }, Strict),
    answers: { 200: Publication },
    refusals: operations.publication.refusals,
    cacheControl: 'public, max-age=300',
    handle: ({ call, params }) => api.publication(call, { tenantId: params.id }),
  });
}

function fileRoute(deps: ReportsDeps, tenants: Tenants): Route {
  return route({
    method: 'GET',
    path: '/credit/reports/files/:name',
    summary: 'A report as CSV or XLSX',
    scope: READ,
    params: Type.Object({ name: FileName }, Strict),
    query: FileWish,
    answers: { 200: 'binary' },
    binaryTypes: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    refusals: [
      ...operations.quality.refusals,
      ...operations.cashFlow.refusals,
      ...operations.drawRegistry.refusals,
      'reports.field-missing',
      'reports.too-many-rows',
    ],
    handle: async ({ call, params, query }) => {
      const { tenantId } = await tenants.tenantOfCall(call, {});
      const file = await reportFile(deps, call, { tenantId, name: params.name, wish: query });
      return answer(200, file.body, {
        headers: { 'content-type': file.type, 'content-disposition': `attachment; filename="${file.fileName}"` },
      });
    },
  });
}
