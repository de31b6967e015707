create table prices (
  level text not null check (level in ('consumer', 'wholesale', 'producer')),
  commodity text not null,
  region_code text not null,
  day date not null,
  price_minor bigint not null check (price_minor > 0),
  source text not null,
  primary key (level, commodity, region_code, day)
);

-- What there is, so that boards need not look through all days.
create table series (
  level text not null,
  commodity text not null,
  region_code text not null,
  first_on date not null,
  last_on date not null,
  primary key (level, commodity, region_code)
);
create index series_of_region on series (level, region_code, commodity);

create table alerts (
  id uuid primary key,
  store_id uuid not null,
  commodity text not null,
  region_code text not null,
  kind text not null check (kind in ('above', 'below', 'risen', 'expected_rise')),
  amount_minor bigint,
  percent double precision,
  days int,
  is_active boolean not null default true,
  -- It has spoken and waits for the price to come back.
  is_triggered boolean not null default false,
  last_fired_on date,
  created_at timestamptz not null
);
create index alerts_of_store on alerts (store_id, created_at desc, id desc);
create index alerts_of_price on alerts (commodity, region_code) where is_active;
