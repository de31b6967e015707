-- The same rows laid out for searching: what every hit is filtered, ranked and counted by stands first and lies close together,
-- the card comes last. Half of the time of a search with a thousand hits went into walking over columns that it had no use for,
-- and into putting together what can be put together once, when the document is written.
alter table documents rename to documents_before;
create table documents (
  product_id uuid primary key,
  price_minor bigint not null,
  sold_count bigint not null,
  published_at timestamptz not null,
  -- Lifts what sells, lowers what is sold out; part of the order by relevance.
  popularity float8 not null generated always as ((1 + ln(1 + sold_count::float8) / 8) * case when in_stock then 1::float8 else 0.5::float8 end) stored,
  in_stock boolean not null,
  -- What the server counts hits by, in network order: id (16 bytes), price (8), number of facet terms (2), their numbers (4 each).
  facts bytea not null generated always as (uuid_send(product_id) || int8send(price_minor) || int2send(cardinality(terms)::int2) || pack_terms(terms)) stored,
  words tsvector not null,
  terms int[] not null,
  category_ids uuid[] not null,
  category_id uuid not null,
  seller_id uuid not null,
  seller_slug text not null,
  card jsonb not null
);
alter table documents alter column facts set storage plain;
insert into documents (product_id, words, category_ids, category_id, seller_id, seller_slug, price_minor, sold_count, in_stock, published_at, terms, card)
  select product_id, words, category_ids, category_id, seller_id, seller_slug, price_minor, sold_count, in_stock, published_at, terms, card
  from documents_before order by product_id;
-- With it goes the index of the letters of names: words are corrected against the vocabulary.
drop table documents_before;
alter index documents_pkey1 rename to documents_pkey;
create index documents_words on documents using gin (words) with (fastupdate = off);
create index documents_terms on documents using gin (terms) with (fastupdate = off);
create index documents_categories on documents using gin (category_ids) with (fastupdate = off);
create index documents_by_price on documents (price_minor, product_id);
create index documents_by_sales on documents (sold_count desc, product_id desc);
create index documents_by_age on documents (published_at desc, product_id desc);
create index documents_of_seller on documents (seller_id);
create index documents_of_seller_slug on documents (seller_slug);
