import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database, Tx } from '#platform/database';
import { refuse } from '#platform/refusal';
import { writeAnnouncements } from './announce-stocks.ts';
import type { ManualKind, Stock } from './contract.ts';
import { toStock } from './read-stocks.ts';
import { hasMovementKey, insertHandMovement, listLocationRows, lockStock, type StockRow } from './stock-queries.ts';
import { decideMovement, type StockFigures } from './stock-rules.ts';

export type RecordMovementDeps = { database: Database; clock: Clock };

export type MovementInput = {
  movementKey: string;
  sellerId: string | null;
  offerId: string;
  locationId: string | null;
  kind: ManualKind;
  quantity: number;
  reason: string;
};

/**
 * Goods come, go or are counted by hand. The stock row is locked first, so a checkout and a stocktake of the same offer
 * queue up; the same `movementKey` counts once. Told to the others at once.
 */
export async function recordMovement(deps: RecordMovementDeps, call: Call, input: MovementInput): Promise<Stock> {
  return deps.database.inTx(async (tx) => {
    const rows = await lockStock(tx, input.offerId);
    const [card] = rows;
    if (!card || (input.sellerId !== null && card.sellerId !== input.sellerId))
      throw refuse('inventory.offer-not-found');
    if (await hasMovementKey(tx, input.movementKey)) return toStock(rows);

    const location = await locationFor(tx, rows, input.locationId);
    const decision = decideMovement(input.kind, input.quantity, figuresAt(rows, location.locationId));
    if (!decision.accepted) throw refuse(decision.code, decision.details);

    const after = changed(rows, location, decision.onHandChange);
    if (decision.onHandChange !== 0)
      writeMovement(tx, deps, call, { input, location, onHandChange: decision.onHandChange, after });
    return toStock(after);
  });
}

type Place = { locationId: string; name: string };
type Written = { input: MovementInput; location: Place; onHandChange: number; after: StockRow[] };

function writeMovement(
  tx: Tx,
  deps: RecordMovementDeps,
  call: Call,
  { input, location, onHandChange, after }: Written,
): void {
  const { offerId, kind, reason, movementKey } = input;
  const movement = {
    offerId,
    locationId: location.locationId,
    kind,
    onHandChange,
    reason,
    movementKey,
    actorUserId: userIdOf(call),
  };
  tx.write(...insertHandMovement(movement, deps.clock.now()));
  const card = present(after[0], 'A locked stock has at least one row');
  const { free, onHand } = toStock(after);
  if (free !== card.announcedFree) writeAnnouncements(tx, call, [{ ...card, freeQuantity: free }]);
  tx.write(
    auditInsert('inventory', call, {
      stream: `seller:${card.sellerId}`,
      action: 'inventory.moved',
      before: { onHand: onHand - onHandChange },
      after: { offerId, kind, onHandChange, onHand, reason },
    }),
  );
}

/** The named location of the seller, or his default one. */
async function locationFor(tx: Tx, rows: readonly StockRow[], locationId: string | null): Promise<Place> {
  const sellerId = present(rows[0], 'A locked stock has at least one row').sellerId;
  const locations = await listLocationRows(tx, sellerId);
  const found = locations.find((location) =>
    locationId === null ? location.isDefault : location.locationId === locationId,
  );
  if (!found) throw refuse('inventory.location-not-found');
  return found;
}

function figuresAt(rows: readonly StockRow[], locationId: string): StockFigures {
  const here = rows.find((row) => row.locationId === locationId);
  return {
    onHandHere: here?.onHand ?? 0,
    reservedHere: here?.reserved ?? 0,
    onHand: rows.reduce((sum, row) => sum + row.onHand, 0),
  };
}

/** The rows as they stand after the movement, without reading them again. */
function changed(rows: readonly StockRow[], location: Place, onHandChange: number): StockRow[] {
  const { locationId, name: locationName } = location;
  if (rows.some((row) => row.locationId === locationId)) {
    return rows.map((row) => (row.locationId === locationId ? { ...row, onHand: row.onHand + onHandChange } : row));
  }
  const card = present(rows[0], 'A locked stock has at least one row');
  return [...rows, { ...card, locationId, locationName, isDefault: false, onHand: onHandChange, reserved: 0 }];
}
