import { Type } from 'typebox';
import type { TenantsApi } from '#credit/tenants';
import { ListOf } from '#platform/lists';
import { type Route, route } from '#platform/route';
import { Moment, Strict, Uuid } from '#platform/schema-parts';
import {
  Delivery,
  DeliveryFilter,
  DeliveryWithAttempts,
  Endpoint,
  EndpointChange,
  EndpointWithSecret,
  NewEndpoint,
  type PartnerWebhooksApi,
  partnerWebhooksContract,
} from './contract.ts';

const { operations } = partnerWebhooksContract;
const Params = Type.Object({ id: Uuid }, Strict);
const READ = 'credit-webhooks:read';
const WRITE = 'credit-webhooks:write';
type Tenants = Pick<TenantsApi, 'tenantOfCall'>;

/** `/credit/webhooks` and what was sent there: always of the caller's own institution. */
export function partnerWebhookRoutes(api: PartnerWebhooksApi, tenants: Tenants): Route[] {
  return [...endpointRoutes(api, tenants), ...singleRoutes(api, tenants), ...deliveryRoutes(api, tenants)];
}

function endpointRoutes(api: PartnerWebhooksApi, tenants: Tenants): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/webhooks',
      summary: 'Webhooks of my institution',
      scope: READ,
      answers: { 200: ListOf(Endpoint) },
      handle: async ({ call }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        const { endpoints } = await api.listEndpoints(call, { tenantId });
        return { items: endpoints, nextCursor: null };
      },
    }),
    route({
      method: 'POST',
      path: '/credit/webhooks',
      summary: 'Add a webhook; its secret is shown this once',
      scope: WRITE,
      body: NewEndpoint,
      examples: { body: { url: 'https://mitra.example/lumbung', eventTypes: ['loan.activated', 'loan.closed'] } },
      answers: { 201: EndpointWithSecret },
      refusals: operations.addEndpoint.refusals,
      // The answer holds a secret: it is not kept to be answered again.
      idempotency: 'none',
      handle: async ({ call, body }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.addEndpoint(call, { tenantId, endpoint: body });
      },
    }),
  ];
}

function singleRoutes(api: PartnerWebhooksApi, tenants: Tenants): Route[] {
  const one = { scope: WRITE, params: Params } as const;
  return [
    route({
      ...one,
      method: 'PATCH',
      path: '/credit/webhooks/:id',
      summary: 'Change a webhook, or switch it off and on',
      body: EndpointChange,
      examples: { body: { isActive: true } },
      answers: { 200: Endpoint },
      refusals: operations.changeEndpoint.refusals,
      handle: async ({ call, params, body }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.changeEndpoint(call, { tenantId, endpointId: params.id, change: body });
      },
    }),
    route({
      ...one,
      method: 'DELETE',
      path: '/credit/webhooks/:id',
      summary: 'Remove a webhook with its log',
      answers: { 204: null },
      refusals: operations.removeEndpoint.refusals,
      handle: async ({ call, params }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        await api.removeEndpoint(call, { tenantId, endpointId: params.id });
      },
    }),
    route({
      ...one,
      method: 'POST',
      path: '/credit/webhooks/:id/rotate-secret',
      summary: 'A new secret; for a day both sign',
      answers: { 200: EndpointWithSecret },
      refusals: operations.rotateSecret.refusals,
      idempotency: 'none',
      handle: async ({ call, params }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.rotateSecret(call, { tenantId, endpointId: params.id });
      },
    }),
    route({
      ...one,
      method: 'POST',
      path: '/credit/webhooks/:id/ping',
      summary: 'Send a test message',
      answers: { 202: Delivery },
      refusals: operations.pingEndpoint.refusals,
      handle: async ({ call, params }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.pingEndpoint(call, { tenantId, endpointId: params.id });
      },
    }),
  ];
}

function deliveryRoutes(api: PartnerWebhooksApi, tenants: Tenants): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/webhook-deliveries',
      summary: 'What was sent, newest first',
      scope: READ,
      query: DeliveryFilter,
      answers: { 200: ListOf(Delivery) },
      handle: async ({ call, query }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.listDeliveries(call, { tenantId, filter: query });
      },
    }),
    route({
      method: 'GET',
      path: '/credit/webhook-deliveries/:id',
      summary: 'One delivery with every try',
      scope: READ,
      params: Params,
      answers: { 200: DeliveryWithAttempts },
      refusals: operations.getDelivery.refusals,
      handle: async ({ call, params }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.getDelivery(call, { tenantId, deliveryId: params.id });
      },
    }),
    route({
      method: 'POST',
      path: '/credit/webhook-deliveries/:id/replay',
      summary: 'Send a delivery once more',
      scope: WRITE,
      params: Params,
      answers: { 202: Delivery },
      refusals: operations.replayDelivery.refusals,
      handle: async ({ call, params }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.replayDelivery(call, { tenantId, deliveryId: params.id });
      },
    }),
    route({
      scope: WRITE,
      params: Params,
      method: 'POST',
      path: '/credit/webhooks/:id/replay',
      summary: 'Send again what has failed since a moment',
      body: Type.Object({ since: Moment }, Strict),
      examples: { body: { since: '2026-11-20T00:00:00.000Z' } },
      answers: { 202: operations.replayFailed.output },
      refusals: operations.replayFailed.refusals,
      handle: async ({ call, params, body }) => {
        const { tenantId } = await tenants.tenantOfCall(call, {});
        return api.replayFailed(call, { tenantId, endpointId: params.id, since: body.since });
      },
    }),
  ];
}
