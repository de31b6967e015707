import type { Order, OrderStatus } from '@lumbung/kit/api.ts';
import type { IconName } from '@lumbung/kit/components/icons.ts';
import * as m from '#messages';

export type Tone = 'neutral' | 'nila' | 'padi' | 'kunyit' | 'bata' | 'air';

const words: Record<OrderStatus, { label: () => string; step: () => string; tone: Tone; icon: IconName }> = {
  awaiting_payment: {
    label: m.order_status_awaiting_payment,
    step: m.order_step_created,
    tone: 'kunyit',
    icon: 'clock',
  },
  paid: { label: m.desk_order_to_ship, step: m.desk_step_paid, tone: 'nila', icon: 'box' },
  shipped: { label: m.order_status_shipped, step: m.desk_step_shipped, tone: 'air', icon: 'truck' },
  delivered: { label: m.order_status_delivered, step: m.desk_step_delivered, tone: 'padi', icon: 'home' },
  completed: { label: m.order_status_completed, step: m.desk_step_completed, tone: 'padi', icon: 'check-circle' },
  cancelled: { label: m.order_status_cancelled, step: m.desk_step_cancelled, tone: 'bata', icon: 'close' },
  expired: { label: m.order_status_expired, step: m.desk_step_expired, tone: 'bata', icon: 'clock' },
};

export function statusWords(status: OrderStatus): { label: string; step: string; tone: Tone; icon: IconName } {
  const { label, step, tone, icon } = words[status];
  return { label: label(), step: step(), tone, icon };
}

const way: OrderStatus[] = ['awaiting_payment', 'paid', 'shipped', 'delivered', 'completed'];

/** The steps still ahead of an order that is on its way; none once it has ended. */
export function stepsAhead(status: OrderStatus): OrderStatus[] {
  const at = way.indexOf(status);
  return at < 0 ? [] : way.slice(at + 1);
}

export type OrderTab = { key: string; label: () => string; status: OrderStatus };

/** What must be done stands first. */
export const orderTabs: [OrderTab, ...OrderTab[]] = [
  { key: 'paid', label: m.desk_order_to_ship, status: 'paid' },
  { key: 'shipped', label: m.order_status_shipped, status: 'shipped' },
  { key: 'delivered', label: m.order_status_delivered, status: 'delivered' },
  { key: 'completed', label: m.order_status_completed, status: 'completed' },
  { key: 'cancelled', label: m.order_status_cancelled, status: 'cancelled' },
];

export function may(order: Pick<Order, 'actions'>, action: Order['actions'][number]): boolean {
  return order.actions.includes(action);
}

export function quantityOf(order: Pick<Order, 'lines'>): number {
  return order.lines.reduce((sum, line) => sum + line.quantity, 0);
}

/** When the buyer's money came, and so how long the parcel is waited for. */
export function paidAt(order: Pick<Order, 'history' | 'createdAt'>): string {
  return order.history.find((step) => step.status === 'paid')?.at ?? order.createdAt;
}

/** `L, Merah` in the order in which the product names its axes. */
export function variantWords(axes: readonly { name: string }[], options: Record<string, string>): string {
  return axes.flatMap(({ name }) => options[name] ?? []).join(', ');
}

/** `Merah, L`. */
export function optionWords(options: Record<string, string>): string {
  return Object.values(options).join(', ');
}
