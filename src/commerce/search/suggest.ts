import type { CatalogApi } from '#commerce/catalog';
import type { Cache } from '#platform/cache';
import type { Call } from '#platform/call';
import type { Database } from '#platform/database';
import type { Suggestion } from './contract.ts';
import { suggestProducts, suggestQueries } from './search-queries.ts';
import { plainWords, prefixQuery, queryWords, typedWords } from './word-rules.ts';

export type SuggestDeps = { database: Database; catalog: Pick<CatalogApi, 'listCategories'>; cache: Cache };

const QUERIES = 4;
const CATEGORIES = 3;
const PRODUCTS = 5;
const TREE_KEPT_MS = 30_000;

/** What may be meant by the letters so far: searches others made, categories, goods. One round trip. */
export async function suggest(deps: SuggestDeps, call: Call, q: string): Promise<{ items: Suggestion[] }> {
  const words = queryWords(q);
  const query = prefixQuery(words);
  if (!query) return { items: [] };
  const start = typedWords(q).join(' ');
  const [tree, [queries, products]] = await Promise.all([
    deps.cache.remember('search:tree', TREE_KEPT_MS, () => deps.catalog.listCategories(call, {})),
    deps.database.batch<[{ text: string }[], { product_id: string; name: string; slug: string }[]]>([
      suggestQueries(start, QUERIES),
      suggestProducts(query, PRODUCTS),
    ]),
  ]);
  const categories = tree.categories.filter((category) =>
    plainWords(category.name).some((_, index, all) => all.slice(index).join(' ').startsWith(start)),
  );
  return {
    items: [
      ...queries.map((row) => ({ kind: 'query' as const, text: row.text })),
      ...categories.slice(0, CATEGORIES).map((category) => ({
        kind: 'category' as const,
        text: category.name,
        categoryId: category.categoryId,
        slug: category.slug,
      })),
      ...products.map((row) => ({
        kind: 'product' as const,
        text: row.name,
        productId: row.product_id,
        slug: row.slug,
      })),
    ],
  };
}
