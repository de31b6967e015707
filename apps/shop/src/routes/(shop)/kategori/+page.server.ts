import { loadCategories } from '#lib/server/categories.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const categories = await loadCategories(locals.api);
  const brief = (parentId: string | null) =>
    categories.filter((one) => one.parentId === parentId).map(({ id, slug, name }) => ({ id, slug, name }));
  return { groups: brief(null).map((top) => ({ ...top, children: brief(top.id) })) };
};
