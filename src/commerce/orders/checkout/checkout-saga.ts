import type { Payment } from '#commons/payments';
import { present } from '#platform/assert';
import { auditRow } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Sql } from '#platform/database';
import { eventRow, outboxInserts } from '#platform/events';
import { isRefusal, refuse } from '#platform/refusal';
import type { SagaDefinition, SagaStep } from '#platform/saga';
import { ordersContract } from '../contract.ts';
import { factsOf } from '../order-view.ts';
import type { OrdersDeps } from '../orders-deps.ts';
import { deleteCheckout, insertCheckout, shortenTimeToPay } from './checkout-queries.ts';
import type { CheckoutPlan } from './checkout-rules.ts';

export type CheckoutState = {
  /** Of the request, so that another one under the same key is noticed. */
  inputHash: string;
  buyerId: string;
  invoiceId: string;
  paymentId: string;
  orderIds: string[];
  offerIds: string[];
  placedAt: string;
  payableUntil: string;
  /** What is to be written; gone when it has been. */
  plan: CheckoutPlan | null;
};

/** What the steps have learned, for the request that waits for them. */
export type Learned = { payment: Payment | null };

type CheckoutDeps = Pick<OrdersDeps, 'inventory' | 'payments' | 'carts' | 'clock' | 'log'>;
type Step = SagaStep<CheckoutState>;

/**
 * Reserve stock → create orders → create payment → clear cart. All orders of a checkout are reserved in one go, and the
 * orders are written in the commit that notes the reservation. Nobody hears of the orders before their payment exists:
 * until then going back leaves nothing behind.
 */
export function checkoutSaga(deps: CheckoutDeps, learned: Learned = { payment: null }): SagaDefinition<CheckoutState> {
  return { kind: 'checkout', steps: [createOrders(deps), createPayment(deps, learned), clearCart(deps)] };
}

export function stateOf(plan: CheckoutPlan, inputHash: string): CheckoutState {
  return {
    inputHash,
    buyerId: plan.invoice.buyerId,
    invoiceId: plan.invoice.invoiceId,
    paymentId: plan.invoice.paymentId,
    orderIds: plan.orders.map((order) => order.orderId),
    offerIds: plan.orders.flatMap((order) => order.lines.map((line) => line.offerId)),
    placedAt: plan.invoice.createdAt,
    payableUntil: plan.payableUntil,
    plan,
  };
}

function createOrders({ inventory }: CheckoutDeps): Step {
  return {
    name: 'create-orders',
    ask: async (call, state) => {
      const { orders, reservedUntil } = planOf(state);
      const reservations = orders.map((order) => ({
        reservationId: order.orderId,
        expiresAt: reservedUntil,
        lines: order.lines.map(({ offerId, quantity }) => ({ offerId, quantity })),
      }));
      try {
        await inventory.reserveMany(call, { reservations });
      } catch (error) {
        throw translate(error, planOf(state));
      }
    },
    compensate: async (call, state) => {
      await inventory.releaseMany(call, { reservationIds: state.orderIds });
    },
    write: (state) => insertCheckout(planOf(state)),
    undo: (state) => [deleteCheckout(state.invoiceId)],
  };
}

function createPayment({ payments, clock }: CheckoutDeps, learned: Learned): Step {
  return {
    name: 'create-payment',
    ask: async (call, state) => {
      // Found again after a long stop: nobody waits for this answer any more.
      if (state.payableUntil <= clock.now().toISOString()) throw refuse('orders.took-too-long');
      const { invoice, orders } = planOf(state);
      const payment = await payments.createIntent(call, {
        intentId: invoice.paymentId,
        invoiceId: invoice.invoiceId,
        payerId: invoice.buyerId,
        channel: invoice.paymentChannel,
        amountMinor: invoice.totalMinor,
        description: invoice.number,
        customerName: orders[0]?.buyerName.slice(0, 100) ?? invoice.number,
        expiresAt: state.payableUntil,
        allocations: orders.map((order) => ({
          orderId: order.orderId,
          sellerId: order.sellerId,
          amountMinor: order.totalMinor,
        })),
      });
      learned.payment = payment;
      const payableUntil = new Date(payment.expiresAt).toISOString();
      return payableUntil < state.payableUntil ? { payableUntil } : {};
    },
    compensate: async (call, state) => {
      await payments.cancelIntent(call, { intentId: state.paymentId });
    },
    write: (state, _sagaId, call) => announce(state, call),
  };
}

/** The orders become known, with the time to pay that the payment's channel leaves. */
function announce(state: CheckoutState, call: Call): Sql[] {
  const plan = planOf(state);
  const facts = plan.orders.flatMap((order) => {
    const payload = { ...factsOf(order), payableUntil: state.payableUntil };
    const { status, number, totalMinor, invoiceNumber } = order;
    return [
      eventRow(ordersContract, 'order.created', { call, aggregateId: order.orderId, payload }),
      auditRow(call, {
        stream: `order:${order.orderId}`,
        action: 'orders.placed',
        after: { status, number, totalMinor, invoiceNumber },
      }),
    ];
  });
  const shortened =
    state.payableUntil < plan.payableUntil ? [shortenTimeToPay(state.invoiceId, state.payableUntil)] : [];
  return [...shortened, ...outboxInserts('orders', facts)];
}

function clearCart({ carts, log }: CheckoutDeps): Step {
  return {
    name: 'clear-cart',
    ask: async (call, state) => {
      try {
        await carts.removeLines(call, {
          ownerUserId: state.buyerId,
          offerIds: state.offerIds,
          changedBefore: state.placedAt,
        });
      } catch (error) {
        // A cart that still shows what was bought is a nuisance; an order undone because of it would be a fault.
        log.warn({ err: error, invoiceId: state.invoiceId }, 'the cart could not be cleared after checkout');
      }
      return { plan: null };
    },
  };
}

function planOf(state: CheckoutState): CheckoutPlan {
  return present(state.plan, 'A checkout keeps its plan until the orders are written');
}

/** Inventory's no in the words of an order; anything else stays as it is. */
function translate(error: unknown, plan: CheckoutPlan): unknown {
  if (isRefusal(error, 'inventory.reservation-gone') || isRefusal(error, 'inventory.reservation-too-late')) {
    return refuse('orders.took-too-long');
  }
  if (!isRefusal(error, 'inventory.not-enough')) return error;
  const lines = plan.orders.flatMap((order) => order.lines);
  const missing = Array.isArray(error.details.lines) ? error.details.lines : [error.details];
  const offerIds = missing.flatMap((line: { offerId?: unknown }) =>
    typeof line.offerId === 'string' ? [line.offerId] : [],
  );
  const name = lines.find((line) => line.offerId === offerIds[0])?.name ?? '';
  return refuse('orders.not-available', { name, available: Number(error.details.free ?? 0), offerIds });
}
