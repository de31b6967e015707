import { Type } from 'typebox';
import { ListOf, PageQuery } from '#platform/lists';
import type { Log } from '#platform/log';
import { answer, type Route, type RouteRequest, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import type { AssistantDeps } from './assistant-deps.ts';
import { type AssistantApi, assistantContract, Message, MessageText, Session, Title, Usage } from './contract.ts';
import { beginMessage } from './send-message.ts';
import { streamAnswer } from './stream-answer.ts';

const { operations } = assistantContract;
const OfSession = Type.Object({ sessionId: Uuid }, Strict);
const OfMessage = Type.Object({ sessionId: Uuid, messageId: Uuid }, Strict);
const OfStore = Type.Object({ storeId: Uuid }, Strict);

/** `/insight/assistant/…` and `/insight/usage`. */
export function assistantRoutes(deps: AssistantDeps & { log: Log }, api: AssistantApi): Route[] {
  return [...sessionRoutes(api), ...messageRoutes(deps, api), usageRoute(api)];
}

function sessionRoutes(api: AssistantApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/assistant/sessions',
      summary: 'My conversations about a store, the last used first',
      scope: 'insight:read',
      query: Type.Object({ storeId: Uuid, ...PageQuery }, Strict),
      answers: { 200: ListOf(Session) },
      refusals: operations.listSessions.refusals,
      handle: ({ call, query }) => api.listSessions(call, query),
    }),
    route({
      method: 'POST',
      path: '/insight/assistant/sessions',
      summary: 'Begin a conversation about a store',
      scope: 'insight:read',
      body: Type.Object({ storeId: Uuid, title: Type.Optional(Title) }, Strict),
      examples: { body: { storeId: '0190aaaa-bbbb-7ccc-8ddd-000000000001', title: 'Akhir pekan' } },
      answers: { 201: Session },
      refusals: operations.createSession.refusals,
      handle: ({ call, body }) => api.createSession(call, body),
    }),
    route({
      method: 'GET',
      path: '/insight/assistant/sessions/:sessionId',
      summary: 'One of my conversations',
      scope: 'insight:read',
      params: OfSession,
      answers: { 200: Session },
      refusals: operations.getSession.refusals,
      handle: ({ call, params }) => api.getSession(call, params),
    }),
    route({
      method: 'DELETE',
      path: '/insight/assistant/sessions/:sessionId',
      summary: 'Remove a conversation with all that was said in it',
      scope: 'insight:read',
      params: OfSession,
      answers: { 204: null },
      refusals: operations.removeSession.refusals,
      handle: async ({ call, params }) => void (await api.removeSession(call, params)),
    }),
  ];
}

function messageRoutes(deps: AssistantDeps & { log: Log }, api: AssistantApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/assistant/sessions/:sessionId/messages',
      summary: 'What was said, oldest first',
      scope: 'insight:read',
      params: OfSession,
      query: Type.Object(PageQuery, Strict),
      answers: { 200: ListOf(Message) },
      refusals: operations.listMessages.refusals,
      handle: ({ call, params, query }) => api.listMessages(call, { ...params, ...query }),
    }),
    route({
      method: 'POST',
      path: '/insight/assistant/sessions/:sessionId/messages',
      summary: 'Ask; the answer comes whole, or as server-sent events where `Accept: text/event-stream` asks for them',
      scope: 'insight:read',
      params: OfSession,
      body: Type.Object({ text: MessageText }, Strict),
      idempotency: 'none',
      rateLimits: [{ perMinute: 30, by: 'user', name: 'assistant' }],
      examples: { body: { text: 'Berapa ayam yang harus saya beli untuk akhir pekan?' } },
      answers: { 201: Message, 200: 'binary' },
      binaryTypes: ['text/event-stream'],
      refusals: operations.sendMessage.refusals,
      handle: async ({ call, params, body, headers }) => {
        const begun = await beginMessage(deps, call, { ...params, ...body });
        if (!wantsStream(headers)) return answer(201, await begun.answer());
        return answer(200, streamAnswer(begun, call, deps.log), {
          headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
        });
      },
    }),
    route({
      method: 'POST',
      path: '/insight/assistant/sessions/:sessionId/messages/:messageId/proposal',
      summary: 'Say yes or no to what an answer proposed; only a yes does anything',
      scope: 'insight:write',
      params: OfMessage,
      body: Type.Object({ accept: Type.Boolean() }, Strict),
      examples: { body: { accept: true } },
      answers: { 200: Message },
      refusals: operations.decideProposal.refusals,
      handle: ({ call, params, body }) => api.decideProposal(call, { ...params, ...body }),
    }),
  ];
}

function wantsStream(headers: RouteRequest<unknown, unknown, unknown>['headers']): boolean {
  return [headers.accept ?? []].flat().some((value) => value.includes('text/event-stream'));
}

function usageRoute(api: AssistantApi): Route {
  return route({
    method: 'GET',
    path: '/insight/usage',
    summary: 'Tokens that a store has used this month, and how many are left',
    scope: 'insight:read',
    query: OfStore,
    answers: { 200: Usage },
    refusals: operations.readUsage.refusals,
    handle: ({ call, query }) => api.readUsage(call, query),
  });
}
