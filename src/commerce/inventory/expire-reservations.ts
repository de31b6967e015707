import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { eventInserts } from '#platform/events';
import { inventoryContract } from './contract.ts';
import { hasDue, lockDueReservations, type Settlement, settleReservations } from './reservation-queries.ts';

export type ExpireDeps = { database: Database; clock: Clock };

/** So many at a time: a sweep after a long stop must not hold thousands of stock rows at once. */
const BATCH = 200;
const MAX_BATCHES = 20;

const EXPIRE: Settlement = {
  from: ['held'],
  to: 'expired',
  harmless: ['confirmed', 'deducted', 'returned', 'released', 'expired'],
  kind: 'expire',
  onHandPerPiece: 0,
  reservedPerPiece: -1,
  reason: '',
};

/**
 * Gives back what was not paid in time. Any number of processes may sweep at once: each takes rows that no other holds.
 * A payment that arrives in the same moment either confirms first (then the sweep leaves the row) or finds it gone.
 */
export async function expireReservations(deps: ExpireDeps, call: Call): Promise<{ expired: number }> {
  let expired = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const count = await expireBatch(deps, call);
    expired += count;
    if (count < BATCH) break;
  }
  return { expired };
}

async function expireBatch(deps: ExpireDeps, call: Call): Promise<number> {
  // One look without a transaction: most sweeps find nothing.
  if (!(await hasDue(deps.database, deps.clock.now()))) return 0;
  return deps.database.inTx(async (tx) => {
    const now = deps.clock.now();
    const due = await lockDueReservations(tx, now, BATCH);
    if (due.length === 0) return 0;
    tx.write(
      settleReservations(
        due.map((reservation) => reservation.id),
        EXPIRE,
        now,
      ),
    );
    const events = due.map(({ id, offerIds }) => ({
      call,
      aggregateId: id,
      payload: { reservationId: id, expiredAt: now.toISOString(), offerIds: [...new Set(offerIds)] },
    }));
    tx.write(...eventInserts(inventoryContract, 'reservation.expired', events));
    return due.length;
  });
}
