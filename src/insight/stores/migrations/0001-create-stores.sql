create table stores (
  id uuid primary key,
  owner_id uuid not null,
  -- One store per shop of the marketplace: its orders must not count twice.
  seller_id uuid unique,
  name text not null,
  village_code text not null,
  region_code text not null,
  area_label text not null,
  time_zone text not null,
  opening_hours jsonb not null default '[]',
  status text not null default 'active' check (status in ('active', 'closed')),
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index stores_of_owner on stores (owner_id);
create index stores_oldest on stores (created_at, id);
create index stores_active on stores (id) where status = 'active';

create table managers (
  store_id uuid not null references stores,
  user_id uuid not null,
  since timestamptz not null,
  primary key (store_id, user_id)
);
create index managers_of_user on managers (user_id);

create table closed_days (
  store_id uuid not null references stores,
  day date not null,
  reason text not null,
  primary key (store_id, day)
);

create table invitations (
  id uuid primary key,
  store_id uuid not null references stores,
  email text not null,
  -- Of the code that went to the address; the code itself is nowhere.
  code_hash text not null unique,
  status text not null default 'open' check (status in ('open', 'accepted', 'withdrawn')),
  expires_at timestamptz not null,
  created_at timestamptz not null
);
create index invitations_of_store on invitations (store_id, created_at desc);

comment on column invitations.email is 'personal';
