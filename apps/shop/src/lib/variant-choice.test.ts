import type { Offer, Variant } from '@lumbung/kit/api.ts';
import { describe, expect, it } from 'vitest';
import { choiceHref, chosenVariant, rankedOffers, readChoice, stateOfValue } from './variant-choice.ts';

const offer = (offerId: string, amount: number, available: number): Offer => ({
  offerId,
  seller: { id: 's', name: 'S', slug: 's', city: 'Sleman', isVerified: true },
  price: { amount, currency: 'IDR' },
  available,
  minQuantity: 1,
  maxQuantity: 10,
});
const variant = (warna: string, ukuran: string, offers: Offer[]): Variant => ({
  id: `${warna}-${ukuran}`,
  sku: `${warna}-${ukuran}`,
  options: { Warna: warna, Ukuran: ukuran },
  weightGrams: 1,
  lengthMm: 1,
  widthMm: 1,
  heightMm: 1,
  image: null,
  offers,
});
const product = {
  axes: [
    { name: 'Warna', values: ['Biru', 'Merah'] },
    { name: 'Ukuran', values: ['S', 'M'] },
  ],
  variants: [
    variant('Biru', 'S', [offer('a', 100, 3)]),
    variant('Biru', 'M', [offer('b', 100, 0)]),
    variant('Merah', 'S', [offer('c', 90, 0)]),
  ],
};

describe('readChoice', () => {
  it('should keep only values that exist when an address is edited', () => {
    expect(readChoice(product, new URLSearchParams('Warna=Biru&Ukuran=XXL&x=1'))).toEqual({ Warna: 'Biru' });
  });
});

describe('chosenVariant', () => {
  it('should wait when an axis is still open', () => {
    expect(chosenVariant(product, { Warna: 'Biru' })).toBeUndefined();
    expect(chosenVariant(product, { Warna: 'Biru', Ukuran: 'M' })?.id).toBe('Biru-M');
  });

  it('should take the only variant when there are no axes', () => {
    expect(chosenVariant({ axes: [], variants: product.variants.slice(0, 1) }, {})?.id).toBe('Biru-S');
  });
});

describe('stateOfValue', () => {
  it('should tell sold out from not made when the other axis is chosen', () => {
    expect(stateOfValue(product, { Warna: 'Biru' }, 'Ukuran', 'S')).toBe('available');
    expect(stateOfValue(product, { Warna: 'Biru' }, 'Ukuran', 'M')).toBe('sold-out');
    expect(stateOfValue(product, { Warna: 'Merah' }, 'Ukuran', 'M')).toBe('missing');
  });

  it('should look at every combination when nothing else is chosen', () => {
    expect(stateOfValue(product, {}, 'Warna', 'Merah')).toBe('sold-out');
    expect(stateOfValue(product, {}, 'Warna', 'Biru')).toBe('available');
  });
});

describe('rankedOffers', () => {
  it('should put the cheapest that can be had first when several shops offer the same', () => {
    const ranked = rankedOffers(
      variant('Biru', 'S', [offer('dear', 120, 5), offer('gone', 80, 0), offer('cheap', 95, 1)]),
    );
    expect(ranked.map((one) => one.offerId)).toEqual(['cheap', 'dear', 'gone']);
  });
});

describe('choiceHref', () => {
  it('should keep the other axis when one value is changed', () => {
    expect(choiceHref(product, { Warna: 'Biru', Ukuran: 'S' }, 'Ukuran', 'M')).toBe('?Warna=Biru&Ukuran=M');
  });
});
