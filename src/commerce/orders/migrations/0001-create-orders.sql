-- One per seller of a checkout; those of one checkout share invoice and payment. What people read later (names, prices,
-- address) is kept as it was when it was placed. Numbers carry 60 random bits instead of a unique index each: this table
-- is written in every checkout, and each index is paid for again with every change of status.
create table orders (
  id uuid primary key,
  number text not null,
  invoice_id uuid not null,
  invoice_number text not null,
  -- Known before the payment exists: the intent is asked for under this id.
  payment_id uuid not null,
  buyer_id uuid not null,
  buyer_name text not null,
  seller_id uuid not null,
  seller_user_id uuid not null,
  seller jsonb not null,
  status text not null check (status in ('awaiting_payment', 'paid', 'shipped', 'delivered', 'completed', 'cancelled', 'expired')),
  subtotal_minor bigint not null check (subtotal_minor >= 0),
  shipping_fee_minor bigint not null check (shipping_fee_minor >= 0),
  total_minor bigint not null,
  -- Given back to the buyer so far; what is left of the escrow is shared out on completion.
  refunded_minor bigint not null default 0,
  commission_bps int not null check (commission_bps between 0 and 10000),
  shipping jsonb not null,
  address jsonb not null,
  tracking_number text,
  payable_until timestamptz not null,
  -- Delivered orders complete by themselves at this moment.
  completes_at timestamptz,
  -- What happened, oldest first; short by nature (a handful of steps).
  history jsonb not null,
  version int not null default 1,
  created_at timestamptz not null,
  constraint orders_total check (total_minor = subtotal_minor + shipping_fee_minor),
  constraint orders_refunded check (refunded_minor between 0 and total_minor)
);
create index orders_by_invoice on orders (invoice_id);
-- Ids are UUIDv7: their order is the order of placing. Lists go down these indexes, page 1,000 like page 1. A buyer has
-- few enough orders to look through them for one status; a shop has not.
create index orders_of_buyer on orders (buyer_id, id desc);
create index orders_of_seller on orders (seller_id, id desc);
create index orders_of_seller_by_status on orders (seller_id, status, id desc);
create index orders_to_complete on orders (completes_at) where status = 'delivered';

create table lines (
  order_id uuid not null references orders (id) on delete cascade,
  place int not null,
  offer_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  slug text not null,
  sku text not null,
  name text not null,
  options jsonb not null,
  image_url text,
  quantity int not null check (quantity > 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  primary key (order_id, place)
);
