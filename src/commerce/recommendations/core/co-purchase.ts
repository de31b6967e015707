/** Which item lay in which basket, as numbers from 0; one row per pair, in any order. */
export type Baskets = { baskets: Int32Array; items: Int32Array; itemCount: number };

export type CoPurchaseSettings = {
  /** Baskets that two items must share before anything is said about them. */
  minSupport: number;
  /** How many times more often than by chance they must meet. */
  minLift: number;
  /** Added to the count of each item, so that the rarest pairs do not lead the list. */
  damping: number;
  /** Larger baskets are stocking up, not a hint; they also cost their square. */
  maxBasket: number;
};

export const CO_PURCHASE_SETTINGS: CoPurchaseSettings = { minSupport: 3, minLift: 1.5, damping: 10, maxBasket: 100 };

export type Pair = { item: number; score: number };

/**
 * What is bought together with each item, best first: pairs with enough baskets in common, by their lift, baskets of both ×
 * all baskets ÷ (baskets of one × baskets of the other). Time and memory grow with the pairs that occur.
 */
export function coPurchases(
  { baskets, items, itemCount }: Baskets,
  limit: number,
  settings: CoPurchaseSettings = CO_PURCHASE_SETTINGS,
): Map<number, Pair[]> {
  const contents = new Map<number, Set<number>>();
  baskets.forEach((basket, row) => {
    const inside = contents.get(basket) ?? new Set();
    contents.set(basket, inside.add(items[row] ?? 0));
  });
  const counts = new Float64Array(itemCount);
  const together = new Map<number, number>();
  for (const inside of contents.values()) {
    for (const item of inside) counts[item] = (counts[item] ?? 0) + 1;
    if (inside.size <= settings.maxBasket) countPairs([...inside], itemCount, together);
  }
  const { minSupport, minLift, damping } = settings;
  const found = new Map<number, Pair[]>();
  for (const [key, count] of together) {
    if (count < minSupport) continue;
    const [a, b] = [Math.floor(key / itemCount), key % itemCount];
    const [countA, countB] = [counts[a] ?? 0, counts[b] ?? 0];
    if ((count * contents.size) / (countA * countB) < minLift) continue;
    const score = (count * contents.size) / ((countA + damping) * (countB + damping));
    insert(found, a, { item: b, score });
    insert(found, b, { item: a, score });
  }
  for (const [item, pairs] of found) {
    pairs.sort((one, other) => other.score - one.score || one.item - other.item);
    found.set(item, pairs.slice(0, limit));
  }
  return found;
}

/** A key for each pair, the smaller item first; exact up to 94 million items. */
function countPairs(inside: readonly number[], itemCount: number, together: Map<number, number>): void {
  const sorted = inside.toSorted((a, b) => a - b);
  sorted.forEach((a, place) => {
    for (const b of sorted.slice(place + 1)) {
      const key = a * itemCount + b;
      together.set(key, (together.get(key) ?? 0) + 1);
    }
  });
}

function insert(found: Map<number, Pair[]>, item: number, pair: Pair): void {
  const pairs = found.get(item);
  if (pairs) pairs.push(pair);
  else found.set(item, [pair]);
}
