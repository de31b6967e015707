import { loadCategories, topCategories } from '#lib/server/categories.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const [categories, feed] = await Promise.all([
    loadCategories(locals.api),
    locals.api('GET /products', {
      query: { sort: 'best_selling', limit: 8, cursor: url.searchParams.get('mulai') ?? undefined },
    }),
  ]);
  return { categories: topCategories(categories, 10).map(({ slug, name }) => ({ slug, name })), feed };
};
