import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import { type Database, isConflict } from '#platform/database';
import type { NewId } from '#platform/ids';
import { refuse } from '#platform/refusal';
import type { Location, Stock } from './contract.ts';
import { toStock } from './read-stocks.ts';
import { insertLocation, listLocationRows, lockStock, updateLowLevel } from './stock-queries.ts';
import { decideLow, MAX_LOCATIONS } from './stock-rules.ts';

export type KeepLocationsDeps = { database: Database; clock: Clock; newId: NewId };

export async function listLocations(
  deps: KeepLocationsDeps,
  _call: Call,
  input: { sellerId: string },
): Promise<{ locations: Location[] }> {
  return { locations: await listLocationRows(deps.database, input.sellerId) };
}

export async function addLocation(
  deps: KeepLocationsDeps,
  _call: Call,
  input: { sellerId: string; name: string },
): Promise<Location> {
  const name = input.name.trim();
  const locations = await listLocationRows(deps.database, input.sellerId);
  if (locations.length >= MAX_LOCATIONS) throw refuse('inventory.too-many-locations', { maximum: MAX_LOCATIONS });
  const locationId = deps.newId();
  try {
    await deps.database.run(insertLocation({ id: locationId, sellerId: input.sellerId, name }, deps.clock.now()));
  } catch (error) {
    if (isConflict(error, 'locations_name_once')) throw refuse('inventory.location-taken', { name });
    throw error;
  }
  return { locationId, name, isDefault: false };
}

/** The new level counts from now on: the seller is not told of a stock that is below it already. */
export async function setLowLevel(
  deps: KeepLocationsDeps,
  _call: Call,
  input: { sellerId: string | null; offerId: string; lowLevel: number },
): Promise<Stock> {
  return deps.database.inTx(async (tx) => {
    const rows = await lockStock(tx, input.offerId);
    const [card] = rows;
    if (!card || (input.sellerId !== null && card.sellerId !== input.sellerId))
      throw refuse('inventory.offer-not-found');
    const after = toStock(rows.map((row) => ({ ...row, lowLevel: input.lowLevel })));
    tx.write(
      updateLowLevel(
        input.offerId,
        input.lowLevel,
        decideLow({ wasLow: true, lowLevel: input.lowLevel }, after.free).isLow,
      ),
    );
    return after;
  });
}
