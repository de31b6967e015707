import type { OrderAction, OrderStatus } from './contract.ts';
import type { Doer, HistoryCode, OrderRecord } from './order-record.ts';

/** What can happen to an order. */
export type Act = 'pay' | 'expire' | 'cancel' | 'ship' | 'deliver' | 'complete';

type Way = { from: OrderStatus; to: OrderStatus; by: readonly Doer[] };

/**
 * The state machine, whole. A buyer may complete what is still on its way: he holds the parcel, the courier has not said
 * so yet. A seller cancels only what is paid: before that the payment covers other shops too.
 */
const WAYS: Record<Act, readonly Way[]> = {
  pay: [{ from: 'awaiting_payment', to: 'paid', by: ['payment'] }],
  expire: [{ from: 'awaiting_payment', to: 'expired', by: ['payment', 'house'] }],
  cancel: [
    { from: 'awaiting_payment', to: 'cancelled', by: ['buyer', 'payment', 'house'] },
    { from: 'paid', to: 'cancelled', by: ['buyer', 'seller', 'house'] },
  ],
  ship: [{ from: 'paid', to: 'shipped', by: ['seller'] }],
  deliver: [{ from: 'shipped', to: 'delivered', by: ['seller', 'courier'] }],
  complete: [
    { from: 'shipped', to: 'completed', by: ['buyer'] },
    { from: 'delivered', to: 'completed', by: ['buyer', 'house'] },
  ],
};

export type Decision =
  | { isAllowed: true; to: OrderStatus }
  | { isAllowed: false; code: 'orders.not-allowed' | 'orders.wrong-state' };

/** Whether `doer` may take this step now. Somebody who may never take it is told so, whatever the state. */
export function decideAct(status: OrderStatus, act: Act, doer: Doer): Decision {
  const ways = WAYS[act].filter((way) => way.by.includes(doer));
  if (ways.length === 0) return { isAllowed: false, code: 'orders.not-allowed' };
  const way = ways.find((candidate) => candidate.from === status);
  return way ? { isAllowed: true, to: way.to } : { isAllowed: false, code: 'orders.wrong-state' };
}

export type Step = {
  act: Act;
  by: Doer;
  /** ISO 8601. */
  at: string;
  code: HistoryCode;
  note?: string | null;
  key?: string | null;
  trackingNumber?: string | null;
  /** With `deliver`: when it completes by itself. */
  completesAt?: string;
};

/** The order after a step that `decideAct` allows. */
export function takeStep(order: OrderRecord, to: OrderStatus, step: Step): OrderRecord {
  const entry = {
    status: to,
    at: step.at,
    by: step.by,
    code: step.code,
    note: step.note ?? null,
    key: step.key ?? null,
  };
  return {
    ...order,
    status: to,
    trackingNumber: step.trackingNumber ?? order.trackingNumber,
    completesAt: step.completesAt ?? order.completesAt,
    history: [...order.history, entry],
    version: order.version + 1,
  };
}

/** Something to remember that changes no state. */
export function takeNote(
  order: OrderRecord,
  entry: { at: string; by: Doer; code: HistoryCode; note: string | null },
): OrderRecord {
  return {
    ...order,
    history: [...order.history, { ...entry, status: order.status, key: null }],
    version: order.version + 1,
  };
}

const ACTIONS: readonly Exclude<OrderAction, 'pay'>[] = ['cancel', 'ship', 'deliver', 'complete'];

/** The buttons of the one who looks. Staff only look. */
export function actionsOf(status: OrderStatus, viewer: 'buyer' | 'seller' | 'staff'): OrderAction[] {
  if (viewer === 'staff') return [];
  const actions: OrderAction[] = ACTIONS.filter((act) => decideAct(status, act, viewer).isAllowed);
  return viewer === 'buyer' && status === 'awaiting_payment' ? ['pay', ...actions] : actions;
}

/** The buyer's money is, or was, here. */
export function wasPaid(order: Pick<OrderRecord, 'history'>): boolean {
  return order.history.some((entry) => entry.status === 'paid');
}

/** Whether this very request has been carried out before its answer was lost. */
export function wasDoneUnder(order: OrderRecord, key: string | null): boolean {
  return key !== null && order.history.some((entry) => entry.key === key);
}

export function lineTotalMinor(line: { quantity: number; unitPriceMinor: number }): number {
  return line.quantity * line.unitPriceMinor;
}
