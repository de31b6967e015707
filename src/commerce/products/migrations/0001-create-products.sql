-- Our copy of what lists and pages show of a seller, kept from seller events, so that a list is one query.
create table sellers (
  id uuid primary key,
  user_id uuid not null,
  name text not null,
  slug text not null,
  city text not null,
  is_verified boolean not null,
  is_approved boolean not null,
  updated_at timestamptz not null
);
create index sellers_by_slug on sellers (slug);

create table products (
  id uuid primary key,
  seller_id uuid not null references sellers (id),
  slug text not null,
  name text not null check (length(name) between 1 and 300),
  -- Sanitised HTML.
  description text not null,
  category_id uuid not null,
  brand_id uuid,
  brand_name text,
  brand_slug text,
  status text not null check (status in ('draft', 'active', 'archived')),
  -- [{ code, name, value, unit }], [{ name, values }], [{ url, alt, width, height, sources, mediaId? }]
  attributes jsonb not null,
  axes jsonb not null,
  images jsonb not null,
  -- The first picture, which stands on cards; kept in the row itself (see the storage below).
  image jsonb generated always as (images -> 0) stored,
  version int not null default 1,
  -- Kept from offers, stock and orders, so that a list reads nothing else.
  price_from_minor bigint not null default 0,
  price_to_minor bigint not null default 0,
  offer_count int not null default 0,
  sold_count bigint not null default 0,
  in_stock boolean not null default false,
  -- Active, with an active offer of an approved seller.
  is_listed boolean not null default false,
  -- When it was listed first.
  published_at timestamptz,
  -- The seller's own key and a fingerprint of the last imported row.
  import_key text,
  import_hash text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint products_slug_once unique (slug),
  constraint products_import_key_once unique (seller_id, import_key),
  constraint products_listed_is_published check (not is_listed or (status = 'active' and published_at is not null))
);
-- Lists read many rows and only their narrow columns: long descriptions and attributes move out of the row early.
alter table products set (toast_tuple_target = 512);
alter table products alter column image set storage main;
-- One per sort order; each filter walks one of them or the index of its own column, whichever is shorter.
create index products_newest on products (published_at desc, id desc) where is_listed;
create index products_by_price on products (price_from_minor, id) where is_listed;
create index products_best_selling on products (sold_count desc, id desc) where is_listed;
create index products_by_category on products (category_id, published_at desc, id desc) where is_listed;
create index products_by_category_and_price on products (category_id, price_from_minor, id) where is_listed;
create index products_by_category_and_sales on products (category_id, sold_count desc, id desc) where is_listed;
create index products_by_brand on products (brand_id, published_at desc, id desc) where is_listed;
create index products_by_seller on products (seller_id, created_at desc, id desc);

create table variants (
  id uuid primary key,
  product_id uuid not null references products (id),
  sku text not null check (length(sku) between 1 and 64),
  -- The options in the order of the axes, as JSON text: two variants of a product never have the same.
  option_key text not null,
  options jsonb not null,
  weight_grams int not null check (weight_grams > 0),
  length_mm int not null check (length_mm > 0),
  width_mm int not null check (width_mm > 0),
  height_mm int not null check (height_mm > 0),
  image jsonb,
  position int not null,
  is_active boolean not null default true,
  constraint variants_options_once unique (product_id, option_key)
);

create table offers (
  id uuid primary key,
  -- The variant's product, kept here for lists; the variant answers for it.
  product_id uuid not null,
  variant_id uuid not null references variants (id),
  seller_id uuid not null references sellers (id),
  sku text not null check (length(sku) between 1 and 64),
  price_minor bigint not null check (price_minor > 0),
  min_quantity int not null check (min_quantity > 0),
  max_quantity int not null,
  is_active boolean not null default true,
  -- As inventory said last.
  free_quantity bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint offers_variant_once unique (seller_id, variant_id),
  constraint offers_sku_once unique (seller_id, sku),
  constraint offers_quantities_in_order check (max_quantity >= min_quantity)
);
create index offers_by_product on offers (product_id, price_minor);

-- What an offer cost, and since when. Append-only.
create table prices (
  id bigint generated always as identity primary key,
  offer_id uuid not null references offers (id),
  price_minor bigint not null,
  valid_from timestamptz not null,
  actor_user_id uuid
);
create index prices_by_offer on prices (offer_id, id);
