/** For tests: the module on a real database among the neighbours of `townExample`, with saga runner and inbox. */

import { type Database, sql } from '#platform/database';
import type { EventEnvelope } from '#platform/events';
import { newUuid } from '#platform/ids';
import { Inbox } from '#platform/inbox';
import { silentLog } from '#platform/log';
import { ModuleSagas } from '#platform/saga-runner';
import { userCall } from '#platform/testing/calls';
import type { OrdersApi, PlacedOrders } from './contract.ts';
import { addressExample, depsExample, offerExample, sellerExample, townExample } from './fixtures.ts';
import { createOrders } from './module.ts';

export type Fact = { event_type: string; aggregate_id: string; payload: Record<string, unknown> };

/** `leaseMs` short, so that a second runner can take over from a first one that "died". */
export function houseExample(database: Database, leaseMs = 30_000) {
  const town = townExample();
  const newSagas = (owner: string) => new ModuleSagas({ database, owner, log: silentLog, leaseMs });
  const sagas = newSagas('first');
  const module = createOrders(depsExample(town, { database, sagas }));
  const inbox = new Inbox({ database, reactions: module.reactions ?? [], log: silentLog });
  sagas.register(module.sagas ?? []);

  const seen = new Set<string>();
  return {
    town,
    module,
    sagas,
    inbox,
    api: module.api as OrdersApi,
    newSagas: (owner: string) => {
      const other = newSagas(owner);
      other.register(module.sagas ?? []);
      return other;
    },
    /** What another module says. */
    hear: (eventType: string, payload: object, eventId: string = newUuid()) =>
      inbox.receive([envelope(eventType, payload, eventId)]),
    /** Carries our own events of these orders back to us, as the relay does. */
    carry: async (orderIds: readonly string[]) => {
      const rows = await database.run<Fact & { event_id: string }>(sql`
        select event_id, event_type, aggregate_id, payload from orders.outbox where aggregate_id = any(${orderIds}::text[]) order by id`);
      const fresh = rows.filter((row) => !seen.has(row.event_id) && inbox.eventTypes.has(row.event_type));
      for (const row of fresh) seen.add(row.event_id);
      await inbox.receive(fresh.map((row) => envelope(row.event_type, row.payload, row.event_id)));
    },
  };
}

function envelope(eventType: string, payload: object, eventId: string): EventEnvelope {
  return {
    eventId,
    eventType,
    eventVersion: 1,
    aggregateType: 'test',
    aggregateId: eventId,
    eventTimestamp: new Date().toISOString(),
    metadata: { correlationId: 'test', causationId: null, userId: null, tenantId: null, source: 'test' },
    payload,
  };
}

/** What was said about an order, audit entries apart. */
export async function factsAbout(database: Database, orderId: string): Promise<Fact[]> {
  return database.run<Fact>(sql`
    select event_type, aggregate_id, payload from orders.outbox
    where aggregate_id in (${orderId}, ${`order:${orderId}`}) and event_type <> 'audit.recorded' order by id`);
}

/** Two shops with one good each, ten pieces; a buyer with an address and both goods in the cart. */
export function marketDay(house: ReturnType<typeof houseExample>, free = 10) {
  const { town } = house;
  const buyerId = newUuid();
  const sellers = [sellerExample(), sellerExample()];
  const offers = sellers.map((seller, i) => offerExample(seller.sellerId, { priceMinor: 65_000 + i * 20_000 }));
  const address = addressExample();
  for (const seller of sellers) town.sellers.set(seller.sellerId, seller);
  for (const offer of offers) {
    town.offers.set(offer.offerId, offer);
    town.free.set(offer.offerId, free);
  }
  town.addresses.set(address.id, { userId: buyerId, address });
  town.carts.set(
    buyerId,
    offers.map(({ offerId }, i) => ({ offerId, quantity: i + 1 })),
  );
  const input = {
    addressId: address.id,
    paymentChannel: 'QRIS',
    shipping: sellers.map(({ sellerId }) => ({ sellerId, serviceCode: 'jne:reg' })),
  };
  const buyer = (idempotencyKey: string | null = newUuid()) => userCall(buyerId, ['CUSTOMER'], { idempotencyKey });
  const seller = (index: number, idempotencyKey: string | null = null) =>
    userCall(sellers[index]?.userId ?? '', ['CUSTOMER', 'SELLER'], { idempotencyKey });
  return { buyerId, sellers, offers, address, input, buyer, seller };
}

/** The event that payments sends for the payment of these orders. */
export function paymentFacts(placed: PlacedOrders) {
  return {
    paymentId: placed.payment.id,
    invoiceId: placed.invoiceId,
    payerId: placed.orders[0]?.buyer.id ?? '',
    channel: 'QRIS',
    amountMinor: placed.total.amount,
    allocations: placed.orders.map((order) => ({
      orderId: order.id,
      sellerId: order.seller.id,
      amountMinor: order.total.amount,
    })),
  };
}
