-- Who bought what in which order, from the events of orders; a person's rows go when the person goes.
create table purchases (
  order_id uuid not null,
  product_id uuid not null,
  user_id uuid not null,
  -- One checkout, several orders: goods of one basket.
  invoice_id uuid not null,
  bought_at timestamptz not null,
  primary key (order_id, product_id)
);
create index purchases_of_user on purchases (user_id, bought_at desc);
create index purchases_by_age on purchases (bought_at desc);

-- What goes with a product, best first.
create table related (
  product_id uuid primary key,
  similar_ids uuid[] not null,
  together_ids uuid[] not null,
  run_id uuid not null
);

-- What a person may like, best first.
create table personal (
  user_id uuid primary key,
  product_ids uuid[] not null,
  run_id uuid not null
);

-- The last computation: what everybody buys now, and whether there is anything new to learn from.
create table runs (
  is_last boolean primary key default true check (is_last),
  run_id uuid not null,
  popular_ids uuid[] not null,
  purchases bigint not null,
  last_bought_at timestamptz,
  made_at timestamptz not null default now()
);
