import { byPerson, type History, type Purchases } from '../../src/commerce/recommendations/core/history.ts';

export type Split = {
  history: History;
  /** The last day of the history. */
  lastDay: number;
  /** By person: what they bought newly in the hidden days. */
  truth: Set<number>[];
  /** People with a history and something new after it. */
  judged: number[];
};

/** What happened until `lastDay` is history; what came after it, until `until`, is to be foretold. */
export function splitByTime(purchases: Purchases, lastDay: number, until: number): Split {
  const rows = Int32Array.from(purchases.people.keys());
  const kept = rows.filter((row) => (purchases.days[row] ?? 0) <= lastDay);
  const history = byPerson({
    ...purchases,
    people: kept.map((row) => purchases.people[row] ?? 0),
    items: kept.map((row) => purchases.items[row] ?? 0),
    days: Float64Array.from(kept, (row) => purchases.days[row] ?? 0),
  });
  const truth = Array.from({ length: purchases.personCount }, () => new Set<number>());
  for (const row of rows) {
    const day = purchases.days[row] ?? 0;
    if (day > lastDay && day <= until) truth[purchases.people[row] ?? 0]?.add(purchases.items[row] ?? 0);
  }
  const judged = [...truth.keys()].filter(
    (person) => (truth[person]?.size ?? 0) > 0 && (history.starts[person + 1] ?? 0) > (history.starts[person] ?? 0),
  );
  return { history, lastDay, truth, judged };
}

/** Mean over the judged people; gains are 0 or 1, the ideal has min(10, number of new items) hits. */
export function ndcg10({ truth, judged }: Split, rank: (person: number) => Int32Array): number {
  let sum = 0;
  for (const person of judged) {
    const wanted = truth[person] ?? new Set();
    const gain = rank(person).reduce((total, item, place) => total + (wanted.has(item) ? discount(place) : 0), 0);
    let best = 0;
    for (let place = 0; place < Math.min(10, wanted.size); place++) best += discount(place);
    sum += gain / best;
  }
  return sum / judged.length;
}

function discount(place: number): number {
  return 1 / Math.log2(place + 2);
}
