import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { writeUpdated } from './announce-products.ts';
import { type Refreshed, refreshInStock, updateFreeQuantity } from './product-queries.ts';

/** Writes down what is free of an offer; when the product as a whole ran out or came back, search must hear of it. */
export async function onStockChanged(
  tx: Tx,
  event: { payload: { offerId: string; freeQuantity: number } },
  call: Call,
): Promise<void> {
  const { offerId, freeQuantity } = event.payload;
  tx.write(updateFreeQuantity(offerId, freeQuantity));
  writeUpdated(tx, call, await tx.run<Refreshed>(refreshInStock(offerId)));
}
