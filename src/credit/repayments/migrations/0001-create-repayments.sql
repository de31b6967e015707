-- Money that borrowers pay. Amounts are whole rupiah.

create table repayments.accounts (
  loan_id uuid primary key,
  tenant_id uuid not null,
  borrower_id uuid not null,
  account_id uuid not null unique,
  bank text not null,
  channel_name text not null,
  account_number text not null,
  account_name text not null,
  created_at timestamptz not null
);
create index accounts_of_tenant on repayments.accounts (tenant_id, loan_id);

create table repayments.receipts (
  -- The arrival's id at payments; also the transaction's in the loan.
  id uuid primary key,
  tenant_id uuid not null,
  loan_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  -- The bank's moment, and ours.
  paid_at timestamptz not null,
  received_at timestamptz not null,
  -- The day from which it counts, in Jakarta.
  value_date date not null,
  status text not null check (status in ('arrived', 'recorded', 'unmatched', 'resolved')),
  refusal_code text,
  -- The loan that it was recorded on in the end.
  recorded_on_loan uuid,
  due_at timestamptz,
  tries smallint not null default 0,
  created_at timestamptz not null
);
create index receipts_of_loan on repayments.receipts (loan_id, paid_at desc, id desc);
create index receipts_due on repayments.receipts (due_at) where due_at is not null;

-- Money that fits no loan as it stands. What becomes of it takes two people.
create table repayments.unmatched (
  -- The receipt's.
  id uuid primary key references repayments.receipts (id),
  tenant_id uuid not null,
  status text not null check (status in ('open', 'proposed', 'resolving', 'resolved')),
  action text check (action in ('apply', 'refund', 'keep')),
  target_loan_id uuid,
  bank_code text,
  account_sealed text,
  account_masked text,
  account_name text,
  note text,
  proposed_by uuid,
  proposed_at timestamptz,
  resolved_by uuid,
  resolved_at timestamptz,
  -- Of a refund.
  payout_id uuid unique,
  created_at timestamptz not null,
  constraint unmatched_two_people check (resolved_by is null or resolved_by <> proposed_by)
);
create index unmatched_of_tenant on repayments.unmatched (tenant_id, created_at desc, id desc);

-- "I have paid, and it is not shown."
create table repayments.claims (
  id uuid primary key,
  tenant_id uuid not null,
  loan_id uuid not null,
  borrower_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  paid_on date not null,
  note text not null,
  status text not null check (status in ('open', 'accepted', 'rejected')),
  -- The transaction in the loan by which no late charge accrues meanwhile.
  freeze_id uuid not null,
  frozen_from date,
  frozen_until date,
  decided_by uuid,
  decided_at timestamptz,
  decision_note text,
  created_at timestamptz not null
);
create unique index claims_open on repayments.claims (loan_id) where status = 'open';
create index claims_of_tenant on repayments.claims (tenant_id, created_at desc, id desc);

-- What was paid too much, on its way back.
create table repayments.refunds (
  -- Also the payout's, and the transaction's in the loan.
  id uuid primary key,
  tenant_id uuid not null,
  loan_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  bank_code text not null,
  account_sealed text not null,
  account_masked text not null,
  account_name text not null,
  status text not null check (status in ('sending', 'sent', 'completed', 'failed')),
  failure_code text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index refunds_open on repayments.refunds (loan_id) where status in ('sending', 'sent');

create table repayments.reconciliations (
  tenant_id uuid not null,
  day date not null,
  lines integer not null,
  matched integer not null,
  matched_minor bigint not null,
  problems jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, day)
);
