import { inventoryContract } from '#commerce/inventory';
import { shippingContract } from '#commerce/shipping';
import { identityContract } from '#commons/identity';
import { paymentsContract } from '#commons/payments';
import { on, type Reaction } from '#platform/events';
import { defineModule, type Job } from '#platform/module';
import { cancelOrder } from './cancel-order.ts';
import { checkoutSaga } from './checkout/checkout-saga.ts';
import { placeOrder } from './checkout/place-order.ts';
import { quoteCheckout } from './checkout/quote-checkout.ts';
import { type OrdersApi, ordersContract } from './contract.ts';
import { completeDueOrders, completeOrder, deliverOrder } from './finish-order.ts';
import { invoicePdf } from './invoice/invoice-pdf.ts';
import { deductStock, onOrderCancelled, releaseStock } from './on-order-ended.ts';
import { onPaymentCompleted, onPaymentsCompleted } from './on-payment-completed.ts';
import { onPaymentEnded, type PaymentEnd } from './on-payment-ended.ts';
import { onRefundCompleted } from './on-refund-completed.ts';
import { onReservationExpired } from './on-reservation-expired.ts';
import { onShipmentUpdated } from './on-shipment-updated.ts';
import { changeTimeToPay } from './order-queries.ts';
import { forgetNamesInWords } from './order-word-queries.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { anonymiseBuyer, countOpenOrders, listOrdersOfPerson } from './personal-data-queries.ts';
import { findOrders, getOrder, getTracking, listOrders, listShopOrders, ordersByIds } from './read-orders.ts';
import { ordersRoutes } from './routes.ts';
import { shipOrder } from './ship-order.ts';
import { verifyOrders } from './verify-orders.ts';

export function createOrders(deps: OrdersDeps) {
  const api = apiOf(deps);
  return defineModule({
    contract: ordersContract,
    api,
    routes: ordersRoutes(api),
    reactions: [...paymentReactions(deps), ...otherReactions(deps)],
    jobs: jobsOf(api),
    sagas: [checkoutSaga(deps)],
  });
}

function apiOf(deps: OrdersDeps): OrdersApi {
  return {
    quoteCheckout: (call, input) => quoteCheckout(deps, call, input),
    placeOrder: (call, input) => placeOrder(deps, call, input),
    listOrders: (call, input) => listOrders(deps, call, input),
    listShopOrders: (call, input) => listShopOrders(deps, call, input),
    findOrders: (call, input) => findOrders(deps, call, input),
    getOrder: (call, { orderId }) => getOrder(deps, call, orderId),
    getTracking: (call, { orderId }) => getTracking(deps, call, orderId),
    cancelOrder: (call, input) => cancelOrder(deps, call, input),
    shipOrder: (call, input) => shipOrder(deps, call, input),
    deliverOrder: (call, input) => deliverOrder(deps, call, input),
    completeOrder: (call, input) => completeOrder(deps, call, input),
    invoicePdf: (call, { orderId }) => invoicePdf(deps, call, orderId),
    ordersByIds: (_call, { orderIds }) => ordersByIds(deps, orderIds),
    completeDueOrders: (call) => completeDueOrders(deps, call),
    countOpenOrders: (_call, { userId }) => countOpenOrders(deps.database, userId),
    personalData: async (_call, { userId }) => ({ orders: await listOrdersOfPerson(deps.database, userId) }),
    verifyOrders: () => verifyOrders(deps.database),
  };
}

function paymentReactions(deps: OrdersDeps): Reaction[] {
  const end = (how: PaymentEnd): Reaction =>
    on(paymentsContract, how, {
      inTx: (tx, event, call) => onPaymentEnded(deps, tx, { call, invoiceId: event.payload.invoiceId, how }),
    });
  return [
    on(paymentsContract, 'payment.completed', {
      run: (call, event) => onPaymentCompleted(deps, call, event.payload),
      together: (heard) => onPaymentsCompleted(deps, heard),
    }),
    on(paymentsContract, 'payment.channel-changed', {
      inTx: async (tx, event) => tx.write(changeTimeToPay(event.payload.invoiceId, event.payload.expiresAt)),
    }),
    end('payment.expired'),
    end('payment.failed'),
    end('payment.cancelled'),
    on(paymentsContract, 'refund.completed', {
      inTx: (tx, event, call) => {
        const { orderId, amountMinor } = event.payload;
        return onRefundCompleted(deps, tx, { call, orderId, amountMinor });
      },
    }),
  ];
}

/** Our own events come back to us where something in another module must follow from them, crash or not. */
function otherReactions(deps: OrdersDeps): Reaction[] {
  return [
    on(inventoryContract, 'reservation.expired', {
      run: (call, event) => onReservationExpired(deps, call, event.payload.reservationId),
    }),
    on(identityContract, 'user.erased', {
      inTx: (tx, event) => tx.write(anonymiseBuyer(event.payload.userId), forgetNamesInWords(event.payload.userId)),
    }),
    on(shippingContract, 'shipment.updated', { run: (call, event) => onShipmentUpdated(deps, call, event.payload) }),
    on(ordersContract, 'order.cancelled', { run: (call, event) => onOrderCancelled(deps, call, event.payload) }),
    on(ordersContract, 'order.expired', { run: (call, event) => releaseStock(deps, call, event.payload.orderId) }),
    on(ordersContract, 'order.shipped', { run: (call, event) => deductStock(deps, call, event.payload.orderId) }),
  ];
}

function jobsOf(api: OrdersApi): Job[] {
  return [
    {
      name: 'orders.complete-due',
      schedule: { everySeconds: 60 },
      run: async (call) => void (await api.completeDueOrders(call, {})),
    },
  ];
}
