import type { Facet } from '@lumbung/kit/api.ts';
import { describe, expect, it } from 'vitest';
import { chosenChips, cleaned, pricePresets, readSearch } from './search-params.ts';

const facets: Facet[] = [
  {
    code: 'city',
    name: 'Kota',
    kind: 'terms',
    values: [{ value: 'Sleman', label: 'Sleman', count: 3, selected: true }],
  },
  {
    code: 'warna',
    name: 'Warna',
    kind: 'terms',
    values: [{ value: 'merah', label: 'Merah', count: 2, selected: true }],
  },
];

describe('readSearch', () => {
  it('should read every choice when an address is shared', () => {
    const params = new URLSearchParams(
      'q= kopi &city=Sleman&city=Bantul&minPrice=10.000&filter=warna:merah&sort=price_asc&inStock=true&mulai=abc',
    );
    expect(readSearch(params)).toMatchObject({
      q: 'kopi',
      city: ['Sleman', 'Bantul'],
      minPrice: 10_000,
      filter: ['warna:merah'],
      sort: 'price_asc',
      inStock: true,
      cursor: 'abc',
    });
  });

  it('should leave out what is empty or nonsense when someone edits the address', () => {
    const query = readSearch(new URLSearchParams('q=&minPrice=abc&sort=cheap&city='));
    expect(Object.values(query).filter((value) => value !== undefined)).toEqual([]);
  });
});

describe('chosenChips', () => {
  it('should offer the same search without one choice when a chip is removed', () => {
    const params = new URLSearchParams('q=kopi&city=Sleman&filter=warna:merah&minPrice=5000&mulai=x');
    expect(chosenChips(params, facets)).toEqual([
      { label: 'Sleman', href: '?q=kopi&filter=warna%3Amerah&minPrice=5000' },
      { label: 'Merah', href: '?q=kopi&city=Sleman&minPrice=5000' },
      { label: 'Mulai Rp\u00a05.000', href: '?q=kopi&city=Sleman&filter=warna%3Amerah' },
    ]);
  });
});

describe('cleaned', () => {
  it('should drop empty fields, the default order and the cursor when a form is sent', () => {
    expect(cleaned(new URLSearchParams('q=a&minPrice=&sort=relevance&mulai=9&city=x&city=x')).toString()).toBe(
      'q=a&city=x',
    );
  });
});

describe('pricePresets', () => {
  it('should stay within the prices that are there when bands are offered', () => {
    const presets = pricePresets(new URLSearchParams('q=a&minPrice=50000&maxPrice=100000'), 30_000, 150_000);
    expect(presets.map((preset) => preset.label)).toEqual([
      'Sampai Rp\u00a050.000',
      'Rp\u00a050.000 – Rp\u00a0100.000',
      'Mulai Rp\u00a0100.000',
    ]);
    expect(presets[1]).toMatchObject({ isChosen: true });
  });

  it('should offer nothing when all prices are alike', () => {
    expect(pricePresets(new URLSearchParams(), 12_000, 12_000)).toEqual([]);
  });
});
