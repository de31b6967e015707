import { multiplyRows, PANEL, TILE } from './row-products.ts';

/**
 * The inverse of a symmetric positive definite matrix in its own place: Cholesky A = L·Lᵀ, then L⁻¹, then L⁻ᵀ·L⁻¹. All
 * three are written as products of rows with rows, panel by panel: n³/2 multiplications and as many additions, and no
 * memory beside the matrix (8·n² bytes).
 *
 * @param matrix `size`×`size`, row by row; only the lower triangle is read. `size` must be a multiple of 4.
 * @throws RangeError where the matrix is not positive definite.
 */
export function invertPositive(
  matrix: Float64Array,
  size: number,
  onProgress: (share: number) => void = () => {},
): void {
  if (size % TILE !== 0 || matrix.length !== size * size) throw new RangeError('The matrix has a wrong size');
  const work: Work = { matrix, size, block: new Float64Array(PANEL * PANEL) };
  const steps = [factorPanel, invertFactorPanel, multiplyPanel];
  steps.forEach((step, done) => {
    for (let top = 0; top < size; top += PANEL) {
      step(work, top, Math.min(size, top + PANEL));
      onProgress((done + Math.min(1, (top + PANEL) / size)) / steps.length);
    }
    if (step === factorPanel) invertDiagonal(work);
  });
  mirror(work);
}

type Work = { matrix: Float64Array; size: number; block: Float64Array };
type Span = { top: number; end: number; left: number; right: number };

/** Rows `top` to `end` of L into the lower triangle. */
function factorPanel(work: Work, top: number, end: number): void {
  for (let left = 0; left < end; left += PANEL) {
    const right = Math.min(end, left + PANEL);
    sumRows(work, { top, end, left, right }, 0, left);
    for (let i = top; i < end; i++) {
      for (let j = left; j < Math.min(right, i + 1); j++) factorOne(work, { top, end, left, right }, i, j);
    }
  }
}

function factorOne({ matrix, size, block }: Work, { top, left }: Span, i: number, j: number): void {
  const before = at(block, (i - top) * PANEL + j - left) + dot(matrix, i * size + left, j * size + left, j - left);
  const value = at(matrix, i * size + j) - before;
  if (i === j && !(value > 0)) throw new RangeError('The matrix is not positive definite');
  matrix[i * size + j] = i === j ? Math.sqrt(value) : value / at(matrix, j * size + j);
}

function invertDiagonal({ matrix, size }: Work): void {
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1 / at(matrix, i * size + i);
}

/** Columns `top` to `end` of L⁻ᵀ into the upper triangle; its diagonal, 1/L, stands already. */
function invertFactorPanel(work: Work, top: number, end: number): void {
  const { matrix, size, block } = work;
  for (let left = 0; left < end; left += PANEL) {
    const right = Math.min(end, left + PANEL);
    const isBeside = right <= top;
    sumRows(work, { top, end, left, right }, right, top);
    for (let i = top; i < end; i++) {
      for (let j = left; j < Math.min(right, i); j++) {
        let sum = dot(matrix, i * size + j, j * size + j, Math.min(right, i) - j);
        if (isBeside) sum += at(block, (i - top) * PANEL + j - left);
        if (isBeside) sum += dot(matrix, i * size + top, j * size + top, i - top);
        matrix[j * size + i] = -sum * at(matrix, i * size + i);
      }
    }
  }
}

/** Rows `top` to `end` of the inverse into the lower triangle, where nothing is needed any more. */
function multiplyPanel(work: Work, top: number, end: number): void {
  const { matrix, size, block } = work;
  for (let left = 0; left < end; left += PANEL) {
    const right = Math.min(end, left + PANEL);
    sumRows(work, { top, end, left, right }, end, size);
    for (let i = top; i < end; i++) {
      // The diagonal comes last: the others of its row still need the 1/L that stands there.
      for (let j = left; j < Math.min(right, i + 1); j++) {
        const sum = at(block, (i - top) * PANEL + j - left);
        matrix[i * size + j] = sum + dot(matrix, i * size + i, j * size + i, end - i);
      }
    }
  }
}

function mirror({ matrix, size }: Work): void {
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) matrix[j * size + i] = at(matrix, i * size + j);
}

/** Sums over the columns `from` to `to`, which lie between the two panels or behind both. */
function sumRows({ matrix, size, block }: Work, span: Span, from: number, to: number): void {
  multiplyRows({ a: matrix, b: matrix, size, block }, { ...span, from, to });
}

function dot(matrix: Float64Array, a: number, b: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += (matrix[a + k] ?? 0) * (matrix[b + k] ?? 0);
  return sum;
}

function at(numbers: Float64Array, index: number): number {
  return numbers[index] ?? 0;
}
