import type { paymentsContract } from '#commons/payments';
import type { Call } from '#platform/call';
import type { PayloadOf } from '#platform/contract';
import type { Heard } from '#platform/events';
import { derivedId } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { lockOfInvoice, lockOfInvoices } from './order-queries.ts';
import type { OrderRecord } from './order-record.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { writeSteps, writeStepsOf } from './take-step.ts';

type Paid = PayloadOf<typeof paymentsContract, 'payment.completed'>;

/**
 * The money of an invoice is here. Orders that wait for it are confirmed, with their stock; an order whose stock has
 * gone meanwhile is cancelled, and one that had ended before stays ended: their money goes back. May run twice.
 */
export async function onPaymentCompleted(deps: OrdersDeps, call: Call, paid: Paid): Promise<void> {
  const lost = await confirmStock(deps, call, paid);
  const ended = await deps.database.inTx(async (tx) => {
    // None for an invoice of another module.
    const orders = await lockOfInvoice(tx, paid.invoiceId);
    const at = deps.clock.now().toISOString();
    const confirmed = writeSteps(tx, call, orders, { act: 'pay', by: 'payment', at, code: 'paid' });
    const unserved = confirmed.filter((order) => lost.has(order.orderId));
    writeSteps(tx, call, unserved, { act: 'cancel', by: 'house', at, code: 'out-of-stock' });
    return orders.filter((order) => isEndedUnpaid(order));
  }, LAZY);
  for (const order of ended) await giveBack(deps, call, order);
}

/** Whoever is asked takes so many reservations at once. */
const MOST_RESERVATIONS = 100;
/** Rests on the event and on the confirmed stock, and the mark of the event rests on it: all in one log, or not lazy. */
const LAZY = { lazy: 'where-shared' } as const;

/**
 * The same for many payments at once: two round trips for all of them. Throws where any reservation is gone, before
 * anything is written here; each is then handled by itself.
 */
export async function onPaymentsCompleted(deps: OrdersDeps, heard: readonly Heard<Paid>[]): Promise<void> {
  const [first] = heard;
  if (!first) return;
  const reservationIds = heard.flatMap(({ event }) => event.payload.allocations.map(({ orderId }) => orderId));
  for (let from = 0; from < reservationIds.length; from += MOST_RESERVATIONS)
    await deps.inventory.confirmMany(first.call, {
      reservationIds: reservationIds.slice(from, from + MOST_RESERVATIONS),
    });
  const callOf = new Map(heard.map(({ call, event }) => [event.payload.invoiceId, call]));
  const ended = await deps.database.inTx(async (tx) => {
    const orders = await lockOfInvoices(tx, [...callOf.keys()]);
    const moved = orders.map((order) => ({ order, call: callOf.get(order.invoiceId) ?? first.call }));
    const at = deps.clock.now().toISOString();
    writeStepsOf(tx, moved, { act: 'pay', by: 'payment', at, code: 'paid' });
    return moved.filter(({ order }) => isEndedUnpaid(order));
  }, LAZY);
  for (const { call, order } of ended) await giveBack(deps, call, order);
}

/** Ended before the money came; `payments` keeps most of these in its own queue, this is the last net. */
function isEndedUnpaid(order: OrderRecord): boolean {
  const isOver = order.status === 'expired' || order.status === 'cancelled';
  return isOver && !order.history.some((entry) => entry.status === 'paid');
}

/**
 * Tells inventory that the goods are sold, before we say so; answers the orders that have no reservation (any more):
 * those of other modules, those that have ended, and those whose stock ran away.
 */
async function confirmStock(deps: OrdersDeps, call: Call, paid: Paid): Promise<Set<string>> {
  const reservationIds = paid.allocations.map((allocation) => allocation.orderId);
  try {
    await deps.inventory.confirmMany(call, { reservationIds });
    return new Set();
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  const lost = new Set<string>();
  for (const reservationId of reservationIds) {
    try {
      await deps.inventory.confirm(call, { reservationId });
    } catch (error) {
      if (!isGone(error)) throw error;
      lost.add(reservationId);
    }
  }
  return lost;
}

function isGone(error: unknown): boolean {
  return isRefusal(error, 'inventory.reservation-gone') || isRefusal(error, 'inventory.reservation-not-found');
}

async function giveBack(deps: OrdersDeps, call: Call, order: OrderRecord): Promise<void> {
  deps.log.warn(
    { orderId: order.orderId, status: order.status },
    'money came for an order that had ended; it goes back',
  );
  await deps.payments.refund(call, {
    refundId: derivedId('refund', order.orderId),
    paymentId: order.paymentId,
    orderId: order.orderId,
    amountMinor: order.totalMinor,
    reason: `Pembayaran masuk setelah pesanan ${order.number} berakhir`,
  });
}
