import { loadSearch } from '#lib/server/search.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const seller = await locals.api('GET /sellers/{id}', { path: { id: params.slug } });
  return { seller, view: await loadSearch(locals.api, url, { seller: seller.id }) };
};
