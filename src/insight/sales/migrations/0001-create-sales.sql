-- What a store sells, by the name its till or shop gives it.
create table products (
  id uuid primary key,
  store_id uuid not null,
  -- `sku:…` or `name:…` in small letters, or `shop:…` with the marketplace's id: one item has one key.
  key text not null,
  name text not null,
  sku text,
  category text,
  catalog_product_id uuid,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  unique (store_id, key)
);
create index products_of_store on products (store_id, id);

-- Every line that any source has told, once per source and its own id.
create table lines (
  store_id uuid not null,
  source text not null check (source in ('shop', 'api', 'file', 'correction', 'seed')),
  external_id text not null,
  product_id uuid not null references products,
  day date not null,
  quantity numeric(14, 3) not null,
  amount_minor bigint,
  transaction text,
  primary key (store_id, source, external_id)
);
create index lines_of_day on lines (store_id, product_id, day);
create index lines_of_receipts on lines (store_id, day);

-- Sums of the lines, made anew for each product and day that a write touches.
create table daily (
  store_id uuid not null,
  product_id uuid not null references products,
  day date not null,
  quantity numeric(16, 3) not null,
  amount_minor bigint not null,
  -- Some line of the day had no amount.
  has_unpriced boolean not null,
  primary key (store_id, product_id, day)
);
create index daily_of_day on daily (store_id, day);

create table days (
  store_id uuid not null,
  day date not null,
  transactions int not null,
  primary key (store_id, day)
);

create table marks (
  id uuid primary key,
  store_id uuid not null,
  product_id uuid references products,
  from_day date not null,
  to_day date not null,
  kind text not null check (kind in ('stock_out', 'promotion', 'closed', 'other')),
  note text not null
);
create index marks_of_store on marks (store_id, from_day);

create table imports (
  id uuid primary key,
  store_id uuid not null,
  report jsonb not null,
  created_at timestamptz not null
);
create index imports_newest on imports (store_id, created_at desc, id desc);

-- Which store stands for a shop of the marketplace; heard from stores.
create table shop_stores (
  seller_id uuid primary key,
  store_id uuid not null,
  time_zone text not null
);

-- Paid orders of shops without a store yet: they flow in when the shop is connected.
create table waiting_orders (
  order_id uuid primary key,
  seller_id uuid not null,
  confirmed_at timestamptz not null,
  order_lines jsonb not null
);
create index waiting_of_seller on waiting_orders (seller_id);
