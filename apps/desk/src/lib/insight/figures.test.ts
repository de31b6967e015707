import { describe, expect, it } from 'vitest';
import { addDays, amount, change, dayName, editable, figure, shortAmount, typed } from './figures.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('figures of insight', () => {
  it('should be what the person meant when points and commas are typed', () => {
    expect(['1.250', '12,5', '12.5', '1.234,50', '1.250.000', ' 7 ', '0,5'].map((text) => typed(text, 'id'))).toEqual([
      1250, 12.5, 12.5, 1234.5, 1_250_000, 7, 0.5,
    ]);
    expect(['1,250', '12.5', '1.5', '1,234.50'].map((text) => typed(text, 'en'))).toEqual([1250, 12.5, 1.5, 1234.5]);
    expect(['', '-3', 'banyak', '1e9', '1.2.3'].map((text) => Number.isNaN(typed(text, 'id')))).toEqual(
      Array(5).fill(true),
    );
    expect([editable(1234.5, 'id'), editable(1234.5, 'en')]).toEqual(['1234,5', '1234.5']);
  });

  it('should have digits that mean something when they are small or large', () => {
    expect([0, 1.25, 12.34, 123.4, 1_234_567].map((value) => figure(value, 'id'))).toEqual([
      '0',
      '1,3',
      '12,3',
      '123',
      '1.234.567',
    ]);
    expect([12.34, -1_234.6].map((value) => figure(value, 'en'))).toEqual(['12.3', '−1,235']);
  });

  it('should carry the unit when it is money, pieces or an ingredient', () => {
    expect([amount(1_250_000.4, 'IDR', 'id'), amount(42_000, 'IDR/kg', 'id')].map(plain)).toEqual([
      'Rp 1.250.000',
      'Rp 42.000/kg',
    ]);
    expect([amount(12, 'pcs', 'id'), amount(2.5, 'kg', 'id')]).toEqual(['12', '2,5 kg']);
    expect([shortAmount(1_250_000, 'IDR', 'id'), shortAmount(950, 'pcs', 'id')]).toEqual(['Rp 1,3 jt', '950']);
  });

  it('should show the way when something changes', () => {
    expect([change(4.24, 'id'), change(-3, 'id'), change(0, 'id'), change(null, 'id')]).toEqual([
      '+4,2 %',
      '−3 %',
      '0 %',
      '–',
    ]);
  });

  it('should keep calendar days when it counts them', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(dayName('2026-11-21', 'id', 2026)).toBe('Sab, 21 Nov');
    expect(dayName('2017-04-09', 'en', 2026)).toBe('Sun, 9 Apr 2017');
  });
});
