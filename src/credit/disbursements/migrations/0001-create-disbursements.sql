-- Loans on their way to the account of the borrower. Amounts are whole rupiah.
create table disbursements.disbursements (
  loan_id uuid primary key,
  tenant_id uuid not null,
  borrower_id uuid not null,
  -- What is owed, and what reaches the account.
  amount_minor bigint not null check (amount_minor > 0),
  net_minor bigint not null check (net_minor between 1 and amount_minor),
  bank_code text not null,
  account_sealed text not null,
  account_masked text not null,
  -- Whose account it must be.
  account_name text not null,
  -- sending: being sent; sent: the provider has it; paid: it has arrived; active: the loan runs; refused: nothing has left;
  -- failed: it did not arrive; reversed: it arrived and came back.
  status text not null check (status in ('sending', 'sent', 'paid', 'active', 'refused', 'failed', 'reversed')),
  attempt smallint not null,
  -- Of this attempt; also the saga's and the transaction's.
  payout_id uuid not null,
  failure_code text,
  paid_on date,
  requested_by uuid,
  -- When the sweep looks at it next; null: never again.
  due_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index disbursements_payout on disbursements.disbursements (payout_id);
create index disbursements_newest on disbursements.disbursements (tenant_id, created_at desc, loan_id desc);
create index disbursements_due on disbursements.disbursements (due_at) where due_at is not null;
