import type { Static } from 'typebox';
import type { ProductCard } from '#commerce/products';
import { type Runner, type Sql, sql } from '#platform/database';
import type { Selection } from './facet-rules.ts';
import type { Weighted } from './word-rules.ts';

export type Sort = 'relevance' | 'newest' | 'price_asc' | 'price_desc' | 'best_selling';
export type Criteria = {
  tsQuery: string | null;
  /** About as many are found at most, as far as the words tell. */
  expected: number;
  /** What each word counts for in the order by relevance. */
  weights: Weighted[];
  categoryIds: string[] | null;
  seller: string | null;
  minPrice: number | null;
  maxPrice: number | null;
  inStock: boolean;
  /** Chosen facet terms, by number; an unknown value is -1 and finds nothing. */
  choices: (Selection & { termIds: number[] })[];
};
export type Hit = { card: Static<typeof ProductCard>; key: number; product_id: string };

/** A shop is called by id or slug; a slug is never as long as that. Each has its index, an `or` of both has none. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Everything but the chosen facets. The words stand in a sub-select, where the planner does not see them: it would plan anew for
 * each search (0.1 ms), and whatever they are, their index is the way.
 */
function baseConditions(criteria: Criteria): Sql {
  const { tsQuery, categoryIds, seller, minPrice, maxPrice } = criteria;
  return sql.and([
    ...(tsQuery ? [sql`words @@ (select ${tsQuery}::tsquery)`] : []),
    ...(categoryIds ? [sql`category_ids && ${categoryIds}::uuid[]`] : []),
    ...(seller ? [UUID.test(seller) ? sql`seller_id = ${seller}::uuid` : sql`seller_slug = ${seller}`] : []),
    ...(minPrice === null ? [] : [sql`price_minor >= ${minPrice}`]),
    ...(maxPrice === null ? [] : [sql`price_minor <= ${maxPrice}`]),
    ...(criteria.inStock ? [sql`in_stock`] : []),
  ]);
}

function allConditions(criteria: Criteria): Sql {
  return sql.and([
    baseConditions(criteria),
    ...criteria.choices.map((choice) => sql`terms && ${choice.termIds}::int[]`),
  ]);
}

/**
 * What the hits are sorted by, as one number that grows from first to last or falls; `product_id` decides between equals.
 * Relevance: the rarity of each word times where it stands (name before brand before attributes before description),
 * less in long texts; lifted by sales, lowered when sold out.
 */
function sortKey(sort: Sort, weights: readonly Weighted[]): { key: Sql; isRising: boolean } {
  const newest = { key: sql`extract(epoch from published_at)::float8`, isRising: false };
  if (sort === 'price_asc') return { key: sql`price_minor::float8`, isRising: true };
  if (sort === 'price_desc') return { key: sql`price_minor::float8`, isRising: false };
  if (sort === 'best_selling') return { key: sql`sold_count::float8`, isRising: false };
  if (sort === 'newest') return newest;
  if (weights.length === 0) return { key: sql`popularity`, isRising: false };
  const likeness = weights
    .map(({ query, weight }) => sql`ts_rank('{0.05, 0.2, 0.5, 1}', words, ${query}::tsquery, 1) * ${weight}::float8`)
    .reduce((sum, term) => sql`${sum} + ${term}`);
  return { key: sql`((${likeness}) * popularity)::float8`, isRising: false };
}

/** One page of hits, continued behind a position. */
export function selectHits(
  criteria: Criteria,
  sort: Sort,
  after: { key: number; productId: string } | null,
  limit: number,
): Sql {
  const { key, isRising } = sortKey(sort, criteria.weights);
  const position = after ? sql`(${after.key}::float8, ${after.productId}::uuid)` : null;
  const comparison = isRising ? sql`(key, product_id) >` : sql`(key, product_id) <`;
  const behind = position ? sql`${comparison} ${position}` : sql`true`;
  const order = isRising ? sql`order by key, product_id` : sql`order by key desc, product_id desc`;
  return sql`
    with hits as (select ${key} as key, product_id from search.documents where ${allConditions(criteria)}),
    paged as (select key, product_id from hits where ${behind} ${order} limit ${limit})
    select d.card, paged.key, paged.product_id from paged join search.documents d using (product_id) ${order}`;
}

/** What a card shows, of some products, in no order. */
export function selectCards(productIds: readonly string[]): Sql {
  return sql`select product_id, card from search.documents where product_id = any(${sql.uuids(productIds)})`;
}

/** Terms of more hits than these are counted where they lie: what they would send is more than the counting saves. */
const MOST_SENT = 20_000;
/** More hits than these are counted and ranked by the database: 600 kB, and half a millisecond in which the server does nothing else. */
export const MOST_TALLIED = 10_000;

export type PackedRow = { count: number; keys: Buffer | null; facts: Buffer | null };

/**
 * All hits of the words, packed for the server to count, filter and rank (see `tally-hits.ts`): one row of 30 kB for a
 * thousand hits. Chosen facets and prices are no part of it, because the facets also tell what other choices would give.
 * Buffers are null where nothing is found, or too much. Begins with `with`, so that it never waits for others on one connection.
 */
export function selectPackedHits(criteria: Criteria, sort: Sort): Sql {
  const { key } = sortKey(sort, criteria.weights);
  return sql`
    with packed as (
      select count(*) as count, string_agg(float8send(${key}), ''::bytea) as keys, string_agg(facts, ''::bytea) as facts
      from search.documents where ${baseConditions({ ...criteria, minPrice: null, maxPrice: null })}
    )
    select count, case when count <= ${MOST_TALLIED} then keys end as keys, case when count <= ${MOST_TALLIED} then facts end as facts
    from packed`;
}

/** A hit of the first page, or all goods that miss the same choice (0: none): how many and which within the wished prices. */
export type FirstPageRow =
  | (Hit & { failed: null })
  | { failed: number; count: number; min_price: number | null; max_price: number | null; terms: Buffer | null };

/** Where the terms begin among the facts of a document, counted from one (see the migrations). */
const TERMS_FROM = 27;

/**
 * All of a first page in one pass, for searches that find too much to be sent: the hits themselves, how many there are, between which prices (whatever price was
 * asked for), and the packed facet terms of those that meet all choices and of those that miss exactly one (see
 * `buildFacets`). Finding the rows is the dear part, a page of the table for nearly every hit; so it is done once.
 * `terms` is null where there are none, or too many.
 */
export function selectFirstPage(criteria: Criteria, sort: Sort, limit: number): Sql {
  const { minPrice, maxPrice, choices } = criteria;
  const { key, isRising } = sortKey(sort, criteria.weights);
  const order = isRising ? sql`order by key, product_id` : sql`order by key desc, product_id desc`;
  const isInPrice =
    minPrice === null && maxPrice === null
      ? sql`true`
      : sql`price_minor between ${minPrice ?? 0} and ${maxPrice ?? Number.MAX_SAFE_INTEGER}`;
  // Without choices there is nothing to group by, and so nothing to sort for it.
  const failed = choices.length === 0 ? sql`0` : sql`failed`;
  const grouping = choices.length === 0 ? sql`` : sql`where failed & (failed - 1) = 0 group by failed`;
  return sql`
    with hits as materialized (
      select product_id, ${key} as key, price_minor, substring(facts from ${TERMS_FROM}) as packed_terms, ${failedChoices(criteria)} as failed, ${isInPrice} as is_in_price
      from search.documents where ${baseConditions({ ...criteria, minPrice: null, maxPrice: null })}
    ), paged as (
      select key, product_id from hits where failed = 0 and is_in_price ${order} limit ${limit}
    )
    select d.card, paged.key, paged.product_id, null::int as failed, null::bigint as count, null::bigint as min_price,
      null::bigint as max_price, null::bytea as terms
    from paged join search.documents d using (product_id)
    union all
    select null, null, null, ${failed}, count(*) filter (where is_in_price), min(price_minor), max(price_minor),
      case when count(*) <= ${MOST_SENT} then string_agg(packed_terms, ''::bytea) filter (where is_in_price) end
    from hits ${grouping}`;
}

/** A bit for each choice that is not met. */
function failedChoices({ choices }: Criteria): Sql {
  return choices.reduce(
    (sum, choice, index) =>
      sql`${sum} + case when terms && ${choice.termIds}::int[] then 0 else ${1 << index}::int end`,
    sql`0`,
  );
}

const MOST_TERMS = 2_000;

/** Goods per facet value: those that meet all choices, and those that miss exactly one (see `buildFacets`). */
export function selectTermCounts(criteria: Criteria): Sql {
  return sql`
    with hits as materialized (select terms, ${failedChoices(criteria)} as failed from search.documents where ${baseConditions(criteria)}),
    counted as (
      select failed, term, count(*) as count from hits, unnest(terms) term
      where failed & (failed - 1) = 0 group by failed, term order by count(*) desc limit ${MOST_TERMS})
    select t.code, t.name, t.value, counted.failed, counted.count from counted join search.terms t on t.id = counted.term`;
}

export async function listTerms(
  runner: Runner,
  ids: readonly number[],
): Promise<{ id: number; code: string; name: string; value: string }[]> {
  return runner.run(sql`select id, code, name, value from search.terms where id = any(${ids}::int[])`);
}

/** Numbers of facet values, those that are known. */
export async function findTermIds(
  runner: Runner,
  pairs: readonly { code: string; value: string }[],
): Promise<{ id: number; code: string; value: string }[]> {
  return runner.run(sql`
    select id, code, value from search.terms
    where (code, value) in (select * from unnest(${pairs.map((p) => p.code)}::text[], ${pairs.map((p) => p.value)}::text[]))`);
}

/** Which of these words occur, and in how many documents (as counted last). */
export async function listKnownWords(runner: Runner, words: readonly string[]): Promise<Map<string, number>> {
  const rows = await runner.run<{ word: string; documents: number }>(
    sql`select word, documents from search.vocabulary where word = any(${words})`,
  );
  return new Map(rows.map((row) => [row.word, row.documents]));
}

export async function countDocuments(runner: Runner): Promise<number> {
  const [row] = await runner.run<{ total: number }>(sql`select count(*) as total from search.documents`);
  return row?.total ?? 0;
}

export async function listAlike(
  runner: Runner,
  word: string,
): Promise<{ word: string; alike: number; documents: number }[]> {
  return runner.run(sql`
    select word, similarity(word, ${word})::float8 as alike, documents from search.vocabulary
    where word % ${word} order by similarity(word, ${word}) desc, documents desc limit 8`);
}

export async function listSynonyms(runner: Runner): Promise<{ id: number; words: string[] }[]> {
  return runner.run(sql`select id, words from search.synonyms order by id limit 5000`);
}

export async function insertSynonyms(runner: Runner, words: string[]): Promise<number> {
  const [row] = await runner.run<{ id: number }>(
    sql`insert into search.synonyms (words) values (${words}) returning id`,
  );
  return row?.id ?? 0;
}

export async function deleteSynonyms(runner: Runner, id: number): Promise<boolean> {
  return (await runner.run(sql`delete from search.synonyms where id = ${id} returning id`)).length > 0;
}

/** Remembers a search that found something. */
export function countQuery(text: string): Sql {
  return sql`
    insert into search.queries (text, times, last_at) values (${text}, 1, now())
    on conflict (text) do update set times = search.queries.times + 1, last_at = now()`;
}

export function suggestQueries(start: string, limit: number): Sql {
  return sql`select text from search.queries where text like ${`${start.replace(/[\\%_]/g, '\\$&')}%`} order by times desc, text limit ${limit}`;
}

export function suggestProducts(tsQuery: string, limit: number): Sql {
  return sql`
    select product_id, card->>'name' as name, card->>'slug' as slug from search.documents
    where ts_filter(words, '{a,b}') @@ ${tsQuery}::tsquery and words @@ ${tsQuery}::tsquery
    order by in_stock desc, sold_count desc, product_id limit ${limit}`;
}

/** Forgets searches that nobody repeats. Bounded. */
export function pruneQueries(): Sql {
  return sql`delete from search.queries where text in (select text from search.queries where last_at < now() - interval '90 days' limit 5000)`;
}
