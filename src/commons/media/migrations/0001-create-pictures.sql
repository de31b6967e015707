-- The bytes lie in the storage under `pictures/<id>/…`; here is what we know of them.
create table pictures (
  id uuid primary key,
  owner_id uuid,
  purpose text not null,
  width int not null check (width > 0),
  height int not null check (height > 0),
  bytes int not null,
  sha256 text not null,
  created_at timestamptz not null
);
create index pictures_of_owner on pictures (owner_id, created_at desc);
