import type { Call } from '#platform/call';
import type { Database } from '#platform/database';
import type { EventEnvelope, Reaction, Together } from '#platform/events';
import type { Live } from '#platform/live';
import { findShopOwner, forgetPerson, upsertContact, upsertShop } from './notice-queries.ts';
import type { NoticeInput } from './notify.ts';

export type ReactionDeps = {
  database: Database;
  live: Pick<Live, 'publish'>;
  tell: (call: Call, notice: NoticeInput) => Promise<void>;
  tellMany: (wishes: { call: Call; notice: NoticeInput }[]) => Promise<void>;
};

type Payload = Record<string, unknown>;
type Fact = EventEnvelope<Payload>;

/**
 * Commons hear what the wings say without knowing their contracts: they take the few fields they need from the event and
 * leave the rest.
 */
export function reactions(deps: ReactionDeps): Reaction[] {
  const noticesByType = new Map<string, (payload: Payload) => NoticeInput[]>();
  const noticesOf = (fact: Fact): NoticeInput[] => noticesByType.get(fact.eventType)?.(fact.payload) ?? [];
  const pushTo = (fact: Fact, notices: NoticeInput[]): void =>
    push(deps.live, fact, [...new Set(notices.map((notice) => notice.userId))]);
  /** A hundred events of a busy second cost as many round trips as one. */
  const together: Together = async (heard) => {
    const told = heard.map(({ call, event }) => ({ call, fact: event as Fact, notices: noticesOf(event as Fact) }));
    await deps.tellMany(
      told.flatMap(({ call, fact, notices }) =>
        notices.map((notice) => ({ call: { ...call, idempotencyKey: fact.eventId }, notice })),
      ),
    );
    for (const { fact, notices } of told) pushTo(fact, notices);
  };
  const tellAll = (eventType: string, ofPayload: (payload: Payload) => NoticeInput[]): Reaction => {
    noticesByType.set(eventType, ofPayload);
    return {
      eventType,
      version: 1,
      run: async (call, event: EventEnvelope<never>) => {
        const fact = event as Fact;
        const notices = noticesOf(fact);
        pushTo(fact, notices);
        for (const notice of notices) await deps.tell({ ...call, idempotencyKey: fact.eventId }, notice);
      },
      together,
    };
  };
  const buyer =
    (type: string) =>
    (p: Payload): NoticeInput => ({ userId: String(p.buyerId), type, data: p });
  const seller =
    (type: string) =>
    (p: Payload): NoticeInput => ({ userId: String(p.sellerUserId), type, data: p });
  const owner =
    (type: string) =>
    (p: Payload): NoticeInput => ({ userId: String(p.userId), type, data: p });
  const both = (forBuyer: (p: Payload) => NoticeInput, forSeller: (p: Payload) => NoticeInput) => (p: Payload) => [
    forBuyer(p),
    forSeller(p),
  ];

  return [
    ...contactReactions(),
    tellAll('order.created', (p) => [buyer('order.placed')(p)]),
    tellAll('order.confirmed', both(buyer('order.paid'), seller('shop.order-paid'))),
    tellAll('order.shipped', (p) => [buyer('order.shipped')(p)]),
    tellAll('order.delivered', (p) => [buyer('order.delivered')(p)]),
    tellAll('order.completed', both(buyer('order.completed'), seller('shop.order-completed'))),
    tellAll('order.cancelled', (p) => [
      buyer('order.cancelled')(p),
      ...(Number(p.refundMinor) > 0 ? [seller('shop.order-cancelled')(p)] : []),
    ]),
    tellAll('order.expired', (p) => [buyer('order.expired')(p)]),
    tellAll('refund.completed', (p) => [{ userId: String(p.payerId), type: 'refund.completed', data: p }]),
    stockLow(deps),
    shopApproved(
      deps,
      tellAll('seller.approved', (p) => [owner('shop.approved')(p)]),
    ),
    tellAll('seller.rejected', (p) => [owner('shop.rejected')(p)]),
    tellAll('seller.suspended', (p) => [owner('shop.suspended')(p)]),
    ...['payment.completed', 'payment.failed', 'payment.expired', 'payment.cancelled'].map((eventType) =>
      livePush(deps, eventType),
    ),
  ];
}

/** Whose shop it is, is remembered as well. */
function shopApproved(deps: ReactionDeps, { eventType, version, run }: Reaction): Reaction {
  return {
    eventType,
    version,
    run: async (call, event) => {
      const { sellerId, userId } = (event as Fact).payload;
      await deps.database.run(upsertShop(String(sellerId), String(userId)));
      await run?.(call, event);
    },
  };
}

/** Inventory knows the shop, not the person behind it. */
function stockLow(deps: ReactionDeps): Reaction {
  return {
    eventType: 'stock.low',
    version: 1,
    run: async (call, event: EventEnvelope<never>) => {
      const fact = event as Fact;
      const userId = await findShopOwner(deps.database, String(fact.payload.sellerId));
      if (userId)
        await deps.tell(
          { ...call, idempotencyKey: fact.eventId },
          { userId, type: 'shop.stock-low', data: fact.payload },
        );
    },
  };
}

/** Open pages hear of it at once; nothing is kept. */
function livePush(deps: ReactionDeps, eventType: string): Reaction {
  return {
    eventType,
    version: 1,
    inTx: (_tx, event: EventEnvelope<never>) => {
      const fact = event as Fact;
      push(deps.live, fact, [String(fact.payload.payerId)]);
    },
  };
}

/** Ids and states only: what a page needs to know which part of it to ask for again. */
function push(live: Pick<Live, 'publish'>, fact: Fact, userIds: string[]): void {
  const { orderId, orderNumber, invoiceId, paymentId, status } = fact.payload;
  for (const userId of userIds)
    live.publish(`user:${userId}`, {
      event: fact.eventType,
      id: fact.eventId,
      data: { orderId, orderNumber, invoiceId, paymentId, status },
    });
}

function contactReactions(): Reaction[] {
  const keep = (eventType: string): Reaction => ({
    eventType,
    version: 1,
    inTx: (tx, event: EventEnvelope<never>) => {
      const p = (event as Fact).payload;
      tx.write(
        upsertContact({
          user_id: String(p.userId),
          name: String(p.name ?? ''),
          email: typeof p.email === 'string' ? p.email : null,
          phone: typeof p.phone === 'string' ? p.phone : null,
          language: p.language === 'en' ? 'en' : 'id',
        }),
      );
    },
  });
  return [
    keep('user.registered'),
    keep('user.updated'),
    {
      eventType: 'user.erased',
      version: 1,
      inTx: (tx, event: EventEnvelope<never>) => tx.write(...forgetPerson(String((event as Fact).payload.userId))),
    },
  ];
}
