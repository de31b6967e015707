import { describe, expect, it } from 'vitest';
import { axesOf, combinationsOf, hasTwins, rowsFor } from '#lib/variant-rules.ts';

describe('variants of a new product', () => {
  it('should have each value once when axes are typed', () => {
    expect(
      axesOf([
        { name: ' Ukuran ', values: 'S, M,, S' },
        { name: '', values: 'x' },
        { name: 'Warna', values: ' ' },
      ]),
    ).toEqual([{ name: 'Ukuran', values: ['S', 'M'] }]);
  });

  it('should be every combination when there are two axes', () => {
    const axes = axesOf([
      { name: 'Ukuran', values: 'S, M' },
      { name: 'Warna', values: 'Nila, Soga' },
    ]);
    expect(combinationsOf(axes)).toEqual([
      { Ukuran: 'S', Warna: 'Nila' },
      { Ukuran: 'S', Warna: 'Soga' },
      { Ukuran: 'M', Warna: 'Nila' },
      { Ukuran: 'M', Warna: 'Soga' },
    ]);
    expect(combinationsOf([])).toEqual([{}]);
  });

  it('should keep what was typed when a value is added', () => {
    const first = rowsFor([{ name: 'Ukuran', values: ['S'] }], []);
    const typed = first.map((row) => ({ ...row, price: '5000', sku: 'A-S' }));
    expect(rowsFor([{ name: 'Ukuran', values: ['S', 'M'] }], typed)).toEqual([
      { key: 'S', options: { Ukuran: 'S' }, price: '5000', stock: '1', weight: '', sku: 'A-S' },
      { key: 'M', options: { Ukuran: 'M' }, price: '5000', stock: '1', weight: '', sku: '' },
    ]);
  });

  it('should be told when two axes have one name', () => {
    expect(
      hasTwins([
        { name: 'Warna', values: ['a'] },
        { name: 'warna', values: ['b'] },
      ]),
    ).toBe(true);
  });
});
