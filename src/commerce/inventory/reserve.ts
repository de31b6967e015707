import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import { type Database, isConflict } from '#platform/database';
import { refuse } from '#platform/refusal';
import type { NewReservation } from './contract.ts';
import { type ReserveOutcome, reserveLines, type WantedLines } from './reservation-queries.ts';

export type ReserveDeps = { database: Database; clock: Clock };
type Reserved = { reservationId: string; expiresAt: string };

/**
 * Promises stock to all orders of a checkout or to none. One statement, one round trip: the condition is in the SQL.
 * The same reservation again answers what was promised the first time.
 */
export async function reserveMany(
  deps: ReserveDeps,
  _call: Call,
  input: { reservations: NewReservation[] },
): Promise<{ reservations: Reserved[] }> {
  const now = deps.clock.now();
  for (const { reservationId, expiresAt } of input.reservations) {
    if (Date.parse(expiresAt) <= now.getTime()) throw refuse('inventory.reservation-too-late', { reservationId });
  }

  const outcome = await reserveOnce(deps.database, toLines(input.reservations), now);
  const gone = outcome.known?.find((row) => row.status === 'released' || row.status === 'expired');
  if (gone) throw refuse('inventory.reservation-gone', { reservationId: gone.id });
  if (outcome.short) {
    const lines = outcome.short.map(({ offerId, free, wanted }) => ({ offerId, free: Math.max(free, 0), wanted }));
    throw refuse('inventory.not-enough', { offerId: lines[0]?.offerId, free: lines[0]?.free, lines });
  }

  const known = new Map(outcome.known?.map((row) => [row.id, row.expiresAt]));
  return {
    reservations: input.reservations.map(({ reservationId, expiresAt }) => ({
      reservationId,
      expiresAt: new Date(known.get(reservationId) ?? expiresAt).toISOString(),
    })),
  };
}

/** Two tries of the same reservation at the same moment: the second meets the first one's row and then finds it. */
async function reserveOnce(database: Database, lines: WantedLines, now: Date): Promise<ReserveOutcome> {
  try {
    return await run(database, lines, now);
  } catch (error) {
    if (!isConflict(error, 'reservations_pkey') && !isConflict(error, 'reservation_lines_pkey')) throw error;
    return run(database, lines, now);
  }
}

async function run(database: Database, lines: WantedLines, now: Date): Promise<ReserveOutcome> {
  // Whoever reserves commits afterwards what rests on it (the saga its end), in the same log where there is but one.
  const [[row]] = await database.batch<[ReserveOutcome[]]>([reserveLines(lines, now)], { lazy: 'where-shared' });
  return row ?? { known: null, short: null };
}

function toLines(reservations: readonly NewReservation[]): WantedLines {
  const flat = reservations.flatMap(({ reservationId, expiresAt, lines }) =>
    lines.map((line) => ({ reservationId, expiresAt, ...line })),
  );
  return {
    reservationIds: flat.map((line) => line.reservationId),
    expiresAts: flat.map((line) => line.expiresAt),
    offerIds: flat.map((line) => line.offerId),
    quantities: flat.map((line) => line.quantity),
  };
}
