create table categories (
  id uuid primary key,
  parent_id uuid references categories (id),
  slug text not null,
  name text not null check (length(name) between 1 and 80),
  position int not null default 0,
  -- Root = 1. Kept with the row so that the bound can be a check.
  depth int not null check (depth between 1 and 4),
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint categories_slug_once unique (slug),
  constraint categories_not_own_parent check (parent_id <> id)
);
create index categories_by_parent on categories (parent_id);

create table category_attributes (
  category_id uuid not null references categories (id),
  code text not null,
  name text not null,
  kind text not null check (kind in ('text', 'number', 'boolean', 'choice')),
  unit text,
  choices text[] not null default '{}',
  is_filterable boolean not null default false,
  position int not null,
  primary key (category_id, code),
  constraint category_attributes_unit_of_numbers check (unit is null or kind = 'number'),
  constraint category_attributes_values_of_choices check (kind = 'choice' or choices = '{}')
);

create table brands (
  id uuid primary key,
  slug text not null,
  name text not null check (length(name) between 1 and 80),
  -- The name in lower case with single spaces: "ABC  Tekno" and "abc tekno" are one brand.
  name_key text not null,
  created_at timestamptz not null,
  constraint brands_name_once unique (name_key),
  constraint brands_slug_once unique (slug)
);
create index brands_by_prefix on brands (name_key text_pattern_ops);
