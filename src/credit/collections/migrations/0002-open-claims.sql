-- "I have paid, and it is not shown": while that is looked into, nobody presses. Kept from the events of repayments.
create table collections.open_claims (
  claim_id uuid primary key,
  loan_id uuid not null,
  opened_at timestamptz not null,
  -- Decided before it was heard of: events of two aggregates may cross.
  decided_at timestamptz
);
create index open_claims_of_loan on collections.open_claims (loan_id) where decided_at is null;
