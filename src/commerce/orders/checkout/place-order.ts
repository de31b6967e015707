import { createHash } from 'node:crypto';
import { type Call, userIdOf } from '#platform/call';
import { derivedId } from '#platform/ids';
import { formatRupiah, rupiah } from '#platform/money';
import { type FieldError, isRefusal, refuse } from '#platform/refusal';
import type { SagaOutcome } from '#platform/saga';
import type { PlacedOrders, PlaceOrderInput } from '../contract.ts';
import { listOfInvoice } from '../order-queries.ts';
import { viewOrder } from '../order-view.ts';
import type { OrdersDeps } from '../orders-deps.ts';
import { readPolicy } from '../settings.ts';
import { insertOrders } from './checkout-queries.ts';
import { type CheckoutPlan, planCheckout } from './checkout-rules.ts';
import { type CheckoutState, checkoutSaga, type Learned, stateOf } from './checkout-saga.ts';
import { fetchCheckout } from './fetch-checkout.ts';

/**
 * Buys: fetch, decide, and then the checkout saga, whose id follows from the buyer and the idempotency key. A request
 * that comes again (double tap, lost answer, killed server) finds the saga of the first one and gets its orders.
 */
export async function placeOrder(deps: OrdersDeps, call: Call, input: PlaceOrderInput): Promise<PlacedOrders> {
  const buyerId = userIdOf(call);
  if (buyerId === null) throw refuse('orders.not-signed-in');
  if (call.idempotencyKey === null) throw refuse('orders.key-required');
  const sagaId = derivedId('checkout', buyerId, call.idempotencyKey);
  const inputHash = createHash('sha256').update(JSON.stringify(input)).digest('base64url');

  let plan: CheckoutPlan;
  try {
    plan = await drawPlan(deps, call, buyerId, input);
  } catch (error) {
    // The cart may be empty because the first try of this very request has emptied it.
    const earlier = isRefusal(error) ? await deps.sagas.find(checkoutSaga(deps), sagaId) : null;
    if (!earlier) throw error;
    return settle(deps, call, earlier, { input, inputHash, learned: null });
  }

  const learned: Learned = { orders: plan.orders, payment: null };
  const start = { sagaId, state: stateOf(plan, inputHash), call, first: insertOrders(plan.orders) };
  const outcome = await deps.sagas.start(checkoutSaga(deps, learned), start);
  return settle(deps, call, outcome, { input, inputHash, learned });
}

async function drawPlan(deps: OrdersDeps, call: Call, buyerId: string, input: PlaceOrderInput): Promise<CheckoutPlan> {
  const { addressId, lines } = input;
  const [fetched, policy] = await Promise.all([
    fetchCheckout(deps, call, { userId: buyerId, addressId, lines, withStock: false }),
    readPolicy(deps, call),
  ]);
  const ids = {
    invoiceId: deps.newId(),
    paymentId: deps.newId(),
    orderIds: fetched.baskets.map(() => deps.newId()),
  };
  const decision = planCheckout({ ...fetched, buyerId, policy, now: deps.clock.now() }, input, ids);
  if ('plan' in decision) return decision.plan;
  const { code, details, fields } = decision.refusal;
  const total = typeof details.totalMinor === 'number' ? { total: formatRupiah(details.totalMinor) } : {};
  throw refuse(code, { ...details, ...total }, { fields });
}

type Request = { input: PlaceOrderInput; inputHash: string; learned: Learned | null };

/** The answer, from what this request has learned or, for a repeated one, from what lies in the database. */
async function settle(
  deps: OrdersDeps,
  call: Call,
  outcome: SagaOutcome<CheckoutState>,
  request: Request,
): Promise<PlacedOrders> {
  if (outcome.state.inputHash !== request.inputHash) throw refuse('request.idempotency-key-reused');
  if (outcome.status === 'waiting') throw refuse('request.in-progress', {}, { retryAfterSeconds: 2 });
  if (outcome.status === 'undone') {
    const { code, details } = outcome.refusal;
    throw refuse(code, details, { fields: fieldsOf(code, details, request) });
  }
  const { invoiceId, paymentId, payableUntil } = outcome.state;
  const isOwn = request.learned?.orders[0]?.invoiceId === invoiceId;
  const orders =
    isOwn && request.learned
      ? request.learned.orders.map((order) => ({ ...order, payableUntil }))
      : await listOfInvoice(deps.database, invoiceId);
  const payment = (isOwn ? request.learned?.payment : null) ?? (await deps.payments.getPayment(call, { paymentId }));
  return {
    invoiceId,
    invoiceNumber: orders[0]?.invoiceNumber ?? '',
    total: rupiah(orders.reduce((sum, order) => sum + order.totalMinor, 0)),
    orders: orders.map((order) => viewOrder(order, 'buyer', call.language)),
    payment,
  };
}

/** Where in the request the goods stand that ran out meanwhile. */
function fieldsOf(code: string, details: Record<string, unknown>, { input, learned }: Request): FieldError[] {
  const { offerIds } = details;
  if (code !== 'orders.not-available' || !Array.isArray(offerIds)) return [];
  const lines = input.lines ?? learned?.orders.flatMap((order) => order.lines) ?? [];
  return offerIds.flatMap((offerId) => {
    const place = lines.findIndex((line) => line.offerId === offerId);
    return place < 0 ? [] : [{ pointer: `/lines/${place}`, code, detail: String(offerId) }];
  });
}
