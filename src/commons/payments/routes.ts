import { Type } from 'typebox';
import { present } from '#platform/assert';
import { userIdOf } from '#platform/call';
import { derivedId, newUuid } from '#platform/ids';
import { ListOf, PageQuery } from '#platform/lists';
import { MAX_AMOUNT_MINOR } from '#platform/money';
import { refuse } from '#platform/refusal';
import { answer, type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import type { PaymentsApi } from './contract.ts';
import { qrPng } from './intents/qr-image.ts';
import {
  AccountNumber,
  BankCode,
  Label,
  Payment,
  PaymentChannel,
  PaymentException,
  PayoutOverHttp,
  PayoutStatus,
  payoutOverHttp,
  Refund,
  RefundDestination,
  ResolveAction,
} from './shapes.ts';
import type { WebhookDesk } from './webhooks/receive-webhook.ts';

const PaymentParams = Type.Object({ id: Uuid }, Strict);
const AmountWish = Type.Object(
  { amount: Type.Integer({ minimum: 1, maximum: MAX_AMOUNT_MINOR }), currency: Type.Literal('IDR') },
  Strict,
);

export function paymentRoutes(api: PaymentsApi, desk: WebhookDesk): Route[] {
  return [
    ...readRoutes(api),
    ...changeRoutes(api),
    ...refundRoutes(api),
    ...accountRoutes(api),
    ...exceptionRoutes(api),
    ...payoutRoutes(api),
    ...webhookRoutes(desk),
  ];
}

function readRoutes(api: PaymentsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/payments/:id',
      summary: 'A payment and how to pay it',
      scope: 'signed-in',
      params: PaymentParams,
      answers: { 200: Payment },
      refusals: ['payments.not-found'],
      handle: ({ call, params }) => api.viewPayment(call, { paymentId: params.id }),
    }),
    route({
      method: 'POST',
      path: '/payments/:id/check',
      summary: 'Ask the provider now whether it has been paid',
      scope: 'signed-in',
      params: PaymentParams,
      body: Type.Object({}, Strict),
      examples: { body: {} },
      answers: { 200: Payment },
      refusals: ['payments.not-found'],
      idempotency: 'none',
      rateLimits: [{ name: 'payment-check', perMinute: 20, by: 'user' }],
      handle: ({ call, params }) => api.checkPayment(call, { paymentId: params.id }),
    }),
    route({
      method: 'GET',
      path: '/payments/:id/qr.png',
      summary: 'The QR code as a picture, for saving',
      scope: 'signed-in',
      params: PaymentParams,
      answers: { 200: 'binary' },
      binaryTypes: ['image/png'],
      refusals: ['payments.not-found'],
      handle: async ({ call, params }) => {
        const payment = await api.viewPayment(call, { paymentId: params.id });
        if (payment.instructions?.kind !== 'qr') throw refuse('payments.not-found');
        const headers = {
          'content-type': 'image/png',
          'content-disposition': `attachment; filename="qris-${payment.id}.png"`,
        };
        return answer(200, await qrPng(payment.instructions.qrString), { headers });
      },
    }),
  ];
}

function changeRoutes(api: PaymentsApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/payments/:id/channel',
      summary: 'Pay another way: the old bill is closed, a new one takes its place',
      scope: 'signed-in',
      params: PaymentParams,
      body: Type.Object({ paymentChannel: Type.String({ minLength: 1, maxLength: 40 }) }, Strict),
      examples: { body: { paymentChannel: 'VA_BCA' } },
      answers: { 200: Payment },
      refusals: [
        'payments.not-found',
        'payments.not-open',
        'payments.already-paid',
        'payments.channel-unknown',
        'payments.amount-over-limit',
        'payments.amount-under-limit',
        'payments.expires-too-soon',
        'payments.changed-too-often',
        'payments.provider-unavailable',
      ],
      rateLimits: [{ name: 'payment-channel', perMinute: 10, by: 'user' }],
      handle: ({ call, params, body }) =>
        api.changeChannel(call, { paymentId: params.id, channel: body.paymentChannel }),
    }),
    route({
      method: 'GET',
      path: '/payments/:id/channels',
      summary: 'Ways in which this payment can be paid',
      scope: 'signed-in',
      params: PaymentParams,
      answers: { 200: ListOf(PaymentChannel) },
      refusals: ['payments.not-found'],
      handle: async ({ call, params }) => {
        const payment = await api.viewPayment(call, { paymentId: params.id });
        const { channels } = await api.listChannels(call, { amountMinor: payment.amount.amount });
        return { items: channels, nextCursor: null };
      },
    }),
  ];
}

function refundRoutes(api: PaymentsApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/payments/:id/refunds',
      summary: 'Refund an order of a payment, or all that is left of it',
      scope: 'payments:refund',
      params: PaymentParams,
      body: Type.Object(
        {
          orderId: Type.Optional(Uuid),
          amount: Type.Optional(AmountWish),
          reason: Label(200),
          destination: Type.Optional(RefundDestination),
        },
        Strict,
      ),
      examples: { body: { amount: { amount: 25_000, currency: 'IDR' }, reason: 'Barang rusak' } },
      answers: { 201: Type.Object({ refunds: Type.Array(Refund) }, Strict) },
      refusals: [
        'payments.not-found',
        'payments.not-paid',
        'payments.refund-over-paid',
        'payments.escrow-too-low',
        'payments.order-required',
        'payments.account-not-found',
        'payments.bank-unknown',
        'payments.bank-unavailable',
      ],
      idempotency: 'required',
      handle: async ({ call, params, body }) => {
        const { orderId, amount, reason, destination } = body;
        const key = present(call.idempotencyKey, 'The server refuses this route without a key');
        const refundId = derivedId('payments.refund-wish', params.id, userIdOf(call) ?? '', key);
        const wish = {
          refundId,
          paymentId: params.id,
          reason,
          ...(orderId ? { orderId } : {}),
          ...(amount ? { amountMinor: amount.amount } : {}),
          ...(destination ? { destination } : {}),
        };
        return answer(201, await api.refundPayment(call, wish));
      },
    }),
  ];
}

function accountRoutes(api: PaymentsApi): Route[] {
  return [
    route({
      method: 'PUT',
      path: '/payments/:id/refund-account',
      summary: 'Say to which bank account refunds of this payment shall go',
      scope: 'signed-in',
      params: PaymentParams,
      body: Type.Object({ bankCode: BankCode, accountNumber: AccountNumber }, Strict),
      examples: { body: { bankCode: '014', accountNumber: '1234567890' } },
      answers: {
        200: Type.Object(
          { bankCode: BankCode, accountNumberMasked: Type.String(), accountName: Type.String() },
          Strict,
        ),
      },
      refusals: [
        'payments.not-found',
        'payments.bank-unknown',
        'payments.account-not-found',
        'payments.bank-unavailable',
      ],
      rateLimits: [{ name: 'refund-account', perMinute: 5, by: 'user' }],
      handle: ({ call, params, body }) => api.setRefundAccount(call, { paymentId: params.id, ...body }),
    }),
    route({
      method: 'GET',
      path: '/banks',
      summary: 'Banks that accounts may be at',
      scope: 'public',
      answers: { 200: ListOf(Type.Object({ bankCode: BankCode, name: Type.String() }, Strict)) },
      cacheControl: 'public, max-age=3600',
      handle: async ({ call }) => ({ items: (await api.listBanks(call, {})).banks, nextCursor: null }),
    }),
  ];
}

function exceptionRoutes(api: PaymentsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/payments/exceptions',
      summary: 'Late, short, over and double payments, and refunds that need a hand',
      scope: 'payments:read',
      query: Type.Object(
        {
          status: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('proposed'), Type.Literal('resolved')])),
          ...PageQuery,
        },
        Strict,
      ),
      answers: { 200: ListOf(PaymentException) },
      handle: ({ call, query }) => api.listExceptions(call, query),
    }),
    route({
      method: 'POST',
      path: '/payments/exceptions/:id/resolve',
      summary: 'Decide what becomes of a case; money takes two people',
      scope: 'payments:reconcile',
      params: PaymentParams,
      body: Type.Object(
        { action: ResolveAction, note: Label(500), destination: Type.Optional(RefundDestination) },
        Strict,
      ),
      examples: { body: { action: 'refund', note: 'Dibayar setelah lewat waktu' } },
      answers: { 200: PaymentException },
      refusals: [
        'payments.exception-not-found',
        'payments.exception-resolved',
        'payments.action-not-possible',
        'payments.second-person-needed',
        'payments.proposal-differs',
        'payments.destination-required',
        'payments.account-not-found',
        'payments.bank-unknown',
        'payments.bank-unavailable',
      ],
      handle: ({ call, params, body }) => api.resolveException(call, { exceptionId: params.id, ...body }),
    }),
  ];
}

function payoutRoutes(api: PaymentsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/payouts',
      summary: 'Payouts to sellers, newest first',
      scope: 'payments:read',
      query: Type.Object({ sellerId: Type.Optional(Uuid), status: Type.Optional(PayoutStatus), ...PageQuery }, Strict),
      answers: { 200: ListOf(PayoutOverHttp) },
      handle: async ({ call, query }) => {
        const { items, nextCursor } = await api.listPayouts(call, query);
        return { items: items.map(payoutOverHttp), nextCursor };
      },
    }),
  ];
}

/** Bodies of providers are far smaller; more than this is an attack. */
const MOST_WEBHOOK_BYTES = 256 * 1024;

/** Iris may also send to the address of Midtrans: its messages are told by their header. */
function webhookRoutes(desk: WebhookDesk): Route[] {
  const webhook = (path: string, provider: string): Route =>
    route({
      method: 'POST',
      path: `/webhooks/${path}`,
      prefix: '',
      summary: `Notices of ${provider}`,
      scope: 'webhook',
      answers: { 200: Type.Object({ received: Type.Boolean() }, Strict) },
      refusals: ['payments.webhook-forged', 'payments.webhook-malformed'],
      idempotency: 'none',
      rawBody: true,
      bodyLimitBytes: MOST_WEBHOOK_BYTES,
      handle: async ({ call, rawBody, headers }) => {
        await desk.receive(
          { ...call, correlationId: call.correlationId || newUuid() },
          provider,
          rawBody ?? Buffer.alloc(0),
          headers,
        );
        return { received: true };
      },
    });
  return [webhook('xendit', 'xendit'), webhook('midtrans', 'midtrans'), webhook('iris', 'midtrans')];
}
