create table recipes (
  store_id uuid not null,
  product_id uuid not null,
  yield_quantity double precision not null check (yield_quantity > 0),
  waste_percent double precision not null default 0 check (waste_percent >= 0),
  -- [{ ingredientId, quantity, unit, inOwnUnit }]: the last one is the quantity in the ingredient's own unit when it was written.
  lines jsonb not null,
  note text not null default '',
  version int not null default 1,
  updated_at timestamptz not null,
  primary key (store_id, product_id)
);
