import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { newUuid } from '#platform/ids';
import type { ProviderCapture, ProviderPayment, ProviderStatus } from '../providers/payment-provider.ts';
import {
  type BookedCapture,
  captureKey,
  decideIntent,
  decideOnProvider,
  lateCheckAt,
  nextCheckAt,
  type PaymentState,
  paymentOfReference,
  referenceOf,
  type StoredStatus,
  visibleStatus,
} from './payment-rules.ts';

const AMOUNT = 100_000;
const REFERENCE = 'bill-1';
const PAID_AT = new Date('2026-11-21T03:00:00Z');

const state = (status: StoredStatus, knownCaptures: string[] = []): PaymentState => ({
  status,
  amountMinor: AMOUNT,
  reference: REFERENCE,
  knownCaptures,
});
const money = (amountMinor: number, captureId = 'py-1'): ProviderCapture => ({
  captureId,
  amountMinor,
  paidAt: PAID_AT,
});
const seen = (status: ProviderStatus, captures: ProviderCapture[] = [], reference = REFERENCE): ProviderPayment => ({
  reference,
  providerPaymentId: 'pr-1',
  status,
  captures,
  failureCode: null,
  instructions: null,
});
const summary = (captures: BookedCapture[]) =>
  captures.map(({ kind, bookedMinor, suspenseMinor }) => [kind, bookedMinor, suspenseMinor]);

describe('money that arrives', () => {
  it('should complete an open payment when it is exact', () => {
    for (const status of ['creating', 'pending'] as const) {
      const decision = decideOnProvider(state(status), 'xendit', seen('paid', [money(AMOUNT)]));
      assert.equal(decision.status, 'completed');
      assert.deepEqual(summary(decision.captures), [['exact', AMOUNT, 0]]);
    }
  });

  it('should complete the payment and set the rest aside when it is too much', () => {
    const decision = decideOnProvider(state('pending'), 'xendit', seen('paid', [money(AMOUNT + 1)]));
    assert.equal(decision.status, 'completed');
    assert.deepEqual(summary(decision.captures), [['over', AMOUNT, 1]]);
  });

  it('should fail the payment and lie in suspense when it is too little', () => {
    const decision = decideOnProvider(state('pending'), 'xendit', seen('paid', [money(AMOUNT - 1)]));
    assert.deepEqual([decision.status, decision.failureCode], ['failed', 'short-payment']);
    assert.deepEqual(summary(decision.captures), [['short', 0, AMOUNT - 1]]);
  });

  it('should lie in suspense as late when the payment has ended', () => {
    for (const status of ['expired', 'failed', 'cancelled'] as const) {
      const decision = decideOnProvider(state(status), 'xendit', seen('paid', [money(AMOUNT)]));
      assert.equal(decision.status, status);
      assert.deepEqual(summary(decision.captures), [['late', 0, AMOUNT]]);
    }
  });

  it('should lie in suspense as double when the payment is complete', () => {
    const decision = decideOnProvider(
      state('completed', [captureKey('xendit', 'py-1')]),
      'xendit',
      seen('paid', [money(AMOUNT, 'py-2')]),
    );
    assert.deepEqual(summary(decision.captures), [['double', 0, AMOUNT]]);
    const twice = decideOnProvider(
      state('pending'),
      'xendit',
      seen('paid', [money(AMOUNT, 'py-1'), money(AMOUNT, 'py-2')]),
    );
    assert.deepEqual(summary(twice.captures), [
      ['exact', AMOUNT, 0],
      ['double', 0, AMOUNT],
    ]);
  });

  it('should count once when it is told again', () => {
    const decision = decideOnProvider(
      state('completed', [captureKey('xendit', 'py-1')]),
      'xendit',
      seen('paid', [money(AMOUNT)]),
    );
    assert.deepEqual([decision.status, decision.captures], ['completed', []]);
    // Another provider's numbering is another arrival.
    assert.equal(
      decideOnProvider(state('completed', [captureKey('xendit', 'py-1')]), 'midtrans', seen('paid', [money(AMOUNT)]))
        .captures.length,
      1,
    );
  });

  it('should count for the payment when it comes in on an earlier try', () => {
    const decision = decideOnProvider(state('pending'), 'xendit', seen('paid', [money(AMOUNT)], 'bill-0'));
    assert.equal(decision.status, 'completed');
  });
});

describe('an end at the provider', () => {
  it('should end the open payment when it is the try that people saw', () => {
    assert.equal(decideOnProvider(state('pending'), 'xendit', seen('expired')).status, 'expired');
    assert.equal(decideOnProvider(state('pending'), 'xendit', seen('cancelled')).status, 'cancelled');
    assert.equal(decideOnProvider(state('pending'), 'xendit', seen('failed')).status, 'failed');
  });

  it('should change nothing when it is an earlier try, or the payment is complete', () => {
    assert.equal(decideOnProvider(state('pending'), 'xendit', seen('cancelled', [], 'bill-0')).status, 'pending');
    const completed = decideOnProvider(state('completed'), 'xendit', seen('expired'));
    assert.deepEqual([completed.status, completed.isWithdrawn], ['completed', false]);
  });

  it('should be reported as withdrawn when it takes back a completed payment', () => {
    assert.equal(decideOnProvider(state('completed'), 'midtrans', seen('failed')).isWithdrawn, true);
    assert.equal(decideOnProvider(state('completed'), 'midtrans', seen('failed', [], 'bill-0')).isWithdrawn, false);
  });
});

describe('any history of a payment', () => {
  const capture = fc.record({
    captureId: fc.constantFrom('a', 'b', 'c', 'd'),
    amountMinor: fc.constantFrom(AMOUNT, AMOUNT - 5, AMOUNT + 7, 1),
    paidAt: fc.constant(PAID_AT),
  });
  const view = fc.record({
    provider: fc.constantFrom('xendit', 'midtrans'),
    payment: fc
      .record({
        status: fc.constantFrom<ProviderStatus>('pending', 'paid', 'failed', 'expired', 'cancelled'),
        captures: fc.uniqueArray(capture, { selector: (one) => one.captureId, maxLength: 3 }),
        reference: fc.constantFrom(REFERENCE, 'bill-0'),
      })
      .map(({ status, captures, reference }) => seen(status, captures, reference)),
  });
  const ended = new Set<StoredStatus>(['expired', 'failed', 'cancelled']);

  function replay(views: readonly { provider: string; payment: ProviderPayment }[]) {
    let status: StoredStatus = 'pending';
    const known: string[] = [];
    const booked: BookedCapture[] = [];
    const statuses: StoredStatus[] = [];
    for (const { provider, payment } of views) {
      const decision = decideOnProvider(
        { status, amountMinor: AMOUNT, reference: REFERENCE, knownCaptures: known },
        provider,
        payment,
      );
      status = decision.status;
      statuses.push(status);
      booked.push(...decision.captures);
      known.push(...decision.captures.map((one) => captureKey(provider, one.captureId)));
    }
    return { status, statuses, booked, known };
  }

  it('should conserve money and capture at most once when notices come in any order, any number of times', () => {
    fc.assert(
      fc.property(fc.array(view, { maxLength: 12 }), (views) => {
        const { booked, status, statuses, known } = replay(views);
        assert.ok(
          booked.every((one) => one.bookedMinor + one.suspenseMinor === one.amountMinor && one.suspenseMinor >= 0),
        );
        const total = booked.reduce((sum, one) => sum + one.bookedMinor, 0);
        assert.ok(total === 0 || total === AMOUNT);
        assert.equal(total === AMOUNT, status === 'completed');
        assert.equal(new Set(known).size, known.length);
        // What has ended never opens again, and what is complete stays complete.
        for (const [index, one] of statuses.entries())
          if (one === 'completed' || ended.has(one)) assert.ok(statuses.slice(index).every((later) => later === one));
      }),
      { numRuns: 500 },
    );
  });

  it('should record the same money when the same views come in another order or twice', () => {
    fc.assert(
      fc.property(
        fc.array(view, { maxLength: 8 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (views, dice) => {
          // The same arrival has the same amount whoever tells of it.
          const amounts = new Map<string, number>();
          const truthful = views.map(({ provider, payment }) => ({
            provider,
            payment: {
              ...payment,
              captures: payment.captures.map((one) => ({
                ...one,
                amountMinor: remember(amounts, captureKey(provider, one.captureId), one.amountMinor),
              })),
            },
          }));
          const shuffled = [...truthful, ...truthful]
            .map((one) => ({ one, at: dice.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one);
          const sum = (captures: BookedCapture[]) => captures.reduce((total, one) => total + one.amountMinor, 0);
          assert.equal(sum(replay(truthful).booked), sum(replay(shuffled).booked));
        },
      ),
      { numRuns: 300 },
    );
  });

  function remember(amounts: Map<string, number>, key: string, amountMinor: number): number {
    if (!amounts.has(key)) amounts.set(key, amountMinor);
    return amounts.get(key) ?? amountMinor;
  }
});

describe('opening a bill', () => {
  const channel = {
    code: 'QRIS' as const,
    isEnabled: true,
    providers: ['xendit'],
    minimumMinor: 1_000,
    maximumMinor: 10_000_000,
    expiresInMinutes: 30,
  };
  const now = new Date('2026-11-21T03:00:00Z');
  const wish = (amountMinor: number, minutes = 60) => ({
    amountMinor,
    expiresAt: new Date(now.getTime() + minutes * 60_000),
    allocations: [{ orderId: 'a', amountMinor }],
  });

  it('should end with the channel or the asker when both have a limit, whichever comes first', () => {
    assert.deepEqual(decideIntent(wish(5_000, 60), channel, now), {
      accepted: true,
      expiresAt: new Date('2026-11-21T03:30:00Z'),
    });
    assert.deepEqual(decideIntent(wish(5_000, 10), channel, now), {
      accepted: true,
      expiresAt: new Date('2026-11-21T03:10:00Z'),
    });
  });

  it('should be refused when amount, parts or time do not fit', () => {
    const codeOf = (...args: Parameters<typeof decideIntent>) => {
      const decision = decideIntent(...args);
      return decision.accepted ? null : decision.code;
    };
    assert.equal(codeOf(wish(10_000_001), channel, now), 'payments.amount-over-limit');
    assert.equal(codeOf(wish(10_000_000), channel, now), null);
    assert.equal(codeOf(wish(999), channel, now), 'payments.amount-under-limit');
    assert.equal(codeOf(wish(5_000, 0.5), channel, now), 'payments.expires-too-soon');
    assert.equal(
      codeOf({ ...wish(5_000), allocations: [{ orderId: 'a', amountMinor: 4_999 }] }, channel, now),
      'payments.allocation-mismatch',
    );
    assert.equal(
      codeOf(
        {
          ...wish(5_000),
          allocations: [
            { orderId: 'a', amountMinor: 2_500 },
            { orderId: 'a', amountMinor: 2_500 },
          ],
        },
        channel,
        now,
      ),
      'payments.allocation-mismatch',
    );
  });
});

describe('looking again', () => {
  const createdAt = new Date('2026-11-21T03:00:00Z');
  const expiresAt = new Date('2026-11-22T03:00:00Z');
  const after = (minutes: number) => new Date(createdAt.getTime() + minutes * 60_000);

  it('should be frequent at first, rarer later, and right at the end when the payment is open', () => {
    assert.deepEqual(nextCheckAt({ createdAt, expiresAt }, after(1)), after(1.5));
    assert.deepEqual(nextCheckAt({ createdAt, expiresAt }, after(30)), after(35));
    assert.deepEqual(nextCheckAt({ createdAt, expiresAt }, after(600)), after(630));
    assert.deepEqual(nextCheckAt({ createdAt, expiresAt }, after(1_439)), expiresAt);
    assert.deepEqual(nextCheckAt({ createdAt, expiresAt }, after(1_441)), after(1_441.5));
  });

  it('should come soon and a day later, then never, when the payment has ended', () => {
    const end = { status: 'expired' as const, endedAt: createdAt };
    assert.deepEqual(lateCheckAt(end, createdAt), after(10));
    assert.deepEqual(lateCheckAt(end, after(10)), after(1_440));
    assert.equal(lateCheckAt(end, after(1_440)), null);
    assert.deepEqual(lateCheckAt({ status: 'completed', endedAt: createdAt }, createdAt), after(1_440));
  });
});

describe('names of payments', () => {
  it('should show refunds when there are some', () => {
    assert.equal(visibleStatus('creating', 10, 0), 'pending');
    assert.equal(visibleStatus('completed', 10, 0), 'completed');
    assert.equal(visibleStatus('completed', 10, 4), 'partially_refunded');
    assert.equal(visibleStatus('completed', 10, 10), 'refunded');
  });

  it('should lead back from a reference to the payment when it is one of ours', () => {
    const id = newUuid();
    assert.deepEqual(paymentOfReference(referenceOf(id, 2)), { paymentId: id, attempt: 2 });
    for (const strange of ['order-1', id, `${id}-`, `${id}-1-2`, `${id.toUpperCase()}-1x`, ''])
      assert.equal(paymentOfReference(strange), null, strange);
  });
});
