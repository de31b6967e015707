import type { Money } from '@lumbung/kit/api.ts';
import type { ManualMovement, Movement, OwnOffer, OwnProduct, ProductStatus } from '@lumbung/kit/api-desk.ts';
import type { Tone } from '#lib/order-words.ts';
import * as m from '#messages';

const movements: Record<Movement['kind'], () => string> = {
  receive: m.desk_move_receive,
  adjust: m.desk_move_adjust,
  waste: m.desk_move_waste,
  return: m.desk_move_return,
  count: m.desk_move_count,
  reserve: m.desk_move_reserve,
  release: m.desk_move_release,
  expire: m.desk_move_expire,
  deduct: m.desk_move_deduct,
};

export function movementName(kind: Movement['kind']): string {
  return movements[kind]();
}

export const manualKinds: ManualMovement[] = ['receive', 'count', 'adjust', 'waste', 'return'];

const statuses: Record<ProductStatus, { label: () => string; tone: Tone }> = {
  active: { label: m.desk_product_active, tone: 'padi' },
  draft: { label: m.desk_product_draft, tone: 'kunyit' },
  archived: { label: m.desk_product_archived, tone: 'neutral' },
};

export function productStatus(status: ProductStatus): { label: string; tone: Tone } {
  return { label: statuses[status].label(), tone: statuses[status].tone };
}

type Sums = {
  free: number;
  reserved: number;
  onHand: number;
  from: number | null;
  until: number | null;
  currency: Money['currency'];
  offers: number;
  /** Offers on sale that are running out. */
  low: number;
};

/** What a list shows of a good: its own offers added up. */
export function sumsOf(product: Pick<OwnProduct, 'variants'>): Sums {
  const offers = product.variants.flatMap((variant) => variant.offer ?? []);
  const prices = offers.map((offer) => offer.price.amount);
  const add = (pick: (stock: (typeof offers)[number]['stock']) => number) =>
    offers.reduce((sum, offer) => sum + pick(offer.stock), 0);
  return {
    free: add((stock) => stock.free),
    reserved: add((stock) => stock.reserved),
    onHand: add((stock) => stock.onHand),
    from: prices.length > 0 ? Math.min(...prices) : null,
    until: prices.length > 0 ? Math.max(...prices) : null,
    currency: offers[0]?.price.currency ?? 'IDR',
    offers: offers.length,
    low: offers.filter((offer) => offer.isActive && isLow(offer.stock)).length,
  };
}

/** Running out: at or below its own level, while it is on sale. */
export function isLow(stock: Pick<OwnOffer['stock'], 'free' | 'lowLevel'>): boolean {
  return stock.free <= stock.lowLevel;
}

/** The only offer of a product that has just one: what can be changed right in the list. */
export function onlyOffer(product: Pick<OwnProduct, 'variants'>): OwnOffer | null {
  return product.variants.length === 1 ? (product.variants[0]?.offer ?? null) : null;
}

/**
 * The signed number that the API wants: goods come with plus and go with minus; a count is what stands on the shelf.
 * @returns undefined when what was typed is no whole number that fits the kind.
 */
export function signedQuantity(kind: ManualMovement, typed: string): number | undefined {
  const text = typed.trim().replace(/^−/, '-').replace(/\./g, '');
  if (!/^[+-]?\d{1,9}$/.test(text)) return undefined;
  const value = Number(text);
  if (kind === 'adjust') return value === 0 ? undefined : value;
  if (kind === 'count') return value >= 0 ? value : undefined;
  return value > 0 ? value : undefined;
}
