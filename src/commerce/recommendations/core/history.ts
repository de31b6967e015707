/** Who bought what and when, one row per person and item, as numbers from 0; `days` count from 1970-01-01 and may be broken. */
export type Purchases = {
  people: Int32Array;
  items: Int32Array;
  days: Float64Array;
  personCount: number;
  itemCount: number;
};

/** The same by person: rows `starts[p]` to `starts[p + 1]` are those of person p. */
export type History = { starts: Int32Array; items: Int32Array; days: Float64Array; itemCount: number };

/** One row per person and item with the day of the last purchase: a person who comes back for it shows that it counts. */
export function latestOfEach({ people, items, days, personCount, itemCount }: Purchases): Purchases {
  const rows = new Map<number, number>();
  people.forEach((person, row) => {
    const key = person * itemCount + (items[row] ?? 0);
    const before = rows.get(key);
    if (before === undefined || (days[before] ?? 0) < (days[row] ?? 0)) rows.set(key, row);
  });
  const kept = Int32Array.from(rows.values());
  return {
    people: kept.map((row) => people[row] ?? 0),
    items: kept.map((row) => items[row] ?? 0),
    days: Float64Array.from(kept, (row) => days[row] ?? 0),
    personCount,
    itemCount,
  };
}

/** Sorts purchases by person (counting, stable). O(rows). */
export function byPerson({ people, items, days, personCount, itemCount }: Purchases): History {
  const starts = new Int32Array(personCount + 1);
  for (const person of people) starts[person + 1] = (starts[person + 1] ?? 0) + 1;
  for (let person = 0; person < personCount; person++)
    starts[person + 1] = (starts[person + 1] ?? 0) + (starts[person] ?? 0);
  const next = starts.slice();
  const history = { starts, items: new Int32Array(items.length), days: new Float64Array(days.length), itemCount };
  people.forEach((person, row) => {
    const place = next[person] ?? 0;
    next[person] = place + 1;
    history.items[place] = items[row] ?? 0;
    history.days[place] = days[row] ?? 0;
  });
  return history;
}

/** Purchases of each item, each worth half after `halfLifeDays`: what is bought now. */
export function recentPopularity(
  { items, days, itemCount }: History,
  today: number,
  halfLifeDays: number,
): Float64Array {
  const popularity = new Float64Array(itemCount);
  items.forEach((item, row) => {
    popularity[item] = (popularity[item] ?? 0) + fading(today - (days[row] ?? 0), halfLifeDays);
  });
  return popularity;
}

/** 1 today, a half after the half-life; days to come count as today. */
export function fading(ageDays: number, halfLifeDays: number): number {
  return 2 ** (-Math.max(0, ageDays) / halfLifeDays);
}
