import { Type } from 'typebox';
import { userIdOf } from '#platform/call';
import type { Live } from '#platform/live';
import { refuse } from '#platform/refusal';
import { answer, type Route, route } from '#platform/route';
import { NoticeFilter, type NotificationsApi, notificationsContract, Preferences } from './contract.ts';

const { operations } = notificationsContract;
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) }, { additionalProperties: false });

export function notificationRoutes(api: NotificationsApi, live: Pick<Live, 'stream'>): Route[] {
  return [...inboxRoutes(api), ...preferenceRoutes(api), streamRoute(live)];
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
    handle: async ({ call, signal }) => {
      const userId = userIdOf(call);
      if (!userId) throw refuse('request.sign-in-required');
      return answer(200, live.stream([`user:${userId}`], signal), {
        headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
      });
    },
  });
}
