import { describe, expect, it } from 'vitest';
import { pageOf } from './aliases.ts';

describe('pageOf', () => {
  it('should lead to our page when a notice uses its own address', () => {
    expect(pageOf('/orders/0190-ab')).toBe('/pesanan/0190-ab');
    expect(pageOf('/account/devices')).toBe('/akun/perangkat');
  });

  it('should leave a path alone when it is nobody’s alias', () => {
    expect(pageOf('/orders/1/2')).toBeUndefined();
    expect(pageOf('/produk/kopi')).toBeUndefined();
    expect(pageOf('/orders//evil.example')).toBeUndefined();
  });
});
