import { loadSearch } from '#lib/server/search.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({ view: await loadSearch(locals.api, url) });
