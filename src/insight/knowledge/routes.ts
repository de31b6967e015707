import { Type } from 'typebox';
import { ListOf, PageQuery } from '#platform/lists';
import { refuse } from '#platform/refusal';
import { answer, type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import { addDocument } from './add-document.ts';
import {
  Chunk,
  Document,
  type KnowledgeApi,
  knowledgeContract,
  MOST_BYTES,
  Question,
  SearchAnswer,
} from './contract.ts';
import type { KnowledgeDeps } from './knowledge-deps.ts';

const { operations } = knowledgeContract;
const OfStore = Type.Object({ storeId: Uuid }, Strict);
const OfDocument = Type.Object({ documentId: Uuid }, Strict);
const OVERHEAD_BYTES = 64 * 1024;

/** `/insight/documents?storeId=…`: what a store has uploaded. */
export function knowledgeRoutes(deps: KnowledgeDeps, api: KnowledgeApi): Route[] {
  return [uploadRoute(deps), ...readRoutes(api), searchRoute(api)];
}

function uploadRoute(deps: KnowledgeDeps): Route {
  return route({
    method: 'POST',
    path: '/insight/documents',
    summary: 'Upload a PDF, DOCX, Markdown or text file (multipart: file) that questions are answered from',
    scope: 'insight:write',
    query: OfStore,
    multipart: true,
    bodyLimitBytes: MOST_BYTES + OVERHEAD_BYTES,
    idempotency: 'none',
    rateLimits: [{ perMinute: 20, by: 'user', name: 'documents' }],
    answers: { 201: Document },
    refusals: [...operations.addDocument.refusals, 'knowledge.no-file', 'knowledge.busy'],
    handle: async ({ call, query, files }) => {
      // Who may not write here need not send his file to be told so.
      await deps.stores.storeOfCall(call, { ...query, access: 'write' });
      const [file] = await files();
      if (!file) throw refuse('knowledge.no-file');
      return answer(201, await addDocument(deps, call, { ...query, name: file.filename, bytes: file.bytes }));
    },
  });
}

function readRoutes(api: KnowledgeApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/documents',
      summary: 'Documents of a store, newest first',
      scope: 'insight:read',
      query: operations.listDocuments.input,
      answers: { 200: ListOf(Document) },
      refusals: operations.listDocuments.refusals,
      handle: ({ call, query }) => api.listDocuments(call, query),
    }),
    route({
      method: 'GET',
      path: '/insight/documents/:documentId',
      summary: 'One document',
      scope: 'insight:read',
      params: OfDocument,
      query: OfStore,
      answers: { 200: Document },
      refusals: operations.getDocument.refusals,
      handle: ({ call, params, query }) => api.getDocument(call, { ...params, ...query }),
    }),
    route({
      method: 'GET',
      path: '/insight/documents/:documentId/chunks',
      summary: 'The pieces of a document, as they are searched and cited',
      scope: 'insight:read',
      params: OfDocument,
      query: Type.Object({ storeId: Uuid, ...PageQuery }, Strict),
      answers: { 200: ListOf(Chunk) },
      refusals: operations.listChunks.refusals,
      handle: ({ call, params, query }) => api.listChunks(call, { ...params, ...query }),
    }),
    route({
      method: 'DELETE',
      path: '/insight/documents/:documentId',
      summary: 'Remove a document with everything that was made of it',
      scope: 'insight:write',
      params: OfDocument,
      query: OfStore,
      answers: { 204: null },
      refusals: operations.removeDocument.refusals,
      handle: async ({ call, params, query }) => void (await api.removeDocument(call, { ...params, ...query })),
    }),
  ];
}

function searchRoute(api: KnowledgeApi): Route {
  return route({
    method: 'POST',
    path: '/insight/documents/search',
    summary: 'The pieces that answer a question, best first, and whether they are likely to',
    scope: 'insight:read',
    query: OfStore,
    body: Type.Object({ question: Question, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })) }, Strict),
    idempotency: 'none',
    rateLimits: [{ perMinute: 60, by: 'user', name: 'document-search' }],
    examples: { body: { question: 'Kapan tepung terigu dikirim?' } },
    answers: { 200: SearchAnswer },
    refusals: operations.searchKnowledge.refusals,
    handle: ({ call, query, body }) => api.searchKnowledge(call, { ...query, ...body }),
  });
}
