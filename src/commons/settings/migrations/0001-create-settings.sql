-- Every value a setting ever had; the highest version is the one in force.
create table changes (
  key text not null,
  version int not null check (version > 0),
  value jsonb not null,
  reason text not null,
  changed_by text,
  changed_at timestamptz not null default now(),
  primary key (key, version)
);
