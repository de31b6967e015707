import { Type } from 'typebox';
import { ListOf, PageQuery } from '#platform/lists';
import { answer, type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import { NewPlan, Plan, PlanHead, type PurchasePlansApi, purchasePlansContract } from './contract.ts';

const operations = purchasePlansContract.operations;
const OfStore = Type.Object({ storeId: Uuid }, Strict);
const Params = Type.Object({ planId: Uuid }, Strict);
const { quantity, note, expectedVersion } = operations.changeLine.input.properties;

/** `/insight/purchase-plans?storeId=…`: what one store of the caller's should buy. */
export function purchasePlansRoutes(api: PurchasePlansApi): Route[] {
  return [...planRoutes(api), ...makeRoutes(api), ...changeRoutes(api), exportRoute(api)];
}

function planRoutes(api: PurchasePlansApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/purchase-plans',
      summary: 'Plans of a store, newest first',
      scope: 'insight:read',
      query: Type.Object({ ...OfStore.properties, ...PageQuery }, Strict),
      answers: { 200: ListOf(PlanHead) },
      refusals: operations.listPlans.refusals,
      handle: ({ call, query }) => api.listPlans(call, query),
    }),
    route({
      method: 'GET',
      path: '/insight/purchase-plans/shortages',
      summary: 'What runs out before it can be there',
      scope: 'insight:read',
      query: OfStore,
      answers: { 200: operations.shortages.output },
      refusals: operations.shortages.refusals,
      handle: ({ call, query }) => api.shortages(call, query),
    }),
    route({
      method: 'GET',
      path: '/insight/purchase-plans/:planId',
      summary: 'A plan with its lines',
      scope: 'insight:read',
      params: Params,
      query: OfStore,
      answers: { 200: Plan },
      refusals: operations.getPlan.refusals,
      handle: ({ call, params, query }) => api.getPlan(call, { ...query, ...params }),
    }),
  ];
}

function makeRoutes(api: PurchasePlansApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/insight/purchase-plans',
      summary: 'Reckon a plan from forecast, recipes and stock, and keep it',
      scope: 'insight:write',
      query: OfStore,
      body: NewPlan,
      examples: { body: { days: 7, serviceLevelPercent: 90 } },
      answers: { 201: Plan },
      refusals: operations.createPlan.refusals,
      handle: ({ call, query, body }) => api.createPlan(call, { ...query, ...body }),
    }),
    route({
      method: 'POST',
      path: '/insight/purchase-plans/previews',
      summary: 'The same without keeping it',
      scope: 'insight:read',
      query: OfStore,
      body: NewPlan,
      idempotency: 'none',
      examples: { body: { days: 7, serviceLevelPercent: 75 } },
      answers: { 200: Plan },
      refusals: operations.previewPlan.refusals,
      handle: ({ call, query, body }) => api.previewPlan(call, { ...query, ...body }),
    }),
  ];
}

function changeRoutes(api: PurchasePlansApi): Route[] {
  return [
    route({
      method: 'PATCH',
      path: '/insight/purchase-plans/:planId/lines/:ingredientId',
      summary: 'Another quantity, or a note',
      scope: 'insight:write',
      params: Type.Object({ planId: Uuid, ingredientId: Uuid }, Strict),
      query: OfStore,
      body: Type.Object({ quantity, note, expectedVersion }, Strict),
      examples: { body: { quantity: 12, note: 'Merek biasa' } },
      answers: { 200: Plan },
      refusals: operations.changeLine.refusals,
      handle: ({ call, params, query, body }) => api.changeLine(call, { ...query, ...params, ...body }),
    }),
    route({
      method: 'POST',
      path: '/insight/purchase-plans/:planId/order',
      summary: 'It was ordered: quantities are on their way',
      scope: 'insight:write',
      params: Params,
      query: OfStore,
      answers: { 200: Plan },
      refusals: operations.markOrdered.refusals,
      handle: ({ call, params, query }) => api.markOrdered(call, { ...query, ...params }),
    }),
    route({
      method: 'POST',
      path: '/insight/purchase-plans/:planId/arrive',
      summary: 'It has arrived: quantities are on the shelf',
      scope: 'insight:write',
      params: Params,
      query: OfStore,
      answers: { 200: Plan },
      refusals: operations.markArrived.refusals,
      handle: ({ call, params, query }) => api.markArrived(call, { ...query, ...params }),
    }),
    route({
      method: 'DELETE',
      path: '/insight/purchase-plans/:planId',
      summary: 'Throw a draft away',
      scope: 'insight:write',
      params: Params,
      query: OfStore,
      answers: { 204: null },
      refusals: operations.removePlan.refusals,
      handle: async ({ call, params, query }) => void (await api.removePlan(call, { ...query, ...params })),
    }),
  ];
}

function exportRoute(api: PurchasePlansApi): Route {
  return route({
    method: 'GET',
    path: '/insight/purchase-plans/:planId/export',
    summary: 'A plan as CSV, XLSX or text for a message',
    scope: 'insight:read',
    params: Params,
    query: Type.Object({ ...OfStore.properties, format: operations.exportPlan.input.properties.format }, Strict),
    answers: { 200: 'binary' },
    binaryTypes: ['text/csv', 'text/plain', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    refusals: operations.exportPlan.refusals,
    handle: async ({ call, params, query }) => {
      const { fileName, mediaType, base64 } = await api.exportPlan(call, { ...query, ...params });
      const headers = { 'content-type': mediaType, 'content-disposition': `attachment; filename="${fileName}"` };
      return answer(200, Buffer.from(base64, 'base64'), { headers });
    },
  });
}
