/** Intraclass correlation (Fisher 1925) of groups of numbers around zero; from 0 to 0.95. */
export function commonShare(groups: readonly (readonly number[])[]): number {
  let [squares, count, products, pairs] = [0, 0, 0, 0];
  for (const group of groups) {
    const known = group.filter((value) => !Number.isNaN(value));
    const sum = known.reduce((total, value) => total + value, 0);
    const own = known.reduce((total, value) => total + value * value, 0);
    squares += own;
    count += known.length;
    products += sum * sum - own;
    pairs += known.length * (known.length - 1);
  }
  return pairs > 0 && squares > 0 ? Math.max(0, Math.min(0.95, products / pairs / (squares / count))) : 0;
}
