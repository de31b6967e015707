-- Funders take back what is not lent, to an account of their own.

alter table funding.funders
  add column payout_bank_code text,
  add column payout_account_sealed text,
  add column payout_account_masked text,
  -- As the bank has it; asked when the account was named.
  add column payout_account_name text,
  add constraint funders_payout_account check (num_nulls(payout_bank_code, payout_account_sealed, payout_account_masked, payout_account_name) in (0, 4));

create table funding.withdrawals (
  -- Also the saga's, the hold's and the payout's.
  id uuid primary key,
  tenant_id uuid not null,
  funder_id uuid not null references funding.funders (id),
  amount_minor bigint not null check (amount_minor > 0),
  bank_code text not null,
  -- The account of that day: another one later changes nothing here.
  account_sealed text not null,
  account_masked text not null,
  account_name text not null,
  -- sending: not with the provider yet; sent: the provider has it; refused: nothing has left; failed: it did not arrive;
  -- reversed: it arrived and came back.
  status text not null check (status in ('sending', 'sent', 'completed', 'refused', 'failed', 'reversed')),
  failure_code text,
  requested_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index withdrawals_of_funder on funding.withdrawals (funder_id, created_at desc, id desc);
create index withdrawals_of_tenant on funding.withdrawals (tenant_id, created_at desc, id desc);
-- What a funder has in loans, the latest first.
create index lots_of_funder_newest on funding.lots (funder_id, loan_id desc);
