import { auditRow } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { eventRow, type OutboxRow, outboxInserts } from '#platform/events';
import { postingRow } from '#platform/posting';
import { refuse } from '#platform/refusal';
import { type Order, type OrderStatus, ordersContract } from './contract.ts';
import type { OpenedOrder } from './open-order.ts';
import { lockOrder, updateOrder } from './order-queries.ts';
import type { Doer, OrderRecord } from './order-record.ts';
import { type Act, decideAct, type Step, takeStep, wasDoneUnder, wasPaid } from './order-rules.ts';
import { factsOf, viewOrder } from './order-view.ts';
import { addWords } from './order-word-queries.ts';
import { statusName } from './order-words.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { settlementOf, sharesOf } from './settlement-rules.ts';

export type WantedStep = Omit<Step, 'at' | 'by' | 'key'>;
/** What a person may have read before: `version` comes from If-Match. */
export type Asked = { version?: number | null | undefined };

/**
 * A step that a person takes: decided once to answer early, and once more under the lock. A repeated request that has
 * got through before is answered with the order as it is.
 */
export async function takePersonsStep(
  deps: OrdersDeps,
  call: Call,
  opened: OpenedOrder,
  step: WantedStep & Asked,
): Promise<Order> {
  const { order, viewer } = opened;
  if (wasDoneUnder(order, call.idempotencyKey)) return viewOrder(order, viewer, call.language);
  refuseUnless(call, opened, step);
  const by = doerOf(opened);
  const changed = await deps.database.inTx(async (tx) => {
    const current = await lockOrder(tx, order.orderId);
    if (!current) throw refuse('orders.not-found');
    refuseUnless(call, { order: current, viewer }, step);
    const { version: _, ...wanted } = step;
    const taken = { ...wanted, by, at: deps.clock.now().toISOString(), key: call.idempotencyKey };
    const [after] = writeSteps(tx, call, [current], taken);
    return after ?? current;
  });
  return viewOrder(changed, viewer, call.language);
}

/** Throws what stands against the step; also used before anything outside is asked. */
export function refuseUnless(call: Call, { order, viewer }: OpenedOrder, step: { act: Act } & Asked): void {
  if (viewer === 'staff') throw refuse('orders.not-allowed');
  const decision = decideAct(order.status, step.act, viewer);
  if (!decision.isAllowed && decision.code === 'orders.not-allowed') throw refuse(decision.code);
  if (step.version !== null && step.version !== undefined && step.version !== order.version)
    throw refuse('request.stale');
  if (!decision.isAllowed) throw refuse(decision.code, wrongState(order.status, call));
}

export function wrongState(status: OrderStatus, call: Call): { status: OrderStatus; statusName: string } {
  return { status, statusName: statusName(status, call.language) };
}

function doerOf({ viewer }: OpenedOrder): Doer {
  if (viewer === 'staff') throw refuse('orders.not-allowed');
  return viewer;
}

/**
 * Takes the same step with each of the locked orders that allow it, and writes state, event, audit entry and posting
 * together, in the round trip of the commit. Answers the changed orders.
 */
export function writeSteps(tx: Tx, call: Call, orders: readonly OrderRecord[], step: Step): OrderRecord[] {
  return writeStepsOf(
    tx,
    orders.map((order) => ({ call, order })),
    step,
  );
}

/** The same for orders that are moved on for different reasons, each with the call it follows from. */
export function writeStepsOf(tx: Tx, moved: readonly { call: Call; order: OrderRecord }[], step: Step): OrderRecord[] {
  const rows: OutboxRow[] = [];
  const changed = moved.flatMap(({ call, order }) => {
    const decision = decideAct(order.status, step.act, step.by);
    if (!decision.isAllowed) return [];
    const after = takeStep(order, decision.to, step);
    rows.push(...rowsOf(call, order, after, step));
    return [after];
  });
  const waybills = changed.flatMap((after) => {
    const before = moved.find(({ order }) => order.orderId === after.orderId)?.order;
    const isNew = after.trackingNumber !== null && after.trackingNumber !== before?.trackingNumber;
    return isNew ? [addWords(after.orderId, after.trackingNumber ?? '')] : [];
  });
  if (changed.length > 0) tx.write(...changed.map(updateOrder), ...waybills, ...outboxInserts('orders', rows));
  return changed;
}

/** What the others hear of a step. */
function rowsOf(call: Call, before: OrderRecord, after: OrderRecord, step: Step): OutboxRow[] {
  const audit = auditRow(call, {
    stream: `order:${after.orderId}`,
    action: `orders.${after.status}`,
    before: { status: before.status },
    after: { status: after.status, by: step.by, code: step.code, note: step.note ?? null },
  });
  return [...eventRows(call, before, after, step), audit];
}

function eventRows(call: Call, before: OrderRecord, after: OrderRecord, step: Step): OutboxRow[] {
  const facts = factsOf(after);
  const event = { call, aggregateId: after.orderId };
  switch (step.act) {
    case 'pay':
      return [eventRow(ordersContract, 'order.confirmed', { ...event, payload: { ...facts, paidAt: step.at } })];
    case 'expire': {
      const payload = { ...facts, expiredAt: step.at, reason: step.code };
      return [eventRow(ordersContract, 'order.expired', { ...event, payload })];
    }
    case 'cancel': {
      const refundMinor = wasPaid(before) ? before.totalMinor - before.refundedMinor : 0;
      const payload = {
        ...facts,
        cancelledAt: step.at,
        cancelledBy: step.by,
        reason: step.note ?? step.code,
        refundMinor,
      };
      return [eventRow(ordersContract, 'order.cancelled', { ...event, payload })];
    }
    case 'ship':
      return [eventRow(ordersContract, 'order.shipped', { ...event, payload: { ...facts, shippedAt: step.at } })];
    case 'deliver': {
      const payload = { ...facts, deliveredAt: step.at, completesAt: after.completesAt ?? step.at };
      return [eventRow(ordersContract, 'order.delivered', { ...event, payload })];
    }
    case 'complete': {
      const { commissionMinor, sellerMinor } = sharesOf(after);
      const payload = { ...facts, completedAt: step.at, commissionMinor, sellerShareMinor: sellerMinor };
      const settlement = settlementOf(after);
      const posting = settlement ? [postingRow(call, settlement)] : [];
      return [eventRow(ordersContract, 'order.completed', { ...event, payload }), ...posting];
    }
  }
}
