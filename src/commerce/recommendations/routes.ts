import { type Route, route } from '#platform/route';
import { Recommendations, type RecommendationsApi, RecommendQuery, recommendationsContract } from './contract.ts';

const { operations } = recommendationsContract;

export function recommendationsRoutes(api: RecommendationsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/recommendations',
      summary: 'What goes with a product, and what the caller may like',
      scope: 'public',
      query: RecommendQuery,
      answers: { 200: Recommendations },
      refusals: operations.recommend.refusals,
      cacheControl: 'private, max-age=10',
      handle: ({ call, query }) => api.recommend(call, query),
    }),
  ];
}
