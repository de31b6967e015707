import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { searchQueryOf, wordsOf } from './order-search-rules.ts';

describe('words of an order', () => {
  it('should be small, plain and once each when a text is cut', () => {
    assert.deepEqual(wordsOf('LB-7K3F9QXD2M4T-2 Kopi Café, kopi 250gr'), [
      'lb',
      '7k3f9qxd2m4t',
      '2',
      'kopi',
      'cafe',
      '250gr',
    ]);
  });

  it('should ask for the beginning of every word when something is typed', () => {
    assert.equal(searchQueryOf(' Dewi  kem '), "'dewi':* & 'kem':*");
    assert.equal(searchQueryOf('lb-7K3F9QXD2M4T-2'), "'lb7k3f9qxd2m4t2':*");
    assert.equal(searchQueryOf("-- ' & | ! :*"), null);
  });

  it('should hold nothing but letters and figures when anything at all is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        assert.match(searchQueryOf(typed) ?? "'a':*", /^'[\p{L}\p{N}]+':\*( & '[\p{L}\p{N}]+':\*)*$/u);
      }),
    );
  });
});
