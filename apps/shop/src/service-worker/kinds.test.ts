import { describe, expect, it } from 'vitest';
import { kindOf } from './kinds.ts';

describe('kindOf', () => {
  it.each([
    ['/_app/immutable/chunks/a.js', 'cors', 'script', 'asset'],
    ['/media/x/640.webp', 'no-cors', 'image', 'picture'],
    ['/produk/kopi', 'navigate', 'document', 'page'],
    ['/produk/kopi/__data.json', 'cors', '', 'data'],
    ['/bayar/1', 'navigate', 'document', 'page'],
    ['/pesanan/1', 'navigate', 'document', 'page'],
  ])('should keep %s when it is asked for as %s', (path, mode, destination, kind) => {
    expect(kindOf(path, mode, destination)).toBe(kind);
  });

  it.each(['/api/v1/cart', '/checkout', '/masuk', '/desk/orders', '/docs', '/keluar'])(
    'should leave %s to the network when it is asked for',
    (path) => {
      expect(kindOf(path, 'navigate', 'document')).toBe('other');
    },
  );
});
