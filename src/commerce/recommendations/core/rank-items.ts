import { type Model, reasonWeight } from './fit-model.ts';
import type { History } from './history.ts';

export type Ranked = { items: Int32Array; scores: Float64Array };

/**
 * The best items for one person: what the model says, plus recent popularity, each scaled so that its best item has 1.
 * What the person has already is left out unless `hasRepeats`. Equal scores fall to the smaller number, so a run can be
 * repeated exactly.
 */
export function rankFor(
  model: Model,
  history: History,
  { person, limit, hasRepeats = false }: { person: number; limit: number; hasRepeats?: boolean },
): Ranked {
  const { settings, items, popularity } = model;
  const said = predict(model, history, person);
  const best = greatest(said);
  const mostBought = greatest(popularity);
  const scores = popularity.map((count) => (mostBought > 0 ? (settings.popularityShare * count) / mostBought : 0));
  if (best > 0) {
    items.forEach((item, place) => {
      scores[item] = (scores[item] ?? 0) + (said[place] ?? 0) / best;
    });
  }
  if (!hasRepeats) {
    for (const item of history.items.subarray(history.starts[person], history.starts[person + 1]))
      scores[item] = Number.NEGATIVE_INFINITY;
  }
  return greatestOf(scores, limit);
}

/** What the model says about each of its items: the sum of the rows of what the person has bought. */
function predict(model: Model, history: History, person: number): Float64Array {
  const { settings, today, size, weights } = model;
  const [from, to] = [history.starts[person] ?? 0, history.starts[person + 1] ?? 0];
  const places = placesOf(model, history.itemCount);
  const said = new Float64Array(size);
  for (let row = from; row < to; row++) {
    const place = places[history.items[row] ?? 0] ?? -1;
    if (place < 0) continue;
    const weight = reasonWeight(settings, to - from, today - (history.days[row] ?? 0));
    for (let j = 0; j < size; j++) said[j] = (said[j] ?? 0) + weight * (weights[place * size + j] ?? 0);
  }
  return said;
}

const known = new WeakMap<Model, Int32Array>();

function placesOf(model: Model, itemCount: number): Int32Array {
  let places = known.get(model);
  if (!places) {
    places = new Int32Array(itemCount).fill(-1);
    for (const [place, item] of model.items.entries()) places[item] = place;
    known.set(model, places);
  }
  return places;
}

function greatest(values: Float64Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}

/** The `limit` greatest, best first; what is not finite is left out. A heap would not be faster for a hundred of thousands. */
export function greatestOf(values: Float64Array | Float32Array, limit: number): Ranked {
  const items: number[] = [];
  const scores: number[] = [];
  for (let item = 0; item < values.length; item++) {
    const score = values[item] ?? Number.NEGATIVE_INFINITY;
    if (!Number.isFinite(score)) continue;
    if (items.length === limit && score <= (scores[limit - 1] ?? 0)) continue;
    let place = items.length;
    while (place > 0 && (scores[place - 1] ?? 0) < score) place--;
    items.splice(place, 0, item);
    scores.splice(place, 0, score);
    if (items.length > limit) {
      items.pop();
      scores.pop();
    }
  }
  return { items: Int32Array.from(items), scores: Float64Array.from(scores) };
}
