-- Virtual accounts that a payer keeps: any amount, any number of times.
create table payments.accounts (
  -- Given by who asks: asking again finds the same account.
  id uuid primary key,
  -- Whose it is, in the words of who asked (`loan`, `funder`).
  owner_kind text not null check (owner_kind ~ '^[a-z][a-z-]{1,29}$'),
  owner_id uuid not null,
  -- The liability that grows with every arrival.
  credit_account_code text not null,
  channel text not null,
  payer_name text not null,
  provider text not null,
  -- The reference at the provider is `va-<id>-<attempt>`.
  attempt smallint not null default 1,
  provider_account_id text,
  bank text,
  account_number text,
  account_name text,
  -- opening: the row stands, the provider has not answered yet.
  status text not null check (status in ('opening', 'open', 'closed')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint accounts_number_when_open check (status = 'opening' or account_number is not null)
) with (fillfactor = 80);
create index accounts_owner on payments.accounts (owner_kind, owner_id);
create index accounts_number on payments.accounts (account_number) where account_number is not null;

-- Every arrival of money on such an account, once.
create table payments.credits (
  -- Also the id of the ledger entry.
  id uuid primary key,
  account_id uuid not null references payments.accounts (id),
  provider text not null,
  provider_capture_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  -- When the bank took it, however late we heard.
  paid_at timestamptz not null,
  received_at timestamptz not null,
  constraint credits_once unique (provider, provider_capture_id)
);
create index credits_of_account on payments.credits (account_id, paid_at desc, id desc);
create index credits_by_day on payments.credits (paid_at);

-- How far the provider's own list has been gone through.
create table payments.poll_marks (
  provider text primary key,
  seen_until timestamptz not null
);

-- Payouts to people who are no sellers: from a liability that who asks has named.
alter table payments.payouts
  add column owner_kind text,
  add column from_account_code text,
  drop constraint payouts_purpose_check,
  add constraint payouts_purpose_check check (purpose in ('seller', 'refund', 'exception', 'person')),
  add constraint payouts_person check ((purpose = 'person') = (from_account_code is not null and owner_kind is not null));
