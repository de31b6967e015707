-- Personal data is classified in the column comments: `personal` (who somebody is), `contact` (how to reach them).

create table users.profiles (
  user_id uuid primary key,
  -- Null: the zone of the default address, or Asia/Jakarta.
  time_zone text check (time_zone in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- Province, regency, district, village by the codes of the Ministry of Home Affairs (`32.73.25.1001`).
create table users.regions (
  code text primary key,
  level text not null check (level in ('province', 'regency', 'district', 'village')),
  -- No foreign key: the loader checks the whole list at once instead of ninety thousand rows one by one.
  parent_code text,
  name text not null,
  -- Lower case, without accents and without what comes before it (`Kabupaten`, `Kota`, …): by it hits are ranked.
  bare_name text not null,
  -- Words of the own name (and of its short forms); of the own name and of all that it lies in.
  own_words tsvector not null,
  path_words tsvector not null,
  time_zone text not null,
  -- Set when a newer list no longer has it: old addresses still point here, new ones cannot.
  retired_at timestamptz
);
-- Every search has to meet at least one word of the own name; the rest is checked on what that finds.
-- Without the pending list: it would make every search slow until the next vacuum after the list was loaded.
create index regions_own_words on users.regions using gin (own_words) with (fastupdate = off);
create index regions_parent on users.regions (parent_code, bare_name, code);

-- Which list lies in the table, so that a start loads it only once.
create table users.region_lists (
  version text primary key,
  rows integer not null,
  loaded_at timestamptz not null
);

-- The operator's own table (`lumbung import regions`); empty unless they have one.
create table users.postal_codes (
  village_code text primary key references users.regions (code),
  postal_code text not null check (postal_code ~ '^[1-9][0-9]{4}$')
);

create table users.addresses (
  id uuid primary key,
  user_id uuid not null,
  label text not null check (length(label) <= 50),
  recipient_name text not null check (length(recipient_name) <= 120),
  phone text not null check (length(phone) <= 20),
  street text not null check (length(street) <= 300),
  village_code text not null references users.regions (code),
  postal_code text not null check (postal_code ~ '^[1-9][0-9]{4}$'),
  landmark text check (length(landmark) <= 200),
  is_default boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index addresses_owner on users.addresses (user_id, is_default desc, created_at desc);
-- One default at most, whatever races.
create unique index addresses_one_default on users.addresses (user_id) where is_default;

comment on column users.addresses.label is 'personal';
comment on column users.addresses.recipient_name is 'personal';
comment on column users.addresses.phone is 'contact; E.164';
comment on column users.addresses.street is 'contact';
comment on column users.addresses.village_code is 'contact';
comment on column users.addresses.postal_code is 'contact';
comment on column users.addresses.landmark is 'contact';
