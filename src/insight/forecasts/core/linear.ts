/**
 * Least squares by normal equations that grow with every observation, with a ridge (Hoerl and Kennard 1970, Technometrics 12). Columns are scaled by
 * their root mean square, so that one ridge fits all.
 */
export class NormalEquations {
  readonly size: number;
  private readonly products: Float64Array;
  private readonly targets: Float64Array;
  private mass = 0;

  constructor(size: number) {
    this.size = size;
    this.products = new Float64Array(size * size);
    this.targets = new Float64Array(size);
  }

  /** Everything seen so far counts less from now on: times `share`. */
  fade(share: number): void {
    for (let i = 0; i < this.products.length; i++) this.products[i] = this.products[i]! * share;
    for (let i = 0; i < this.size; i++) this.targets[i] = this.targets[i]! * share;
    this.mass *= share;
  }

  add(row: Float64Array, target: number, weight = 1): void {
    for (let i = 0; i < this.size; i++) {
      const left = weight * row[i]!;
      this.targets[i] = this.targets[i]! + left * target;
      for (let j = 0; j <= i; j++)
        this.products[i * this.size + j] = this.products[i * this.size + j]! + left * row[j]!;
    }
    this.mass += weight;
  }

  /** Coefficients, one per column; zeros before the first observation. `ridge`: share of the mean square of each column. */
  solve(ridge: number): Float64Array {
    const n = this.size;
    if (!(this.mass > 0)) return new Float64Array(n);
    const scale = Float64Array.from({ length: n }, (_, i) => Math.sqrt(this.products[i * n + i]! / this.mass) || 1);
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        const value = this.products[i * n + j]! / (this.mass * scale[i]! * scale[j]!);
        matrix[i * n + j] = value;
        matrix[j * n + i] = value;
      }
    for (let i = 0; i < n; i++) matrix[i * n + i] = matrix[i * n + i]! + ridge + 1e-9;
    const solved = solveSymmetric(
      matrix,
      this.targets.map((target, i) => target / (this.mass * scale[i]!)),
    );
    return solved.map((value, i) => value / scale[i]!);
  }
}

/** Solves A x = b for a symmetric positive definite A (row by row, n × n) by Cholesky's factors. Pivots that vanish count as tiny. */
export function solveSymmetric(matrix: Float64Array, target: Float64Array): Float64Array {
  const n = target.length;
  const factor = choleskyOf(matrix, n);
  const half = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = target[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * n + k]! * half[k]!;
    half[i] = sum / factor[i * n + i]!;
  }
  const result = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = half[i]!;
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i]! * result[k]!;
    result[i] = sum / factor[i * n + i]!;
  }
  return result;
}

/** Lower triangle L with L Lᵀ = A. */
export function choleskyOf(matrix: Float64Array, n: number): Float64Array {
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[j * n + k]!;
      factor[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / factor[j * n + j]!;
    }
  return factor;
}
