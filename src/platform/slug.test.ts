import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { slugify } from './slug.ts';

describe('slugify', () => {
  it('should keep letters and digits when the name has signs and accents', () => {
    assert.equal(slugify('  Kopi Gayo 250 g (Biji) — Jum’at Café!'), 'kopi-gayo-250-g-biji-jumat-cafe');
  });
  it('should not end in a hyphen when it is cut', () => {
    assert.equal(slugify('abc def', 4), 'abc');
  });
  it('should be empty when nothing is left', () => {
    assert.equal(slugify('日本'), '');
  });
});
