import { error } from '@sveltejs/kit';
import { loadCategories } from '#lib/server/categories.ts';
import { loadSearch } from '#lib/server/search.ts';
import * as m from '#messages';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const categories = await loadCategories(locals.api);
  const category = categories.find((one) => one.slug === params.slug || one.id === params.slug);
  if (!category) error(404, m.error_404_title());
  const path = [];
  for (let at = category.parentId; at && path.length < 6; ) {
    const parent = categories.find((one) => one.id === at);
    if (parent) path.unshift({ slug: parent.slug, name: parent.name });
    at = parent?.parentId ?? null;
  }
  const children = categories.filter((one) => one.parentId === category.id).map(({ slug, name }) => ({ slug, name }));
  return {
    category: { slug: category.slug, name: category.name },
    path,
    children,
    view: await loadSearch(locals.api, url, { category: category.id }),
  };
};
