-- Who lends through an institution, and how much of which loan is whose. Amounts are whole rupiah.

create table funding.funders (
  id uuid primary key,
  tenant_id uuid not null,
  name text not null,
  kind text not null check (kind in ('person', 'institution')),
  -- Supervised by the authority: another limit.
  is_supervised boolean not null,
  residence text not null check (residence in ('resident', 'non-resident')),
  -- By a treaty, where a certificate of domicile was given.
  treaty_percent text,
  -- Of a person; the law binds what he may lend to it.
  yearly_income_minor bigint check (yearly_income_minor > 0),
  -- Funders of one group count as one.
  affiliate_group text,
  account_id uuid not null,
  -- What he was passed on and owes back.
  recall_minor bigint not null default 0 check (recall_minor >= 0),
  created_at timestamptz not null
);
create index funders_of_tenant on funding.funders (tenant_id, created_at desc, id desc);

create table funding.loans (
  loan_id uuid primary key,
  tenant_id uuid not null,
  funded_by text not null check (funded_by in ('funders', 'own-book')),
  amount_minor bigint not null check (amount_minor > 0),
  -- open: nobody has promised; reserving: the money of the funders is being moved; funded: it is set aside; paid_out.
  status text not null check (status in ('open', 'reserving', 'funded', 'paid_out', 'released')),
  -- Of the money that is being moved: the entry in the ledger hangs on it.
  funding_id uuid,
  due_at timestamptz,
  paid_out_on date,
  -- What the institution kept of the payout.
  kept_minor bigint not null default 0,
  -- What arrived for the loan, and what went back to the borrower.
  received_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  -- What payments of the borrower have paid, and what of it was passed on.
  due_principal_minor bigint not null default 0,
  due_interest_minor bigint not null default 0,
  due_fee_minor bigint not null default 0,
  due_penalty_minor bigint not null default 0,
  done_principal_minor bigint not null default 0,
  done_interest_minor bigint not null default 0,
  done_fee_minor bigint not null default 0,
  done_penalty_minor bigint not null default 0,
  distributions integer not null default 0,
  updated_at timestamptz not null
) with (fillfactor = 80);
create index loans_of_tenant on funding.loans (tenant_id, loan_id);
create index loans_due on funding.loans (due_at) where due_at is not null;

create table funding.lots (
  loan_id uuid not null references funding.loans (loan_id),
  funder_id uuid not null references funding.funders (id),
  tenant_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  returned_minor bigint not null default 0,
  interest_minor bigint not null default 0,
  tax_minor bigint not null default 0,
  primary key (loan_id, funder_id),
  constraint lots_returned check (returned_minor between 0 and amount_minor)
);
create index lots_of_funder on funding.lots (funder_id);
create index lots_of_tenant on funding.lots (tenant_id);

-- Payments of borrowers whose money comes through here.
create table funding.cash_transactions (
  transaction_id uuid primary key,
  loan_id uuid not null references funding.loans (loan_id)
);

create table funding.distributions (
  id uuid primary key,
  tenant_id uuid not null,
  loan_id uuid not null references funding.loans (loan_id),
  number integer not null,
  distributed_on date not null,
  principal_minor bigint not null,
  interest_minor bigint not null,
  operator_minor bigint not null,
  tax_minor bigint not null,
  created_at timestamptz not null,
  unique (loan_id, number)
);
create table funding.distribution_parts (
  distribution_id uuid not null references funding.distributions (id),
  funder_id uuid not null references funding.funders (id),
  tenant_id uuid not null,
  loan_id uuid not null,
  distributed_on date not null,
  principal_minor bigint not null,
  interest_minor bigint not null,
  tax_minor bigint not null,
  tax_article text not null,
  net_minor bigint not null,
  -- Of the net, what paid back what he owed.
  recalled_minor bigint not null,
  primary key (funder_id, distribution_id)
);
create index distribution_parts_by_day on funding.distribution_parts (tenant_id, distributed_on);
