-- Loans that are late, as loans says: one row per loan, kept after it has ended.
create table collections.cases (
  loan_id uuid primary key,
  tenant_id uuid not null,
  borrower_id uuid not null,
  loan_number text not null,
  product_id uuid not null,
  -- Version of the loan of which this was read: older news changes nothing.
  loan_version int not null,
  is_open boolean not null,
  -- The day since which the oldest instalment is late; days past due follow from it and the business date.
  late_since date not null,
  overdue_minor bigint not null,
  open_minor bigint not null,
  bucket text,
  is_written_off boolean not null default false,
  opened_at timestamptz not null,
  assigned_to uuid
);
create index cases_queue on collections.cases (tenant_id, late_since, loan_id) where is_open;
create index cases_of_officer on collections.cases (tenant_id, assigned_to, late_since, loan_id) where is_open;

-- Every contact with a borrower about a debt, also by the house itself. Kept; notes go with a person who leaves.
create table collections.contacts (
  id uuid primary key,
  tenant_id uuid not null,
  loan_id uuid not null,
  borrower_id uuid not null,
  at timestamptz not null,
  channel text not null check (channel in ('message', 'email', 'phone', 'visit')),
  -- `H-3`, `H+7` for reminders of the plan; null for contacts of people.
  step text,
  outcome text,
  note text,
  by_user_id uuid
);
create index contacts_of_borrower on collections.contacts (borrower_id, at desc, id desc);
create index contacts_of_loan on collections.contacts (loan_id, id desc);

create table collections.reminders (
  loan_id uuid not null,
  due_on date not null,
  last_offset int not null,
  sent_on date not null,
  primary key (loan_id, due_on)
);

create table collections.promises (
  id uuid primary key,
  tenant_id uuid not null,
  loan_id uuid not null,
  borrower_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  made_on date not null,
  promised_on date not null,
  -- What came in for the days from its making until its day.
  paid_minor bigint not null default 0,
  status text not null default 'open' check (status in ('open', 'kept', 'broken')),
  by_user_id uuid,
  created_at timestamptz not null,
  settled_at timestamptz
);
create index promises_of_loan on collections.promises (loan_id, id desc);
create index promises_due on collections.promises (tenant_id, promised_on) where status = 'open';
-- A person who promises twice has promised the last.
create unique index promises_one_open on collections.promises (loan_id) where status = 'open';

create table collections.payments (
  transaction_id uuid primary key,
  loan_id uuid not null,
  value_date date not null,
  amount_minor bigint not null,
  is_reversed boolean not null default false
);
create index payments_of_loan on collections.payments (loan_id, value_date);

create table collections.hardships (
  id uuid primary key,
  tenant_id uuid not null,
  loan_id uuid not null,
  borrower_id uuid not null,
  reason text not null,
  step jsonb not null,
  value_date date not null,
  -- What loans said it would do, when it was asked for and when it was decided.
  preview jsonb not null,
  status text not null default 'asked' check (status in ('asked', 'granted', 'declined', 'withdrawn')),
  asked_by uuid,
  asked_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_note text,
  -- When loans had done it; a granted one without it is finished by the sweep.
  applied_at timestamptz
);
create index hardships_to_apply on collections.hardships (id) where status = 'granted' and applied_at is null;
create index hardships_of_tenant on collections.hardships (tenant_id, status, id desc);
create index hardships_of_loan on collections.hardships (loan_id, id desc);
create unique index hardships_one_asked on collections.hardships (loan_id) where status = 'asked';

create table collections.preferences (
  borrower_id uuid primary key,
  -- As the borrower says, and as their default address says.
  zone text check (zone in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
  address_zone text check (address_zone in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
  is_any_time_agreed boolean not null default false,
  is_visit_agreed boolean not null default false,
  withdrawn text[] not null default '{}',
  changed_at timestamptz
);

create table collections.plans (
  tenant_id uuid primary key,
  offsets int[] not null,
  per_day int not null check (per_day between 1 and 10),
  per_week int not null check (per_week between 1 and 30)
);

-- National holidays by year; the newest version of a year holds. Decreed each autumn, and sometimes amended.
create table collections.holiday_years (
  year int not null,
  version int not null,
  source text not null,
  loaded_at timestamptz not null default now(),
  primary key (year, version)
);
create table collections.holidays (
  year int not null,
  version int not null,
  day date not null,
  name text not null,
  primary key (year, version, day),
  foreign key (year, version) references collections.holiday_years (year, version)
);
insert into collections.holiday_years (year, version, source)
values (2026, 1, 'SKB 1497/2025, 2/2025, 5/2025 (19 September 2025)');
insert into collections.holidays (year, version, day, name) values
  (2026, 1, '2026-01-01', 'Tahun Baru Masehi'),
  (2026, 1, '2026-01-16', 'Isra Mikraj'),
  (2026, 1, '2026-02-17', 'Tahun Baru Imlek'),
  (2026, 1, '2026-03-19', 'Hari Suci Nyepi'),
  (2026, 1, '2026-03-21', 'Idulfitri'),
  (2026, 1, '2026-03-22', 'Idulfitri'),
  (2026, 1, '2026-04-03', 'Wafat Yesus Kristus'),
  (2026, 1, '2026-04-05', 'Kebangkitan Yesus Kristus'),
  (2026, 1, '2026-05-01', 'Hari Buruh'),
  (2026, 1, '2026-05-14', 'Kenaikan Yesus Kristus'),
  (2026, 1, '2026-05-27', 'Iduladha'),
  (2026, 1, '2026-05-31', 'Hari Raya Waisak'),
  (2026, 1, '2026-06-01', 'Hari Lahir Pancasila'),
  (2026, 1, '2026-06-16', 'Tahun Baru Islam'),
  (2026, 1, '2026-08-17', 'Hari Kemerdekaan'),
  (2026, 1, '2026-08-25', 'Maulid Nabi Muhammad'),
  (2026, 1, '2026-12-25', 'Hari Raya Natal');
