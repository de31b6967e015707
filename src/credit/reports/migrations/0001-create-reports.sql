-- The portfolio at the end of each business day, in groups. Days of a month are kept for two months, ends of months for good.
create table reports.days (
  tenant_id uuid not null,
  business_date date not null,
  is_month_end boolean not null,
  outstanding_minor bigint not null,
  late_minor bigint not null,
  loans bigint not null,
  captured_at timestamptz not null,
  primary key (tenant_id, business_date)
);

create table reports.groups (
  tenant_id uuid not null,
  business_date date not null,
  product_id uuid not null,
  product_name text not null,
  funded_by text not null,
  paid_out_month date not null,
  status text not null,
  days_from int not null,
  loans bigint not null,
  paid_out_minor bigint not null,
  principal_minor bigint not null,
  interest_minor bigint not null,
  fee_minor bigint not null,
  penalty_minor bigint not null,
  overdue_minor bigint not null,
  primary key (tenant_id, business_date, product_id, funded_by, paid_out_month, status, days_from),
  foreign key (tenant_id, business_date) references reports.days (tenant_id, business_date) on delete cascade
);

-- Loans at the end of a month as the credit registry wants them; filled page by page after the close.
create table reports.registry_months (
  tenant_id uuid not null,
  month_end date not null,
  cursor text,
  is_done boolean not null default false,
  loans bigint not null default 0,
  primary key (tenant_id, month_end)
);
create index registry_months_open on reports.registry_months (month_end) where not is_done;

create table reports.registry_lines (
  tenant_id uuid not null,
  month_end date not null,
  loan_id uuid not null,
  loan_number text not null,
  borrower_id uuid not null,
  product_name text not null,
  purpose text not null,
  condition text not null,
  amount_minor bigint not null,
  principal_minor bigint not null,
  interest_minor bigint not null,
  penalty_minor bigint not null,
  overdue_minor bigint not null,
  days_past_due int not null,
  kol text not null,
  agreed_on date not null,
  activated_on date,
  ends_on date not null,
  ended_on date,
  primary key (tenant_id, month_end, loan_id),
  foreign key (tenant_id, month_end) references reports.registry_months (tenant_id, month_end) on delete cascade
);

-- Interest passed on to funders and the tax withheld from it, one line per payment and funder. Below zero where one was taken back.
create table reports.funder_income (
  distribution_id uuid not null,
  funder_id uuid not null,
  tenant_id uuid not null,
  loan_id uuid not null,
  on_date date not null,
  interest_minor bigint not null,
  tax_minor bigint not null,
  tax_article text,
  primary key (distribution_id, funder_id)
);
create index funder_income_by_month on reports.funder_income (tenant_id, on_date, funder_id);
