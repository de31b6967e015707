import type { OwnProduct } from '@lumbung/kit/api-desk.ts';
import { describe, expect, it } from 'vitest';
import { withMore, withPrice, withStock } from '#lib/product-changes.ts';

const offer = (offerId: string, amount: number) => ({
  offerId,
  sku: offerId,
  price: { amount, currency: 'IDR' as const },
  isActive: true,
  minQuantity: 1,
  maxQuantity: 10,
  stock: { onHand: 10, reserved: 4, free: 6, lowLevel: 5 },
});
const variant = (id: string, amount: number) => ({
  id,
  sku: id,
  options: {},
  weightGrams: 1,
  lengthMm: 1,
  widthMm: 1,
  heightMm: 1,
  image: null,
  isActive: true,
  offer: offer(`offer-${id}`, amount),
});
const product: OwnProduct = {
  id: 'p',
  slug: 'p',
  name: 'Kopi',
  description: '',
  status: 'active',
  isOwner: true,
  categoryId: 'c',
  brand: null,
  attributes: [],
  axes: [],
  images: [],
  variants: [variant('a', 100), variant('b', 200)],
  soldCount: 0,
  version: 1,
  createdAt: '',
  updatedAt: '',
};

describe('what is shown before the house has answered', () => {
  it('should have the new price in one offer only when it is changed', () => {
    const changed = withPrice(product, 'offer-b', 250);
    expect(changed.variants.map((one) => one.offer?.price.amount)).toEqual([100, 250]);
    expect(product.variants[1]?.offer?.price.amount).toBe(200);
  });

  it('should keep what is reserved when goods come or go', () => {
    const changed = withMore(product, 'offer-a', -2);
    expect(changed.variants[0]?.offer?.stock).toEqual({ onHand: 8, reserved: 4, free: 4, lowLevel: 5 });
  });

  it('should take the figures of the house when it has answered', () => {
    const stock = { offerId: 'offer-a', sellerId: 's', onHand: 3, reserved: 1, free: 2, lowLevel: 9, locations: [] };
    expect(withStock(product, stock).variants[0]?.offer?.stock).toEqual({
      onHand: 3,
      reserved: 1,
      free: 2,
      lowLevel: 9,
    });
  });
});
