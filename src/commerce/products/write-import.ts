import type { Call } from '#platform/call';
import { userIdOf } from '#platform/call';
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
  const payloads = plan.products.map(({ productId, sellerId, status, isNew }) => ({
    isNew,
    event: { call, aggregateId: productId, payload: { productId, sellerId, status } },
  }));
  const created = payloads.filter(({ isNew }) => isNew).map(({ event }) => event);
  const updated = payloads.filter(({ isNew }) => !isNew).map(({ event }) => event);
  await deps.database.batch([
    upsertProducts(
      plan.products.map(({ isNew: _, ...row }) => row),
      now,
    ),
    upsertVariants(plan.variants),
    upsertOffers(plan.offers, userIdOf(call), now),
    refreshProducts(
      plan.products.map((product) => product.productId),
      now,
    ),
    ...eventInserts(productsContract, 'product.created', created),
    ...eventInserts(productsContract, 'product.updated', updated),
  ]);
}
