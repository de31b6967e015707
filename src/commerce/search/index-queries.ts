import { type Runner, type Sql, sql } from '#platform/database';
import type { SearchDocument, Term } from './document-rules.ts';

/** Marks products to be read again; a product marked twice is read once, but after the second mark. */
export function markProducts(productIds: readonly string[]): Sql {
  return sql`
    insert into search.marks (product_id) select unnest(${productIds}::uuid[])
    on conflict (product_id) do update set mark = default, due_at = now()`;
}

/** Marks what is known of a seller or a category, to be read when the products have heard of it too. */
export function markWhere(column: 'seller_id' | 'category_ids', id: string): Sql {
  const condition = column === 'seller_id' ? sql`seller_id = ${id}` : sql`category_ids @> array[${id}::uuid]`;
  return sql`
    insert into search.marks (product_id, due_at) select product_id, now() + interval '1 second' from search.documents where ${condition}
    on conflict (product_id) do update set mark = default`;
}

export async function listMarks(runner: Runner, limit: number): Promise<{ productId: string; mark: number }[]> {
  return runner.run(
    sql`select product_id as "productId", mark from search.marks where due_at <= now() order by mark limit ${limit}`,
  );
}

/** Takes marks off, unless they were set again meanwhile. */
export function takeMarksOff(marks: readonly { productId: string; mark: number }[]): Sql {
  return sql`
    delete from search.marks m using unnest(${marks.map((m) => m.productId)}::uuid[], ${marks.map((m) => m.mark)}::bigint[]) as done(product_id, mark)
    where m.product_id = done.product_id and m.mark = done.mark`;
}

/** Numbers of facet terms, new ones made. */
export async function termIds(runner: Runner, terms: readonly Term[]): Promise<Map<string, number>> {
  if (terms.length === 0) return new Map();
  const columns = [terms.map((t) => t.code), terms.map((t) => t.name), terms.map((t) => t.value)];
  const rows = await runner.run<{ id: number; code: string; value: string }>(sql`
    with wanted as (
      select distinct on (code, value) code, name, value from unnest(${columns[0]}::text[], ${columns[1]}::text[], ${columns[2]}::text[]) as t(code, name, value)),
    made as (
      insert into search.terms (code, name, value) select code, name, value from wanted order by code, value
      on conflict (code, value) do update set name = excluded.name
      returning id, code, value)
    select id, code, value from made`);
  return new Map(rows.map((row) => [`${row.code}:${row.value}`, row.id]));
}

/** Puts documents into the index, all columns as arrays: one statement whatever the number. */
export function upsertDocuments(documents: readonly (SearchDocument & { termIds: number[] })[]): Sql {
  const column = <T>(pick: (document: SearchDocument & { termIds: number[] }) => T): T[] => documents.map(pick);
  return sql`
    insert into search.documents (product_id, words, category_ids, category_id, seller_id, seller_slug, price_minor, sold_count, in_stock, published_at, terms, card)
    select d.product_id,
      setweight(to_tsvector('simple', d.a), 'A') || setweight(to_tsvector('simple', d.b), 'B') || setweight(to_tsvector('simple', d.c), 'C') || setweight(to_tsvector('simple', d.d), 'D'),
      array(select jsonb_array_elements_text(d.category_ids)::uuid), d.category_id, d.seller_id, d.seller_slug, d.price_minor, d.sold_count, d.in_stock, d.published_at,
      array(select jsonb_array_elements_text(d.terms)::int), d.card
    from unnest(
      ${column((d) => d.productId)}::uuid[], ${column((d) => d.words.a)}::text[], ${column((d) => d.words.b)}::text[], ${column((d) => d.words.c)}::text[], ${column((d) => d.words.d)}::text[],
      ${column((d) => sql.json(d.categoryIds))}::jsonb[], ${column((d) => d.categoryId)}::uuid[], ${column((d) => d.sellerId)}::uuid[], ${column((d) => d.sellerSlug)}::text[],
      ${column((d) => d.priceMinor)}::bigint[], ${column((d) => d.soldCount)}::bigint[], ${column((d) => d.inStock)}::boolean[], ${column((d) => d.publishedAt)}::timestamptz[],
      ${column((d) => sql.json(d.termIds))}::jsonb[], ${column((d) => sql.json(d.card))}::jsonb[])
      as d(product_id, a, b, c, d, category_ids, category_id, seller_id, seller_slug, price_minor, sold_count, in_stock, published_at, terms, card)
    on conflict (product_id) do update set words = excluded.words, category_ids = excluded.category_ids, category_id = excluded.category_id,
      seller_id = excluded.seller_id, seller_slug = excluded.seller_slug, price_minor = excluded.price_minor, sold_count = excluded.sold_count,
      in_stock = excluded.in_stock, published_at = excluded.published_at, terms = excluded.terms, card = excluded.card`;
}

export function deleteDocuments(productIds: readonly string[]): Sql {
  return sql`delete from search.documents where product_id = any(${productIds}::uuid[])`;
}

/** New words; counts are refreshed now and then by `refreshVocabulary`. */
export function addWords(words: readonly string[]): Sql {
  return sql`insert into search.vocabulary (word, documents) select word, 1 from unnest(${words}::text[]) word on conflict do nothing`;
}

/** Counts words anew from names, brands, categories and attributes (not descriptions), and forgets words nobody uses. */
export function refreshVocabulary(): Sql[] {
  const counted = sql`select word, ndoc from ts_stat('select ts_filter(words, ''{a,b,c}'') from search.documents') where length(word) between 2 and 40`;
  return [
    sql`insert into search.vocabulary (word, documents) ${counted} on conflict (word) do update set documents = excluded.documents`,
    sql`delete from search.vocabulary v where not exists (select from (${counted}) s where s.word = v.word)`,
  ];
}
