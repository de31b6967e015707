-- A check of a table is parsed from its text for every statement that writes; one of a domain once per connection. Checks
-- over several columns stay where they are, and that of `type`, which a generated column reads.
create domain ledger.account_code as text constraint account_code_length check (length(value) between 3 and 200);
create domain ledger.currency_code as text constraint currency_code_form check (value ~ '^[A-Z]{3}$');
create domain ledger.posted_minor as bigint constraint posted_minor_not_zero check (value <> 0);
create domain ledger.held_minor as bigint constraint held_minor_not_negative check (value >= 0);
alter table ledger.accounts
  drop constraint accounts_code_check,
  drop constraint accounts_currency_check,
  drop constraint accounts_held_not_negative,
  alter column code type ledger.account_code,
  alter column currency type ledger.currency_code,
  alter column held_minor type ledger.held_minor;
alter table ledger.postings
  drop constraint postings_amount_minor_check,
  alter column amount_minor type ledger.posted_minor;
