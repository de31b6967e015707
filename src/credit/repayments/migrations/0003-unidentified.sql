-- Lines of the bank statement that name no account: money of somebody, of whom the house has yet to find out. It belongs to
-- no institution until two people of the house have said whose it is.
create table repayments.unidentified (
  -- The bank's own id of the line.
  entry_id text primary key,
  at timestamptz not null,
  day date not null,
  amount_minor bigint not null check (amount_minor > 0),
  remark text not null,
  -- resolving: decided by two, and being carried out.
  status text not null check (status in ('open', 'proposed', 'resolving', 'credited', 'set_aside')),
  action text check (action in ('credit', 'set-aside')),
  loan_id uuid,
  note text,
  proposed_by uuid,
  resolved_by uuid,
  -- The arrival that it became.
  capture_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint unidentified_two_people check (resolved_by is null or resolved_by <> proposed_by)
);
create index unidentified_newest on repayments.unidentified (at desc, entry_id desc);
create index unidentified_by_day on repayments.unidentified (day);
create index unidentified_resolving on repayments.unidentified (updated_at) where status = 'resolving';

-- For the export of a person's own data, and for refunds of one loan.
create index accounts_of_borrower on repayments.accounts (borrower_id);
create index claims_of_borrower on repayments.claims (borrower_id, created_at desc);
create index refunds_of_loan on repayments.refunds (loan_id);
