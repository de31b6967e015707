import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { invertPositive } from './invert-positive.ts';

/** A positive definite matrix: products of random rows, plus something on the diagonal. */
function aMatrix(size: number, seed: number): Float64Array {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const rows = Array.from({ length: size }, () => Float64Array.from({ length: 5 }, next));
  const matrix = new Float64Array(size * size);
  rows.forEach((row, i) => {
    rows.forEach((other, j) => {
      matrix[i * size + j] = row.reduce((sum, x, k) => sum + x * (other[k] ?? 0), i === j ? 1 + (i % 3) : 0);
    });
  });
  return matrix;
}

function distanceFromUnit(a: Float64Array, b: Float64Array, size: number): number {
  let distance = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = i === j ? -1 : 0;
      for (let k = 0; k < size; k++) sum += (a[i * size + k] ?? 0) * (b[k * size + j] ?? 0);
      distance = Math.max(distance, Math.abs(sum));
    }
  }
  return distance;
}

describe('inverting a positive definite matrix', () => {
  it('should give the unit matrix when multiplied with what it came from, whatever the size', () => {
    const sizes = fc.integer({ min: 1, max: 40 }).map((quarter) => 4 * quarter);
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 1_000_000 }), (size, seed) => {
        const matrix = aMatrix(size, seed);
        const inverse = matrix.slice();
        invertPositive(inverse, size);
        assert.ok(distanceFromUnit(matrix, inverse, size) < 1e-9, `${size}`);
      }),
      { numRuns: 12, seed: 7 },
    );
  });

  it('should refuse when the matrix is not positive definite or has a wrong size', () => {
    assert.throws(() => invertPositive(new Float64Array(16), 4), /positive definite/);
    assert.throws(() => invertPositive(new Float64Array(9), 3), /size/);
  });
});
