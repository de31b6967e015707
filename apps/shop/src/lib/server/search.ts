import type { ProductCard, SearchResult } from '@lumbung/kit/api.ts';
import type { Api } from '@lumbung/kit/api-client.ts';
import { readSearch, type SearchQuery } from '#lib/search-params.ts';

/** The first page is short, so that a first view is light; the next ones come by 24 as one scrolls. */
const pageSize = 8;

export type SearchView = { result: SearchResult; looser: ProductCard[]; fixed: { category?: string; seller?: string } };

/** One page of a search, and looser matches when there is nothing: without the filters, then by one word of the query. */
export async function loadSearch(api: Api, url: URL, fixed: SearchView['fixed'] = {}): Promise<SearchView> {
  const query = { ...readSearch(url.searchParams), ...fixed };
  const result = await api('GET /search', { query: { ...query, limit: pageSize } });
  const looser = result.items.length === 0 ? await findLooser(api, query, fixed) : [];
  return { result, looser, fixed };
}

async function findLooser(
  api: Api,
  query: SearchQuery | Record<string, unknown>,
  fixed: SearchView['fixed'],
): Promise<ProductCard[]> {
  const q = typeof query.q === 'string' ? query.q : undefined;
  const word = q?.split(/\s+/).toSorted((a, b) => b.length - a.length)[0];
  const attempts = [q ? { q } : fixed, ...(word && word !== q ? [{ q: word }] : [])];
  for (const attempt of attempts) {
    const found = await api('GET /search', { query: { ...attempt, limit: 12 } });
    if (found.items.length > 0) return found.items;
  }
  return (await api('GET /products', { query: { sort: 'best_selling', limit: 12 } })).items;
}
