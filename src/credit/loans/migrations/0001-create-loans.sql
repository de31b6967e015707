-- Frozen terms; loans that agreed on the same share them.
create table sheets (
  sheet_id uuid primary key,
  terms jsonb not null
);

create table loans (
  loan_id uuid primary key,
  tenant_id uuid not null,
  number text not null,
  borrower_id uuid not null,
  product_id uuid not null,
  product_version int not null,
  product_name text not null,
  funded_by text not null check (funded_by in ('funders', 'own-book')),
  purpose text not null check (purpose in ('consumer', 'business')),
  sheet_id uuid not null references sheets,
  amount_minor bigint not null check (amount_minor > 0),
  net_payout_minor bigint not null,
  periods int not null,
  agreed_on date not null,
  -- The sum behind the decision that its price may be booked.
  proof jsonb not null,
  created_at timestamptz not null,
  unique (tenant_id, number)
);
create index loans_newest on loans (tenant_id, created_at desc, loan_id desc);
create index loans_of_borrower on loans (borrower_id, created_at desc, loan_id desc);

create table numbers (
  tenant_id uuid primary key,
  last_number bigint not null
);

-- The business date of an institution: apart from the clock, moved on by its close of business.
create table business_days (
  tenant_id uuid primary key,
  business_date date not null
);

-- The streams: everything else here follows from them. Never changed, never deleted.
create table events (
  loan_id uuid not null references loans,
  version int not null check (version > 0),
  tenant_id uuid not null,
  event_id text not null,
  kind text not null,
  entered_on date not null,
  data jsonb not null,
  -- What was asked, to tell a repeat from another wish under the same id.
  asked jsonb,
  by_user uuid,
  recorded_at timestamptz not null default now(),
  primary key (loan_id, version),
  unique (loan_id, event_id)
);

create function loan_events_never_change() returns trigger language plpgsql as $$
begin
  raise exception 'events of a loan are never changed';
end $$;
create trigger events_never_change before update or delete on events
  for each row execute function loan_events_never_change();

-- How a loan stands: narrow, because a close of business writes every row of it every day. What no index names is updated in
-- place (HOT) while its page has room.
create table positions (
  loan_id uuid primary key references loans,
  tenant_id uuid not null,
  status text not null check (status in ('approved', 'active', 'overpaid', 'closed', 'written-off', 'cancelled')),
  version int not null,
  entered_on date not null,
  activated_on date,
  ends_on date not null,
  ended_on date,
  paid_out_minor bigint not null default 0,
  principal_minor bigint not null default 0 check (principal_minor >= 0),
  interest_minor bigint not null default 0 check (interest_minor >= 0),
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  penalty_minor bigint not null default 0 check (penalty_minor >= 0),
  overpaid_minor bigint not null default 0 check (overpaid_minor >= 0),
  overdue_minor bigint not null default 0 check (overdue_minor >= 0),
  -- The oldest instalment that is still open; and since when the loan is late, or would be if nothing came.
  open_due_on date,
  open_due_minor bigint not null default 0,
  late_from_on date,
  bucket text,
  is_charged_off boolean not null default false,
  -- The close of days: until when income is recognised, the first day on which more than a straight line happens, and that
  -- line: base + interest of the running period × days passed ÷ its days.
  closed_until date,
  look_on date,
  run_from date,
  run_until date,
  run_interest_minor bigint not null default 0,
  base_interest_minor bigint not null default 0,
  recognised_interest_minor bigint not null default 0,
  recognised_fee_minor bigint not null default 0,
  recognised_penalty_minor bigint not null default 0
) with (fillfactor = 55, autovacuum_vacuum_scale_factor = 0.05);
create index positions_to_close on positions (tenant_id, loan_id) where status = 'active';
create index positions_open_due on positions (tenant_id, open_due_on, loan_id) where status = 'active';
create index positions_late on positions (tenant_id, late_from_on, loan_id) where status = 'active';

-- The instalments as they stood after the last event, packed: [number, kind, from, due, due parts, paid, waived, written off, met on].
create table schedules (
  loan_id uuid primary key references loans,
  rows jsonb not null
);

create table transactions (
  loan_id uuid not null references loans,
  transaction_id text not null,
  tenant_id uuid not null,
  version int not null,
  kind text not null,
  value_date date not null,
  entered_on date not null,
  amount_minor bigint not null,
  principal_minor bigint not null,
  interest_minor bigint not null,
  fee_minor bigint not null,
  penalty_minor bigint not null,
  overpaid_minor bigint not null,
  balance_minor bigint not null,
  is_reversed boolean not null default false,
  reference text,
  note text,
  primary key (loan_id, transaction_id)
);
create index transactions_of_day on transactions (tenant_id, entered_on, loan_id, transaction_id);
create index transactions_by_value on transactions (tenant_id, value_date);

-- What went to the ledger for one loan.
create table entries (
  entry_id uuid primary key,
  loan_id uuid not null references loans,
  tenant_id uuid not null,
  version int not null,
  kind text not null,
  on_date date not null,
  transaction_id text,
  -- [[account, amount], …]: positive is debit.
  lines jsonb not null,
  recorded_at timestamptz not null default now()
);
create index entries_of_loan on entries (loan_id, version);

-- What went to the ledger for the income of many loans at once.
create table accruals (
  entry_id uuid primary key,
  tenant_id uuid not null,
  business_date date not null,
  loans int not null,
  interest_minor bigint not null,
  fee_minor bigint not null,
  penalty_minor bigint not null,
  recorded_at timestamptz not null default now()
);
create index accruals_of_day on accruals (tenant_id, business_date);
