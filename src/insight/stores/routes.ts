import { Type } from 'typebox';
import { ListOf, PageQuery } from '#platform/lists';
import { type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import {
  ClosedDay,
  Invitation,
  InvitationCode,
  Manager,
  NewStore,
  Store,
  StoreChange,
  type StoresApi,
  storesContract,
} from './contract.ts';

const operations = storesContract.operations;
const Params = Type.Object({ storeId: Uuid }, Strict);

/** `/insight/stores`: own and managed ones; staff read all of them. */
export function storesRoutes(api: StoresApi): Route[] {
  return [...storeRoutes(api), ...dayRoutes(api), ...managerRoutes(api), ...invitationRoutes(api)];
}

function storeRoutes(api: StoresApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/stores',
      summary: 'My stores',
      scope: 'insight:read',
      query: Type.Object(PageQuery, Strict),
      answers: { 200: ListOf(Store) },
      handle: ({ call, query }) => api.listStores(call, query),
    }),
    route({
      method: 'POST',
      path: '/insight/stores',
      summary: 'Connect my marketplace shop, or open a store that stands alone',
      scope: 'stores:create',
      body: NewStore,
      examples: { body: { name: 'Roti Pagi Dago', villageCode: '32.73.02.1004' } },
      answers: { 201: Store },
      refusals: operations.createStore.refusals,
      handle: ({ call, body }) => api.createStore(call, body),
    }),
    route({
      method: 'GET',
      path: '/insight/stores/:storeId',
      summary: 'One of my stores',
      scope: 'insight:read',
      params: Params,
      answers: { 200: Store },
      refusals: operations.storeOfCall.refusals,
      handle: ({ call, params }) => api.storeOfCall(call, params),
    }),
    route({
      method: 'PATCH',
      path: '/insight/stores/:storeId',
      summary: 'Change a store',
      scope: 'insight:write',
      params: Params,
      body: StoreChange,
      examples: { body: { name: 'Roti Pagi Dago' } },
      answers: { 200: Store },
      refusals: operations.changeStore.refusals,
      handle: ({ call, params, body }) => api.changeStore(call, { ...params, ...body }),
    }),
  ];
}

function dayRoutes(api: StoresApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/insight/stores/:storeId/closed-days',
      summary: 'Days on which the store was or will be shut',
      scope: 'insight:write',
      params: Params,
      body: Type.Object({ days: Type.Array(ClosedDay, { minItems: 1, maxItems: 400 }) }, Strict),
      examples: { body: { days: [{ on: '2027-03-10', reason: 'Lebaran' }] } },
      answers: { 200: Store },
      refusals: operations.closeDays.refusals,
      handle: ({ call, params, body }) => api.closeDays(call, { ...params, ...body }),
    }),
    route({
      method: 'DELETE',
      path: '/insight/stores/:storeId/closed-days/:on',
      summary: 'The store is open on that day after all',
      scope: 'insight:write',
      params: Type.Object({ storeId: Uuid, on: Type.String({ format: 'date', maxLength: 10 }) }, Strict),
      answers: { 200: Store },
      refusals: operations.openDay.refusals,
      handle: ({ call, params }) => api.openDay(call, params),
    }),
  ];
}

function managerRoutes(api: StoresApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/stores/:storeId/managers',
      summary: 'Who helps to run the store, and who is asked to',
      scope: 'insight:read',
      params: Params,
      answers: { 200: Type.Object({ items: Type.Array(Manager), invitations: Type.Array(Invitation) }, Strict) },
      refusals: operations.listManagers.refusals,
      handle: ({ call, params }) => api.listManagers(call, params),
    }),
    route({
      method: 'POST',
      path: '/insight/stores/:storeId/managers',
      summary: 'Ask somebody by mail to help',
      scope: 'insight:write',
      params: Params,
      body: Type.Object({ email: Type.String({ format: 'email', minLength: 3, maxLength: 254 }) }, Strict),
      examples: { body: { email: 'ayu@contoh.test' } },
      rateLimits: [{ perMinute: 10, by: 'user', name: 'store-invitations' }],
      answers: { 201: Invitation },
      refusals: operations.inviteManager.refusals,
      handle: ({ call, params, body }) => api.inviteManager(call, { ...params, ...body }),
    }),
    route({
      method: 'DELETE',
      path: '/insight/stores/:storeId/managers/:userId',
      summary: 'Somebody no longer helps',
      scope: 'insight:write',
      params: Type.Object({ storeId: Uuid, userId: Uuid }, Strict),
      answers: { 204: null },
      refusals: operations.removeManager.refusals,
      handle: async ({ call, params }) => void (await api.removeManager(call, params)),
    }),
  ];
}

function invitationRoutes(api: StoresApi): Route[] {
  return [
    route({
      method: 'DELETE',
      path: '/insight/stores/:storeId/invitations/:invitationId',
      summary: 'Withdraw an invitation',
      scope: 'insight:write',
      params: Type.Object({ storeId: Uuid, invitationId: Uuid }, Strict),
      answers: { 204: null },
      refusals: operations.withdrawInvitation.refusals,
      handle: async ({ call, params }) => void (await api.withdrawInvitation(call, params)),
    }),
    route({
      method: 'POST',
      path: '/insight/invitations/accept',
      summary: 'Accept to help, with the code of the letter',
      scope: 'signed-in',
      body: Type.Object({ code: InvitationCode }, Strict),
      examples: { body: { code: 'K7M2P-QX9RT' } },
      rateLimits: [{ perMinute: 10, by: 'user', name: 'store-invitation-codes' }],
      answers: { 200: Store },
      refusals: operations.acceptInvitation.refusals,
      handle: ({ call, body }) => api.acceptInvitation(call, body),
    }),
  ];
}
