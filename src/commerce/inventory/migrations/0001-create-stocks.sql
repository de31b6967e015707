-- Where a seller keeps goods. Every seller has one default location, made with the first stock card.
create table locations (
  id uuid primary key,
  seller_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  constraint locations_name_once unique (seller_id, name)
);
create unique index locations_one_default on locations (seller_id) where is_default;

-- The stock card of an offer: whose it is, when it counts as low, and what the others were last told.
-- Kept apart from the stock itself, so that announcing never touches the rows that checkouts fight over.
create table stock_cards (
  offer_id uuid primary key,
  seller_id uuid not null,
  low_level int not null default 5 check (low_level >= 0),
  announced_free bigint not null,
  is_low boolean not null,
  opened_at timestamptz not null
);
create index stock_cards_by_seller on stock_cards (seller_id, offer_id);

-- The figures themselves, per place. Free = on_hand - reserved. The checks are the last line of defence: nothing is
-- sold twice even if the code above is wrong. Room on each page keeps updates inside it (HOT).
create table stocks (
  offer_id uuid not null references stock_cards (offer_id),
  location_id uuid not null references locations (id),
  on_hand bigint not null default 0,
  reserved bigint not null default 0,
  primary key (offer_id, location_id),
  constraint stocks_on_hand_sane check (on_hand between 0 and 100000000),
  constraint stocks_reserved_sane check (reserved between 0 and on_hand)
) with (fillfactor = 70);

-- What is promised to one order; the id is the order's.
create table reservations (
  id uuid primary key,
  status text not null check (status in ('held', 'confirmed', 'deducted', 'returned', 'released', 'expired')),
  expires_at timestamptz not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
) with (fillfactor = 80);
-- The sweep looks only at what may still expire.
create index reservations_due on reservations (expires_at) where status = 'held';

create table reservation_lines (
  reservation_id uuid not null references reservations (id),
  offer_id uuid not null,
  location_id uuid not null,
  quantity int not null check (quantity > 0),
  primary key (reservation_id, offer_id, location_id)
);

-- Every change of a stock, ever. A stock equals the sum of its movements.
create table movements (
  id bigint generated always as identity primary key,
  offer_id uuid not null,
  location_id uuid not null,
  kind text not null check (kind in ('receive', 'adjust', 'waste', 'return', 'count', 'reserve', 'release', 'expire', 'deduct')),
  on_hand_change bigint not null,
  reserved_change bigint not null,
  reason text not null default '' check (length(reason) <= 300),
  reservation_id uuid,
  -- Idempotency of movements by hand.
  movement_key uuid,
  actor_user_id uuid,
  created_at timestamptz not null,
  constraint movements_change_something check (on_hand_change <> 0 or reserved_change <> 0)
);
create index movements_by_offer on movements (offer_id, id);
create unique index movements_once on movements (movement_key) where movement_key is not null;
-- Rows lie in the order of time: a block range index costs the hot path next to nothing and finds "the last two minutes".
create index movements_by_time on movements using brin (created_at) with (pages_per_range = 16, autosummarize = on);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'inventory.movements is append-only';
end $$;
create trigger movements_append_only before update or delete or truncate on movements
  for each statement execute function refuse_change();
