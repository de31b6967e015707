import { describe, expect, it } from 'vitest';
import { noticeLink, safeNext, to } from './paths.ts';

describe('paths', () => {
  it('should stand below the base when a page is named', () => {
    expect([to('/'), to('/orders')]).toEqual(['/desk', '/desk/orders']);
  });

  it('should stay within the desk when somebody else wrote where to go next', () => {
    expect(safeNext('/desk/orders?tab=shipped')).toBe('/desk/orders?tab=shipped');
    for (const bad of [
      null,
      '',
      'https://evil.test',
      '//evil.test',
      '/deskevil',
      '/desk/sign-in',
      'javascript:alert(1)',
    ])
      expect(safeNext(bad)).toBe('/desk');
  });

  it('should leave the desk only for the shop when a notice leads somewhere', () => {
    expect(noticeLink('/desk/orders/1')).toEqual({ href: '/desk/orders/1', isShop: false });
    expect(noticeLink('/orders/1')).toEqual({ href: '/orders/1', isShop: true });
    for (const bad of [null, '//evil.test', '/\\evil.test', 'https://evil.test']) expect(noticeLink(bad)).toBeNull();
  });
});
