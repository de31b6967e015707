-- A scope is a store; the nil id is everybody's: market prices.
create table runs (
  id uuid primary key,
  scope uuid not null,
  reason text not null check (reason in ('nightly', 'requested')),
  status text not null check (status in ('queued', 'running', 'done', 'failed')),
  horizon_days int not null,
  total int not null default 0,
  done int not null default 0,
  left_out int not null default 0,
  notes jsonb not null default '[]',
  version int,
  queued_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);
-- One run at a time per scope: whoever asks again is shown the one that waits or works.
create unique index runs_open on runs (scope) where status in ('queued', 'running');
create index runs_newest on runs (scope, queued_at desc, id desc);

create table forecasts (
  id uuid primary key,
  scope uuid not null,
  version int not null,
  target text not null check (target in ('product', 'ingredient', 'sales', 'price')),
  subject text not null,
  name text not null,
  unit text not null,
  category text,
  made_at timestamptz not null,
  based_on date not null,
  -- First day ahead; every array below has one value per day from it on.
  start_on date not null,
  history_days int not null,
  methods text[] not null,
  accuracy jsonb not null,
  mean float8[] not null,
  lo80 float8[] not null,
  hi80 float8[] not null,
  lo95 float8[] not null,
  hi95 float8[] not null,
  sum_lo80 float8[] not null,
  sum_hi80 float8[] not null,
  sum_lo95 float8[] not null,
  sum_hi95 float8[] not null,
  error_percent float8[] not null,
  -- The last days behind it, ending with based_on; null where nothing could be learned.
  history float8[] not null,
  -- Ingredients: the products they are for, with what a piece needs.
  parts jsonb not null default '[]',
  week_mean float8 not null,
  unique (scope, target, subject, version)
);
create index forecasts_of_version on forecasts (scope, version, target, week_mean desc, id desc);

-- The version that is shown; moved in the transaction that ends a run, so that nobody sees half of one.
create table current_versions (
  scope uuid primary key,
  version int not null
);

create table overrides (
  id uuid primary key,
  store_id uuid not null,
  target text not null check (target in ('product', 'ingredient', 'sales')),
  subject text not null,
  name text not null,
  day date not null,
  value float8 not null,
  forecast float8 not null,
  reason text not null,
  made_by uuid not null,
  created_at timestamptz not null,
  unique (store_id, target, subject, day)
);
create index overrides_newest on overrides (store_id, created_at desc, id desc);
