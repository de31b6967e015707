import type { Payment } from '#commons/payments';
import { assert } from '#platform/assert';
import { auditRow } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Sql } from '#platform/database';
import { eventRow, outboxInserts } from '#platform/events';
import { isRefusal, refuse } from '#platform/refusal';
import type { SagaDefinition } from '#platform/saga';
import { ordersContract } from '../contract.ts';
import { listOfInvoice } from '../order-queries.ts';
import type { OrderRecord } from '../order-record.ts';
import { factsOf } from '../order-view.ts';
import type { OrdersDeps } from '../orders-deps.ts';
import { deleteOrders, shortenTimeToPay } from './checkout-queries.ts';
import type { CheckoutPlan } from './checkout-rules.ts';

/** Small: the orders themselves are written together with it, and everything else follows from them. */
export type CheckoutState = {
  /** Of the request, so that another one under the same key is noticed. */
  inputHash: string;
  buyerId: string;
  invoiceId: string;
  paymentId: string;
  paymentChannel: string;
  placedAt: string;
  payableUntil: string;
  reservedUntil: string;
};

/** What a request knows and learns while its saga runs; empty for a saga that was found again. */
export type Learned = { orders: OrderRecord[]; payment: Payment | null };

type CheckoutDeps = Pick<OrdersDeps, 'database' | 'inventory' | 'payments' | 'carts' | 'clock' | 'log'>;

/**
 * Create orders → reserve stock → create payment → clear cart, with two commits of its own. The orders lie in the commit
 * that starts the saga; everything asked of the neighbours is harmless the second time, so one step holds all of it; and
 * the commit that ends it tells the world. Nobody hears of the orders before their payment exists: going back (payment
 * off, stock free, orders deleted) leaves nothing behind.
 */
export function checkoutSaga(deps: CheckoutDeps, learned?: Learned): SagaDefinition<CheckoutState> {
  // Between asking and writing of one saga; the sweep runs many sagas by one definition.
  const asked = new Map<string, OrderRecord[]>();
  return {
    kind: 'checkout',
    steps: [
      {
        name: 'place',
        ask: async (call, state, sagaId) => {
          // Found again after a long stop: nobody waits for this answer any more.
          if (state.payableUntil <= deps.clock.now().toISOString()) throw refuse('orders.took-too-long');
          const orders = await ordersOf(deps, state, learned);
          await reserveStock(deps, call, state, orders);
          const payment = await createPayment(deps, call, state, orders);
          if (learned) learned.payment = payment;
          await clearCart(deps, call, state, orders);
          asked.set(sagaId, orders);
          const payableUntil = new Date(payment.expiresAt).toISOString();
          return payableUntil < state.payableUntil ? { payableUntil } : {};
        },
        write: (state, sagaId, call) => {
          const orders = asked.get(sagaId);
          asked.delete(sagaId);
          assert(orders, 'What is written was asked for before');
          return announce(call, state, orders);
        },
        compensate: async (call, state) => {
          await deps.payments.cancelIntent(call, { intentId: state.paymentId });
          const orders = await listOfInvoice(deps.database, state.invoiceId);
          if (orders.length === 0) return;
          await deps.inventory.releaseMany(call, { reservationIds: orders.map((order) => order.orderId) });
          await deps.database.batch([deleteOrders(state.invoiceId)]);
        },
      },
    ],
  };
}

export function stateOf({ orders, paymentChannel, reservedUntil }: CheckoutPlan, inputHash: string): CheckoutState {
  const { buyerId, invoiceId, paymentId, createdAt, payableUntil } = orders[0];
  return { inputHash, buyerId, invoiceId, paymentId, paymentChannel, placedAt: createdAt, payableUntil, reservedUntil };
}

/** Those that the request has just written; for a saga that an earlier request began, those that lie there. */
async function ordersOf(deps: CheckoutDeps, state: CheckoutState, learned?: Learned): Promise<OrderRecord[]> {
  if (learned?.orders[0]?.invoiceId === state.invoiceId) return learned.orders;
  return listOfInvoice(deps.database, state.invoiceId);
}

/** All orders in one go: all of it or nothing. */
async function reserveStock(
  { inventory }: CheckoutDeps,
  call: Call,
  state: CheckoutState,
  orders: readonly OrderRecord[],
): Promise<void> {
  const reservations = orders.map((order) => ({
    reservationId: order.orderId,
    expiresAt: state.reservedUntil,
    lines: order.lines.map(({ offerId, quantity }) => ({ offerId, quantity })),
  }));
  try {
    await inventory.reserveMany(call, { reservations });
  } catch (error) {
    throw translate(error, orders);
  }
}

function createPayment(
  { payments }: CheckoutDeps,
  call: Call,
  state: CheckoutState,
  orders: readonly OrderRecord[],
): Promise<Payment> {
  const [first] = orders;
  assert(first, 'A checkout has at least one order');
  return payments.createIntent(call, {
    intentId: state.paymentId,
    invoiceId: state.invoiceId,
    payerId: state.buyerId,
    channel: state.paymentChannel,
    amountMinor: orders.reduce((sum, order) => sum + order.totalMinor, 0),
    description: first.invoiceNumber,
    customerName: first.buyerName.slice(0, 100),
    expiresAt: state.payableUntil,
    allocations: orders.map(({ orderId, sellerId, totalMinor }) => ({ orderId, sellerId, amountMinor: totalMinor })),
  });
}

async function clearCart(
  { carts, log }: CheckoutDeps,
  call: Call,
  state: CheckoutState,
  orders: readonly OrderRecord[],
): Promise<void> {
  const offerIds = orders.flatMap((order) => order.lines.map((line) => line.offerId));
  try {
    await carts.removeLines(call, { ownerUserId: state.buyerId, offerIds, changedBefore: state.placedAt });
  } catch (error) {
    // A cart that still shows what was bought is a nuisance; an order undone because of it would be a fault.
    log.warn({ err: error, invoiceId: state.invoiceId }, 'the cart could not be cleared after checkout');
  }
}

/** The orders become known, with the time to pay that the payment's channel leaves. */
function announce(call: Call, state: CheckoutState, orders: readonly OrderRecord[]): Sql[] {
  const facts = orders.flatMap((order) => {
    const payload = { ...factsOf(order), payableUntil: state.payableUntil };
    const { status, number, totalMinor, invoiceNumber } = order;
    const after = { status, number, totalMinor, invoiceNumber };
    return [
      eventRow(ordersContract, 'order.created', { call, aggregateId: order.orderId, payload }),
      auditRow(call, { stream: `order:${order.orderId}`, action: 'orders.placed', after }),
    ];
  });
  const isShorter = orders.some((order) => state.payableUntil < order.payableUntil);
  return [
    ...(isShorter ? [shortenTimeToPay(state.invoiceId, state.payableUntil)] : []),
    ...outboxInserts('orders', facts),
  ];
}

/** Inventory's no in the words of an order; anything else stays as it is. */
function translate(error: unknown, orders: readonly OrderRecord[]): unknown {
  if (isRefusal(error, 'inventory.reservation-gone') || isRefusal(error, 'inventory.reservation-too-late')) {
    return refuse('orders.took-too-long');
  }
  if (!isRefusal(error, 'inventory.not-enough')) return error;
  const lines = orders.flatMap((order) => order.lines);
  const missing = Array.isArray(error.details.lines) ? error.details.lines : [error.details];
  const offerIds = missing.flatMap((line: { offerId?: unknown }) =>
    typeof line.offerId === 'string' ? [line.offerId] : [],
  );
  const name = lines.find((line) => line.offerId === offerIds[0])?.name ?? '';
  return refuse('orders.not-available', { name, available: Number(error.details.free ?? 0), offerIds });
}
