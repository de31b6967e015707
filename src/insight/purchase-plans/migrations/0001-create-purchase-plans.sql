create table plans (
  id uuid primary key,
  store_id uuid not null,
  store_name text not null,
  from_day date not null,
  to_day date not null,
  service_level_percent double precision not null,
  status text not null default 'draft' check (status in ('draft', 'ordered', 'arrived')),
  lines jsonb not null,
  without_recipe jsonb not null,
  line_count int not null,
  cost_minor bigint not null,
  cost_low_minor bigint not null,
  cost_high_minor bigint not null,
  unpriced_lines int not null,
  forecast_version int not null,
  version int not null default 1,
  created_at timestamptz not null
);
create index plans_newest on plans (store_id, created_at desc, id desc);

-- Which store was warned on which day: once is enough.
create table warnings (
  store_id uuid not null,
  day date not null,
  primary key (store_id, day)
);
