-- Institutions with books, as tenants says.
create table books.tenants (
  tenant_id uuid primary key
);

-- Names and codes of an institution's own; what is not here has those of the house.
create table books.accounts (
  tenant_id uuid not null,
  role text not null,
  code text not null,
  name_id text not null,
  name_en text not null,
  primary key (tenant_id, role),
  unique (tenant_id, code)
);
