import { Type } from 'typebox';
import { answer, type Route, route } from '#platform/route';
import { Strict } from '#platform/schema-parts';
import { type SearchApi, SearchQuery, SearchResult, Synonyms, searchContract } from './contract.ts';

const { operations } = searchContract;

export function searchRoutes(api: SearchApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/search',
      summary: 'Find goods, with facets',
      scope: 'public',
      query: SearchQuery,
      answers: { 200: SearchResult },
      cacheControl: 'public, max-age=2',
      handle: ({ call, query }) => api.search(call, query),
    }),
    route({
      method: 'GET',
      path: '/search/suggest',
      summary: 'What may be meant by the letters so far',
      scope: 'public',
      query: Type.Object({ q: Type.String({ maxLength: 100 }) }, Strict),
      answers: { 200: operations.suggest.output },
      cacheControl: 'public, max-age=10',
      handle: ({ call, query }) => api.suggest(call, query),
    }),
    route({
      method: 'GET',
      path: '/search/synonyms',
      summary: 'Words that mean the same',
      scope: 'catalog:write',
      answers: { 200: operations.listSynonyms.output },
      handle: ({ call }) => api.listSynonyms(call, {}),
    }),
    route({
      method: 'POST',
      path: '/search/synonyms',
      summary: 'Add words that mean the same',
      scope: 'catalog:write',
      body: Synonyms,
      examples: { body: { words: ['hp', 'ponsel', 'telepon genggam'] } },
      answers: { 201: operations.addSynonyms.output },
      handle: async ({ call, body }) => answer(201, await api.addSynonyms(call, body)),
    }),
    route({
      method: 'DELETE',
      path: '/search/synonyms/:id',
      summary: 'Forget words that mean the same',
      scope: 'catalog:write',
      params: Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }, Strict),
      answers: { 204: null },
      refusals: operations.removeSynonyms.refusals,
      handle: async ({ call, params }) => {
        await api.removeSynonyms(call, params);
      },
    }),
  ];
}
