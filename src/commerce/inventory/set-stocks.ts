import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database, Sql } from '#platform/database';
import { derivedId } from '#platform/ids';
import { insertDefaultLocations, insertStocks, type NewStock, setOnHand } from './stock-queries.ts';

export type SetStocksDeps = { database: Database; clock: Clock };

export const DEFAULT_LOCATION_NAME = 'Gudang utama';
const OPENING_REASON = 'Stok awal';

/** Opens the stock cards of new offers; cards that exist stay as they are. One round trip. */
export async function openStocks(
  deps: SetStocksDeps,
  _call: Call,
  input: { stocks: NewStock[] },
): Promise<Record<string, never>> {
  if (input.stocks.length > 0) await deps.database.batch(opening(input.stocks, OPENING_REASON, deps.clock.now()));
  return {};
}

/** Makes the stock on hand what it should be, in bulk. One round trip. */
export async function setStocks(
  deps: SetStocksDeps,
  _call: Call,
  input: { stocks: NewStock[]; reason: string },
): Promise<{ stocks: { offerId: string; freeQuantity: number }[] }> {
  if (input.stocks.length === 0) return { stocks: [] };
  const now = deps.clock.now();
  const results = await deps.database.batch<{ offerId: string; freeQuantity: number }[][]>([
    ...opening(input.stocks, input.reason, now),
    setOnHand(input.stocks, input.reason, now),
  ]);
  return { stocks: results.at(-1) ?? [] };
}

function opening(stocks: readonly NewStock[], reason: string, now: Date): Sql[] {
  const sellerIds = [...new Set(stocks.map((stock) => stock.sellerId))].sort();
  const locations = sellerIds.map((sellerId) => ({ id: derivedId('inventory.default-location', sellerId), sellerId }));
  return [insertDefaultLocations(locations, DEFAULT_LOCATION_NAME, now), insertStocks(stocks, reason, now)];
}
