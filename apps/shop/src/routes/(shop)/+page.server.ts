import { loadCategories, topCategories } from '#lib/server/categories.ts';
import { forPerson } from '#lib/server/recommendations.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const [categories, feed, forYou] = await Promise.all([
    loadCategories(locals.api),
    locals.api('GET /products', {
      query: { sort: 'best_selling', limit: 8, cursor: url.searchParams.get('mulai') ?? undefined },
    }),
    forPerson(locals.api, locals.hasSession),
  ]);
  return { categories: topCategories(categories, 10).map(({ slug, name }) => ({ slug, name })), feed, forYou };
};
