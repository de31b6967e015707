create table ingredients (
  id uuid primary key,
  store_id uuid not null,
  name text not null,
  category text not null,
  unit text not null,
  pack jsonb,
  unit_price_minor bigint,
  market jsonb,
  conversions jsonb not null default '[]',
  lead_time_days int not null default 0,
  shelf_life_days int,
  supplier text not null default '',
  stock_quantity double precision not null default 0 check (stock_quantity >= 0),
  counted_at timestamptz,
  on_order double precision not null default 0 check (on_order >= 0),
  is_active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null
);
create unique index ingredients_by_name on ingredients (store_id, lower(name));

-- What was ordered or has arrived, once per key.
create table movements (
  movement_key uuid primary key,
  store_id uuid not null,
  kind text not null check (kind in ('ordered', 'arrived')),
  moved_at timestamptz not null
);
