import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { writeUpdated } from './announce-products.ts';
import { addSold, type Refreshed } from './product-queries.ts';

/**
 * Counts what was sold once an order is over and well: nothing can be given back any more, so the count never falls.
 * Products in the order of their key, as everywhere here.
 */
export async function onOrderCompleted(
  tx: Tx,
  event: { payload: { lines: { productId: string; quantity: number }[] } },
  call: Call,
): Promise<void> {
  const sold = new Map<string, number>();
  for (const { productId, quantity } of event.payload.lines) sold.set(productId, (sold.get(productId) ?? 0) + quantity);
  const statements = [...sold]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([productId, quantity]) => addSold(productId, quantity));
  const changed = await tx.batch<Refreshed[][]>(statements);
  writeUpdated(tx, call, changed.flat());
}
