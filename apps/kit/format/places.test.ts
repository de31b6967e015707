import { describe, expect, it } from 'vitest';
import { shortCity } from './places.ts';

describe('shortCity', () => {
  it.each([
    ['Kota Administrasi Jakarta Barat', 'Jakarta Barat'],
    ['Kota Bandung', 'Bandung'],
    ['Kabupaten Sleman', 'Kab. Sleman'],
    ['Kabupaten Administrasi Kepulauan Seribu', 'Kab. Kepulauan Seribu'],
    ['Kotabaru', 'Kotabaru'],
  ])('should say %j as %j when room is short', (name, short) => {
    expect(shortCity(name)).toBe(short);
  });
});
