-- A cart belongs to a person, or to whoever holds its token (kept as a SHA-256 hash only).
create table carts (
  id uuid primary key,
  owner_user_id uuid,
  token_hash text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Guests only: 30 days after the last change.
  expires_at timestamptz,
  constraint carts_one_owner check (num_nonnulls(owner_user_id, token_hash) = 1),
  constraint carts_guests_expire check ((token_hash is null) = (expires_at is null)),
  constraint carts_owner_key unique (owner_user_id),
  constraint carts_token_key unique (token_hash)
);
create index carts_by_expiry on carts (expires_at) where expires_at is not null;

create table lines (
  cart_id uuid not null references carts (id) on delete cascade,
  offer_id uuid not null,
  seller_id uuid not null,
  quantity int not null constraint lines_quantity check (quantity between 1 and 9999),
  -- What the buyer saw when the line was last touched; another price today is a notice.
  seen_price_minor bigint not null check (seen_price_minor >= 0),
  added_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (cart_id, offer_id)
);
