-- A loan may be paid out in parts, one after another: a row per part.
alter table disbursements.disbursements add column tranche smallint not null default 1 check (tranche between 1 and 50);
alter table disbursements.disbursements drop constraint disbursements_pkey;
alter table disbursements.disbursements add primary key (loan_id, tranche);
-- What reached a person's own accounts, for the export of their data.
create index disbursements_of_borrower on disbursements.disbursements (borrower_id, created_at desc);
drop index disbursements.disbursements_newest;
create index disbursements_newest on disbursements.disbursements (tenant_id, created_at desc, payout_id desc);
