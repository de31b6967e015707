create table tenants (
  tenant_id uuid primary key,
  name text not null,
  kind text not null check (kind in ('online-lender', 'finance-company', 'bank')),
  is_active boolean not null default true,
  created_at timestamptz not null
);
-- Two institutions whose names people cannot tell apart would be one complaint away from each other.
create unique index tenants_name on tenants (lower(name));

create table members (
  tenant_id uuid not null references tenants,
  user_id uuid not null,
  role text not null check (role in ('CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER')),
  since timestamptz not null,
  primary key (tenant_id, user_id)
);
-- For whom somebody acts is asked with every call.
create index members_by_user on members (user_id);
