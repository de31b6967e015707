import { describe, expect, it } from 'vitest';
import { parseRupiah, rupiah, rupiahRange, soldCount, thousands } from './money.ts';

describe('rupiah', () => {
  it('should group thousands with dots and never break after Rp when an amount is shown', () => {
    expect(rupiah({ amount: 1_250_000, currency: 'IDR' })).toBe('Rp\u00a01.250.000');
    expect(rupiah(0)).toBe('Rp\u00a00');
    expect(rupiah(999)).toBe('Rp\u00a0999');
    expect(rupiah(9_007_199_254_740_991)).toBe('Rp\u00a09.007.199.254.740.991');
  });

  it('should put the minus before the currency when an amount is negative', () => {
    expect(rupiah(-15_000)).toBe('−Rp\u00a015.000');
  });

  it('should show one price when both ends of a range are the same', () => {
    const price = (amount: number) => ({ amount, currency: 'IDR' as const });
    expect(rupiahRange(price(10_000), price(10_000))).toBe('Rp\u00a010.000');
    expect(rupiahRange(price(10_000), price(25_000))).toBe('Rp\u00a010.000 – Rp\u00a025.000');
  });
});

describe('parseRupiah', () => {
  it.each([
    ['1250000', 1_250_000],
    ['1.250.000', 1_250_000],
    ['1,250,000', 1_250_000],
    ['Rp 1.250.000', 1_250_000],
    ['rp15.000', 15_000],
    [' 500 ', 500],
  ])('should read %j when people type a price their way', (typed, amount) => {
    expect(parseRupiah(typed)).toBe(amount);
  });

  it.each(['', 'abc', '-5', '1e9', '12a', '9'.repeat(16)])('should answer nothing when %j is not a price', (typed) => {
    expect(parseRupiah(typed)).toBeUndefined();
  });
});

describe('soldCount', () => {
  it('should round down when a count is large, so that it never promises too much', () => {
    expect(soldCount(12, 'id')).toBe('12');
    expect(soldCount(149, 'id')).toBe('100+');
    expect(soldCount(1_999, 'id')).toBe('1rb+');
    expect(soldCount(1_999, 'en')).toBe('1K+');
    expect(soldCount(3_400_000, 'id')).toBe('3jt+');
  });
});

describe('thousands', () => {
  it('should group digits when a figure has no currency', () => {
    expect(thousands(83_762)).toBe('83.762');
  });
});
