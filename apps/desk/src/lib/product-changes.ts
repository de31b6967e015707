import type { OwnOffer, OwnProduct, OwnVariant, ProductStatus, Stock } from '@lumbung/kit/api-desk.ts';
import { api, newKey } from '#lib/api.ts';

/** A product with another price, stock or state; the given one stays as it is. */
export function withPrice(product: OwnProduct, offerId: string, amount: number): OwnProduct {
  return withOffer(product, offerId, (offer) => ({ ...offer, price: { ...offer.price, amount } }));
}

/** `difference`: goods that came or went. */
export function withMore(product: OwnProduct, offerId: string, difference: number): OwnProduct {
  return withOffer(product, offerId, (offer) => {
    const { onHand, free } = offer.stock;
    return { ...offer, stock: { ...offer.stock, onHand: onHand + difference, free: free + difference } };
  });
}

export function withStock(product: OwnProduct, { offerId, onHand, reserved, free, lowLevel }: Stock): OwnProduct {
  return withOffer(product, offerId, (offer) => ({ ...offer, stock: { onHand, reserved, free, lowLevel } }));
}

function withOffer(product: OwnProduct, offerId: string, change: (offer: OwnOffer) => OwnOffer): OwnProduct {
  const changed = (variant: OwnVariant) =>
    variant.offer?.offerId === offerId ? { ...variant, offer: change(variant.offer) } : variant;
  return { ...product, variants: product.variants.map(changed) };
}

/** Shows a product in the place of the one before. */
export type Show = (product: OwnProduct) => void;

/** Shows the hoped-for product at once, then the one the house answers; after a refusal the old one again. */
async function hopefully(product: OwnProduct, hoped: OwnProduct, work: () => Promise<OwnProduct>, show: Show) {
  show(hoped);
  try {
    show(await work());
  } catch (error) {
    show(product);
    throw error;
  }
}

export function changePrice(product: OwnProduct, offer: OwnOffer, amount: number, show: Show): Promise<void> {
  const { offerId } = offer;
  const body = { price: { amount, currency: 'IDR' as const } };
  const work = () => api('PATCH /sellers/me/offers/{offerId}', { path: { offerId }, body });
  return hopefully(product, withPrice(product, offerId, amount), work, show);
}

/**
 * Makes the free stock what was typed, by a movement of the difference: what buyers reserve meanwhile stays reserved.
 * @param reason stands in the stock history.
 */
export function changeFree(
  product: OwnProduct,
  offer: OwnOffer,
  { free, reason }: { free: number; reason: string },
  show: Show,
): Promise<void> {
  const { offerId } = offer;
  const difference = free - offer.stock.free;
  const idempotencyKey = newKey();
  const body = { kind: 'adjust' as const, quantity: difference, reason };
  const work = async () =>
    withStock(
      product,
      await api('POST /sellers/me/offers/{offerId}/movements', { path: { offerId }, body, idempotencyKey }),
    );
  return hopefully(product, withMore(product, offerId, difference), work, show);
}

export function changeStatus(product: OwnProduct, status: ProductStatus, show: Show): Promise<void> {
  const { id, version } = product;
  const work = () => api('PATCH /sellers/me/products/{id}', { path: { id }, body: { status }, version });
  return hopefully(product, { ...product, status }, work, show);
}
