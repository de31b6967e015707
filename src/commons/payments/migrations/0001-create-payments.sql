-- Money in and out through providers. Amounts are whole rupiah.

create table payments.payments (
  -- The intent's id, given by who asks: asking again finds the same payment.
  id uuid primary key,
  invoice_id uuid not null,
  payer_id uuid not null,
  channel text not null,
  amount_minor bigint not null check (amount_minor > 0),
  description text not null,
  customer_name text not null,
  -- creating: the row stands, the provider has not answered yet.
  status text not null check (status in ('creating', 'pending', 'completed', 'expired', 'failed', 'cancelled')),
  provider text not null,
  -- The reference at the provider is `<id>-<attempt>`; the next provider gets the next attempt.
  attempt smallint not null default 1,
  -- Tries that came to nothing, oldest first.
  earlier_attempts jsonb not null default '[]',
  provider_payment_id text,
  instructions jsonb,
  failure_code text,
  refunded_minor bigint not null default 0,
  expires_at timestamptz not null,
  paid_at timestamptz,
  ended_at timestamptz,
  -- When the sweep looks at it next; null: never again.
  due_at timestamptz,
  -- Where refunds go that cannot go back over the channel; given by the payer, sealed.
  refund_bank_code text,
  refund_account_sealed text,
  refund_account_name text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint payments_refunded_bounds check (refunded_minor between 0 and amount_minor),
  constraint payments_paid_when_completed check ((status = 'completed') = (paid_at is not null))
) with (fillfactor = 80);
create index payments_due on payments.payments (due_at) where due_at is not null;
create index payments_payer on payments.payments (payer_id);

create table payments.allocations (
  payment_id uuid not null references payments.payments (id),
  order_id uuid not null,
  seller_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  -- Refunded, or on its way back: what is asked for is taken from here first, so nothing is refunded twice.
  refunding_minor bigint not null default 0,
  primary key (payment_id, order_id),
  constraint allocations_refund_bounds check (refunding_minor between 0 and amount_minor)
);

-- Every arrival of money that a provider told of, once.
create table payments.captures (
  -- Also the id of the ledger entry.
  id uuid primary key,
  payment_id uuid references payments.payments (id),
  provider text not null,
  provider_payment_id text not null,
  provider_capture_id text not null,
  reference text not null,
  amount_minor bigint not null check (amount_minor > 0),
  kind text not null check (kind in ('exact', 'over', 'short', 'late', 'double', 'unmatched')),
  booked_minor bigint not null check (booked_minor >= 0),
  suspense_minor bigint not null check (suspense_minor >= 0),
  paid_at timestamptz not null,
  created_at timestamptz not null,
  constraint captures_once unique (provider, provider_capture_id),
  constraint captures_conserve check (booked_minor + suspense_minor = amount_minor)
);
create index captures_payment on payments.captures (payment_id);
-- A payment is captured at most once; all else that arrives for it lies in suspense.
create unique index captures_booked_once on payments.captures (payment_id) where booked_minor > 0;

create table payments.refunds (
  id uuid primary key,
  payment_id uuid not null,
  order_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  reason text not null,
  -- requested: taken from the allocation; held: also in the ledger; sent: the provider has it.
  status text not null check (status in ('requested', 'held', 'account_needed', 'sent', 'succeeded', 'failed')),
  -- provider: back over the channel; payout: to the account the payer gave.
  method text not null check (method in ('provider', 'payout')),
  provider text not null,
  provider_refund_id text,
  failure_code text,
  requested_by uuid,
  due_at timestamptz,
  tries smallint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  completed_at timestamptz,
  foreign key (payment_id, order_id) references payments.allocations (payment_id, order_id)
);
create index refunds_payment on payments.refunds (payment_id, order_id);
create index refunds_due on payments.refunds (due_at) where due_at is not null;

create table payments.payouts (
  id uuid primary key,
  purpose text not null check (purpose in ('seller', 'refund', 'exception')),
  -- The seller, the refund or the exception it is for.
  subject_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  bank_code text not null,
  account_sealed text not null,
  account_masked text not null,
  account_name text not null,
  description text not null,
  -- requested: the row stands; held: the money is set aside; sent: the provider has it.
  status text not null check (status in ('requested', 'held', 'sent', 'succeeded', 'failed', 'reversed')),
  provider text not null,
  provider_payout_id text,
  failure_code text,
  requested_by uuid,
  due_at timestamptz,
  tries smallint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  completed_at timestamptz
);
create index payouts_due on payments.payouts (due_at) where due_at is not null;
create index payouts_subject on payments.payouts (subject_id);
create unique index payouts_provider on payments.payouts (provider, provider_payout_id) where provider_payout_id is not null;

create table payments.exceptions (
  id uuid primary key,
  kind text not null check (kind in ('late', 'short', 'over', 'double', 'unmatched', 'withdrawn', 'refund-failed', 'refund-account-needed', 'refund-returned')),
  status text not null check (status in ('open', 'proposed', 'resolving', 'resolved')),
  payment_id uuid,
  refund_id uuid,
  capture_id uuid references payments.captures (id),
  provider text not null,
  amount_minor bigint not null check (amount_minor > 0),
  action text check (action in ('refund', 'returned-outside', 'keep', 'acknowledge')),
  note text,
  destination_bank_code text,
  destination_sealed text,
  destination_name text,
  proposed_by uuid,
  proposed_at timestamptz,
  resolved_by uuid,
  resolved_at timestamptz,
  provider_refund_id text,
  due_at timestamptz,
  tries smallint not null default 0,
  created_at timestamptz not null
);
create index exceptions_newest on payments.exceptions (created_at desc, id desc);
create index exceptions_open on payments.exceptions (created_at desc, id desc) where status <> 'resolved';
create index exceptions_due on payments.exceptions (due_at) where due_at is not null;

-- Webhooks as they came, before they were handled.
create table payments.notices (
  id bigint generated always as identity primary key,
  provider text not null,
  -- SHA-256 of the body: a repeated delivery is the same notice.
  body_sha256 bytea not null,
  raw_body bytea not null,
  webhook_id text,
  about text not null,
  received_at timestamptz not null,
  -- When the sweep takes it up; null: handled.
  due_at timestamptz,
  handled_at timestamptz,
  tries smallint not null default 0,
  last_error text,
  constraint notices_once unique (provider, body_sha256)
);
create index notices_due on payments.notices (due_at) where due_at is not null;
create index notices_received on payments.notices using brin (received_at);

-- Who belongs to a seller, from the sellers' events: whose payments a seller may see.
create table payments.seller_members (
  seller_id uuid not null,
  user_id uuid not null,
  primary key (user_id, seller_id)
);
