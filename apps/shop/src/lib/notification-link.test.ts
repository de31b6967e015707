import { describe, expect, it } from 'vitest';
import { notificationLink } from './notification-link.ts';

describe('notificationLink', () => {
  it('should lead nowhere when a link leaves our site', () => {
    for (const link of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '', null]) {
      expect(notificationLink({ link })).toBeNull();
    }
    expect(notificationLink({ link: '/orders/1' })).toBe('/orders/1');
  });
});
