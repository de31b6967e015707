import { describe, expect, it } from 'vitest';
import { safePath } from './guard.ts';

describe('safePath', () => {
  it('should keep a path of ours with its query when it is given', () => {
    expect(safePath('/checkout?item=a:1')).toBe('/checkout?item=a:1');
  });

  it('should go home when a path would leave our site', () => {
    for (const wanted of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '',
      null,
      undefined,
    ]) {
      expect(safePath(wanted)).toBe('/');
    }
  });
});
