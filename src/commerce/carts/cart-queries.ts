import { type Runner, type Sql, sql } from '#platform/database';
import type { StoredLine } from './cart-rules.ts';
import { MAX_LINES, MAX_QUANTITY } from './contract.ts';

/** Whose cart: exactly one of the two. */
export type Holder = { userId: string; tokenHash: null } | { userId: null; tokenHash: string };

export type CartRow = { cartId: string; userId: string | null; tokenHash: string | null; lines: StoredLine[] };

/**
 * The person's cart and the one of the token, with lines in the order in which they were put in, in one statement.
 * Guest carts that have expired are not found.
 */
export async function findCarts(runner: Runner, userId: string | null, tokenHash: string | null): Promise<CartRow[]> {
  const rows = await runner.run<{
    id: string;
    owner_user_id: string | null;
    token_hash: string | null;
    offer_id: string | null;
    seller_id: string;
    quantity: number;
    seen_price_minor: number;
  }>(sql`
    select c.id, c.owner_user_id, c.token_hash, l.offer_id, l.seller_id, l.quantity, l.seen_price_minor
    from carts.carts c left join carts.lines l on l.cart_id = c.id
    where c.owner_user_id = ${userId}::uuid or (c.token_hash = ${tokenHash}::text and c.expires_at > now())
    order by l.added_at, l.offer_id`);
  const carts = new Map<string, CartRow>();
  for (const row of rows) {
    const cart = carts.get(row.id) ?? {
      cartId: row.id,
      userId: row.owner_user_id,
      tokenHash: row.token_hash,
      lines: [],
    };
    carts.set(row.id, cart);
    if (row.offer_id === null) continue;
    cart.lines.push({
      offerId: row.offer_id,
      sellerId: row.seller_id,
      quantity: row.quantity,
      seenPriceMinor: row.seen_price_minor,
    });
  }
  return [...carts.values()];
}

/**
 * Makes the holder's cart or touches it. Comes first in a write: it locks the cart's row, so that the statements
 * behind it see what others have added meanwhile and the bound of lines holds.
 */
export function touchCart(newId: string, holder: Holder): Sql {
  if (holder.userId !== null) {
    return sql`
      insert into carts.carts (id, owner_user_id) values (${newId}, ${holder.userId})
      on conflict (owner_user_id) do update set updated_at = now()
      returning id`;
  }
  return sql`
    insert into carts.carts (id, token_hash, expires_at) values (${newId}, ${holder.tokenHash}, now() + interval '30 days')
    on conflict (token_hash) do update set updated_at = now(), expires_at = excluded.expires_at
    returning id`;
}

/** What a written line has come to; none at all when the cart would have held too many. */
export type WrittenLine = { offer_id: string; quantity: number };

/**
 * Writes lines, unless the cart would then hold too many. `add` adds quantities to what stands there by now (relative,
 * so that two tabs do not swallow one another's) and takes the price as seen; `raise` (a merge) keeps the higher
 * quantity and the person's own price.
 */
export function writeLines(holder: Holder, how: 'add' | 'raise', lines: readonly StoredLine[]): Sql {
  const offerIds = lines.map((line) => line.offerId);
  return sql`
    with cart as (
      select id from carts.carts where owner_user_id = ${holder.userId}::uuid or token_hash = ${holder.tokenHash}::text),
    room as (
      select ${MAX_LINES}::int - count(*) as free from carts.lines o
      where o.cart_id = (select id from cart) and o.offer_id <> all(${offerIds}::uuid[]))
    insert into carts.lines as l (cart_id, offer_id, seller_id, quantity, seen_price_minor, added_at)
    select (select id from cart), w.offer_id, w.seller_id, w.quantity, w.seen_price_minor,
      -- Keeps the order in which things were put in, also within one request.
      now() + w.place * interval '1 microsecond'
    from unnest(${offerIds}::uuid[], ${lines.map((line) => line.sellerId)}::uuid[],
      ${lines.map((line) => line.quantity)}::int[], ${lines.map((line) => line.seenPriceMinor)}::bigint[])
      with ordinality as w (offer_id, seller_id, quantity, seen_price_minor, place)
    where (select free from room) >= ${lines.length} and exists (select from cart)
    on conflict (cart_id, offer_id) do update set
      quantity = case when ${how === 'add'} then least(l.quantity + excluded.quantity, ${MAX_QUANTITY}::int)
        else greatest(l.quantity, excluded.quantity) end,
      seen_price_minor = case when ${how === 'add'} then excluded.seen_price_minor else l.seen_price_minor end,
      changed_at = now()
    returning l.offer_id, l.quantity`;
}

export function updateLine(holder: Holder, line: StoredLine): Sql {
  return sql`
    update carts.lines set quantity = ${line.quantity}, seen_price_minor = ${line.seenPriceMinor}, changed_at = now()
    where offer_id = ${line.offerId} and cart_id = (
      select id from carts.carts where owner_user_id = ${holder.userId}::uuid or token_hash = ${holder.tokenHash}::text)
    returning offer_id, quantity`;
}

export function deleteLine(holder: Holder, offerId: string): Sql {
  return sql`
    delete from carts.lines
    where offer_id = ${offerId} and cart_id = (
      select id from carts.carts where owner_user_id = ${holder.userId}::uuid or token_hash = ${holder.tokenHash}::text)
    returning offer_id, quantity`;
}

/** After checkout. */
export function deleteLines(userId: string, offerIds: readonly string[], changedBefore: string | null): Sql {
  return sql`
    delete from carts.lines
    where cart_id = (select id from carts.carts where owner_user_id = ${userId}) and offer_id = any(${sql.uuids(offerIds)})
      and (${changedBefore}::timestamptz is null or changed_at <= ${changedBefore}::timestamptz)`;
}

export function deleteCart(cartId: string): Sql {
  return sql`delete from carts.carts where id = ${cartId}`;
}

export function deleteCartOf(userId: string): Sql {
  return sql`delete from carts.carts where owner_user_id = ${userId}`;
}

/** One bite of the expired guest carts; how many went. */
export async function deleteExpiredCarts(runner: Runner, limit: number): Promise<number> {
  const [row] = await runner.run<{ count: number }>(sql`
    with gone as (
      delete from carts.carts where id in (
        select id from carts.carts where expires_at < now() order by expires_at limit ${limit} for update skip locked)
      returning 1)
    select count(*) as count from gone`);
  return row?.count ?? 0;
}
