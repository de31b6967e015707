import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { buildQris } from '#platform/qris';
import { isRefusal } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase, waitFor } from '#platform/testing/database';
import { BANK_PRIVATE_KEY, openStage, TEST_SECRETS } from '../../../sandbox/fixtures.ts';
import { exampleMerchant, openPayments, type PaymentsStage, type SandboxKit } from '../fixtures.ts';
import { insertPayment } from './payment-queries.ts';

const kit: SandboxKit = { open: openStage, secrets: TEST_SECRETS, bankPrivateKey: BANK_PRIVATE_KEY };
const refuses = (code: string) => (error: unknown) => isRefusal(error, code);
const MINUTE_MS = 60_000;

describe('payment intents', () => {
  const store = testDatabase('payments');
  let stage: PaymentsStage;
  before(async () => {
    stage = await openPayments(store.database, kit);
  });
  after(() => stage.close());

  const rowOf = async (id: string) => {
    const [row] = await store.database.run<{
      status: string;
      provider: string;
      attempt: number;
      earlier: { reason: string }[];
      dueAt: Date | null;
      failureCode: string | null;
    }>(sql`
      select status, provider, attempt, earlier_attempts as earlier, due_at as "dueAt", failure_code as "failureCode" from payments.payments where id = ${id}`);
    return row;
  };
  const typesOf = async (id: string) => (await stage.eventsOf(id)).map((event) => event.type);
  const billsOf = async (id: string): Promise<{ status: string }[]> => {
    const { items } = (await stage.control('GET', '/bills?limit=200')).body as unknown as {
      items: { referenceId: string; status: string }[];
    };
    return items.filter((bill) => bill.referenceId.startsWith(id));
  };

  it('should show a QR code and say payment.created when a bill is opened', async () => {
    const wish = stage.intent({ parts: [100_000, 50_000] });
    const payment = await stage.api.createIntent(stage.call, wish);
    assert.equal(payment.id, wish.intentId);
    assert.deepEqual(
      [payment.status, payment.amount, payment.channelName, payment.refunded],
      ['pending', { amount: 150_000, currency: 'IDR' }, 'QRIS', { amount: 0, currency: 'IDR' }],
    );
    assert.equal(payment.instructions?.kind, 'qr');
    assert.ok(
      payment.instructions?.kind === 'qr' &&
        payment.instructions.qrString.includes('5406150000') &&
        payment.instructions.qrSvg.startsWith('<svg'),
    );
    const lifeMs = Date.parse(payment.expiresAt) - stage.clock.now().getTime();
    assert.ok(lifeMs > 29 * MINUTE_MS && lifeMs <= 30 * MINUTE_MS);
    assert.deepEqual(await typesOf(payment.id), ['payment.created']);
    const [created] = await stage.eventsOf(payment.id);
    assert.deepEqual(created?.payload.allocations, [...wish.allocations]);
  });

  it('should show an account number of the chosen bank when the channel is a virtual account', async () => {
    for (const channel of ['VA_BCA', 'VA_BNI', 'VA_BRI', 'VA_MANDIRI', 'VA_PERMATA', 'VA_BSI', 'VA_CIMB']) {
      const payment = await stage.api.createIntent(stage.call, stage.intent({ channel }));
      assert.equal(payment.instructions?.kind === 'virtual_account' && payment.instructions.bank, channel.slice(3));
    }
  });

  it('should open one bill when the same intent is asked for many times at once', async () => {
    const wish = stage.intent();
    const payments = await Promise.all(Array.from({ length: 6 }, () => stage.api.createIntent(stage.call, wish)));
    const again = await stage.api.createIntent(stage.call, wish);
    assert.ok(payments.every((payment) => payment.id === wish.intentId && payment.status === 'pending'));
    assert.deepEqual(again.instructions, payments.find((payment) => payment.instructions)?.instructions);
    assert.equal((await billsOf(wish.intentId)).length, 1);
    assert.deepEqual(await typesOf(wish.intentId), ['payment.created']);
  });

  it('should refuse with payments.intent-conflict when the id stands for another bill', async () => {
    const wish = stage.intent();
    await stage.api.createIntent(stage.call, wish);
    await assert.rejects(
      stage.api.createIntent(stage.call, { ...stage.intent({ amountMinor: 99_000 }), intentId: wish.intentId }),
      refuses('payments.intent-conflict'),
    );
  });

  it('should refuse and write nothing when the bill does not fit', async () => {
    const cases: [string, ReturnType<PaymentsStage['intent']>][] = [
      ['payments.channel-unknown', stage.intent({ channel: 'OVO' })],
      ['payments.amount-over-limit', stage.intent({ amountMinor: 10_000_001 })],
      ['payments.amount-under-limit', stage.intent({ channel: 'VA_BNI', amountMinor: 9_999 })],
      ['payments.allocation-mismatch', stage.intent({ parts: [1_000, 2_000], amountMinor: 3_001 })],
      ['payments.expires-too-soon', stage.intent({ expiresInMs: 30_000 })],
    ];
    for (const [code, wish] of cases) {
      await assert.rejects(stage.api.createIntent(stage.call, wish), refuses(code));
      assert.equal(await rowOf(wish.intentId), undefined);
    }
  });

  it('should turn to the next provider when the first one is down', async () => {
    await stage.control('POST', '/faults', { provider: 'xendit', kind: 'error', status: 500, times: 2 });
    const payment = await stage.api.createIntent(stage.call, stage.intent());
    const row = await rowOf(payment.id);
    assert.deepEqual([payment.status, row?.provider, row?.attempt, row?.earlier.length], ['pending', 'midtrans', 2, 1]);
  });

  it('should refuse with payments.provider-unavailable when nobody gives a bill, also when asked again', async () => {
    await stage.control('POST', '/plans', { provider: 'xendit', behaviour: 'channel-not-activated' });
    const wish = stage.intent({ channel: 'VA_BSI' });
    await assert.rejects(stage.api.createIntent(stage.call, wish), refuses('payments.provider-unavailable'));
    await assert.rejects(stage.api.createIntent(stage.call, wish), refuses('payments.provider-unavailable'));
    assert.deepEqual([(await rowOf(wish.intentId))?.status, await typesOf(wish.intentId)], ['failed', []]);
  });

  it('should finish a bill that was interrupted when it is asked for again, or when the sweep comes', async () => {
    for (const finish of ['ask', 'sweep'] as const) {
      const wish = stage.intent();
      const now = stage.clock.now();
      await insertPayment(store.database, {
        ...wish,
        id: wish.intentId,
        channel: 'QRIS',
        provider: 'xendit',
        createdAt: now,
        expiresAt: new Date(now.getTime() + 30 * MINUTE_MS),
        payableUntil: new Date(wish.expiresAt),
        dueAt: new Date(now.getTime() + MINUTE_MS),
      });
      if (finish === 'ask') await stage.api.createIntent(stage.call, wish);
      else {
        stage.clock.advance(MINUTE_MS);
        await stage.sweep();
      }
      assert.equal((await stage.api.getPayment(stage.call, { paymentId: wish.intentId })).status, 'pending');
      assert.deepEqual([await typesOf(wish.intentId), (await billsOf(wish.intentId)).length], [['payment.created'], 1]);
    }
  });

  it('should find the bill of the first try when only its answer was lost', async () => {
    await stage.control('POST', '/plans', { provider: 'xendit', behaviour: 'answer-lost' });
    const payment = await stage.api.createIntent(stage.call, stage.intent());
    assert.deepEqual(
      [payment.status, (await rowOf(payment.id))?.provider, (await billsOf(payment.id)).length],
      ['pending', 'xendit', 1],
    );
  });

  it('should offer the channels with the reason against them when they are listed', async () => {
    const { channels } = await stage.api.listChannels(stage.call, { amountMinor: 60_000_000 });
    assert.deepEqual(
      channels.map((channel) => channel.code),
      ['QRIS', 'VA_BCA', 'VA_MANDIRI', 'VA_BNI', 'VA_BRI', 'VA_PERMATA', 'VA_BSI', 'VA_CIMB'],
    );
    assert.deepEqual(
      channels.slice(0, 3).map((channel) => channel.reason),
      ['over-limit', 'over-limit', null],
    );
  });

  it('should be there for its payer, its seller and staff, and for nobody else, when it is looked up', async () => {
    const [payerId, sellerId, sellerUser] = [newUuid(), newUuid(), newUuid()];
    const reaction = stage.reactions?.find((candidate) => candidate.eventType === 'seller.approved');
    await store.database.inTx(
      async (tx) =>
        void (await reaction?.inTx?.(tx, { payload: { sellerId, userId: sellerUser } } as never, stage.call)),
    );
    const { id: paymentId } = await stage.api.createIntent(stage.call, stage.intent({ payerId, sellerId }));
    for (const who of [userCall(payerId), userCall(sellerUser, ['SELLER']), userCall(newUuid(), ['ADMIN'])]) {
      assert.equal((await stage.api.viewPayment(who, { paymentId })).id, paymentId);
      assert.equal((await stage.api.checkPayment(who, { paymentId })).id, paymentId);
    }
    for (const who of [userCall(newUuid()), userCall(newUuid(), ['SELLER'])]) {
      await assert.rejects(stage.api.viewPayment(who, { paymentId }), refuses('payments.not-found'));
      await assert.rejects(stage.api.checkPayment(who, { paymentId }), refuses('payments.not-found'));
    }
    await assert.rejects(stage.api.getPayment(stage.call, { paymentId: newUuid() }), refuses('payments.not-found'));
    const { payments } = await stage.api.paymentsByIds(stage.call, { paymentIds: [paymentId, newUuid()] });
    assert.deepEqual(
      payments.map((payment) => payment.id),
      [paymentId],
    );
  });

  it('should forget who paid when the payer is erased, and keep what was paid', async () => {
    const payerId = newUuid();
    const { id } = await stage.api.createIntent(stage.call, stage.intent({ payerId }));
    await stage.api.cancelIntent(stage.call, { intentId: id });
    const exported = async () => {
      const { data } = await stage.api.exportPersonalData(stage.call, { userId: payerId });
      return (data as { payments: { customerName: string; amountMinor: number }[] }).payments[0];
    };
    assert.deepEqual([(await exported())?.customerName, (await exported())?.amountMinor], ['Siti Rahayu', 150_000]);
    const reaction = stage.reactions?.find((candidate) => candidate.eventType === 'user.erased');
    const event = { payload: { userId: payerId } } as never;
    await store.database.inTx(async (tx) => void (await reaction?.inTx?.(tx, event, stage.call)));
    assert.deepEqual([(await exported())?.customerName, (await exported())?.amountMinor], ['', 150_000]);
  });

  it('should be closed at the provider and say payment.cancelled when it is cancelled, once', async () => {
    const { id: intentId } = await stage.api.createIntent(stage.call, stage.intent());
    const ended = await Promise.all([1, 2, 3].map(() => stage.api.cancelIntent(stage.call, { intentId })));
    assert.ok(ended.every(({ payment }) => payment?.status === 'cancelled' && payment.instructions === null));
    assert.deepEqual(await typesOf(intentId), ['payment.created', 'payment.cancelled']);
    assert.deepEqual(
      (await billsOf(intentId)).map((bill) => bill.status),
      ['cancelled'],
    );
    assert.deepEqual(await stage.api.cancelIntent(stage.call, { intentId: newUuid() }), { payment: null });
  });

  it('should end when it is cancelled though the provider is down, and be closed there later', async () => {
    const { id: intentId } = await stage.api.createIntent(stage.call, stage.intent());
    await stage.control('POST', '/faults', { provider: 'xendit', kind: 'error', status: 500, times: 2 });
    assert.equal((await stage.api.cancelIntent(stage.call, { intentId })).payment?.status, 'cancelled');
    assert.deepEqual(
      (await billsOf(intentId)).map((bill) => bill.status),
      ['open'],
    );
    stage.clock.advance(10 * MINUTE_MS);
    await stage.sweep();
    assert.deepEqual(
      (await billsOf(intentId)).map((bill) => bill.status),
      ['cancelled'],
    );
  });

  it('should refuse to cancel with payments.already-paid when the money is there, though its notice was lost', async () => {
    await stage.control('POST', '/plans', { provider: 'xendit', behaviour: 'webhook-lost' });
    const { id: intentId } = await stage.api.createIntent(stage.call, stage.intent());
    await stage.pay({ id: intentId });
    await assert.rejects(stage.api.cancelIntent(stage.call, { intentId }), refuses('payments.already-paid'));
    assert.deepEqual(await typesOf(intentId), ['payment.created', 'payment.completed']);
  });

  it('should be found paid by the payer who asks, and by the sweep, when the notice was lost', async () => {
    for (const how of ['check', 'sweep'] as const) {
      await stage.control('POST', '/plans', { provider: 'xendit', behaviour: 'webhook-lost' });
      const payment = await stage.api.createIntent(stage.call, stage.intent());
      await stage.pay(payment);
      if (how === 'check')
        assert.equal((await stage.api.checkPayment(stage.call, { paymentId: payment.id })).status, 'completed');
      else {
        await stage.sweep();
        assert.equal((await stage.api.getPayment(stage.call, { paymentId: payment.id })).status, 'pending');
        stage.clock.advance(MINUTE_MS);
        await stage.sweep();
      }
      assert.equal((await stage.api.getPayment(stage.call, { paymentId: payment.id })).status, 'completed');
    }
  });

  it('should expire right at its end when it was not paid, and complete when it was', async () => {
    const unpaid = await stage.api.createIntent(stage.call, stage.intent());
    await stage.control('POST', '/plans', { provider: 'xendit', behaviour: 'webhook-lost' });
    const paid = await stage.api.createIntent(stage.call, stage.intent());
    stage.clock.advance(29 * MINUTE_MS);
    await stage.pay(paid);
    await stage.sweep();
    assert.equal((await stage.api.getPayment(stage.call, { paymentId: unpaid.id })).status, 'pending');
    stage.clock.advance(MINUTE_MS);
    await stage.sweep();
    await stage.settle();
    assert.equal((await stage.api.getPayment(stage.call, { paymentId: unpaid.id })).status, 'expired');
    assert.equal((await stage.api.getPayment(stage.call, { paymentId: paid.id })).status, 'completed');
    assert.deepEqual(await typesOf(unpaid.id), ['payment.created', 'payment.expired']);
  });

  it('should wait for an answer at its end when the provider is down, but not for ever', async () => {
    const payment = await stage.api.createIntent(stage.call, stage.intent());
    await stage.control('PUT', '/webhooks/urls', { source: 'xendit', url: null });
    await stage.control('POST', '/faults', { provider: 'xendit', kind: 'error', status: 500, times: 1_000 });
    const statusNow = async () => (await stage.api.getPayment(stage.call, { paymentId: payment.id })).status;
    stage.clock.advance(31 * MINUTE_MS);
    await stage.sweep();
    assert.equal(await statusNow(), 'pending');
    stage.clock.advance(10 * MINUTE_MS);
    await stage.sweep();
    assert.equal(await statusNow(), 'expired');
    await stage.control('DELETE', '/faults');
  });

  it('should fail and say so when the payer was declined for good', async () => {
    await stage.control('PUT', '/webhooks/urls', { source: 'xendit', url: `${stage.door.url}/webhooks/xendit` });
    await waitFor(
      'the breaker has closed',
      async () =>
        (await stage.api.listChannels(stage.call, { amountMinor: 100_000 })).channels.find(
          (channel) => channel.code === 'VA_BSI',
        )?.isAvailable,
      15_000,
    );
    const payment = await stage.api.createIntent(stage.call, stage.intent({ channel: 'VA_BSI' }));
    await stage.control('POST', '/fail', { referenceId: `${payment.id}-1`, failureCode: 'USER_DECLINED_PAYMENT' });
    await waitFor('the payment has failed', async () => (await typesOf(payment.id)).includes('payment.failed'));
    assert.equal((await rowOf(payment.id))?.failureCode, 'USER_DECLINED_PAYMENT');
  });
});

describe('a provider that sends a wrong bill', () => {
  const store = testDatabase('payments');
  let stage: PaymentsStage;
  const cancelled: string[] = [];
  before(async () => {
    stage = await openPayments(store.database, kit, {
      providers: ([xendit, midtrans]) => {
        assert.ok(xendit && midtrans);
        const qrString = buildQris({ merchant: exampleMerchant, amountMinor: 1 });
        return [
          {
            ...xendit,
            createPayment: async (wish) => ({
              ...(await xendit.createPayment(wish)),
              instructions: { kind: 'qr', qrString },
            }),
            cancelPayment: async (key) => {
              cancelled.push(key.reference);
              await xendit.cancelPayment(key);
            },
          },
          midtrans,
        ];
      },
    });
  });
  after(() => stage.close());

  it('should see its bill closed and the next provider asked when the amount in the code is wrong', async () => {
    const payment = await stage.api.createIntent(stage.call, stage.intent());
    assert.ok(payment.instructions?.kind === 'qr' && payment.instructions.qrString.includes('5406150000'));
    assert.deepEqual(cancelled, [`${payment.id}-1`]);
    await stage.control('POST', '/pay', { referenceId: `${payment.id}-2` });
    await waitFor(
      'it is paid',
      async () => (await stage.api.getPayment(stage.call, { paymentId: payment.id })).status === 'completed',
    );
    assert.equal(await stage.books.balanceOf('provider:midtrans'), 150_000);
  });

  it('should count when it is paid all the same', async () => {
    const payment = await stage.api.createIntent(stage.call, stage.intent());
    await stage.control('POST', '/pay', { referenceId: `${payment.id}-1`, evenWhenClosed: true });
    await waitFor(
      'it is paid',
      async () => (await stage.api.getPayment(stage.call, { paymentId: payment.id })).status === 'completed',
    );
    assert.equal(await stage.books.balanceOf('provider:xendit'), 150_000);
  });
});
