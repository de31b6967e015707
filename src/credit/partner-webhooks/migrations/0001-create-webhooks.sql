create table partner_webhooks.endpoints (
  id uuid primary key,
  tenant_id uuid not null,
  url text not null,
  description text not null,
  event_types text[] not null,
  -- Sealed; the one before serves for a day after a change.
  secret_sealed text not null,
  previous_secret_sealed text,
  previous_secret_until timestamptz,
  is_active boolean not null default true,
  stopped_because text check (stopped_because in ('failing', 'gone')),
  failing_since timestamptz,
  created_at timestamptz not null,
  check (stopped_because is null or not is_active)
);
create index endpoints_by_tenant on partner_webhooks.endpoints (tenant_id, created_at);

-- What is said, once for all endpoints of the tenant, byte for byte as it is sent.
create table partner_webhooks.messages (
  event_id uuid primary key,
  tenant_id uuid not null,
  event_type text not null,
  body text not null,
  created_at timestamptz not null
);
create index messages_by_age on partner_webhooks.messages (created_at);

create table partner_webhooks.deliveries (
  id uuid primary key,
  tenant_id uuid not null,
  endpoint_id uuid not null references partner_webhooks.endpoints (id) on delete cascade,
  event_id uuid not null references partner_webhooks.messages (event_id) on delete cascade,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed', 'dropped')),
  -- Tries since the last replay, and all tries.
  tries int not null default 0,
  attempts int not null default 0,
  next_attempt_at timestamptz,
  leased_until timestamptz,
  last_status int,
  last_error text,
  created_at timestamptz not null,
  delivered_at timestamptz,
  -- One endpoint is told of one event once, however often the event comes.
  unique (endpoint_id, event_id),
  check ((status = 'pending') = (next_attempt_at is not null))
);
create index deliveries_due on partner_webhooks.deliveries (next_attempt_at) where status = 'pending';
create index deliveries_by_tenant on partner_webhooks.deliveries (tenant_id, created_at desc, id desc);
create index deliveries_by_event on partner_webhooks.deliveries (event_id);

create table partner_webhooks.attempts (
  delivery_id uuid not null references partner_webhooks.deliveries (id) on delete cascade,
  number int not null,
  at timestamptz not null,
  took_ms int not null,
  status int,
  error text,
  answer text,
  primary key (delivery_id, number)
);
