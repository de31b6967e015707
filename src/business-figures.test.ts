import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countFacts, countSagaRefusal } from './business-figures.ts';
import { createMetrics } from './platform/metrics.ts';

describe('business figures', () => {
  it('should count each event by type and what the business reads from it when facts were said', async () => {
    const metrics = createMetrics({ processMetrics: false });
    const paid = { channel: 'QRIS', amountMinor: 150_000, overMinor: 500 };
    countFacts(metrics, [
      { type: 'order.created', payload: { totalMinor: 150_000 } },
      { type: 'order.created', payload: { totalMinor: 50_000 } },
      { type: 'payment.completed', payload: paid },
      { type: 'payment.expired', payload: { channel: 'VA_BCA' } },
      { type: 'refund.completed', payload: { amountMinor: 20_000 } },
      { type: 'audit.recorded', payload: {} },
    ]);
    countSagaRefusal(metrics, 'checkout', 'orders.not-available');
    countSagaRefusal(metrics, 'checkout', 'payments.channel-unknown');
    const text = await metrics.text();
    for (const line of [
      'lumbung_events_total{type="order.created"} 2',
      'lumbung_events_total{type="audit.recorded"} 1',
      'lumbung_business_total{name="orders_placed"} 2',
      'lumbung_business_total{name="orders_placed_rupiah"} 200000',
      'lumbung_business_total{name="payments",channel="QRIS",outcome="completed"} 1',
      'lumbung_business_total{name="payments",channel="VA_BCA",outcome="expired"} 1',
      'lumbung_business_total{name="captured_rupiah",channel="QRIS"} 150500',
      'lumbung_business_total{name="refunded_rupiah"} 20000',
      'lumbung_business_total{name="reservations_refused"} 1',
    ])
      assert.ok(text.split('\n').includes(line), line);
  });
});
