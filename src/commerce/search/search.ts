import type { CatalogApi } from '#commerce/catalog';
import type { Cache } from '#platform/cache';
import type { Call } from '#platform/call';
import type { Database } from '#platform/database';
import { decodeCursor, encodeCursor } from '#platform/lists';
import type { Facet, SearchQuery, SearchResult } from './contract.ts';
import type { Language } from './correct-words.ts';
import type { Terms } from './count-terms.ts';
import { buildFacets, type Selection, selectionsOf, type TermCount } from './facet-rules.ts';
import {
  type Criteria,
  countQuery,
  type FirstPageRow,
  type Hit,
  MOST_TALLIED,
  type PackedRow,
  type Sort,
  selectCards,
  selectFirstPage,
  selectHits,
  selectPackedHits,
  selectTermCounts,
} from './search-queries.ts';
import { tallyHits } from './tally-hits.ts';
import { nearQuery, tsQuery, weighWords } from './word-rules.ts';

export type SearchDeps = {
  database: Database;
  catalog: Pick<CatalogApi, 'categoryScope'>;
  cache: Cache;
  language: Language;
  terms: Terms;
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
 * Finds goods. First page: hits, how many there are, and facets with exact counts; further pages: hits only. When hardly any product has all the words, those that come near follow behind them, and `isLoose` says so.
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
  const weights = weighWords(words, synonyms, total);
  const exact = { ...criteria, tsQuery: exactQuery, weights, expected: rarestOf(words) };
  const near = { ...exact, tsQuery: nearQuery(words, synonyms, total), expected: 0 };
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

/** No more documents have all words than have the rarest of them. */
function rarestOf(words: readonly { documents: number }[]): number {
  return words.length === 0 ? 0 : Math.min(...words.map(({ documents }) => documents));
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
    deps.terms.numbersOf(selections),
  ]);
  return {
    tsQuery: null,
    expected: 0,
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

type Page = { sort: Sort; limit: number };

/** Counted and ranked here; by the database where nothing narrows the search, or where that finds too much to be sent. */
async function firstPage(deps: SearchDeps, criteria: Criteria, selections: Selection[], page: Page): Promise<Found> {
  const isNarrow = (criteria.tsQuery !== null || criteria.seller !== null) && criteria.expected <= MOST_TALLIED;
  const found = isNarrow ? await tallied(deps, criteria, selections, page) : null;
  return found ?? countedThere(deps, criteria, selections, page);
}

async function tallied(
  deps: SearchDeps,
  criteria: Criteria,
  selections: Selection[],
  { sort, limit }: Page,
): Promise<Found | null> {
  const [row] = await deps.database.run<PackedRow>(selectPackedHits(criteria, sort));
  if (!row || row.count === 0) return { hits: [], total: 0, facets: buildFacets([], selections, 0) };
  if (!row.keys || !row.facts) return null;
  const { minPrice, maxPrice } = criteria;
  const choices = criteria.choices.map(({ termIds }) => termIds);
  const asked = { choices, minPrice, maxPrice, limit: limit + 1, isRising: sort === 'price_asc' };
  const { top, total, counts, ...prices } = tallyHits({ keys: row.keys, facts: row.facts }, asked);
  const [cards, named] = await Promise.all([cardsOf(deps, top), deps.terms.named(counts)]);
  return {
    hits: top.flatMap(({ key, productId }) => {
      const card = cards.get(productId);
      return card ? [{ card, key, product_id: productId }] : [];
    }),
    total,
    facets: [...priceFacet(prices), ...buildFacets(named, selections, total)],
  };
}

async function cardsOf(deps: SearchDeps, top: readonly { productId: string }[]): Promise<Map<string, Hit['card']>> {
  if (top.length === 0) return new Map();
  const rows = await deps.database.run<Pick<Hit, 'card' | 'product_id'>>(
    selectCards(top.map(({ productId }) => productId)),
  );
  return new Map(rows.map((row) => [row.product_id, row.card]));
}

async function countedThere(
  deps: SearchDeps,
  criteria: Criteria,
  selections: Selection[],
  { sort, limit }: Page,
): Promise<Found> {
  const rows = await deps.database.run<FirstPageRow>(selectFirstPage(criteria, sort, limit + 1));
  const isRising = sort === 'price_asc';
  const hits = rows.filter((row) => row.failed === null).sort(isRising ? byKey : (a, b) => byKey(b, a));
  const groups = rows.filter((row) => row.failed !== null);
  const meeting = groups.find((group) => group.failed === 0);
  const total = meeting?.count ?? 0;
  const counts = await countsOf(deps, criteria, groups);
  const prices = { minPrice: meeting?.min_price ?? null, maxPrice: meeting?.max_price ?? null };
  return { hits, total, facets: [...priceFacet(prices), ...buildFacets(counts, selections, total)] };
}

/** As the database orders them; ids are written in lower case, so that their texts stand in the order of their bytes. */
function byKey(a: Hit, b: Hit): number {
  if (a.key !== b.key) return a.key - b.key;
  return a.product_id < b.product_id ? -1 : 1;
}

async function countsOf(deps: SearchDeps, criteria: Criteria, groups: readonly Group[]): Promise<TermCount[]> {
  if (groups.some(({ count, terms }) => count > 0 && !terms))
    return deps.database.run<TermCount>(selectTermCounts(criteria));
  return deps.terms.countPacked(groups.flatMap(({ failed, terms }) => (terms ? [{ failed, terms }] : [])));
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
function priceFacet({ minPrice: min, maxPrice: max }: { minPrice: number | null; maxPrice: number | null }): Facet[] {
  return min === null || max === null ? [] : [{ code: 'price', name: 'Harga', kind: 'range', values: [], min, max }];
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
