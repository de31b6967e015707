import { createHash } from 'node:crypto';
import type { InventoryApi } from '#commerce/inventory';
import type { ProductsApi } from '#commerce/products';
import type { SellersApi } from '#commerce/sellers';
import { type Call, userIdOf } from '#platform/call';
import type { Database, Sql } from '#platform/database';
import type { NewId } from '#platform/ids';
import { refuse } from '#platform/refusal';
import {
  type CartRow,
  deleteCart,
  findCarts,
  type Holder,
  touchCart,
  type WrittenLine,
  writeLines,
} from './cart-queries.ts';
import { type CartRefusal, EMPTY_MARKET, type Market, mergeLines, type StoredLine, viewCart } from './cart-rules.ts';
import { MAX_LINES, type OpenedCart } from './contract.ts';

export type CartsDeps = {
  database: Database;
  products: Pick<ProductsApi, 'offersByIds'>;
  inventory: Pick<InventoryApi, 'freeByOffers'>;
  sellers: Pick<SellersApi, 'sellersByIds'>;
  newId: NewId;
  /** 256 random bits as base64url: the only proof of whose a guest's cart is. */
  newToken: () => string;
};

/** The carts a call speaks of, as they lie in the database. */
export type FoundCarts = {
  userId: string | null;
  /** The call's token, when it has the form of one of ours. */
  token: string | null;
  /** The cart that the answer shows: the person's, or the guest's. */
  own: CartRow | null;
  /** A guest's cart that a signed-in person still carries. */
  guest: CartRow | null;
};

const TOKEN_FORM = /^[A-Za-z0-9_-]{43}$/;

/** One round trip; none for a guest without a token. */
export async function findCartsOf(deps: CartsDeps, call: Call, cartToken = call.cartToken): Promise<FoundCarts> {
  const userId = userIdOf(call);
  const token = cartToken !== null && TOKEN_FORM.test(cartToken) ? cartToken : null;
  if (userId === null && token === null) return { userId, token, own: null, guest: null };
  const tokenHash = token === null ? null : hashToken(token);
  const rows = await findCarts(deps.database, userId, tokenHash);
  const ofToken = rows.find((row) => row.userId === null) ?? null;
  if (userId === null) return { userId, token, own: ofToken, guest: null };
  return { userId, token, own: rows.find((row) => row.userId === userId) ?? null, guest: ofToken };
}

/** Who holds the cart to write to; a guest without a living cart gets a new token. */
export function holderOf(deps: CartsDeps, found: FoundCarts): { holder: Holder; token: string | null } {
  if (found.userId !== null) return { holder: { userId: found.userId, tokenHash: null }, token: null };
  // A token that opens nothing is never taken over: somebody else may have made it up.
  const token = found.own && found.token ? found.token : deps.newToken();
  return { holder: { userId: null, tokenHash: hashToken(token) }, token };
}

/** Offers and free stock of these ids, asked for side by side. At most 100. */
export async function loadMarket(deps: CartsDeps, call: Call, offerIds: readonly string[]): Promise<Market> {
  const wanted = [...new Set(offerIds)];
  if (wanted.length === 0) return EMPTY_MARKET;
  const [{ offers }, { stocks }] = await Promise.all([
    deps.products.offersByIds(call, { offerIds: wanted }),
    deps.inventory.freeByOffers(call, { offerIds: wanted }),
  ]);
  return {
    offers: new Map(offers.map((offer) => [offer.offerId, offer])),
    freeQuantities: new Map(stocks.map((stock) => [stock.offerId, stock.freeQuantity])),
  };
}

export function joinMarkets(one: Market, other: Market): Market {
  return {
    offers: new Map([...one.offers, ...other.offers]),
    freeQuantities: new Map([...one.freeQuantities, ...other.freeQuantities]),
  };
}

/** Offers whose facts are needed to show these carts as one. */
export function offersOf(found: FoundCarts, limit: number = MAX_LINES): string[] {
  return linesOf(found, EMPTY_MARKET, limit).map((line) => line.offerId);
}

/** The lines as the person has them once a guest's cart is taken over. */
export function linesOf(found: FoundCarts, market: Market, limit: number = MAX_LINES): StoredLine[] {
  const own = found.own?.lines ?? [];
  return found.guest ? mergeLines(own, found.guest.lines, market, limit) : own;
}

/** Writes the taking over of a guest's cart; nothing where there is none. Runs twice without harm. */
export function mergeStatements(
  deps: CartsDeps,
  found: FoundCarts,
  holder: Holder,
  merged: readonly StoredLine[],
): Sql[] {
  const { guest } = found;
  if (!guest) return [];
  const theirs = new Set(guest.lines.map((line) => line.offerId));
  const taken = merged.filter((line) => theirs.has(line.offerId));
  if (taken.length === 0) return [deleteCart(guest.cartId)];
  return [touchCart(deps.newId(), holder), writeLines(holder, 'raise', taken), deleteCart(guest.cartId)];
}

/** The answer: asks for the sellers and puts everything together. */
export async function showCart(
  deps: CartsDeps,
  call: Call,
  shown: {
    found: FoundCarts;
    cartId: string | null;
    lines: readonly StoredLine[];
    market: Market;
    token: string | null;
  },
): Promise<OpenedCart> {
  const sellerIds = [...new Set([...shown.market.offers.values()].map((offer) => offer.sellerId))];
  const { sellers } = sellerIds.length > 0 ? await deps.sellers.sellersByIds(call, { sellerIds }) : { sellers: [] };
  const cart = viewCart(
    shown.cartId,
    shown.lines,
    shown.market,
    new Map(sellers.map((seller) => [seller.sellerId, seller])),
  );
  return { cart, cartToken: shown.token, isMerged: shown.found.userId !== null && shown.found.token !== null };
}

/** What the database made of the lines, where it differs from what was decided. */
export function withWritten(lines: readonly StoredLine[], written: readonly WrittenLine[]): StoredLine[] {
  const quantities = new Map(written.map((line) => [line.offer_id, line.quantity]));
  return lines.map((line) => ({ ...line, quantity: quantities.get(line.offerId) ?? line.quantity }));
}

export function refuseCart({ code, index, details }: CartRefusal, pointer: (index: number) => string) {
  const fields = index === null ? [] : [{ pointer: pointer(index), code, detail: code }];
  return refuse(code, details, { fields });
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
