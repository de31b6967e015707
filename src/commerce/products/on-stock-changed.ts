import type { Tx } from '#platform/database';
import type { Heard } from '#platform/events';
import { writeUpdated } from './announce-products.ts';
import { type Refreshed, refreshInStock, updateFreeQuantities } from './product-queries.ts';

type StockChanged = { offerId: string; freeQuantity: number };

/**
 * Writes down what is free of offers; when a product as a whole ran out or came back, search must hear of it. Of several
 * news of one offer the last counts.
 */
export async function onStockChanged(tx: Tx, heard: readonly Heard<StockChanged>[]): Promise<void> {
  const [first] = heard;
  if (!first) return;
  const free = new Map(heard.map(({ event }) => [event.payload.offerId, event.payload.freeQuantity]));
  tx.write(updateFreeQuantities([...free].map(([offerId, freeQuantity]) => ({ offerId, freeQuantity }))));
  writeUpdated(tx, first.call, await tx.run<Refreshed>(refreshInStock([...free.keys()])));
}
