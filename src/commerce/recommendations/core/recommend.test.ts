import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { coPurchases } from './co-purchase.ts';
import { computeLists } from './compute-lists.ts';
import { fitModel, MODEL_SETTINGS } from './fit-model.ts';
import { byPerson, type History, latestOfEach, type Purchases } from './history.ts';
import { invertPositive } from './invert-positive.ts';
import { greatestOf, rankFor } from './rank-items.ts';

const FOREVER = Number.POSITIVE_INFINITY;

/** Rows of person, item and day. */
function purchasesOf(rows: readonly (readonly [number, number, number])[]): Purchases {
  return {
    people: Int32Array.from(rows, ([person]) => person),
    items: Int32Array.from(rows, ([, item]) => item),
    days: Float64Array.from(rows, ([, , day]) => day),
    personCount: Math.max(-1, ...rows.map(([person]) => person)) + 1,
    itemCount: Math.max(-1, ...rows.map(([, item]) => item)) + 1,
  };
}

/** Even people buy items 0 to 3, odd ones 4 to 7, each all but one; then everybody buys item 8, not long ago. */
const TWO_TASTES = purchasesOf(
  Array.from({ length: 40 }, (_, person) =>
    [0, 1, 2, 3]
      .filter((item) => item !== Math.floor(person / 2) % 4)
      .map((item) => [person, item + 4 * (person % 2), item] as const),
  ).flat(),
);

/** As the paper has it: off the diagonal −Pᵢⱼ / Pⱼⱼ, with P the inverse of the pairs plus the ridge. */
function easeWeights({ starts, items, itemCount: n }: History, ridge: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let person = 0; person + 1 < starts.length; person++) {
    const own = items.subarray(starts[person], starts[person + 1]);
    for (const a of own) for (const b of own) inverse[a * n + b] = (inverse[a * n + b] ?? 0) + 1;
  }
  for (let i = 0; i < n; i++) inverse[i * n + i] = (inverse[i * n + i] ?? 0) + ridge;
  invertPositive(inverse, n);
  return inverse.map((value, place) => (place % (n + 1) === 0 ? 0 : -value / (inverse[(place % n) * (n + 1)] ?? 1)));
}

describe('recommending', () => {
  it('should be EASE when the target does not fade and everybody counts the same', () => {
    const history = byPerson(TWO_TASTES);
    const settings = { ...MODEL_SETTINGS, ridge: 3, damping: 0, targetDays: FOREVER, reasonDays: FOREVER };
    const { weights, size } = fitModel(history, 10, { settings });
    assert.equal(size, 8);
    const expected = easeWeights(history, 3);
    weights.forEach((weight, place) => {
      assert.ok(Math.abs(weight - (expected[place] ?? 0)) < 1e-12, `${place}`);
    });
  });

  it('should lead with what people of the same taste have, when a person lacks it', () => {
    const history = byPerson(TWO_TASTES);
    const model = fitModel(history, 10);
    for (let person = 0; person < 40; person++) {
      const lacking = (Math.floor(person / 2) % 4) + 4 * (person % 2);
      const { items } = rankFor(model, history, { person, limit: 3 });
      assert.equal(items[0], lacking, `person ${person}`);
      assert.equal(items.length, 3);
    }
  });

  it('should leave out what a person has when repeats are not wished for', () => {
    const history = byPerson(TWO_TASTES);
    const model = fitModel(history, 10);
    const own = new Set(history.items.subarray(history.starts[0], history.starts[1]));
    const fresh = rankFor(model, history, { person: 0, limit: 99 }).items;
    assert.ok(fresh.every((item) => !own.has(item)));
    const all = rankFor(model, history, { person: 0, limit: 99, hasRepeats: true }).items;
    assert.ok([...own].every((item) => all.includes(item)));
  });

  it('should give recent best sellers when nothing is known of a person, or an item is not in the model', () => {
    const rows = [...Array.from({ length: 9 }, (_, person) => [person, person % 2, 100 - 40 * (person % 2)] as const)];
    const purchases = { ...purchasesOf(rows), personCount: 10 };
    const history = byPerson(purchases);
    assert.deepEqual([...rankFor(fitModel(history, 100), history, { person: 9, limit: 5 }).items], [0, 1]);
    const small = fitModel(history, 100, { settings: { ...MODEL_SETTINGS, maxItems: 1 } });
    assert.deepEqual([...small.items], [0]);
    assert.deepEqual([...rankFor(small, history, { person: 9, limit: 5 }).items], [0, 1]);
  });

  it('should answer with empty lists when nothing was ever bought', () => {
    const purchases = purchasesOf([]);
    const lists = computeLists({ purchases, baskets: new Int32Array(), today: 1, maxItems: 10, limit: 5 });
    assert.deepEqual([lists.personal, lists.related, [...lists.popular]], [[], [], []]);
  });

  it('should find the other taste least alike when lists are worked out', () => {
    const baskets = TWO_TASTES.people;
    const { related, personal } = computeLists({ purchases: TWO_TASTES, baskets, today: 10, maxItems: 50, limit: 5 });
    assert.equal(personal.length, 40);
    for (const { item, similar } of related)
      assert.ok(similar.length > 0 && similar.every((other) => other < 4 === item < 4), `item ${item}: ${similar}`);
  });

  it('should keep the last day of each when a person buys an item again', () => {
    const { items, days } = latestOfEach(
      purchasesOf([
        [0, 0, 5],
        [0, 1, 3],
        [0, 0, 9],
        [0, 0, 7],
      ]),
    );
    assert.deepEqual(
      [[...items], [...days]],
      [
        [0, 1],
        [9, 3],
      ],
    );
  });

  it('should order by score and then by number when scores are equal or not numbers', () => {
    assert.deepEqual([...greatestOf(Float64Array.of(1, 3, Number.NaN, 3, 2), 3).items], [1, 3, 4]);
  });
});

describe('what is bought together', () => {
  const basketsOf = (...contents: number[][]) => ({
    baskets: Int32Array.from(contents.flatMap((items, basket) => items.map(() => basket))),
    items: Int32Array.from(contents.flat()),
    itemCount: 10,
  });

  it('should name pairs that meet often enough, when they meet more than by chance', () => {
    const found = coPurchases(basketsOf([1, 2], [1, 2], [1, 2, 3], [3], [4], [5], [6], [3, 7]), 5);
    assert.deepEqual([...found.keys()].sort(), [1, 2]);
    assert.deepEqual(
      found.get(1)?.map((pair) => pair.item),
      [2],
    );
  });

  it('should say nothing when two items meet as often as chance has it, or in stocking up only', () => {
    assert.equal(coPurchases(basketsOf([1, 2], [1, 2], [1, 2], [1, 2]), 5).size, 0);
    const large = Array.from({ length: 101 }, (_, item) => item % 10).map((item) => item);
    assert.equal(
      coPurchases(basketsOf(large, large, large, [9]), 5, { minSupport: 1, minLift: 0, damping: 0, maxBasket: 5 }).size,
      0,
    );
  });
});
