import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countPacked } from './count-terms.ts';

describe('countPacked', () => {
  const packed = (...terms: number[]): Buffer => {
    const buffer = Buffer.alloc(terms.length * 4);
    terms.forEach((term, place) => void buffer.writeInt32BE(term, place * 4));
    return buffer;
  };

  it('should count every number when some occur more than once', () => {
    assert.deepEqual(countPacked(packed(7, 70_000, 7, 1, 7)), [
      { term: 7, count: 3 },
      { term: 70_000, count: 1 },
      { term: 1, count: 1 },
    ]);
  });

  it('should find nothing when there is nothing', () => {
    assert.deepEqual(countPacked(packed()), []);
  });
});
