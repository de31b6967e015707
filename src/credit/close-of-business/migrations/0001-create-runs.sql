-- Institutions whose days are closed, as tenants says.
create table close_of_business.tenants (
  tenant_id uuid primary key,
  is_automatic boolean not null default true
);

create table close_of_business.runs (
  id uuid primary key,
  tenant_id uuid not null,
  business_date date not null,
  status text not null default 'closing' check (status in ('closing', 'reporting', 'done')),
  started_by uuid,
  started_at timestamptz not null,
  closed_at timestamptz,
  finished_at timestamptz,
  loans_total bigint not null,
  -- A date is closed once.
  unique (tenant_id, business_date),
  check ((status = 'closing') = (closed_at is null)),
  check ((status = 'done') = (finished_at is not null))
);
create index runs_unfinished on close_of_business.runs (started_at) where status = 'closing';

-- A stretch of loans in the order of their ids. Whoever holds the lease works on it; `done_until` is how far it got.
create table close_of_business.parts (
  run_id uuid not null references close_of_business.runs (id),
  number int not null,
  after_loan_id uuid,
  until_loan_id uuid,
  done_until uuid,
  is_done boolean not null default false,
  leased_by uuid,
  leased_until timestamptz,
  attempts int not null default 0,
  last_error text,
  closed bigint not null default 0,
  replayed bigint not null default 0,
  principal_minor bigint not null default 0,
  interest_minor bigint not null default 0,
  fee_minor bigint not null default 0,
  penalty_minor bigint not null default 0,
  primary key (run_id, number)
) with (fillfactor = 70);

create table close_of_business.set_aside (
  run_id uuid not null references close_of_business.runs (id),
  loan_id uuid not null,
  tenant_id uuid not null,
  business_date date not null,
  code text not null,
  attempts int not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null,
  resolved_at timestamptz,
  primary key (run_id, loan_id)
);
create index set_aside_by_tenant on close_of_business.set_aside (tenant_id, loan_id, run_id);
create index set_aside_open on close_of_business.set_aside (tenant_id, loan_id) where resolved_at is null;
