import { MAX_AMOUNT_MINOR } from '#platform/money';
import type { FieldError } from '#platform/refusal';
import type { OrderLine } from '../order-record.ts';
import { lineTotalMinor } from '../order-rules.ts';
import { MAX_SELLERS } from '../shapes.ts';

export type Wish = { offerId: string; quantity: number };

/** What the rules need to know of an offer. */
export type OfferFacts = {
  offerId: string;
  sellerId: string;
  productId: string;
  variantId: string;
  slug: string;
  sku: string;
  name: string;
  options: Record<string, string>;
  imageUrl: string | null;
  priceMinor: number;
  weightGrams: number;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
  isSellable: boolean;
  minQuantity: number;
  maxQuantity: number;
};

/** All that one seller sends in one parcel. */
export type Basket = {
  sellerId: string;
  lines: OrderLine[];
  subtotalMinor: number;
  weightGrams: number;
  volumeMm3: number;
};

export type BasketRefusal =
  | { code: 'orders.cart-empty'; details: Record<string, never>; fields: FieldError[] }
  | {
      code: 'orders.not-available';
      details: { name: string; available: number; offerIds: string[] };
      fields: FieldError[];
    }
  | { code: 'orders.too-many-sellers'; details: { maximum: number }; fields: FieldError[] }
  | { code: 'orders.total-too-large'; details: Record<string, never>; fields: FieldError[] };

/** Heavier than this a parcel is an error of the catalogue; shipping's bound. */
const MAX_WEIGHT_GRAMS = 1_000_000_000;

/** One offer twice is one wish for the sum, at the place where it first stood. */
export function foldWishes(wishes: readonly Wish[]): Wish[] {
  const quantities = new Map<string, number>();
  for (const { offerId, quantity } of wishes) quantities.set(offerId, (quantities.get(offerId) ?? 0) + quantity);
  return [...quantities].map(([offerId, quantity]) => ({ offerId, quantity }));
}

/**
 * Splits wishes by seller at today's prices, in the order in which they stand. What cannot be bought (unknown, off the
 * market, outside the seller's limits, more than is free where `freeQuantities` is given) refuses the whole, each with
 * its place.
 */
export function splitBySeller(
  wishes: readonly Wish[],
  offers: ReadonlyMap<string, OfferFacts>,
  freeQuantities: ReadonlyMap<string, number> | null = null,
): { baskets: Basket[] } | { refusal: BasketRefusal } {
  if (wishes.length === 0) return { refusal: { code: 'orders.cart-empty', details: {}, fields: [] } };
  const missing = wishes.flatMap((wish, place) => {
    const available = availableOf(wish, offers.get(wish.offerId), freeQuantities);
    return wish.quantity <= available ? [] : [{ place, wish, available }];
  });
  if (missing.length > 0) return { refusal: refuseMissing(missing, offers) };

  const groups = new Map<string, OrderLine[]>();
  for (const wish of wishes) {
    const offer = offers.get(wish.offerId);
    if (!offer) continue;
    const lines = groups.get(offer.sellerId) ?? [];
    lines.push(lineOf(offer, wish.quantity));
    groups.set(offer.sellerId, lines);
  }
  if (groups.size > MAX_SELLERS) {
    return { refusal: { code: 'orders.too-many-sellers', details: { maximum: MAX_SELLERS }, fields: [] } };
  }
  if (isTooLarge([...groups.values()].flat())) {
    return { refusal: { code: 'orders.total-too-large', details: {}, fields: [] } };
  }
  return { baskets: [...groups].map(([sellerId, lines]) => basketOf(sellerId, lines, offers)) };
}

export function subtotalOf(baskets: readonly Pick<Basket, 'subtotalMinor'>[]): number {
  return baskets.reduce((sum, basket) => sum + basket.subtotalMinor, 0);
}

/** How many of it can be bought: 0 for what is not sold, or not in this quantity. */
function availableOf(wish: Wish, offer: OfferFacts | undefined, free: ReadonlyMap<string, number> | null): number {
  if (!offer?.isSellable || wish.quantity < offer.minQuantity) return 0;
  return Math.max(0, Math.min(offer.maxQuantity, free ? (free.get(wish.offerId) ?? 0) : offer.maxQuantity));
}

function refuseMissing(
  missing: readonly { place: number; wish: Wish; available: number }[],
  offers: ReadonlyMap<string, OfferFacts>,
): BasketRefusal {
  const [first] = missing;
  const nameOf = (wish: Wish | undefined) => offers.get(wish?.offerId ?? '')?.name ?? 'Barang ini';
  return {
    code: 'orders.not-available',
    details: {
      name: nameOf(first?.wish),
      available: first?.available ?? 0,
      offerIds: missing.map(({ wish }) => wish.offerId),
    },
    fields: missing.map(({ place, wish, available }) => ({
      pointer: `/lines/${place}`,
      code: 'orders.not-available',
      detail: `${nameOf(wish)}: ${available}`,
    })),
  };
}

function lineOf(offer: OfferFacts, quantity: number): OrderLine {
  return {
    offerId: offer.offerId,
    productId: offer.productId,
    variantId: offer.variantId,
    slug: offer.slug,
    sku: offer.sku,
    name: offer.name,
    options: offer.options,
    imageUrl: offer.imageUrl,
    quantity,
    unitPriceMinor: offer.priceMinor,
  };
}

function basketOf(sellerId: string, lines: OrderLine[], offers: ReadonlyMap<string, OfferFacts>): Basket {
  const sum = (of: (offer: OfferFacts) => number) =>
    lines.reduce((total, line) => {
      const offer = offers.get(line.offerId);
      return total + (offer ? of(offer) * line.quantity : 0);
    }, 0);
  return {
    sellerId,
    lines,
    subtotalMinor: lines.reduce((total, line) => total + lineTotalMinor(line), 0),
    weightGrams: Math.min(
      sum((offer) => offer.weightGrams),
      MAX_WEIGHT_GRAMS,
    ),
    volumeMm3: Math.min(
      sum((offer) => offer.lengthMm * offer.widthMm * offer.heightMm),
      Number.MAX_SAFE_INTEGER,
    ),
  };
}

/** Asked before anything is added up in numbers, so that no sum can leave the safe integers. */
function isTooLarge(lines: readonly OrderLine[]): boolean {
  const total = lines.reduce((sum, line) => sum + BigInt(line.quantity) * BigInt(line.unitPriceMinor), 0n);
  return total > BigInt(MAX_AMOUNT_MINOR);
}
