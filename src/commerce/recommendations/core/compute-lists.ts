import { coPurchases } from './co-purchase.ts';
import { fitModel, MODEL_SETTINGS } from './fit-model.ts';
import { byPerson, latestOfEach, type Purchases } from './history.ts';
import { greatestOf, rankFor } from './rank-items.ts';

export type ListsInput = {
  purchases: Purchases;
  /** The basket of each row of `purchases`. */
  baskets: Int32Array;
  today: number;
  /** Items in the model; see `fitModel` for time and memory. */
  maxItems: number;
  /** Length of each list. */
  limit: number;
};

/** Items as numbers; a list may be empty. */
export type Lists = {
  /** By person. */
  personal: Int32Array[];
  related: { item: number; similar: Int32Array; together: Int32Array }[];
  /** What everybody buys now. */
  popular: Int32Array;
};

/** Partial correlations below this are chance. */
const MIN_LIKENESS = 0.005;

/** All lists of the shop from all of its purchases. */
export function computeLists({ purchases, baskets, today, maxItems, limit }: ListsInput): Lists {
  const history = byPerson(latestOfEach(purchases));
  const settings = { ...MODEL_SETTINGS, maxItems };
  const model = fitModel(history, today, { settings, hasLikeness: true });
  const together = coPurchases({ baskets, items: purchases.items, itemCount: purchases.itemCount }, limit);
  const similar = new Map<number, Int32Array>();
  model.items.forEach((item, place) => {
    const row = model.likeness?.subarray(place * model.size, place * model.size + model.items.length);
    if (row)
      similar.set(
        item,
        likest(row, limit).map((other) => model.items[other] ?? 0),
      );
  });
  const touched = [...new Set([...similar.keys(), ...together.keys()])];
  return {
    personal: Array.from(
      { length: purchases.personCount },
      (_, person) => rankFor(model, history, { person, limit }).items,
    ),
    related: touched.map((item) => ({
      item,
      similar: similar.get(item) ?? new Int32Array(),
      together: Int32Array.from(together.get(item) ?? [], (pair) => pair.item),
    })),
    popular: greatestOf(model.popularity, limit).items,
  };
}

function likest(row: Float32Array, limit: number): Int32Array {
  const { items, scores } = greatestOf(row, limit);
  return items.filter((_, place) => (scores[place] ?? 0) >= MIN_LIKENESS);
}
