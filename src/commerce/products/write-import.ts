import { type Call, userIdOf } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { eventInserts } from '#platform/events';
import { productsContract } from './contract.ts';
import type { ImportPlan } from './import-rules.ts';
import { refreshProducts, upsertOffers, upsertProducts, upsertVariants } from './product-queries.ts';

/** Everything of a batch in one transaction and one round trip, events included. */
export async function writeImport(
  deps: { database: Database; clock: Clock },
  call: Call,
  plan: ImportPlan,
): Promise<void> {
  const now = deps.clock.now();
  const eventsOf = (products: ImportPlan['products']) =>
    products.map(({ productId, sellerId, status }) => ({
      call,
      aggregateId: productId,
      payload: { productId, sellerId, status },
    }));
  const created = plan.products.filter((product) => product.isNew);
  const updated = plan.products.filter((product) => !product.isNew);
  const updatedIds = updated.map((product) => product.productId);
  await deps.database.batch([
    upsertProducts(plan.products, now),
    upsertVariants(plan.variants),
    upsertOffers(plan.offers, userIdOf(call), now),
    // New products come with their figures; those that stand may have other sellers' offers as well.
    ...(updatedIds.length > 0 ? [refreshProducts(updatedIds, now)] : []),
    ...eventInserts(productsContract, 'product.created', eventsOf(created)),
    ...eventInserts(productsContract, 'product.updated', eventsOf(updated)),
  ]);
}
