import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database, Tx } from '#platform/database';
import { eventInserts } from '#platform/events';
import { inventoryContract } from './contract.ts';
import { type Announcement, lockUnannounced, updateAnnounced } from './stock-queries.ts';
import { decideLow } from './stock-rules.ts';

export type AnnounceDeps = { database: Database; clock: Clock };

const BATCH = 500;
const MAX_BATCHES = 10;
/** Movements older than this were seen by an earlier sweep, or by the full one at the start of a process. */
const WINDOW_MS = { near: 10_000, wide: 2 * 60_000 };
export type Reach = 'near' | 'wide' | 'everything';

/**
 * Tells the others which free quantities have changed. Checkouts themselves say nothing: a hot offer would otherwise put
 * one event per basket into the outbox. The sweep compares what was last told with what is, so however many orders
 * there were in between, an offer is told of once.
 *
 * `wide` looks at what moved in the last two minutes. `near` looks at the last seconds only: enough from one sweep to the
 * next, and under load a tenth of the movements to go through. `everything` looks at all cards: for the start of a
 * process, which may have been down between a movement and its announcement.
 */
export async function announceStocks(
  deps: AnnounceDeps,
  call: Call,
  reach: Reach = 'wide',
): Promise<{ announced: number }> {
  let announced = 0;
  for (let batch = 0; reach === 'everything' || batch < MAX_BATCHES; batch++) {
    const since = reach === 'everything' ? null : new Date(deps.clock.now().getTime() - WINDOW_MS[reach]);
    const count = await deps.database.inTx(
      async (tx) => {
        const cards = await lockUnannounced(tx, since, BATCH);
        writeAnnouncements(tx, call, cards);
        return cards.length;
      },
      // A crash that forgets what was told forgets the telling as well.
      { lazy: true },
    );
    announced += count;
    if (count < BATCH) break;
  }
  return { announced };
}

/** Events and what was told, in the transaction that holds the cards. */
export function writeAnnouncements(tx: Tx, call: Call, cards: readonly Announcement[]): void {
  if (cards.length === 0) return;
  const told = cards.map((card) => ({
    ...card,
    ...decideLow({ wasLow: card.isLow, lowLevel: card.lowLevel }, card.freeQuantity),
  }));
  tx.write(updateAnnounced(told));
  tx.write(
    ...eventInserts(
      inventoryContract,
      'stock.changed',
      told.map(({ offerId, sellerId, freeQuantity }) => ({
        call,
        aggregateId: offerId,
        payload: { offerId, sellerId, freeQuantity },
      })),
    ),
    ...eventInserts(
      inventoryContract,
      'stock.low',
      told
        .filter((card) => card.isNews)
        .map(({ offerId, sellerId, freeQuantity, lowLevel }) => ({
          call,
          aggregateId: offerId,
          payload: { offerId, sellerId, freeQuantity, lowLevel },
        })),
    ),
  );
}
