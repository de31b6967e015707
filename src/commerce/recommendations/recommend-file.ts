import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fitModel, type Model } from './core/fit-model.ts';
import { byPerson, type History } from './core/history.ts';
import { rankFor } from './core/rank-items.ts';
import { type Interactions, type RefusedRow, readInteractions } from './read-interactions.ts';

export type FileReport = { purchases: number; customers: number; items: number; refused: RefusedRow[] };
export type FileProgress = (stage: 'fit' | 'rank', share: number) => void;

/** Items a customer gets. */
const LENGTH = 100;
const TAG = 'lumbung';
/** Customers between two glances at the clock. */
const STRIDE = 64;

/**
 * A file of purchases into a run: the 100 best items that each customer has not bought, `customer Q0 item rank score tag`,
 * customers in the order of the file. The very model that the house serves, with up to 4,000 items in it.
 */
export async function recommendFile(
  { interactions, out }: { interactions: string; out: string },
  onProgress: FileProgress = () => {},
): Promise<FileReport> {
  const { read, refused } = await readInteractions(interactions);
  const { purchases, customers, items, lastDay } = read;
  const history = byPerson(purchases);
  const model = fitModel(history, lastDay, { onProgress: (share) => onProgress('fit', share) });
  await pipeline(Readable.from(lines(model, history, read, onProgress)), createWriteStream(out));
  return { purchases: purchases.people.length, customers: customers.length, items: items.length, refused };
}

function* lines(
  model: Model,
  history: History,
  { customers, items }: Interactions,
  onProgress: FileProgress,
): Generator<string> {
  for (const [person, customer] of customers.entries()) {
    const ranked = rankFor(model, history, { person, limit: LENGTH });
    const text = Array.from(
      ranked.items,
      (item, place) =>
        `${customer} Q0 ${items[item]} ${place + 1} ${(ranked.scores[place] ?? 0).toPrecision(8)} ${TAG}\n`,
    );
    if (person % STRIDE === 0) onProgress('rank', person / customers.length);
    yield text.join('');
  }
  onProgress('rank', 1);
}
