import { describe, expect, it } from 'vitest';
import { readItems, writeItem } from './items.ts';

describe('items', () => {
  it('should come back the same when written and read', () => {
    const lines = [
      { offerId: '0190-a', quantity: 2 },
      { offerId: '0190-b', quantity: 1 },
    ];
    expect(readItems(lines.map(writeItem))).toEqual(lines);
  });

  it('should leave out what is not an item when an address is edited', () => {
    expect(readItems(['', 'x', 'a:0', 'a:-1', 'a:99999', '../x:1', 'ok:3', 'ok:4'])).toEqual([
      { offerId: 'ok', quantity: 4 },
    ]);
  });
});
