-- Ground that every module's schema stands on. Run with search_path set to that schema; names stay unqualified.

create table outbox (
  id bigint generated always as identity primary key,
  -- The reader takes only rows of transactions older than every running one; ids alone would skip late commits.
  xid xid8 not null default pg_current_xact_id(),
  event_id uuid not null,
  event_type text not null,
  event_version int not null,
  aggregate_type text not null,
  aggregate_id text not null,
  created_at timestamptz not null default now(),
  metadata jsonb not null,
  payload jsonb not null
);
-- For the window of transactions [from, to) in order of id.
create index outbox_by_transaction on outbox (xid, id);

create table outbox_checkpoints (
  subscriber text primary key,
  -- Rows of transactions in [window_from, window_to) up to last_id have been handed over.
  window_from xid8 not null,
  window_to xid8 not null,
  last_id bigint not null default 0,
  -- The whole window has been handed over: the next look opens a new one.
  is_done boolean not null default true,
  leased_by text,
  leased_until timestamptz,
  moved_at timestamptz not null default now()
);

create table inbox (
  event_id uuid primary key,
  event_type text not null,
  source text not null,
  aggregate_id text not null,
  seen_at timestamptz not null default now()
);
create index inbox_by_age on inbox (seen_at);

-- Events that could not be handled yet: the failed one, and behind it later ones of the same aggregate, so that order holds.
create table inbox_waiting (
  id bigint generated always as identity primary key,
  event_id uuid not null unique,
  event_type text not null,
  source text not null,
  aggregate_type text not null,
  aggregate_id text not null,
  envelope jsonb not null,
  attempts int not null default 0,
  next_attempt_at timestamptz not null default now(),
  is_dead boolean not null default false,
  last_error text,
  received_at timestamptz not null default now()
);
create index inbox_waiting_by_aggregate on inbox_waiting (aggregate_type, aggregate_id, id);
create index inbox_waiting_due on inbox_waiting (next_attempt_at) where not is_dead;

create table sagas (
  id uuid primary key,
  kind text not null,
  status text not null check (status in ('running', 'undoing', 'done', 'undone')),
  -- Number of steps done; while undoing, number of steps still to undo.
  step int not null default 0,
  state jsonb not null,
  call jsonb not null,
  attempts int not null default 0,
  refusal jsonb,
  last_error text,
  leased_by text,
  leased_until timestamptz,
  due_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sagas_due on sagas (due_at) where status in ('running', 'undoing');
create index sagas_by_age on sagas (updated_at) where status in ('done', 'undone');
