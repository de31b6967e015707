-- One row per product that can be found: a copy of what products, catalog and sellers say, re-read when they say something new.
create table documents (
  product_id uuid primary key,
  words tsvector not null,
  category_ids uuid[] not null,
  category_id uuid not null,
  seller_id uuid not null,
  seller_slug text not null,
  price_minor bigint not null,
  sold_count bigint not null,
  in_stock boolean not null,
  published_at timestamptz not null,
  -- Facet terms, by id.
  terms int[] not null,
  card jsonb not null,
  name_words text not null
);
create index documents_words on documents using gin (words) with (fastupdate = off);
create index documents_terms on documents using gin (terms) with (fastupdate = off);
create index documents_categories on documents using gin (category_ids) with (fastupdate = off);
create index documents_by_price on documents (price_minor, product_id);
create index documents_by_sales on documents (sold_count desc, product_id desc);
create index documents_by_age on documents (published_at desc, product_id desc);
create index documents_of_seller on documents (seller_id);
create index documents_of_seller_slug on documents (seller_slug);
create index documents_names on documents using gin (name_words gin_trgm_ops);

-- Facet values get small numbers: counting numbers is several times cheaper than counting texts.
create table terms (
  id int generated always as identity primary key,
  code text not null,
  name text not null,
  value text not null,
  unique (code, value)
);

-- Words that occur, for telling a mistyped word from a rare one.
create table vocabulary (
  word text primary key,
  documents int not null
);
create index vocabulary_alike on vocabulary using gin (word gin_trgm_ops);

create table synonyms (
  id int generated always as identity primary key,
  words text[] not null check (cardinality(words) between 2 and 20)
);

-- What people searched and found: grows suggestions. No person is kept with it.
create table queries (
  text text primary key,
  times bigint not null,
  last_at timestamptz not null
);
create index queries_by_start on queries (text text_pattern_ops);

-- Products to read again. The number tells a mark set while its product was being read from the one that was served.
create table marks (
  product_id uuid primary key,
  mark bigint generated always as identity,
  -- Later where the neighbour may still be taking the same event in.
  due_at timestamptz not null default now()
);
create index marks_in_order on marks (mark);

insert into synonyms (words) values
  (array['hp', 'handphone', 'ponsel', 'smartphone', 'telepon']),
  (array['laptop', 'notebook']),
  (array['cewek', 'wanita', 'perempuan', 'women']),
  (array['cowok', 'pria', 'laki', 'men']),
  (array['anak', 'kids', 'bocah']),
  (array['kaos', 'tshirt', 'kaus']),
  (array['kerudung', 'hijab', 'jilbab']),
  (array['celana', 'pants']),
  (array['sepatu', 'shoes']),
  (array['sandal', 'sendal']),
  (array['tas', 'bag']),
  (array['ransel', 'backpack']),
  (array['earphone', 'headset', 'headphone']),
  (array['tumbler', 'termos', 'thermos']),
  (array['kulkas', 'lemari es']),
  (array['monitor', 'layar']),
  (array['printer', 'pencetak']),
  (array['kabel', 'cable']),
  (array['murah', 'hemat']),
  (array['sabun', 'soap']),
  (array['kopi', 'coffee']),
  (array['teh', 'tea']),
  (array['madu', 'honey']),
  (array['beras', 'rice']),
  (array['mainan', 'toys']),
  (array['lampu', 'lamp']);
