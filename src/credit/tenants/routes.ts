import { Type } from 'typebox';
import { ListOf, PageQuery } from '#platform/lists';
import { answer, type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import {
  ActingRole,
  Contact,
  Member,
  MemberRole,
  NewTenant,
  Person,
  Tenant,
  TenantKind,
  type TenantsApi,
  tenantsContract,
} from './contract.ts';

const Params = Type.Object({ id: Uuid }, Strict);
const MemberParams = Type.Object({ id: Uuid, userId: Uuid }, Strict);
const Mine = Type.Object({ tenantId: Uuid, name: Type.String(), kind: TenantKind, role: ActingRole }, Strict);
const operations = tenantsContract.operations;

export function tenantsRoutes(api: TenantsApi): Route[] {
  return [...ownRoutes(api), ...administrationRoutes(api)];
}

function ownRoutes(api: TenantsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/institution',
      summary: 'The institution I work for, and as what',
      scope: 'loans:read',
      answers: { 200: Mine },
      refusals: operations.tenantOfCall.refusals,
      handle: ({ call }) => api.tenantOfCall(call, {}),
    }),
    route({
      method: 'GET',
      path: '/credit/institutions/:id/members',
      summary: 'Who works there',
      scope: 'institutions:read',
      params: Params,
      answers: { 200: Type.Object({ items: Type.Array(Member) }, Strict) },
      refusals: operations.listMembers.refusals,
      handle: ({ call, params }) => api.listMembers(call, { tenantId: params.id }),
    }),
    route({
      method: 'POST',
      path: '/credit/people/find',
      summary: 'Find a person by a whole e-mail or phone; every question is written down',
      scope: 'people:find',
      // In a body and not in an address, which would be logged; nothing is made, so there is nothing to answer again.
      idempotency: 'none',
      body: Type.Object({ contact: Contact }, Strict),
      examples: { body: { contact: 'siti@contoh.id' } },
      answers: { 200: Person },
      refusals: operations.findPerson.refusals,
      rateLimits: [{ name: 'find-person', perMinute: 10, by: 'user' }],
      handle: async ({ call, body }) => answer(200, await api.findPerson(call, body)),
    }),
  ];
}

function administrationRoutes(api: TenantsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/institutions',
      summary: 'Institutions that lend, by name',
      scope: 'institutions:administer',
      query: Type.Object({ ...PageQuery }, Strict),
      answers: { 200: ListOf(Tenant) },
      handle: ({ call, query }) => api.listTenants(call, query),
    }),
    route({
      method: 'POST',
      path: '/credit/institutions',
      summary: 'Take an institution in',
      scope: 'institutions:administer',
      body: NewTenant,
      examples: { body: { name: 'Dana Nusantara', kind: 'online-lender' } },
      answers: { 201: Tenant },
      refusals: operations.createTenant.refusals,
      handle: ({ call, body }) => api.createTenant(call, body),
    }),
    route({
      method: 'PUT',
      path: '/credit/institutions/:id/members/:userId',
      summary: 'Let somebody work there',
      scope: 'institutions:administer',
      params: MemberParams,
      body: Type.Object({ role: MemberRole }, Strict),
      examples: { body: { role: 'CREDIT_OFFICER' } },
      answers: { 200: Member },
      refusals: operations.addMember.refusals,
      handle: ({ call, params, body }) => api.addMember(call, { tenantId: params.id, userId: params.userId, ...body }),
    }),
    route({
      method: 'DELETE',
      path: '/credit/institutions/:id/members/:userId',
      summary: 'End somebody’s work there',
      scope: 'institutions:administer',
      params: MemberParams,
      answers: { 204: null },
      refusals: operations.removeMember.refusals,
      handle: async ({ call, params }) =>
        void (await api.removeMember(call, { tenantId: params.id, userId: params.userId })),
    }),
  ];
}
