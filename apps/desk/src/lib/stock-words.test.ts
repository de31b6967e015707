import type { OwnVariant } from '@lumbung/kit/api-desk.ts';
import { describe, expect, it } from 'vitest';
import { isLow, onlyOffer, signedQuantity, sumsOf } from './stock-words.ts';

const variant = (id: string, amount: number, free: number, isActive = true): OwnVariant => ({
  id,
  sku: id,
  options: { Ukuran: id },
  weightGrams: 1,
  lengthMm: 1,
  widthMm: 1,
  heightMm: 1,
  image: null,
  isActive,
  offer: {
    offerId: id,
    sku: id,
    price: { amount, currency: 'IDR' },
    isActive: true,
    minQuantity: 1,
    maxQuantity: 9,
    stock: { onHand: free + 1, reserved: 1, free, lowLevel: 3 },
  },
});
describe('stock', () => {
  it('should add up the offers and span their prices when a product has variants', () => {
    expect(
      sumsOf({ variants: [variant('S', 10, 3), variant('L', 30, 4), { ...variant('X', 9, 9), offer: null }] }),
    ).toMatchObject({ free: 7, reserved: 2, onHand: 9, from: 10, until: 30, offers: 2, low: 1 });
    expect(sumsOf({ variants: [] })).toMatchObject({ free: 0, from: null });
  });

  it('should be low at its own level and not below another when a card has one', () => {
    expect([
      isLow({ free: 3, lowLevel: 3 }),
      isLow({ free: 4, lowLevel: 3 }),
      isLow({ free: 4, lowLevel: 10 }),
    ]).toEqual([true, false, true]);
  });

  it('should be changed in the list when there is one offer only', () => {
    expect(onlyOffer({ variants: [variant('S', 1, 5)] })?.offerId).toBe('S');
    expect(onlyOffer({ variants: [variant('S', 1, 5), variant('M', 1, 6)] })).toBeNull();
    expect(onlyOffer({ variants: [{ ...variant('S', 1, 5), offer: null }] })).toBeNull();
  });

  it('should read a quantity as the movement means it when it is typed', () => {
    expect([
      signedQuantity('receive', '12'),
      signedQuantity('adjust', '-3'),
      signedQuantity('adjust', '−3'),
      signedQuantity('count', '0'),
    ]).toEqual([12, -3, -3, 0]);
    expect(signedQuantity('receive', '1.200')).toBe(1200);
    for (const [kind, typed] of [
      ['receive', '0'],
      ['receive', '-1'],
      ['adjust', '0'],
      ['count', '-1'],
      ['waste', ''],
      ['waste', 'x'],
      ['waste', '1,5'],
    ] as const)
      expect(signedQuantity(kind, typed), `${kind} ${typed}`).toBeUndefined();
  });
});
