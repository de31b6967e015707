import { describe, expect, it } from 'vitest';
import { readLive } from './live.ts';

describe('readLive', () => {
  it('should name the order when the push carries it', () => {
    expect(readLive('order.confirmed', '{"orderId":"a","orderNumber":"LB-1","status":null}')).toEqual({
      event: 'order.confirmed',
      orderId: 'a',
      orderNumber: 'LB-1',
    });
  });

  it('should still tell that something happened when the data cannot be read', () => {
    for (const data of ['', 'null', '{', '{"orderId":1}', undefined])
      expect(readLive('order.cancelled', data)).toEqual({ event: 'order.cancelled', orderId: null, orderNumber: null });
  });
});
