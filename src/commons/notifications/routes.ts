import { Type } from 'typebox';
import { userIdOf } from '#platform/call';
import type { Live } from '#platform/live';
import { refuse } from '#platform/refusal';
import { answer, type Route, route } from '#platform/route';
import { NoticeFilter, type NotificationsApi, notificationsContract, Preferences } from './contract.ts';
import { answerHandshake, receiveWhatsApp, type WebhookDeps } from './whatsapp-webhook.ts';

const { operations } = notificationsContract;
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) }, { additionalProperties: false });

export function notificationRoutes(api: NotificationsApi, live: Pick<Live, 'stream'>, webhook: WebhookDeps): Route[] {
  return [...inboxRoutes(api), ...preferenceRoutes(api), streamRoute(live), ...webhookRoutes(webhook)];
}

const EVERYWHERE = { email: true, whatsapp: true, live: true };
const PREFERENCES = {
  transaction: EVERYWHERE,
  account: EVERYWHERE,
  shop: EVERYWHERE,
  promo: { email: false, whatsapp: false, live: false },
};
const MOST_WEBHOOK_BYTES = 1024 * 1024;

function webhookRoutes(deps: WebhookDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/webhooks/whatsapp',
      prefix: '',
      summary: 'Meta asks whether this address listens',
      scope: 'webhook',
      query: Type.Object({
        'hub.mode': Type.String({ maxLength: 40 }),
        'hub.verify_token': Type.String({ maxLength: 300 }),
        'hub.challenge': Type.String({ pattern: '^[A-Za-z0-9._~-]{1,300}$' }),
      }),
      answers: { 200: 'binary' },
      binaryTypes: ['text/plain'],
      refusals: ['notifications.webhook-forged'],
      handle: async ({ query }) => {
        const asked = { mode: query['hub.mode'], token: query['hub.verify_token'], challenge: query['hub.challenge'] };
        return answer(200, answerHandshake(deps, asked), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
      },
    }),
    route({
      method: 'POST',
      path: '/webhooks/whatsapp',
      prefix: '',
      summary: 'What became of WhatsApp messages',
      scope: 'webhook',
      answers: { 200: Type.Object({ received: Type.Boolean() }, { additionalProperties: false }) },
      refusals: ['notifications.webhook-forged', 'notifications.webhook-unreadable'],
      idempotency: 'none',
      rawBody: true,
      bodyLimitBytes: MOST_WEBHOOK_BYTES,
      handle: async ({ rawBody, headers }) => {
        const signature = headers['x-hub-signature-256'];
        await receiveWhatsApp(deps, rawBody ?? Buffer.alloc(0), typeof signature === 'string' ? signature : '');
        return { received: true };
      },
    }),
  ];
}

function inboxRoutes(api: NotificationsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/notifications',
      summary: 'My notices, newest first',
      scope: 'signed-in',
      query: NoticeFilter,
      answers: { 200: operations.listNotices.output },
      handle: ({ call, query }) => api.listNotices(call, query),
    }),
    route({
      method: 'POST',
      path: '/notifications/:id/read',
      summary: 'Mark a notice as read',
      scope: 'signed-in',
      params: Params,
      answers: { 204: null },
      refusals: operations.markRead.refusals,
      idempotency: 'none',
      handle: async ({ call, params }) => {
        await api.markRead(call, { noticeId: params.id });
      },
    }),
    route({
      method: 'POST',
      path: '/notifications/read-all',
      summary: 'Mark all notices as read',
      scope: 'signed-in',
      answers: { 200: operations.markAllRead.output },
      idempotency: 'none',
      handle: ({ call }) => api.markAllRead(call, {}),
    }),
  ];
}

function preferenceRoutes(api: NotificationsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/notifications/preferences',
      summary: 'Which notices reach me how',
      scope: 'signed-in',
      answers: { 200: Preferences },
      handle: ({ call }) => api.getPreferences(call, {}),
    }),
    route({
      method: 'PUT',
      path: '/notifications/preferences',
      summary: 'Set which notices reach me how',
      scope: 'signed-in',
      body: Preferences,
      examples: { body: PREFERENCES },
      answers: { 200: Preferences },
      handle: ({ call, body }) => api.setPreferences(call, body),
    }),
  ];
}

function streamRoute(live: Pick<Live, 'stream'>): Route {
  return route({
    method: 'GET',
    path: '/notifications/stream',
    summary: 'Live pushes as server-sent events: `payment.completed`, `order.confirmed`, `notice` …',
    scope: 'signed-in',
    answers: { 200: 'binary' },
    binaryTypes: ['text/event-stream'],
    handle: async ({ call, signal }) => {
      const userId = userIdOf(call);
      if (!userId) throw refuse('request.sign-in-required');
      return answer(200, live.stream([`user:${userId}`], signal), {
        headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
      });
    },
  });
}
