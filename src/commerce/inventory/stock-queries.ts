import { type Runner, type Sql, sql } from '#platform/database';
import type { Location, LowStock, Movement, MovementKind } from './contract.ts';

export type StockRow = {
  offerId: string;
  sellerId: string;
  lowLevel: number;
  announcedFree: number;
  isLow: boolean;
  locationId: string;
  locationName: string;
  isDefault: boolean;
  onHand: number;
  reserved: number;
};

export async function listFree(
  runner: Runner,
  offerIds: readonly string[],
): Promise<{ offerId: string; freeQuantity: number }[]> {
  return runner.run(sql`
    select offer_id as "offerId", sum(on_hand - reserved)::int as "freeQuantity"
    from inventory.stocks where offer_id = any(${sql.uuids(offerIds)}) group by offer_id`);
}

/** The rows of stock cards, one per location, the default location first. */
export async function listStockRows(runner: Runner, offerIds: readonly string[]): Promise<StockRow[]> {
  return runner.run(sql`
    select c.offer_id as "offerId", c.seller_id as "sellerId", c.low_level as "lowLevel", c.announced_free as "announcedFree",
      c.is_low as "isLow", s.location_id as "locationId", l.name as "locationName", l.is_default as "isDefault",
      s.on_hand as "onHand", s.reserved
    from inventory.stock_cards c
    join inventory.stocks s on s.offer_id = c.offer_id
    join inventory.locations l on l.id = s.location_id
    where c.offer_id = any(${sql.uuids(offerIds)})
    order by c.offer_id, l.is_default desc, l.id`);
}

/** Cards that count as low, with the free stock of now; one that has been filled since is left out. */
export async function listLowStocks(runner: Runner, sellerId: string, limit: number): Promise<LowStock[]> {
  return runner.run(sql`
    select c.offer_id as "offerId", f.free, c.low_level as "lowLevel"
    from inventory.stock_cards c
    cross join lateral (select coalesce(sum(s.on_hand - s.reserved), 0)::int as free from inventory.stocks s where s.offer_id = c.offer_id) f
    where c.seller_id = ${sellerId} and c.is_low and f.free <= c.low_level
    order by f.free, c.offer_id limit ${limit}`);
}

/** Holds one offer's stock still: orders and other movements of it queue up until the transaction ends. */
export async function lockStock(runner: Runner, offerId: string): Promise<StockRow[]> {
  await runner.run(sql`
    select from inventory.stocks where offer_id = ${offerId} order by offer_id, location_id for update`);
  return listStockRows(runner, [offerId]);
}

export async function findCardOwner(runner: Runner, offerId: string): Promise<string | undefined> {
  const [row] = await runner.run<{ sellerId: string }>(sql`
    select seller_id as "sellerId" from inventory.stock_cards where offer_id = ${offerId}`);
  return row?.sellerId;
}

export type NewStock = { offerId: string; sellerId: string; quantity: number };

/** A default location for each seller that has none. Its id follows from the seller, so two processes make the same. */
export function insertDefaultLocations(locations: { id: string; sellerId: string }[], name: string, now: Date): Sql {
  return sql`
    insert into inventory.locations (id, seller_id, name, is_default, created_at)
    select id, seller_id, ${name}::text, true, ${now}::timestamptz
    from unnest(${locations.map((l) => l.id)}::uuid[], ${locations.map((l) => l.sellerId)}::uuid[]) as given (id, seller_id)
    on conflict do nothing`;
}

/** Opens the cards that are missing, with goods on hand at the default location, and writes the movement of it. */
export function insertStocks(stocks: readonly NewStock[], reason: string, now: Date): Sql {
  return sql`
    with given as (
      select * from unnest(${stocks.map((s) => s.offerId)}::uuid[], ${stocks.map((s) => s.sellerId)}::uuid[], ${stocks.map((s) => s.quantity)}::int[])
        as given (offer_id, seller_id, quantity)
    ), cards as (
      insert into inventory.stock_cards (offer_id, seller_id, announced_free, is_low, opened_at)
      select distinct on (offer_id) offer_id, seller_id, quantity, quantity <= 5, ${now}::timestamptz from given order by offer_id
      on conflict (offer_id) do nothing
      returning offer_id, seller_id, announced_free
    ), opened as (
      insert into inventory.stocks (offer_id, location_id, on_hand)
      select cards.offer_id, l.id, cards.announced_free from cards
      join inventory.locations l on l.seller_id = cards.seller_id and l.is_default
      returning offer_id, location_id, on_hand
    )
    insert into inventory.movements (offer_id, location_id, kind, on_hand_change, reserved_change, reason, created_at)
    select offer_id, location_id, 'receive', on_hand, 0, ${reason}::text, ${now}::timestamptz from opened where on_hand > 0`;
}

/**
 * Makes the stock on hand of each offer, over all locations, the given number; the default location takes the
 * difference but never falls below what is promised from it. Answers the free stock that results.
 */
export function setOnHand(stocks: readonly NewStock[], reason: string, now: Date): Sql {
  return sql`
    with given as (
      select distinct on (offer_id) * from unnest(${stocks.map((s) => s.offerId)}::uuid[], ${stocks.map((s) => s.sellerId)}::uuid[], ${stocks.map((s) => s.quantity)}::int[])
        as given (offer_id, seller_id, quantity) order by offer_id
    ), locked as materialized (
      select s.offer_id, s.location_id, s.on_hand, s.reserved from inventory.stocks s
      where s.offer_id = any(${stocks.map((s) => s.offerId)}::uuid[])
      order by s.offer_id, s.location_id for update
    ), totals as (
      select offer_id, sum(on_hand)::int as on_hand, sum(reserved)::int as reserved from locked group by offer_id
    ), changes as (
      select locked.offer_id, locked.location_id,
        greatest(given.quantity - totals.on_hand, locked.reserved - locked.on_hand, -locked.on_hand) as change
      from given
      join inventory.stock_cards c on c.offer_id = given.offer_id and c.seller_id = given.seller_id
      join inventory.locations l on l.seller_id = c.seller_id and l.is_default
      join locked on locked.offer_id = given.offer_id and locked.location_id = l.id
      join totals on totals.offer_id = given.offer_id
    ), changed as (
      update inventory.stocks s set on_hand = s.on_hand + changes.change
      from changes where s.offer_id = changes.offer_id and s.location_id = changes.location_id and changes.change <> 0
    ), moved as (
      insert into inventory.movements (offer_id, location_id, kind, on_hand_change, reserved_change, reason, created_at)
      select offer_id, location_id, 'count', change, 0, ${reason}::text, ${now}::timestamptz from changes where change <> 0
    )
    select totals.offer_id as "offerId", (totals.on_hand - totals.reserved + coalesce(changes.change, 0))::int as "freeQuantity"
    from totals left join changes using (offer_id)`;
}

export type HandMovement = {
  offerId: string;
  locationId: string;
  kind: MovementKind;
  onHandChange: number;
  reason: string;
  movementKey: string;
  actorUserId: string | null;
};

/** A movement by hand, of an offer whose stock is locked; its row at the location is made when it is the first there. */
export function insertHandMovement(movement: HandMovement, now: Date): Sql[] {
  return [
    sql`
      insert into inventory.stocks (offer_id, location_id) values (${movement.offerId}, ${movement.locationId})
      on conflict (offer_id, location_id) do nothing`,
    sql`
      update inventory.stocks set on_hand = on_hand + ${movement.onHandChange}
      where offer_id = ${movement.offerId} and location_id = ${movement.locationId}`,
    sql`
      insert into inventory.movements (offer_id, location_id, kind, on_hand_change, reserved_change, reason, movement_key, actor_user_id, created_at)
      values (${movement.offerId}, ${movement.locationId}, ${movement.kind}, ${movement.onHandChange}, 0, ${movement.reason},
        ${movement.movementKey}, ${movement.actorUserId}, ${now})`,
  ];
}

export async function hasMovementKey(runner: Runner, movementKey: string): Promise<boolean> {
  const rows = await runner.run(sql`select from inventory.movements where movement_key = ${movementKey}`);
  return rows.length > 0;
}

/** Newest first; `beforeId` is the last one of the page before. */
export async function listMovementRows(
  runner: Runner,
  offerId: string,
  beforeId: number | null,
  limit: number,
): Promise<Movement[]> {
  const rows = await runner.run<Omit<Movement, 'createdAt'> & { createdAt: Date }>(sql`
    select id as "movementId", offer_id as "offerId", location_id as "locationId", kind, on_hand_change as "onHandChange",
      reserved_change as "reservedChange", reason, reservation_id as "reservationId", created_at as "createdAt"
    from inventory.movements
    where offer_id = ${offerId} and id < ${beforeId ?? Number.MAX_SAFE_INTEGER}::bigint
    order by id desc limit ${limit}`);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

export type Announcement = {
  offerId: string;
  sellerId: string;
  lowLevel: number;
  isLow: boolean;
  freeQuantity: number;
};

/**
 * Cards whose free stock is another one than was last told, among those that moved since `since` (all cards when null).
 * Cards that another process is announcing are left to it.
 */
export async function lockUnannounced(runner: Runner, since: Date | null, limit: number): Promise<Announcement[]> {
  const moved = since
    ? sql`c.offer_id in (select offer_id from inventory.movements where created_at > ${since})`
    : sql`true`;
  return runner.run(sql`
    select c.offer_id as "offerId", c.seller_id as "sellerId", c.low_level as "lowLevel", c.is_low as "isLow", f.free as "freeQuantity"
    from inventory.stock_cards c
    cross join lateral (select coalesce(sum(s.on_hand - s.reserved), 0)::int as free from inventory.stocks s where s.offer_id = c.offer_id) f
    where ${moved} and f.free <> c.announced_free
    order by c.offer_id limit ${limit} for update of c skip locked`);
}

export function updateAnnounced(cards: { offerId: string; freeQuantity: number; isLow: boolean }[]): Sql {
  return sql`
    update inventory.stock_cards c set announced_free = given.free, is_low = given.is_low
    from unnest(${cards.map((c) => c.offerId)}::uuid[], ${cards.map((c) => c.freeQuantity)}::int[], ${cards.map((c) => c.isLow)}::boolean[])
      as given (offer_id, free, is_low)
    where c.offer_id = given.offer_id`;
}

export function updateLowLevel(offerId: string, lowLevel: number, isLow: boolean): Sql {
  return sql`update inventory.stock_cards set low_level = ${lowLevel}, is_low = ${isLow} where offer_id = ${offerId}`;
}

export async function listLocationRows(runner: Runner, sellerId: string): Promise<Location[]> {
  return runner.run(sql`
    select id as "locationId", name, is_default as "isDefault" from inventory.locations
    where seller_id = ${sellerId} order by is_default desc, name limit 100`);
}

export function insertLocation(location: { id: string; sellerId: string; name: string }, now: Date): Sql {
  return sql`
    insert into inventory.locations (id, seller_id, name, is_default, created_at)
    values (${location.id}, ${location.sellerId}, ${location.name}, false, ${now})`;
}

export type Audit = { stocks: number; movements: number; problems: string[] };

/** One statement, so one snapshot: stock against movements, and promises against living reservations. */
export async function auditStocks(runner: Runner): Promise<Audit> {
  const [row] = await runner.run<Audit>(sql`
    with sums as (
      select offer_id, location_id, sum(on_hand_change) as on_hand, sum(reserved_change) as reserved, count(*) as movements
      from inventory.movements group by offer_id, location_id
    ), promised as (
      select l.offer_id, l.location_id, sum(l.quantity) as reserved
      from inventory.reservation_lines l join inventory.reservations r on r.id = l.reservation_id
      where r.status in ('held', 'confirmed') group by l.offer_id, l.location_id
    ), compared as (
      select coalesce(s.offer_id, m.offer_id) as offer_id, coalesce(s.on_hand, 0) as on_hand, coalesce(s.reserved, 0) as reserved,
        coalesce(m.on_hand, 0) as moved_on_hand, coalesce(m.reserved, 0) as moved_reserved, coalesce(p.reserved, 0) as promised
      from inventory.stocks s
      full join sums m on m.offer_id = s.offer_id and m.location_id = s.location_id
      left join promised p on p.offer_id = coalesce(s.offer_id, m.offer_id) and p.location_id = coalesce(s.location_id, m.location_id)
    ), wrong as (
      select offer_id, on_hand, reserved, moved_on_hand, moved_reserved, promised from compared
      where on_hand <> moved_on_hand or reserved <> moved_reserved or reserved <> promised
      order by offer_id limit 100
    )
    select (select count(*) from inventory.stocks)::int as stocks,
      (select coalesce(sum(movements), 0) from sums)::int as movements,
      (select coalesce(json_agg(format('offer %s: on hand %s (movements %s), reserved %s (movements %s, reservations %s)',
        offer_id, on_hand, moved_on_hand, reserved, moved_reserved, promised)), '[]'::json) from wrong) as problems`);
  return row ?? { stocks: 0, movements: 0, problems: [] };
}
