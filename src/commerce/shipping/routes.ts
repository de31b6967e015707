import { Type } from 'typebox';
import { type Route, route } from '#platform/route';
import { type ShippingApi, shippingContract } from './contract.ts';

const { setMyTariffs } = shippingContract.operations;
const TARIFFS = {
  tariffs: [
    { code: 'kurir-toko', name: 'Kurir toko', group: 'same_day', priceMinor: 15_000, daysFrom: 0, daysUntil: 1 },
  ],
};

/** `webhookHeader`: the header agreed with the provider, in lower case. */
export function shippingRoutes(api: ShippingApi, webhookHeader: string): Route[] {
  return [
    route({
      method: 'POST',
      path: '/webhooks/biteship',
      prefix: '',
      summary: 'What Biteship tells of parcels',
      scope: 'webhook',
      rawBody: true,
      idempotency: 'none',
      bodyLimitBytes: 100_000,
      answers: { 200: Type.Object({ received: Type.Boolean() }, { additionalProperties: false }) },
      refusals: ['shipping.webhook-forged', 'shipping.webhook-unreadable'],
      handle: async ({ call, headers, rawBody }) => {
        const given = headers[webhookHeader];
        const secret = typeof given === 'string' ? given.slice(0, 1_000) : null;
        await api.receiveWebhook(call, { secret, body: rawBody?.toString('utf8') ?? '' });
        return { received: true };
      },
    }),
    route({
      method: 'GET',
      path: '/sellers/me/shipping-tariffs',
      summary: "The shop's own delivery",
      scope: 'sellers:read',
      answers: { 200: setMyTariffs.output },
      refusals: ['shipping.not-a-seller'],
      handle: ({ call }) => api.listMyTariffs(call, {}),
    }),
    route({
      method: 'PUT',
      path: '/sellers/me/shipping-tariffs',
      summary: "Replaces the shop's own delivery",
      scope: 'sellers:write',
      body: setMyTariffs.input,
      examples: { body: TARIFFS },
      answers: { 200: setMyTariffs.output },
      refusals: ['shipping.not-a-seller', 'shipping.tariffs-wrong'],
      handle: ({ call, body }) => api.setMyTariffs(call, body),
    }),
  ];
}
