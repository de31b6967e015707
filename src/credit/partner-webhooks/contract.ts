import { type Static, type TSchema, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

/** What a partner may be told of. `webhook.ping` is sent on request and to whoever asks. */
export const EVENT_TYPES = [
  'loan.created',
  'loan.activated',
  'loan.transaction-recorded',
  'loan.transaction-reversed',
  'loan.delinquency-changed',
  'loan.closed',
  'loan.written-off',
  'business-day.closed',
  'promise.made',
  'promise.kept',
  'promise.broken',
  'hardship.decided',
  'disbursement.completed',
  'disbursement.failed',
  'disbursement.reversed',
  'repayment.unmatched',
  'payment-claim.opened',
  'payment-claim.decided',
  'funder-withdrawal.completed',
  'funder-withdrawal.failed',
] as const;
export type PartnerEventType = (typeof EVENT_TYPES)[number];
// The union of a list that is made by a loop has lost its types; here they are again.
const EventType = Type.Unsafe<PartnerEventType>(Type.Union(EVENT_TYPES.map((type) => Type.Literal(type))));

const Url = Type.String({ minLength: 8, maxLength: 500, pattern: '^https?://[^\\s\\u0000]+$' });
const EventTypes = Type.Array(EventType, { minItems: 1, maxItems: EVENT_TYPES.length, uniqueItems: true });
const Description = Type.String({ maxLength: 200, pattern: '^[^\\u0000]*$' });

export const Endpoint = Type.Object(
  {
    id: Uuid,
    url: Type.String(),
    description: Type.String(),
    eventTypes: Type.Array(Type.String()),
    isActive: Type.Boolean(),
    /** Why the house stopped sending; null while it sends, or where a person switched it off. */
    stoppedBecause: Nullable(Type.Union([Type.Literal('failing'), Type.Literal('gone')])),
    /** Since when every delivery has failed. */
    failingSince: Nullable(Moment),
    createdAt: Moment,
  },
  Strict,
);
export type Endpoint = Static<typeof Endpoint>;

export const NewEndpoint = Type.Object(
  { url: Url, description: Type.Optional(Description), eventTypes: EventTypes },
  Strict,
);
export type NewEndpoint = Static<typeof NewEndpoint>;
export const EndpointChange = Type.Object(
  {
    url: Type.Optional(Url),
    description: Type.Optional(Description),
    eventTypes: Type.Optional(EventTypes),
    isActive: Type.Optional(Type.Boolean()),
  },
  { ...Strict, minProperties: 1 },
);
export type EndpointChange = Static<typeof EndpointChange>;
/** Shown once; the house keeps it sealed and cannot show it again. */
export const EndpointWithSecret = Type.Object({ endpoint: Endpoint, secret: Type.String() }, Strict);

export const DeliveryStatus = Type.Union([
  Type.Literal('pending'),
  Type.Literal('delivered'),
  Type.Literal('failed'),
  Type.Literal('dropped'),
]);
export type DeliveryStatus = Static<typeof DeliveryStatus>;
const delivery = {
  id: Uuid,
  endpointId: Uuid,
  eventId: Uuid,
  eventType: Type.String(),
  status: DeliveryStatus,
  attempts: Type.Integer(),
  /** When it is tried again; null when it is over. */
  nextAttemptAt: Nullable(Moment),
  lastStatus: Nullable(Type.Integer()),
  lastError: Nullable(Type.String()),
  createdAt: Moment,
  deliveredAt: Nullable(Moment),
};
export const Delivery = Type.Object(delivery, Strict);
export type Delivery = Static<typeof Delivery>;
export const Attempt = Type.Object(
  {
    number: Type.Integer(),
    at: Moment,
    tookMs: Type.Integer(),
    /** HTTP status of the answer; null where none came. */
    status: Nullable(Type.Integer()),
    error: Nullable(Type.String()),
    /** The beginning of the answer. */
    answer: Nullable(Type.String()),
  },
  Strict,
);
export type Attempt = Static<typeof Attempt>;
export const DeliveryWithAttempts = Type.Object({ ...delivery, body: Type.String(), log: Type.Array(Attempt) }, Strict);
export type DeliveryWithAttempts = Static<typeof DeliveryWithAttempts>;

export const DeliveryFilter = Type.Object(
  { ...PageQuery, endpointId: Type.Optional(Uuid), status: Type.Optional(DeliveryStatus) },
  Strict,
);
export type DeliveryFilter = Static<typeof DeliveryFilter>;

const ofTenant = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object({ tenantId: Uuid, ...properties }, Strict);
const NOT_FOUND = ['partner-webhooks.not-found'] as const;

/** Tells partners of what happens to their loans: signed, tried again, written down, repeatable. */
export const partnerWebhooksContract = defineContract({
  module: 'partner_webhooks',
  operations: {
    addEndpoint: {
      input: ofTenant({ endpoint: NewEndpoint }),
      output: EndpointWithSecret,
      refusals: ['partner-webhooks.url-not-allowed', 'partner-webhooks.too-many'],
    },
    listEndpoints: {
      input: ofTenant({}),
      output: Type.Object({ endpoints: Type.Array(Endpoint) }, Strict),
      refusals: [],
    },
    /** Switching an endpoint on again forgets its failures. */
    changeEndpoint: {
      input: ofTenant({ endpointId: Uuid, change: EndpointChange }),
      output: Endpoint,
      refusals: [...NOT_FOUND, 'partner-webhooks.url-not-allowed'],
    },
    /** A new secret; for a day messages carry signatures of both. */
    rotateSecret: { input: ofTenant({ endpointId: Uuid }), output: EndpointWithSecret, refusals: [...NOT_FOUND] },
    /** What still waits for it is dropped; its log goes with it. */
    removeEndpoint: {
      input: ofTenant({ endpointId: Uuid }),
      output: Type.Object({}, Strict),
      refusals: [...NOT_FOUND],
    },
    /** Sends `webhook.ping`, whatever the endpoint listens to. */
    pingEndpoint: {
      input: ofTenant({ endpointId: Uuid }),
      output: Delivery,
      refusals: [...NOT_FOUND, 'partner-webhooks.endpoint-off'],
    },
    /** Newest first. */
    listDeliveries: { input: ofTenant({ filter: DeliveryFilter }), output: ListOf(Delivery), refusals: [] },
    getDelivery: {
      input: ofTenant({ deliveryId: Uuid }),
      output: DeliveryWithAttempts,
      refusals: ['partner-webhooks.delivery-not-found'],
    },
    /** Sends once more, from the first try on: the same message id, so that a partner who has it knows it again. */
    replayDelivery: {
      input: ofTenant({ deliveryId: Uuid }),
      output: Delivery,
      refusals: ['partner-webhooks.delivery-not-found', 'partner-webhooks.endpoint-off'],
    },
    /** The same for up to 1,000 failed deliveries of an endpoint since a moment. */
    replayFailed: {
      input: ofTenant({ endpointId: Uuid, since: Moment }),
      output: Type.Object({ replayed: Type.Integer() }, Strict),
      refusals: [...NOT_FOUND, 'partner-webhooks.endpoint-off'],
    },
  },
  events: {
    /** The house has stopped sending to an endpoint: every try of five days failed, or it answered 410. */
    'webhook-endpoint.stopped': {
      version: 1,
      aggregate: 'webhook-endpoint',
      payload: Type.Object({ endpointId: Uuid, tenantId: Uuid, because: Type.String() }, Strict),
    },
  },
  refusals: {
    'partner-webhooks.not-found': { status: 404, id: 'Webhook ini tidak ada.', en: 'There is no such webhook.' },
    'partner-webhooks.delivery-not-found': {
      status: 404,
      id: 'Pengiriman ini tidak ada.',
      en: 'There is no such delivery.',
    },
    'partner-webhooks.url-not-allowed': {
      status: 422,
      id: 'Alamat ini tidak boleh dituju: pakai https dan server yang terbuka di internet, tanpa nama dan kata sandi.',
      en: 'This address may not be called: use https and a host on the public internet, without a user and password.',
    },
    'partner-webhooks.too-many': {
      status: 409,
      id: 'Paling banyak {most} webhook untuk satu lembaga.',
      en: 'An institution has at most {most} webhooks.',
    },
    'partner-webhooks.endpoint-off': {
      status: 409,
      id: 'Webhook ini sedang mati. Hidupkan dulu.',
      en: 'This webhook is switched off. Switch it on first.',
    },
  },
});
export type PartnerWebhooksApi = ApiOf<typeof partnerWebhooksContract>;
