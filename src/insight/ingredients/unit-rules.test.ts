import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Conversion, convertQuantity } from './unit-rules.ts';

describe('units', () => {
  it('should convert within one kind when nothing is said about the ingredient', () => {
    assert.equal(convertQuantity(2, 'kg', 'g'), 2_000);
    assert.equal(convertQuantity(3, 'ons', 'kg'), 0.3);
    assert.equal(convertQuantity(2, 'sdm', 'ml'), 30);
    assert.equal(convertQuantity(2, 'lusin', 'butir'), 24);
  });

  it('should go from kind to kind, in both directions and over two steps, only when the owner has said how', () => {
    const eggs: Conversion[] = [
      { unit: 'tray', quantity: 30, of: 'butir' },
      { unit: 'butir', quantity: 60, of: 'g' },
    ];
    assert.equal(convertQuantity(2, 'tray', 'butir', eggs), 60);
    assert.equal(convertQuantity(15, 'butir', 'tray', eggs), 0.5);
    assert.equal(convertQuantity(1, 'tray', 'kg', eggs), 1.8);
    assert.ok(Math.abs((convertQuantity(1.8, 'kg', 'tray', eggs) ?? 0) - 1) < 1e-12);
    assert.equal(convertQuantity(1, 'ikat', 'g', eggs), null);
    assert.equal(convertQuantity(1, 'l', 'kg'), null);
  });
});
