import { describe, expect, it } from 'vitest';
import { fifths, provinceTiles } from './province-tiles.ts';

describe('the map of provinces', () => {
  it('should give each a place of its own when all 38 are drawn', () => {
    const places = Object.values(provinceTiles);
    expect(places).toHaveLength(38);
    expect(new Set(places.map(([column, row]) => `${column},${row}`)).size).toBe(38);
    expect(new Set(places.map(([, , letters]) => letters)).size).toBe(38);
  });

  it('should part values into fifths when there are many, few, or equal ones', () => {
    expect(fifths([5, 1, 3, 2, 4])).toEqual([4, 0, 2, 1, 3]);
    expect(fifths([7, 7, 7])).toEqual([0, 0, 0]);
    expect(fifths([])).toEqual([]);
  });
});
