-- One parcel per order. The row is there before the provider is asked, so that a crash in between is seen.
create table shipments (
  order_id uuid primary key,
  seller_id uuid not null,
  provider text not null,
  service_code text not null,
  courier_code text not null,
  courier_name text not null,
  -- What the buyer paid for it, and what the provider wants (he may weigh again).
  price_minor bigint not null check (price_minor >= 0),
  provider_price_minor bigint,
  status text not null check (status in ('booking', 'ready_to_ship', 'pickup', 'in_transit', 'out_for_delivery',
    'delivered', 'exception', 'returning', 'returned', 'failed')),
  provider_order_id text,
  provider_tracking_id text,
  tracking_number text,
  link text,
  booking_at timestamptz not null default now(),
  booked_at timestamptz,
  delivered_at timestamptz,
  -- When the provider was last asked.
  checked_at timestamptz,
  updated_at timestamptz not null default now(),
  constraint shipments_provider_order_key unique (provider, provider_order_id)
);
-- For polling what no webhook has told of.
create index shipments_to_check on shipments (checked_at)
  where status not in ('booking', 'delivered', 'returned', 'failed');

-- What the courier said, each thing once.
create table tracking_events (
  id bigint generated always as identity primary key,
  order_id uuid not null references shipments (order_id) on delete cascade,
  provider_status text not null,
  status text not null,
  note text not null,
  occurred_at timestamptz not null,
  constraint tracking_events_once unique (order_id, occurred_at, provider_status, note)
);

-- Webhooks as they came, recorded before they are handled.
create table webhooks (
  id bigint generated always as identity primary key,
  provider text not null,
  -- SHA-256 of the raw body: the same message again is counted, not stored twice.
  body_hash text not null,
  body text not null,
  received_count int not null default 1,
  received_at timestamptz not null default now(),
  last_received_at timestamptz not null default now(),
  handled_at timestamptz,
  attempts int not null default 0,
  last_error text,
  constraint webhooks_once unique (provider, body_hash)
);
create index webhooks_unhandled on webhooks (last_received_at) where handled_at is null;

-- A seller's own delivery: a flat price per service.
create table tariffs (
  seller_id uuid not null,
  code text not null,
  place int not null,
  name text not null,
  service_group text not null check (service_group in ('instant', 'same_day', 'regular', 'economy', 'cargo')),
  price_minor bigint not null check (price_minor >= 0),
  days_from int not null check (days_from >= 0),
  days_until int not null check (days_until between days_from and 90),
  primary key (seller_id, code)
);
