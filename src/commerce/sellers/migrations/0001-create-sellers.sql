create table sellers (
  id uuid primary key,
  user_id uuid not null unique,
  name text not null,
  slug text not null unique,
  description text not null default '',
  status text not null check (status in ('applied', 'approved', 'rejected', 'suspended')),
  status_reason text,
  is_verified boolean not null default false,
  commission_bps int not null check (commission_bps between 0 and 10000),
  city text not null,
  phone text not null,
  pickup_street text not null,
  pickup_village_code text not null,
  pickup_postal_code text not null,
  pickup_area_label text not null,
  pickup_time_zone text not null,
  bank_code text not null,
  bank_account_name text not null,
  -- Sealed under the master key; only the last four digits are kept in clear.
  bank_account_sealed text not null,
  bank_account_last4 text not null,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sellers_newest on sellers (created_at desc, id desc);
create index sellers_by_status on sellers (status, created_at desc, id desc);

comment on column sellers.phone is 'personal';
comment on column sellers.pickup_street is 'personal';
comment on column sellers.bank_account_name is 'personal';
comment on column sellers.bank_account_sealed is 'confidential: AES-256-GCM envelope';
