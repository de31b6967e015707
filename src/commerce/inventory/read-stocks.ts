import { present } from '#platform/assert';
import type { Call } from '#platform/call';
import type { Runner } from '#platform/database';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import type { LowStock, Movement, Stock } from './contract.ts';
import {
  auditStocks,
  findCardOwner,
  listFree,
  listLowStocks,
  listMovementRows,
  listStockRows,
  type StockRow,
} from './stock-queries.ts';

export type ReadStocksDeps = { database: Runner };

/** Every offer asked for stands in the answer, with 0 where there is no stock card. */
export async function freeByOffers(
  deps: ReadStocksDeps,
  _call: Call,
  input: { offerIds: string[] },
): Promise<{ stocks: { offerId: string; freeQuantity: number }[] }> {
  const free = new Map((await listFree(deps.database, input.offerIds)).map((row) => [row.offerId, row.freeQuantity]));
  return { stocks: [...new Set(input.offerIds)].map((offerId) => ({ offerId, freeQuantity: free.get(offerId) ?? 0 })) };
}

export async function stocksByOffers(
  deps: ReadStocksDeps,
  _call: Call,
  input: { offerIds: string[] },
): Promise<{ stocks: Stock[] }> {
  const rows = await listStockRows(deps.database, input.offerIds);
  const byOffer = Map.groupBy(rows, (row) => row.offerId);
  return { stocks: [...byOffer.values()].map(toStock) };
}

export async function lowStocks(
  deps: ReadStocksDeps,
  _call: Call,
  input: { sellerId: string; limit: number },
): Promise<{ stocks: LowStock[] }> {
  return { stocks: await listLowStocks(deps.database, input.sellerId, input.limit) };
}

/** The card of an offer from its rows (one per location, at least one). */
export function toStock(rows: readonly StockRow[]): Stock {
  const card = present(rows[0], 'A stock card has at least one location');
  const onHand = rows.reduce((sum, row) => sum + row.onHand, 0);
  const reserved = rows.reduce((sum, row) => sum + row.reserved, 0);
  return {
    offerId: card.offerId,
    sellerId: card.sellerId,
    onHand,
    reserved,
    free: onHand - reserved,
    lowLevel: card.lowLevel,
    locations: rows.map((row) => ({
      locationId: row.locationId,
      name: row.locationName,
      onHand: row.onHand,
      reserved: row.reserved,
    })),
  };
}

export async function listMovements(
  deps: ReadStocksDeps,
  _call: Call,
  input: { sellerId: string | null; offerId: string; limit: number; cursor: string | null },
): Promise<{ items: Movement[]; nextCursor: string | null }> {
  const sellerId = await findCardOwner(deps.database, input.offerId);
  if (!sellerId || (input.sellerId !== null && input.sellerId !== sellerId)) throw refuse('inventory.offer-not-found');
  const [beforeId] = decodeCursor(input.cursor ?? undefined, 1) ?? [null];
  if (beforeId !== null && !Number.isSafeInteger(beforeId)) {
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  }
  const rows = await listMovementRows(
    deps.database,
    input.offerId,
    Number(beforeId ?? Number.MAX_SAFE_INTEGER),
    input.limit + 1,
  );
  return page(rows, input.limit, (row) => [row.movementId]);
}

export async function verifyInventory(
  deps: ReadStocksDeps,
): Promise<{ isSound: boolean; stocksChecked: number; movementsChecked: number; problems: string[] }> {
  const audit = await auditStocks(deps.database);
  return {
    isSound: audit.problems.length === 0,
    stocksChecked: audit.stocks,
    movementsChecked: audit.movements,
    problems: audit.problems,
  };
}
