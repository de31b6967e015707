import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decideRefund, decideWholeRefund, followUpAt, meaningOfRefusal } from './refund-rules.ts';

describe('a refund', () => {
  it('should be accepted up to what is left when the payment is paid', () => {
    const state = { isPaid: true, allocatedMinor: 100, refundingMinor: 40 };
    assert.deepEqual(decideRefund(state, 60), { accepted: true });
    assert.deepEqual(decideRefund(state, 61), { accepted: false, code: 'payments.refund-over-paid' });
    assert.deepEqual(decideRefund({ ...state, isPaid: false }, 1), { accepted: false, code: 'payments.not-paid' });
  });

  it('should never give back more than was paid when wishes come in any number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.array(fc.integer({ min: 1, max: 1_000 })),
        (allocatedMinor, wishes) => {
          let refundingMinor = 0;
          for (const wish of wishes)
            if (decideRefund({ isPaid: true, allocatedMinor, refundingMinor }, wish).accepted) refundingMinor += wish;
          return refundingMinor <= allocatedMinor;
        },
      ),
    );
  });
});

describe('a refund of a whole payment', () => {
  const allocations = [
    { orderId: 'a', amountMinor: 100, refundingMinor: 30 },
    { orderId: 'b', amountMinor: 50, refundingMinor: 50 },
    { orderId: 'c', amountMinor: 20, refundingMinor: 0 },
  ];
  const paid = { isPaid: true, allocations };

  it('should take all that is left of all orders when no order is named', () => {
    assert.deepEqual(decideWholeRefund({ orderId: null, amountMinor: null }, paid), {
      accepted: true,
      parts: [
        { orderId: 'a', amountMinor: 70 },
        { orderId: 'c', amountMinor: 20 },
      ],
    });
  });

  it('should take one order, whole or in part, when it is named', () => {
    assert.deepEqual(decideWholeRefund({ orderId: 'a', amountMinor: null }, paid), {
      accepted: true,
      parts: [{ orderId: 'a', amountMinor: 70 }],
    });
    assert.deepEqual(decideWholeRefund({ orderId: 'a', amountMinor: 5 }, paid), {
      accepted: true,
      parts: [{ orderId: 'a', amountMinor: 5 }],
    });
  });

  it('should be refused when it says too little or wants too much', () => {
    assert.deepEqual(decideWholeRefund({ orderId: null, amountMinor: 5 }, paid), {
      accepted: false,
      code: 'payments.order-required',
    });
    assert.deepEqual(decideWholeRefund({ orderId: 'a', amountMinor: 71 }, paid), {
      accepted: false,
      code: 'payments.refund-over-paid',
    });
    assert.deepEqual(decideWholeRefund({ orderId: 'b', amountMinor: null }, paid), {
      accepted: false,
      code: 'payments.refund-over-paid',
    });
    assert.deepEqual(decideWholeRefund({ orderId: 'a', amountMinor: 5 }, { ...paid, isPaid: false }), {
      accepted: false,
      code: 'payments.not-paid',
    });
  });
});

describe('what follows from a refusal', () => {
  it('should be another way, another time or the end when the provider says so', () => {
    assert.equal(meaningOfRefusal('REFUND_NOT_SUPPORTED'), 'other-way');
    assert.equal(meaningOfRefusal('412'), 'other-way');
    assert.equal(meaningOfRefusal('REFUND_IN_PROGRESS'), 'later');
    assert.equal(meaningOfRefusal('MAXIMUM_REFUND_AMOUNT_REACHED'), 'failed');
  });

  it('should leave longer and longer pauses, up to an hour, when it takes time', () => {
    const now = new Date(0);
    assert.deepEqual(
      [0, 1, 5, 7, 50].map((tries) => followUpAt(tries, now).getTime()),
      [30_000, 60_000, 960_000, 3_600_000, 3_600_000],
    );
  });
});
