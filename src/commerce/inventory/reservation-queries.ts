import { type Runner, type Sql, sql } from '#platform/database';

export type ReservationStatus = 'held' | 'confirmed' | 'deducted' | 'returned' | 'released' | 'expired';

/** One entry per wanted offer; the columns of the parameters of `reserveLines`. */
export type WantedLines = { reservationIds: string[]; expiresAts: string[]; offerIds: string[]; quantities: number[] };

export type ReserveOutcome = {
  /** Reservations that were there before, with their state. */
  known: { id: string; status: ReservationStatus; expiresAt: string }[] | null;
  /** Offers of which there is not enough; when there are any, nothing was reserved. */
  short: { offerId: string; wanted: number; free: number }[] | null;
};

/**
 * Reserves all lines or none, in one statement.
 *
 * `locked` takes the stock rows in the order of their key, as every other writer here does, so two baskets with the same
 * goods queue up instead of locking each other out; under READ COMMITTED it sees the rows as they are after the wait.
 * `needs` and `haves` lay the wanted and the free pieces of an offer side by side on one line; where the two stretches
 * overlap, a reservation takes from a location.
 */
export function reserveLines(lines: WantedLines, now: Date): Sql {
  return sql`
    with given as (
      select * from unnest(${lines.reservationIds}::uuid[], ${lines.expiresAts}::timestamptz[], ${lines.offerIds}::uuid[], ${lines.quantities}::int[])
        as given (reservation_id, expires_at, offer_id, quantity)
    ), known as (
      select id, status, expires_at from inventory.reservations where id = any(${sql.uuids(lines.reservationIds)})
    ), wanted as (
      select reservation_id, offer_id, sum(quantity)::int as quantity from given
      where reservation_id not in (select id from known)
      group by reservation_id, offer_id
    ), locked as materialized (
      select offer_id, location_id, (on_hand - reserved)::int as free from inventory.stocks
      where offer_id = any(${sql.uuids(lines.offerIds)}) and offer_id in (select offer_id from wanted)
      order by offer_id, location_id for update
    ), short as (
      select w.offer_id, w.quantity as wanted, coalesce(f.free, 0) as free
      from (select offer_id, sum(quantity)::int as quantity from wanted group by offer_id) w
      left join (select offer_id, sum(free)::int as free from locked group by offer_id) f using (offer_id)
      where coalesce(f.free, 0) < w.quantity
    ), needs as (
      select reservation_id, offer_id, quantity,
        (sum(quantity) over (partition by offer_id order by reservation_id))::int - quantity as start
      from wanted
    ), haves as (
      select offer_id, location_id, free,
        (sum(free) over (partition by offer_id order by location_id))::int - free as start
      from locked where free > 0
    ), taken as (
      select n.reservation_id, n.offer_id, h.location_id,
        least(n.start + n.quantity, h.start + h.free) - greatest(n.start, h.start) as quantity
      from needs n join haves h using (offer_id)
      where n.start < h.start + h.free and h.start < n.start + n.quantity
        and not exists (select from short)
        and not exists (select from known where status in ('released', 'expired'))
    ), changed as (
      update inventory.stocks s set reserved = s.reserved + t.quantity
      from (select offer_id, location_id, sum(quantity)::int as quantity from taken group by offer_id, location_id) t
      where s.offer_id = t.offer_id and s.location_id = t.location_id
    ), made as (
      insert into inventory.reservations (id, status, expires_at, created_at, changed_at)
      select distinct on (t.reservation_id) t.reservation_id, 'held', given.expires_at, ${now}::timestamptz, ${now}::timestamptz
      from taken t join given using (reservation_id)
      order by t.reservation_id
    ), lines as (
      insert into inventory.reservation_lines (reservation_id, offer_id, location_id, quantity)
      select reservation_id, offer_id, location_id, quantity from taken
    ), moved as (
      insert into inventory.movements (offer_id, location_id, kind, on_hand_change, reserved_change, reservation_id, created_at)
      select offer_id, location_id, 'reserve', 0, quantity, reservation_id, ${now}::timestamptz from taken
    )
    select
      (select json_agg(json_build_object('id', id, 'status', status, 'expiresAt', expires_at)) from known) as known,
      (select json_agg(json_build_object('offerId', offer_id, 'wanted', wanted, 'free', free)) from short) as short`;
}

export type BadReservation = { id: string; status: ReservationStatus | null };

/** Paid: no longer expires. Nothing is changed when one of them is unknown or gone; those are the answer. */
export function confirmHeld(reservationIds: readonly string[], now: Date): Sql {
  return sql`
    with found as materialized (
      select id, status from inventory.reservations where id = any(${sql.uuids(reservationIds)}) order by id for update
    ), bad as (
      select asked.id, found.status from unnest(${reservationIds}::uuid[]) as asked (id) left join found using (id)
      where found.status is null or found.status in ('released', 'expired')
    ), changed as (
      update inventory.reservations r set status = 'confirmed', changed_at = ${now}
      from found where r.id = found.id and found.status = 'held' and not exists (select from bad)
    )
    select id, status from bad`;
}

/** More time. The same conditions as `confirmHeld`. */
export function extendHeld(reservationIds: readonly string[], expiresAt: string, now: Date): Sql {
  return sql`
    with found as materialized (
      select id, status from inventory.reservations where id = any(${sql.uuids(reservationIds)}) order by id for update
    ), bad as (
      select asked.id, found.status from unnest(${reservationIds}::uuid[]) as asked (id) left join found using (id)
      where found.status is null or found.status in ('released', 'expired')
    ), changed as (
      update inventory.reservations r set expires_at = greatest(r.expires_at, ${expiresAt}::timestamptz), changed_at = ${now}
      from found where r.id = found.id and found.status = 'held' and not exists (select from bad)
    )
    select id, status from bad`;
}

/** Marks unknown ids as released, so that a reserve that arrives late finds them gone. */
export function insertTombstones(reservationIds: readonly string[], now: Date): Sql {
  return sql`
    insert into inventory.reservations (id, status, expires_at, created_at, changed_at)
    select id, 'released', ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
    from (select distinct unnest(${reservationIds}::uuid[]) as id order by 1) asked
    on conflict (id) do nothing`;
}

/** How a reservation comes to its next state, and what that does to the stock per reserved piece. */
export type Settlement = {
  from: ReservationStatus[];
  to: ReservationStatus;
  /** States in which it is done already: nothing happens, nothing is wrong. */
  harmless: ReservationStatus[];
  kind: 'release' | 'expire' | 'deduct' | 'return';
  onHandPerPiece: -1 | 0 | 1;
  reservedPerPiece: -1 | 0;
  reason: string;
};

/**
 * Moves reservations on, together with their stock, or answers those that stand in the way and changes nothing. Locks
 * the reservations and then the stock rows, each in the order of their key.
 */
export function settleReservations(reservationIds: readonly string[], how: Settlement, now: Date): Sql {
  return sql`
    with found as materialized (
      select id, status from inventory.reservations where id = any(${sql.uuids(reservationIds)}) order by id for update
    ), bad as (
      select asked.id, found.status from unnest(${reservationIds}::uuid[]) as asked (id) left join found using (id)
      where found.status is null or not found.status = any((select ${[...how.from, ...how.harmless]}::text[])::text[])
    ), living as (
      select id from found where status = any((select ${how.from}::text[])::text[]) and not exists (select from bad)
    ), lines as (
      select l.reservation_id, l.offer_id, l.location_id, l.quantity
      from inventory.reservation_lines l join living on living.id = l.reservation_id
    ), locked as materialized (
      select offer_id, location_id from inventory.stocks
      where (offer_id, location_id) in (select offer_id, location_id from lines)
      order by offer_id, location_id for update
    ), changed as (
      update inventory.stocks s
      set on_hand = s.on_hand + ${how.onHandPerPiece}::int * t.quantity, reserved = s.reserved + ${how.reservedPerPiece}::int * t.quantity
      from (
        select offer_id, location_id, sum(quantity)::int as quantity from lines join locked using (offer_id, location_id)
        group by offer_id, location_id
      ) t
      where s.offer_id = t.offer_id and s.location_id = t.location_id
    ), moved as (
      insert into inventory.movements (offer_id, location_id, kind, on_hand_change, reserved_change, reason, reservation_id, created_at)
      select offer_id, location_id, ${how.kind}::text, ${how.onHandPerPiece}::int * quantity, ${how.reservedPerPiece}::int * quantity,
        ${how.reason}::text, reservation_id, ${now}::timestamptz
      from lines
    ), ended as (
      update inventory.reservations r set status = ${how.to}::text, changed_at = ${now} from living where r.id = living.id
    )
    select id, status from bad`;
}

export async function hasDue(runner: Runner, now: Date): Promise<boolean> {
  const rows = await runner.run(
    sql`select from inventory.reservations where status = 'held' and expires_at <= ${now} limit 1`,
  );
  return rows.length > 0;
}

/** What should have been paid by now; rows that another process is busy with are left to it. */
export async function lockDueReservations(
  runner: Runner,
  now: Date,
  limit: number,
): Promise<{ id: string; offerIds: string[] }[]> {
  return runner.run(sql`
    with due as (
      select id from inventory.reservations where status = 'held' and expires_at <= ${now}
      order by expires_at limit ${limit} for update skip locked
    )
    select due.id, array_agg(l.offer_id) as "offerIds"
    from due join inventory.reservation_lines l on l.reservation_id = due.id group by due.id order by due.id`);
}
