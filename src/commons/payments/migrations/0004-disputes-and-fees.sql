-- Payments that a payer's bank takes back through the provider.
create table payments.disputes (
  id uuid primary key,
  provider text not null,
  provider_dispute_id text not null,
  -- Null where the provider names an arrival that we do not know.
  capture_id uuid references payments.captures (id),
  payment_id uuid references payments.payments (id),
  amount_minor bigint not null check (amount_minor > 0),
  status text not null check (status in ('open', 'won', 'lost')),
  -- Who bears what of a lost one, decided once: [{ accountCode, amountMinor }].
  shares jsonb,
  opened_at timestamptz not null,
  ended_at timestamptz,
  constraint disputes_once unique (provider, provider_dispute_id),
  constraint disputes_ended check ((status = 'open') = (ended_at is null))
);

-- What a provider charged for one movement of money, booked once.
create table payments.provider_fees (
  provider text not null,
  provider_transaction_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  reference text not null,
  booked_at timestamptz not null,
  primary key (provider, provider_transaction_id)
);

alter table payments.exceptions
  add column dispute_id uuid references payments.disputes (id),
  drop constraint exceptions_kind_check,
  add constraint exceptions_kind_check check (kind in ('late', 'short', 'over', 'double', 'unmatched', 'withdrawn',
    'refund-failed', 'refund-account-needed', 'refund-returned', 'dispute', 'chargeback')),
  drop constraint exceptions_action_check,
  add constraint exceptions_action_check check (action in ('refund', 'returned-outside', 'keep', 'acknowledge', 'recover', 'bear'));
