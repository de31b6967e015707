import type { History } from '../../src/commerce/recommendations/core/history.ts';
import { greatestOf } from '../../src/commerce/recommendations/core/rank-items.ts';

/** Plain item-kNN: cosine of the sets of buyers, less for pairs with few of them, summed over what a person has. */
export function rankByNeighbours(
  history: History,
  { shrinkage, limit }: { shrinkage: number; limit: number },
): (person: number) => Int32Array {
  const { starts, items, itemCount } = history;
  const shared = new Float32Array(itemCount * itemCount);
  const itemsOf = (person: number) => items.subarray(starts[person], starts[person + 1]);
  for (let person = 0; person + 1 < starts.length; person++) {
    const own = itemsOf(person);
    for (const a of own) for (const b of own) shared[a * itemCount + b] = (shared[a * itemCount + b] ?? 0) + 1;
  }
  const buyers = Float64Array.from({ length: itemCount }, (_, item) => shared[item * itemCount + item] ?? 0);
  return (person) => {
    const scores = new Float64Array(itemCount);
    const own = itemsOf(person);
    for (const a of own) {
      for (let b = 0; b < itemCount; b++) {
        const both = shared[a * itemCount + b] ?? 0;
        if (both > 0)
          scores[b] = (scores[b] ?? 0) + both / (Math.sqrt((buyers[a] ?? 0) * (buyers[b] ?? 0)) + shrinkage);
      }
    }
    for (const item of own) scores[item] = Number.NaN;
    return greatestOf(scores, limit).items;
  };
}
