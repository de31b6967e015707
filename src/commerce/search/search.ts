import type { CatalogApi } from '#commerce/catalog';
import type { Cache } from '#platform/cache';
import type { Call } from '#platform/call';
import type { Database } from '#platform/database';
import { decodeCursor, encodeCursor } from '#platform/lists';
import type { Facet, SearchQuery, SearchResult } from './contract.ts';
import type { Language } from './correct-words.ts';
import type { CountTerms } from './count-terms.ts';
import { buildFacets, type Selection, selectionsOf, type TermCount } from './facet-rules.ts';
import {
  type Criteria,
  countQuery,
  type FirstPageRow,
  findTermIds,
  type Hit,
  type Sort,
  selectFirstPage,
  selectHits,
  selectTermCounts,
} from './search-queries.ts';
import { nearQuery, tsQuery, weighWords } from './word-rules.ts';

export type SearchDeps = {
  database: Database;
  catalog: Pick<CatalogApi, 'categoryScope'>;
  cache: Cache;
  language: Language;
  countTerms: CountTerms;
};
type Position = { key: number; productId: string; total: number };
type Group = Extract<FirstPageRow, { failed: number }>;
type Found = { hits: Hit[]; total: number; facets: Facet[] };

const DEFAULT_LIMIT = 20;
/** With fewer products that have all the words, those that come near are shown too. */
const ENOUGH = 10;
const SCOPE_KEPT_MS = 30_000;
const NOTHING = '00000000-0000-0000-0000-000000000000';

/**
 * Finds goods. First page: hits, how many there are, and facets with exact counts, in one statement; further pages: hits
 * only. When hardly any product has all the words, those that come near follow behind them, and `isLoose` says so.
 */
export async function search(deps: SearchDeps, call: Call, query: SearchQuery): Promise<SearchResult> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const sort: Sort = query.sort ?? 'relevance';
  const selections = selectionsOf(query);
  const [{ words, text, correctedQuery }, { synonyms, total }, criteria] = await Promise.all([
    deps.language.understand(query.q ?? ''),
    deps.language.lore(),
    criteriaOf(deps, call, query, selections),
  ]);
  const exactQuery = tsQuery(
    words.map(({ word }) => word),
    synonyms,
  );
  const exact = { ...criteria, tsQuery: exactQuery, weights: weighWords(words, synonyms, total) };
  const near = { ...exact, tsQuery: nearQuery(words, synonyms, total) };
  const after = positionOf(query.cursor);
  if (after) return nextPage(deps, { criteria: after.isLoose ? near : exact, sort, limit, after, correctedQuery });

  let found = await firstPage(deps, exact, selections, { sort, limit });
  if (found.total > 0 && text !== '') rememberQuery(deps, text);
  // In any other order those that only come near would stand before those that were meant.
  const isFew = found.total < (sort === 'relevance' ? ENOUGH : 1);
  const isLoose = isFew && words.length > 1;
  if (isLoose) found = await firstPage(deps, near, selections, { sort, limit });
  return {
    items: found.hits.slice(0, limit).map((hit) => hit.card),
    nextCursor: cursorOf(found.hits, limit, found.total, isLoose),
    total: found.total,
    correctedQuery,
    isLoose: isLoose && found.total > 0,
    facets: found.facets,
  };
}

async function criteriaOf(
  deps: SearchDeps,
  call: Call,
  query: SearchQuery,
  selections: Selection[],
): Promise<Criteria> {
  const { category } = query;
  const [scope, numbers] = await Promise.all([
    category
      ? deps.cache.remember(`search:scope:${category}`, SCOPE_KEPT_MS, () =>
          deps.catalog.categoryScope(call, { category }),
        )
      : null,
    selections.length > 0 ? findTermIds(deps.database, selections) : new Map<string, number>(),
  ]);
  return {
    tsQuery: null,
    weights: [],
    // A category is found by itself: documents carry the whole path. An unknown one finds nothing.
    categoryIds: scope ? [scope.categoryIds[0] ?? NOTHING] : null,
    seller: query.seller ?? null,
    minPrice: query.minPrice ?? null,
    maxPrice: query.maxPrice ?? null,
    inStock: query.inStock ?? false,
    choices: selections.map((selection) => ({
      ...selection,
      termIds: selection.values.map((value) => numbers.get(`${selection.code}:${value}`) ?? -1),
    })),
  };
}

async function firstPage(
  deps: SearchDeps,
  criteria: Criteria,
  selections: Selection[],
  page: { sort: Sort; limit: number },
): Promise<Found> {
  const rows = await deps.database.run<FirstPageRow>(selectFirstPage(criteria, page.sort, page.limit + 1));
  const isRising = page.sort === 'price_asc';
  const hits = rows.filter((row) => row.failed === null).sort(isRising ? byKey : (a, b) => byKey(b, a));
  const groups = rows.filter((row) => row.failed !== null);
  const meeting = groups.find((group) => group.failed === 0);
  const total = meeting?.count ?? 0;
  const counts = await countsOf(deps, criteria, groups);
  return { hits, total, facets: [...priceFacet(meeting), ...buildFacets(counts, selections, total)] };
}

/** As the database orders them; ids are written in lower case, so that their texts stand in the order of their bytes. */
function byKey(a: Hit, b: Hit): number {
  if (a.key !== b.key) return a.key - b.key;
  return a.product_id < b.product_id ? -1 : 1;
}

async function countsOf(deps: SearchDeps, criteria: Criteria, groups: readonly Group[]): Promise<TermCount[]> {
  if (groups.some(({ count, terms }) => count > 0 && !terms))
    return deps.database.run<TermCount>(selectTermCounts(criteria));
  return deps.countTerms(groups.flatMap(({ failed, terms }) => (terms ? [{ failed, terms }] : [])));
}

async function nextPage(
  deps: SearchDeps,
  page: {
    criteria: Criteria;
    sort: Sort;
    limit: number;
    after: Position & { isLoose: boolean };
    correctedQuery: string | null;
  },
): Promise<SearchResult> {
  const { criteria, sort, limit, after, correctedQuery } = page;
  const hits = await deps.database.run<Hit>(selectHits(criteria, sort, after, limit + 1));
  return {
    items: hits.slice(0, limit).map((hit) => hit.card),
    nextCursor: cursorOf(hits, limit, after.total, after.isLoose),
    total: after.total,
    correctedQuery,
    isLoose: after.isLoose,
    facets: [],
  };
}

/** Of goods that meet all choices, whatever price was asked for. */
function priceFacet(meeting: Group | undefined): Facet[] {
  if (!meeting || meeting.min_price === null || meeting.max_price === null) return [];
  const { min_price: min, max_price: max } = meeting;
  return [{ code: 'price', name: 'Harga', kind: 'range', values: [], min, max }];
}

function cursorOf(hits: readonly Hit[], limit: number, total: number, isLoose: boolean): string | null {
  const last = hits.length > limit ? hits[limit - 1] : undefined;
  return last ? encodeCursor([last.key, last.product_id, total, isLoose ? 1 : 0]) : null;
}

function positionOf(cursor: string | undefined): (Position & { isLoose: boolean }) | null {
  const values = decodeCursor(cursor, 4);
  if (!values) return null;
  const [key, productId, total, isLoose] = values;
  const isOurs =
    typeof key === 'number' &&
    typeof productId === 'string' &&
    /^[0-9a-f-]{36}$/.test(productId) &&
    typeof total === 'number' &&
    Number.isSafeInteger(total);
  if (!isOurs) return { key: 0, productId: NOTHING, total: 0, isLoose: false };
  return { key, productId, total, isLoose: isLoose === 1 };
}

/** Feeds suggestions; losing one is nothing, and nobody waits for it. */
function rememberQuery(deps: SearchDeps, text: string): void {
  void deps.cache
    .remember(`search:counted:${text}`, 60_000, () => deps.database.batch([countQuery(text)], { lazy: true }))
    .catch(() => {});
}
