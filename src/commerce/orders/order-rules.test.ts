import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { OrderStatus } from './contract.ts';
import { orderExample } from './fixtures.ts';
import type { Doer } from './order-record.ts';
import { type Act, actionsOf, decideAct, takeStep, wasPaid } from './order-rules.ts';
import { settlementOf, sharesOf } from './settlement-rules.ts';

const STATUSES: OrderStatus[] = [
  'awaiting_payment',
  'paid',
  'shipped',
  'delivered',
  'completed',
  'cancelled',
  'expired',
];
const ACTS: Act[] = ['pay', 'expire', 'cancel', 'ship', 'deliver', 'complete'];
const DOERS: Doer[] = ['buyer', 'seller', 'courier', 'payment', 'house'];

describe('the way of an order', () => {
  test('should allow exactly these steps when everybody tries everything', () => {
    const allowed = STATUSES.flatMap((status) =>
      ACTS.flatMap((act) =>
        DOERS.flatMap((doer) => {
          const decision = decideAct(status, act, doer);
          return decision.isAllowed ? [`${status} -${doer} ${act}-> ${decision.to}`] : [];
        }),
      ),
    );
    assert.deepEqual(allowed, [
      'awaiting_payment -payment pay-> paid',
      'awaiting_payment -payment expire-> expired',
      'awaiting_payment -house expire-> expired',
      'awaiting_payment -buyer cancel-> cancelled',
      'awaiting_payment -payment cancel-> cancelled',
      'awaiting_payment -house cancel-> cancelled',
      'paid -buyer cancel-> cancelled',
      'paid -seller cancel-> cancelled',
      'paid -house cancel-> cancelled',
      'paid -seller ship-> shipped',
      'shipped -seller deliver-> delivered',
      'shipped -courier deliver-> delivered',
      'shipped -buyer complete-> completed',
      'delivered -buyer complete-> completed',
      'delivered -house complete-> completed',
    ]);
  });

  test('should never leave an end and keep its history in step when steps come in any order', () => {
    const moves = fc.array(fc.record({ act: fc.constantFrom(...ACTS), by: fc.constantFrom(...DOERS) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(moves, (wanted) => {
        let order = orderExample();
        for (const { act, by } of wanted) {
          const decision = decideAct(order.status, act, by);
          if (!decision.isAllowed) continue;
          assert.ok(!['completed', 'cancelled', 'expired'].includes(order.status));
          const before = order;
          order = takeStep(order, decision.to, { act, by, at: '2026-11-21T04:00:00.000Z', code: 'paid' });
          assert.equal(order.version, before.version + 1);
          assert.equal(order.history.at(-1)?.status, order.status);
        }
        assert.equal(order.version, order.history.length);
        if (['shipped', 'delivered', 'completed'].includes(order.status)) assert.ok(wasPaid(order));
      }),
    );
  });

  test('should show only buttons that work when somebody looks', () => {
    assert.deepEqual(actionsOf('awaiting_payment', 'buyer'), ['pay', 'cancel']);
    assert.deepEqual(actionsOf('awaiting_payment', 'seller'), []);
    assert.deepEqual(actionsOf('paid', 'seller'), ['cancel', 'ship']);
    assert.deepEqual(actionsOf('shipped', 'buyer'), ['complete']);
    assert.deepEqual(actionsOf('shipped', 'seller'), ['deliver']);
    for (const status of STATUSES) assert.deepEqual(actionsOf(status, 'staff'), []);
  });
});

describe('sharing out an order', () => {
  const money = fc.record({
    subtotalMinor: fc.integer({ min: 1, max: 1_000_000_000 }),
    shippingFeeMinor: fc.integer({ min: 0, max: 1_000_000 }),
    refund: fc.float({ min: 0, max: 1, noNaN: true }),
    commissionBps: fc.integer({ min: 0, max: 10_000 }),
    isSellersOwn: fc.boolean(),
  });

  test('should give away the total to the last rupiah when prices, rates and refunds are whatever they are', () => {
    fc.assert(
      fc.property(money, ({ subtotalMinor, shippingFeeMinor, refund, commissionBps, isSellersOwn }) => {
        const totalMinor = subtotalMinor + shippingFeeMinor;
        const refundedMinor = Math.floor(totalMinor * refund);
        const base = orderExample();
        const order = {
          ...base,
          subtotalMinor,
          shippingFeeMinor,
          totalMinor,
          refundedMinor,
          commissionBps,
          shipping: { ...base.shipping, isSellersOwn },
        };
        const { commissionMinor, sellerMinor, courierMinor } = sharesOf(order);
        assert.equal(commissionMinor + sellerMinor + courierMinor, totalMinor - refundedMinor);
        for (const share of [commissionMinor, sellerMinor, courierMinor]) assert.ok(share >= 0);
        const settlement = settlementOf(order);
        assert.equal(settlement === null, refundedMinor === totalMinor);
        const balance = (settlement?.lines ?? []).reduce(
          (sum, line) => sum + (line.side === 'debit' ? line.amountMinor : -line.amountMinor),
          0,
        );
        assert.equal(balance, 0);
      }),
    );
  });

  test('should take the commission from the goods only, rounded half up, when an order is settled', () => {
    const order = { ...orderExample(), subtotalMinor: 130_000, shippingFeeMinor: 18_000, commissionBps: 250 };
    assert.deepEqual(sharesOf(order), { commissionMinor: 3_250, sellerMinor: 126_750, courierMinor: 18_000 });
    // 2.5 % of 20 is 0.5: up.
    assert.equal(sharesOf({ ...order, subtotalMinor: 20 }).commissionMinor, 1);
  });

  test('should give the fee to the seller when he delivers himself', () => {
    const base = orderExample();
    const order = { ...base, shipping: { ...base.shipping, isSellersOwn: true } };
    assert.deepEqual(sharesOf(order), { commissionMinor: 3_250, sellerMinor: 144_750, courierMinor: 0 });
  });
});
