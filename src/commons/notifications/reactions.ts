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

type NoticesOf = (payload: Payload) => NoticeInput[];

const buyer = (type: string) => (p: Payload) => ({ userId: String(p.buyerId), type, data: p });
const seller = (type: string) => (p: Payload) => ({ userId: String(p.sellerUserId), type, data: p });
const owner = (type: string) => (p: Payload) => ({ userId: String(p.userId), type, data: p });
const payer = (type: string) => (p: Payload) => ({ userId: String(p.payerId), type, data: p });
const borrower = (type: string) => (p: Payload) => ({ userId: String(p.borrowerId), type, data: p });
const all =
  (...notices: ((payload: Payload) => NoticeInput)[]): NoticesOf =>
  (p) =>
    notices.map((notice) => notice(p));

/** Who is told what when something happens. */
const NOTICES: Readonly<Record<string, NoticesOf>> = {
  'order.created': all(buyer('order.placed')),
  'order.confirmed': all(buyer('order.paid'), seller('shop.order-paid')),
  'order.shipped': all(buyer('order.shipped')),
  'order.delivered': all(buyer('order.delivered')),
  'order.completed': all(buyer('order.completed'), seller('shop.order-completed')),
  // A shop that was never paid has packed nothing.
  'order.cancelled': (p) =>
    Number(p.refundMinor) > 0
      ? all(buyer('order.cancelled'), seller('shop.order-cancelled'))(p)
      : [buyer('order.cancelled')(p)],
  'order.expired': all(buyer('order.expired')),
  'refund.completed': all(payer('refund.completed')),
  'seller.approved': all(owner('shop.approved')),
  'seller.rejected': all(owner('shop.rejected')),
  'seller.suspended': all(owner('shop.suspended')),
  'price-alert.fired': all(owner('store.price-alert')),
  'ingredient.running-out': all(owner('store.running-out')),
  'store.manager-added': all(owner('store.manager-added')),
  'reminder.due': all(borrower('loan.reminder')),
  'hardship.decided': (p) => [borrower(p.isGranted === true ? 'loan.hardship-granted' : 'loan.hardship-declined')(p)],
};
const PUSHED_ONLY = [
  'payment.completed',
  'payment.failed',
  'payment.expired',
  'payment.cancelled',
  'payment.channel-changed',
];

/** Told to the person behind a shop: who says it knows the shop only. */
const SHOP_NOTICES = [
  { eventType: 'stock.low', type: 'shop.stock-low' },
  { eventType: 'payout.completed', type: 'shop.payout-sent' },
  { eventType: 'payout.failed', type: 'shop.payout-refused' },
  { eventType: 'payout.reversed', type: 'shop.payout-refused' },
  { eventType: 'seller.payout-refused', type: 'shop.payout-refused' },
];

const noticesOf = (fact: Fact): NoticeInput[] => NOTICES[fact.eventType]?.(fact.payload) ?? [];

/**
 * Commons hear what the wings say without knowing their contracts: they take the few fields they need from the event and
 * leave the rest.
 */
export function reactions(deps: ReactionDeps): Reaction[] {
  const together = tellTogether(deps);
  const told = Object.keys(NOTICES).map((eventType) => tellAll(deps, eventType, together));
  return [
    ...contactReactions(),
    ...told.map((reaction) => (reaction.eventType === 'seller.approved' ? shopApproved(deps, reaction) : reaction)),
    ...SHOP_NOTICES.map((notice) => tellShop(deps, notice)),
    ...PUSHED_ONLY.map((eventType) => livePush(deps, eventType)),
  ];
}

function pushTo(deps: ReactionDeps, fact: Fact, notices: NoticeInput[]): void {
  push(deps.live, fact, [...new Set(notices.map((notice) => notice.userId))]);
}

/** A hundred events of a busy second cost as many round trips as one. */
function tellTogether(deps: ReactionDeps): Together {
  return async (heard) => {
    const told = heard.map(({ call, event }) => ({ call, fact: event as Fact, notices: noticesOf(event as Fact) }));
    await deps.tellMany(
      told.flatMap(({ call, fact, notices }) =>
        notices.map((notice) => ({ call: { ...call, idempotencyKey: fact.eventId }, notice })),
      ),
    );
    for (const { fact, notices } of told) pushTo(deps, fact, notices);
  };
}

function tellAll(deps: ReactionDeps, eventType: string, together: Together): Reaction {
  return {
    eventType,
    version: 1,
    run: async (call, event: EventEnvelope<never>) => {
      const fact = event as Fact;
      const notices = noticesOf(fact);
      pushTo(deps, fact, notices);
      for (const notice of notices) await deps.tell({ ...call, idempotencyKey: fact.eventId }, notice);
    },
    together,
  };
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

function tellShop(deps: ReactionDeps, { eventType, type }: { eventType: string; type: string }): Reaction {
  return {
    eventType,
    version: 1,
    run: async (call, event: EventEnvelope<never>) => {
      const fact = event as Fact;
      const userId = await findShopOwner(deps.database, String(fact.payload.sellerId));
      if (userId) await deps.tell({ ...call, idempotencyKey: fact.eventId }, { userId, type, data: fact.payload });
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
