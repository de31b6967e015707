import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { eventInserts } from '#platform/events';
import { productsContract } from './contract.ts';
import type { Refreshed } from './product-queries.ts';

/** Says of products that something kept with them has changed. */
export function writeUpdated(tx: Tx, call: Call, products: readonly Refreshed[]): void {
  const events = products.map((payload) => ({ call, aggregateId: payload.productId, payload }));
  tx.write(...eventInserts(productsContract, 'product.updated', events));
}
