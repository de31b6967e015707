import type { ManualMovement, Movement, OwnProduct, ProductStatus } from '@lumbung/kit/api-desk.ts';
import type { Tone } from '#lib/order-words.ts';
import * as m from '#messages';

/** Below this a good is shown as running out; the same number as the house's own default. */
export const lowLevel = 5;

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
  currency: string;
  offers: number;
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
  };
}

export type LowStock = { productId: string; name: string; variant: string; free: number };

/** Offers on sale that are nearly or wholly sold out, the emptiest first. */
export function lowStocks(products: readonly OwnProduct[]): LowStock[] {
  return products
    .flatMap((product) =>
      product.variants.flatMap((variant) => {
        const offer = variant.offer;
        if (!offer?.isActive || !variant.isActive || offer.stock.free > lowLevel) return [];
        return [
          {
            productId: product.id,
            name: product.name,
            variant: Object.values(variant.options).join(', '),
            free: offer.stock.free,
          },
        ];
      }),
    )
    .sort((a, b) => a.free - b.free);
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
