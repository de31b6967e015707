import { ordersContract } from '#commerce/orders';
import { paymentsContract } from '#commons/payments';
import type { Contract, PayloadOf } from './platform/contract.ts';
import type { BusinessLabels, Metrics } from './platform/metrics.ts';
import type { Fact } from './platform/sql.ts';

type Figure = { name: string; amount?: number; labels?: BusinessLabels };
type Reading = { type: string; figuresOf: (payload: unknown) => Figure[] };

/** The payload is what the contract of the event says: it was made by that contract a moment ago, in this process. */
function read<C extends Contract, E extends keyof C['events'] & string>(
  _contract: C,
  type: E,
  figuresOf: (payload: PayloadOf<C, E>) => Figure[],
): Reading {
  return { type, figuresOf: figuresOf as (payload: unknown) => Figure[] };
}

const counted = (name: string) => (): Figure[] => [{ name }];
const payment =
  (outcome: string) =>
  (payload: { channel: string }): Figure[] => [{ name: 'payments', labels: { channel: payload.channel, outcome } }];

/** What the business wants to see of its events, as lumbung_business_total. Amounts are whole rupiah. */
const READINGS: readonly Reading[] = [
  read(ordersContract, 'order.created', (order) => [
    { name: 'orders_placed' },
    { name: 'orders_placed_rupiah', amount: order.totalMinor },
  ]),
  read(ordersContract, 'order.confirmed', counted('orders_paid')),
  read(ordersContract, 'order.shipped', counted('orders_shipped')),
  read(ordersContract, 'order.completed', (order) => [
    { name: 'orders_completed' },
    { name: 'commission_rupiah', amount: order.commissionMinor },
  ]),
  read(ordersContract, 'order.cancelled', counted('orders_cancelled')),
  read(ordersContract, 'order.expired', counted('orders_expired')),
  read(paymentsContract, 'payment.created', payment('created')),
  read(paymentsContract, 'payment.completed', (paid) => [
    ...payment('completed')(paid),
    { name: 'captured_rupiah', amount: paid.amountMinor + paid.overMinor, labels: { channel: paid.channel } },
  ]),
  read(paymentsContract, 'payment.failed', payment('failed')),
  read(paymentsContract, 'payment.expired', payment('expired')),
  read(paymentsContract, 'payment.cancelled', payment('cancelled')),
  read(paymentsContract, 'payment.exception', (found) => [
    { name: 'payment_exceptions', labels: { outcome: found.kind } },
  ]),
  read(paymentsContract, 'refund.completed', (refund) => [
    { name: 'refunds', labels: { outcome: 'completed' } },
    { name: 'refunded_rupiah', amount: refund.amountMinor },
  ]),
  read(paymentsContract, 'refund.failed', () => [{ name: 'refunds', labels: { outcome: 'failed' } }]),
  read(paymentsContract, 'payout.completed', (payout) => [
    { name: 'payouts', labels: { outcome: 'completed' } },
    { name: 'paid_out_rupiah', amount: payout.amountMinor },
  ]),
  read(paymentsContract, 'payout.failed', () => [{ name: 'payouts', labels: { outcome: 'failed' } }]),
  read(paymentsContract, 'payout.reversed', () => [{ name: 'payouts', labels: { outcome: 'reversed' } }]),
];
const byType = new Map(READINGS.map((reading) => [reading.type, reading.figuresOf]));

/** Counts what a commit of this process has said: every event by type, and what the business reads from it. */
export function countFacts(metrics: Pick<Metrics, 'events' | 'countBusiness'>, facts: readonly Fact[]): void {
  for (const { type, payload } of facts) {
    metrics.events.inc({ type });
    for (const { name, amount, labels } of byType.get(type)?.(payload) ?? [])
      metrics.countBusiness(name, amount, labels);
  }
}

/** A checkout that turned round because the stock was not there. */
export function countSagaRefusal(metrics: Pick<Metrics, 'countBusiness'>, kind: string, code: string): void {
  if (kind === 'checkout' && code === 'orders.not-available') metrics.countBusiness('reservations_refused');
}
