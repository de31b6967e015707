import type { Order, OrderStatus } from '@lumbung/kit/api.ts';
import type { IconName } from '@lumbung/kit/components/icons.ts';
import * as m from '#messages';

export type Tone = 'neutral' | 'nila' | 'padi' | 'kunyit' | 'bata' | 'air';

const words: Record<OrderStatus, { label: () => string; tone: Tone; icon: IconName }> = {
  awaiting_payment: { label: m.order_status_awaiting_payment, tone: 'kunyit', icon: 'clock' },
  paid: { label: m.order_status_processing, tone: 'nila', icon: 'box' },
  shipped: { label: m.order_status_shipped, tone: 'air', icon: 'truck' },
  delivered: { label: m.order_status_delivered, tone: 'padi', icon: 'home' },
  completed: { label: m.order_status_completed, tone: 'padi', icon: 'check-circle' },
  cancelled: { label: m.order_status_cancelled, tone: 'bata', icon: 'close' },
  expired: { label: m.order_status_expired, tone: 'bata', icon: 'clock' },
};

export function statusWords(status: OrderStatus): { label: string; tone: Tone; icon: IconName } {
  const { label, tone, icon } = words[status];
  return { label: label(), tone, icon };
}

/** What a buyer reads at each step of the history. */
export function stepTitle(status: OrderStatus): string {
  const titles: Record<OrderStatus, () => string> = {
    awaiting_payment: m.order_step_created,
    paid: m.order_step_paid,
    shipped: m.order_step_shipped,
    delivered: m.order_step_delivered,
    completed: m.order_step_completed,
    cancelled: m.order_step_cancelled,
    expired: m.order_step_expired,
  };
  return titles[status]();
}

const way: OrderStatus[] = ['awaiting_payment', 'paid', 'shipped', 'delivered', 'completed'];

/** The steps still ahead of an order that is on its way; none once it has ended. */
export function stepsAhead(status: OrderStatus): OrderStatus[] {
  const at = way.indexOf(status);
  return at < 0 ? [] : way.slice(at + 1);
}

export type OrderTab = { key: string; label: () => string; statuses: OrderStatus[] };

export const orderTabs: OrderTab[] = [
  { key: 'semua', label: m.order_tab_all, statuses: [] },
  { key: 'belum-bayar', label: m.order_tab_unpaid, statuses: ['awaiting_payment'] },
  { key: 'diproses', label: m.order_tab_processing, statuses: ['paid'] },
  { key: 'dikirim', label: m.order_tab_shipped, statuses: ['shipped'] },
  { key: 'tiba', label: m.order_tab_delivered, statuses: ['delivered'] },
  { key: 'selesai', label: m.order_tab_completed, statuses: ['completed'] },
  { key: 'batal', label: m.order_tab_cancelled, statuses: ['cancelled', 'expired'] },
];

export function may(order: Pick<Order, 'actions'>, action: Order['actions'][number]): boolean {
  return order.actions.includes(action);
}
