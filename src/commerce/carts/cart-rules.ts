import { MAX_AMOUNT_MINOR, rupiah } from '#platform/money';
import { type Cart, type CartLine, type CartNotice, MAX_LINES, MAX_QUANTITY } from './contract.ts';

/** A line as it is kept. */
export type StoredLine = { offerId: string; sellerId: string; quantity: number; seenPriceMinor: number };
export type Item = { offerId: string; quantity: number };

/** What the rules need to know of an offer, its stock and its seller. */
export type OfferFacts = {
  offerId: string;
  sellerId: string;
  productId: string;
  slug: string;
  variantId: string;
  name: string;
  options: Record<string, string>;
  imageUrl: string | null;
  priceMinor: number;
  isSellable: boolean;
  minQuantity: number;
  maxQuantity: number;
};
export type SellerFacts = { sellerId: string; name: string; slug: string; city: string };
export type Market = {
  offers: ReadonlyMap<string, OfferFacts>;
  freeQuantities: ReadonlyMap<string, number>;
};

/** An empty market, for carts without lines. */
export const EMPTY_MARKET: Market = { offers: new Map(), freeQuantities: new Map() };

export type CartRefusal = {
  code:
    | 'carts.offer-not-found'
    | 'carts.offer-not-for-sale'
    | 'carts.not-enough-stock'
    | 'carts.quantity-out-of-range'
    | 'carts.total-too-large';
  /** Place of the culprit in the caller's list; null where it is the whole. */
  index: number | null;
  details: Record<string, string | number>;
};

/** One offer twice in a request is one wish for the sum. */
export function foldItems(items: readonly Item[]): Item[] {
  const quantities = new Map<string, number>();
  for (const { offerId, quantity } of items) quantities.set(offerId, (quantities.get(offerId) ?? 0) + quantity);
  return [...quantities].map(([offerId, quantity]) => ({ offerId, quantity }));
}

/**
 * The lines of a person's cart after a guest's is taken over: the higher quantity, capped by what is free (but never
 * below one piece: a wish for something sold out stays, with its notice). The person's own lines come first; a guest's
 * find room up to `limit`.
 */
export function mergeLines(
  own: readonly StoredLine[],
  guest: readonly StoredLine[],
  market: Market,
  limit: number = MAX_LINES,
): StoredLine[] {
  const merged = new Map(own.map((line) => [line.offerId, line]));
  for (const line of guest) {
    const mine = merged.get(line.offerId);
    if (!mine && merged.size >= limit) continue;
    const wanted = Math.max(line.quantity, mine?.quantity ?? 0);
    const free = market.freeQuantities.get(line.offerId) ?? 0;
    merged.set(line.offerId, { ...(mine ?? line), quantity: Math.max(1, Math.min(wanted, free)) });
  }
  return [...merged.values()];
}

/** Whether `items` find room beside `lines`; asked before anything else is looked up. */
export function hasRoom(lines: readonly StoredLine[], items: readonly Item[]): boolean {
  return new Set([...lines, ...items].map((line) => line.offerId)).size <= MAX_LINES;
}

/** What `items` come to when they are added to `lines`, and what to add, or why not. Items must be folded. */
export function decideAddition(
  lines: readonly StoredLine[],
  items: readonly Item[],
  market: Market,
): { lines: StoredLine[]; added: StoredLine[] } | { refusal: CartRefusal } {
  const added: StoredLine[] = [];
  const result = new Map(lines.map((line) => [line.offerId, line]));
  for (const [index, item] of items.entries()) {
    const offer = market.offers.get(item.offerId);
    if (!offer) return { refusal: { code: 'carts.offer-not-found', index, details: { offerId: item.offerId } } };
    const quantity = (result.get(item.offerId)?.quantity ?? 0) + item.quantity;
    const refusal = checkQuantity(offer, quantity, market);
    if (refusal) return { refusal: { ...refusal, index } };
    const line = { ...item, sellerId: offer.sellerId, seenPriceMinor: offer.priceMinor };
    added.push(line);
    result.set(item.offerId, { ...line, quantity });
  }
  if (isTooLarge([...result.values()], market)) {
    return { refusal: { code: 'carts.total-too-large', index: null, details: {} } };
  }
  return { lines: [...result.values()], added };
}

/** Sets one line to `quantity`, or says why not. The line must be there. */
export function decideChange(
  lines: readonly StoredLine[],
  item: Item,
  market: Market,
): { lines: StoredLine[] } | { refusal: CartRefusal } {
  const offer = market.offers.get(item.offerId);
  if (!offer) return { refusal: { code: 'carts.offer-not-for-sale', index: null, details: { name: 'Barang ini' } } };
  const refusal = checkQuantity(offer, item.quantity, market);
  if (refusal) return { refusal };
  const changed = lines.map((line) =>
    line.offerId === item.offerId ? { ...line, quantity: item.quantity, seenPriceMinor: offer.priceMinor } : line,
  );
  if (isTooLarge(changed, market)) return { refusal: { code: 'carts.total-too-large', index: null, details: {} } };
  return { lines: changed };
}

function checkQuantity(offer: OfferFacts, quantity: number, market: Market): CartRefusal | null {
  const { offerId, name } = offer;
  if (!offer.isSellable) {
    return { code: 'carts.offer-not-for-sale', index: null, details: { offerId, name } };
  }
  const maximum = Math.min(offer.maxQuantity, MAX_QUANTITY);
  if (quantity < offer.minQuantity || quantity > maximum) {
    const details = { offerId, name, minimum: offer.minQuantity, maximum };
    return { code: 'carts.quantity-out-of-range', index: null, details };
  }
  const available = freeOf(market, offerId);
  if (quantity > available) {
    return { code: 'carts.not-enough-stock', index: null, details: { offerId, name, available } };
  }
  return null;
}

/** Amounts above the house's bound are refused before they can leave the safe integers. */
function isTooLarge(lines: readonly StoredLine[], market: Market): boolean {
  let total = 0n;
  for (const line of lines) total += BigInt(market.offers.get(line.offerId)?.priceMinor ?? 0) * BigInt(line.quantity);
  return total > BigInt(MAX_AMOUNT_MINOR);
}

/**
 * The cart as people see it: grouped by seller in the order in which things were put in, at today's prices, with what
 * has changed. Offers that no longer exist are left out.
 */
export function viewCart(
  cartId: string | null,
  lines: readonly StoredLine[],
  market: Market,
  sellers: ReadonlyMap<string, SellerFacts>,
): Cart {
  const groups = new Map<string, CartLine[]>();
  for (const line of lines) {
    const offer = market.offers.get(line.offerId);
    if (!offer || !sellers.has(offer.sellerId)) continue;
    const group = groups.get(offer.sellerId) ?? [];
    group.push(viewLine(line, offer, freeOf(market, line.offerId)));
    groups.set(offer.sellerId, group);
  }
  const grouped = [...groups].map(([sellerId, group]) => ({
    seller: sellerCard(sellerId, sellers),
    subtotal: rupiah(boundedSum(group.map((line) => line.lineTotal.amount))),
    lines: group,
  }));
  return {
    id: cartId,
    itemCount: grouped
      .flatMap((group) => group.lines)
      .reduce((sum, line) => sum + (isBuyable(line) ? line.quantity : 0), 0),
    total: rupiah(boundedSum(grouped.map((group) => group.subtotal.amount))),
    sellers: grouped,
  };
}

function viewLine(line: StoredLine, offer: OfferFacts, free: number): CartLine {
  const isForSale = offer.isSellable && free > 0;
  return {
    offerId: offer.offerId,
    productId: offer.productId,
    slug: offer.slug,
    variantId: offer.variantId,
    name: offer.name,
    options: offer.options,
    image: offer.imageUrl === null ? null : { url: offer.imageUrl, alt: offer.name },
    quantity: line.quantity,
    unitPrice: rupiah(offer.priceMinor),
    lineTotal: rupiah(isForSale ? Math.min(offer.priceMinor * line.quantity, MAX_AMOUNT_MINOR) : 0),
    available: free,
    maxQuantity: offer.isSellable ? Math.min(free, offer.maxQuantity, MAX_QUANTITY) : 0,
    notices: noticesOf(line, offer, free),
  };
}

function noticesOf(line: StoredLine, offer: OfferFacts, free: number): CartNotice[] {
  if (!offer.isSellable) return [{ code: 'unavailable' }];
  const notices: CartNotice[] = [];
  if (free === 0) notices.push({ code: 'out_of_stock' });
  else if (free < line.quantity) notices.push({ code: 'stock_reduced' });
  if (offer.priceMinor !== line.seenPriceMinor) {
    notices.push({ code: 'price_changed', previousPrice: rupiah(line.seenPriceMinor) });
  }
  return notices;
}

function isBuyable(line: CartLine): boolean {
  return !line.notices.some((notice) => notice.code === 'unavailable' || notice.code === 'out_of_stock');
}

/** Prices may rise after the lines were checked: what is shown stays inside the bound of amounts. */
function boundedSum(amounts: readonly number[]): number {
  return Math.min(
    amounts.reduce((sum, amount) => sum + amount, 0),
    MAX_AMOUNT_MINOR,
  );
}

function sellerCard(sellerId: string, sellers: ReadonlyMap<string, SellerFacts>) {
  const seller = sellers.get(sellerId);
  return { id: sellerId, name: seller?.name ?? '', slug: seller?.slug ?? '', city: seller?.city ?? '' };
}

function freeOf(market: Market, offerId: string): number {
  return Math.max(0, market.freeQuantities.get(offerId) ?? 0);
}
