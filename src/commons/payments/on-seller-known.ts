import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { EventEnvelope, Reaction } from '#platform/events';
import { insertSellerMember } from './intents/payment-queries.ts';

const checkMember = Compile(
  Type.Object({
    sellerId: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
    userId: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
  }),
);

/**
 * Remembers who belongs to a seller, so that a seller sees the payments of his orders. The names of the events are
 * written out: sellers ask payments, so payments must not lean on their contract.
 */
export function onSellerKnown(): Reaction[] {
  return ['seller.applied', 'seller.approved', 'seller.updated'].map((eventType) => ({
    eventType,
    version: 1,
    inTx: (tx, event: EventEnvelope<unknown>) => {
      if (checkMember.Check(event.payload)) tx.write(insertSellerMember(event.payload.sellerId, event.payload.userId));
    },
  }));
}
