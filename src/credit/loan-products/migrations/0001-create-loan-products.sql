create table products (
  product_id uuid primary key,
  tenant_id uuid not null,
  name text not null,
  purpose text not null check (purpose in ('consumer', 'business')),
  -- The version new loans are made of.
  released_version int,
  latest_version int not null,
  latest_status text not null check (latest_status in ('draft', 'released', 'retired')),
  updated_at timestamptz not null
);
create index products_of_tenant on products (tenant_id, updated_at desc, product_id desc);

create table versions (
  product_id uuid not null references products,
  version int not null check (version > 0),
  name text not null,
  status text not null check (status in ('draft', 'released', 'retired')),
  terms jsonb not null,
  -- The dearest loan it could make, under the caps of the day it was saved.
  proof jsonb not null,
  made_by uuid,
  made_at timestamptz not null,
  released_by uuid,
  released_at timestamptz,
  primary key (product_id, version),
  -- Whoever made it may not release it, whatever the program says.
  constraint versions_four_eyes check (released_by is null or made_by is null or released_by <> made_by),
  constraint versions_released check ((status = 'draft') = (released_at is null))
);
