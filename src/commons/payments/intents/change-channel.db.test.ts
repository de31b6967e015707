import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase, waitFor } from '#platform/testing/database';
import { BANK_PRIVATE_KEY, openStage, TEST_SECRETS } from '../../../sandbox/fixtures.ts';
import { type IntentWish, openPayments, type PaymentsStage, type SandboxKit } from '../fixtures.ts';

const kit: SandboxKit = { open: openStage, secrets: TEST_SECRETS, bankPrivateKey: BANK_PRIVATE_KEY };
const refuses = (code: string) => (error: unknown) => isRefusal(error, code);
const MINUTE_MS = 60_000;
const AMOUNT = 150_000;

/** Dies at a chosen moment of the next change, as a killed process does: nothing that would come after it happens. */
type Death = 'none' | 'before the new bill' | 'after the new bill' | 'before the old one is closed';

describe('another way to pay an open payment', () => {
  const store = testDatabase('payments');
  let stage: PaymentsStage;
  let death: Death = 'none';
  const dies = (when: Death) => {
    if (death !== when) return;
    death = 'none';
    throw new Error('killed');
  };
  before(async () => {
    stage = await openPayments(store.database, kit, {
      providers: (adapters) =>
        adapters.map((adapter) => ({
          ...adapter,
          createPayment: async (wish) => {
            dies('before the new bill');
            const made = await adapter.createPayment(wish);
            dies('after the new bill');
            return made;
          },
          cancelPayment: async (key) => {
            dies('before the old one is closed');
            await adapter.cancelPayment(key);
          },
        })),
    });
  });
  after(() => stage.close());

  const open = async (wish: IntentWish = {}) => {
    const payerId = newUuid();
    const payment = await stage.api.createIntent(stage.call, stage.intent({ payerId, ...wish }));
    const call = userCall(payerId);
    return {
      ...payment,
      change: (channel: string) => stage.api.changeChannel(call, { paymentId: payment.id, channel }),
      now: () => stage.api.getPayment(stage.call, { paymentId: payment.id }),
      /** Pays the bill of that number at its provider, even a closed one: banks are late at times. */
      pay: (attempt: number) =>
        stage.control('POST', '/pay', { referenceId: `${payment.id}-${attempt}`, evenWhenClosed: true }),
      isPaid: () =>
        waitFor(
          'it is paid',
          async () => (await stage.api.getPayment(stage.call, { paymentId: payment.id })).status === 'completed',
        ),
    };
  };
  /** Bills at the providers by the number in their reference. */
  const billsOf = async (id: string): Promise<Record<string, string>> => {
    const { items } = (await stage.control('GET', '/bills?limit=200')).body as unknown as {
      items: { referenceId: string; status: string }[];
    };
    return Object.fromEntries(
      items
        .filter((bill) => bill.referenceId.startsWith(id))
        .map((bill) => [bill.referenceId.slice(id.length + 1), bill.status]),
    );
  };
  const typesOf = async (id: string) => (await stage.eventsOf(id)).map((event) => event.type);
  const casesOf = async (id: string) => {
    const { items } = await stage.api.listExceptions(stage.call, { limit: 100 });
    return items.filter((item) => item.paymentId === id).map((item) => [item.kind, item.amount.amount]);
  };
  const capturesOf = (id: string) =>
    store.database.run<{ kind: string; booked: number; suspense: number }>(sql`
      select kind, booked_minor as booked, suspense_minor as suspense from payments.captures where payment_id = ${id} order by created_at`);
  const isSound = async () => {
    stage.clock.advance(2 * MINUTE_MS);
    const proof = await stage.api.verifyPayments(stage.call, {});
    assert.deepEqual(proof.problems, []);
  };

  it('should show the account of the bank and close the code when the payer turns from QRIS to a transfer', async () => {
    const payment = await open();
    const changed = await payment.change('VA_BNI');
    assert.deepEqual(
      [changed.id, changed.status, changed.channel, changed.amount.amount, changed.instructions?.kind],
      [payment.id, 'pending', 'VA_BNI', AMOUNT, 'virtual_account'],
    );
    assert.deepEqual(await billsOf(payment.id), { 1: 'cancelled', 2: 'open' });
    assert.deepEqual(await typesOf(payment.id), ['payment.created', 'payment.channel-changed']);
    const [, told] = await stage.eventsOf(payment.id);
    assert.deepEqual(
      [told?.payload.channel, told?.payload.previousChannel, told?.payload.expiresAt],
      ['VA_BNI', 'QRIS', changed.expiresAt],
    );
    await payment.pay(2);
    await payment.isPaid();
    assert.deepEqual(await capturesOf(payment.id), [{ kind: 'exact', booked: AMOUNT, suspense: 0 }]);
    await isSound();
  });

  it('should end when the channel or the asker says, whichever comes first', async () => {
    const payment = await open({ channel: 'VA_BCA', expiresInMs: 180 * MINUTE_MS });
    const until = Date.parse(payment.expiresAt);
    const qris = await payment.change('QRIS');
    assert.ok(Date.parse(qris.expiresAt) - stage.clock.now().getTime() <= 30 * MINUTE_MS);
    const back = await payment.change('VA_BRI');
    assert.equal(Date.parse(back.expiresAt), until, 'a shorter channel does not eat the time of the next one');
    stage.clock.advance(31 * MINUTE_MS);
    await stage.sweep();
    assert.equal((await payment.now()).status, 'pending');
    stage.clock.advance(150 * MINUTE_MS);
    await stage.sweep();
    assert.equal((await payment.now()).status, 'expired');
  });

  it('should change nothing when it is asked for what it has, and make one of many equal wishes', async () => {
    const payment = await open();
    assert.deepEqual((await payment.change('QRIS')).instructions, payment.instructions);
    assert.deepEqual(await billsOf(payment.id), { 1: 'open' });
    const answers = await Promise.all(Array.from({ length: 4 }, () => payment.change('VA_BCA')));
    assert.ok(answers.every((answer) => answer.channel === 'VA_BCA' && answer.status === 'pending'));
    const shown = (await payment.now()).instructions;
    await payment.change('VA_BCA');
    assert.deepEqual((await payment.now()).instructions, shown);
    const open_ = Object.values(await billsOf(payment.id)).filter((status) => status === 'open');
    assert.equal(open_.length, 1, 'one bill can be paid');
    assert.deepEqual(await typesOf(payment.id), ['payment.created', 'payment.channel-changed']);
  });

  it('should count money for the old bill and close the new one when the old one is paid after the change', async () => {
    const payment = await open();
    await payment.change('VA_BNI');
    await payment.pay(1);
    await payment.isPaid();
    assert.deepEqual([(await payment.now()).channel, await casesOf(payment.id)], ['QRIS', []]);
    const completed = (await stage.eventsOf(payment.id)).at(-1);
    assert.deepEqual([completed?.type, completed?.payload.channel], ['payment.completed', 'QRIS']);
    await stage.sweepBills();
    assert.deepEqual((await billsOf(payment.id))[2], 'cancelled');
    await isSound();
  });

  it('should keep the second money as a double case when both bills are paid, in either order', async () => {
    for (const [first, second] of [
      [2, 1],
      [1, 2],
    ] as const) {
      const payment = await open();
      await payment.change('VA_BNI');
      await payment.pay(first);
      await payment.isPaid();
      await payment.pay(second);
      await waitFor('the case is there', async () => (await casesOf(payment.id)).length === 1);
      assert.deepEqual(await casesOf(payment.id), [['double', AMOUNT]]);
      const captures = await capturesOf(payment.id);
      assert.equal(
        captures.reduce((sum, capture) => sum + capture.booked, 0),
        AMOUNT,
      );
      assert.equal(
        captures.reduce((sum, capture) => sum + capture.suspense, 0),
        AMOUNT,
      );
    }
    await isSound();
  });

  it('should keep money for the old bill as a late case when the payment has ended', async () => {
    const payment = await open();
    await payment.change('VA_BNI');
    await stage.api.cancelIntent(stage.call, { intentId: payment.id });
    await payment.pay(1);
    await waitFor('the case is there', async () => (await casesOf(payment.id)).length === 1);
    assert.deepEqual([await casesOf(payment.id), (await payment.now()).status], [[['late', AMOUNT]], 'cancelled']);
    await isSound();
  });

  it('should stay open when too little came for the bill that was replaced', async () => {
    const payment = await open();
    await payment.change('VA_BNI');
    await stage.control('POST', '/pay', { referenceId: `${payment.id}-1`, evenWhenClosed: true, amountMinor: 1_000 });
    await waitFor('the case is there', async () => (await casesOf(payment.id)).length === 1);
    assert.deepEqual([await casesOf(payment.id), (await payment.now()).status], [[['short', 1_000]], 'pending']);
    await payment.pay(2);
    await payment.isPaid();
    await isSound();
  });

  it('should count the money and close the new bill when the old one is paid while the new one is made, its notice lost', async () => {
    const payment = await open();
    await stage.control('PUT', '/webhooks/urls', { source: 'xendit', url: null });
    await payment.pay(1);
    // The old bill tells of its money when it is closed.
    await payment.change('VA_BNI');
    await stage.control('PUT', '/webhooks/urls', { source: 'xendit', url: `${stage.door.url}/webhooks/xendit` });
    assert.deepEqual([(await payment.now()).status, (await payment.now()).channel], ['completed', 'QRIS']);
    await stage.sweepBills();
    assert.equal((await billsOf(payment.id))[2], 'cancelled');
    await isSound();
  });

  it('should forget no bill when the first try is killed anywhere, and change when asked again', async () => {
    for (const when of ['before the new bill', 'after the new bill', 'before the old one is closed'] as const) {
      const payment = await open();
      death = when;
      await assert.rejects(payment.change('VA_BNI'), /killed/);
      const isShown = when === 'before the old one is closed';
      assert.equal((await payment.now()).channel, isShown ? 'VA_BNI' : 'QRIS');
      stage.clock.advance(2 * MINUTE_MS);
      await stage.sweepBills();
      assert.equal((await billsOf(payment.id))[1], isShown ? 'cancelled' : 'open');
      const again = await payment.change('VA_BNI');
      assert.deepEqual([again.status, again.channel], ['pending', 'VA_BNI']);
      await payment.pay(isShown ? 2 : 3);
      await payment.isPaid();
      const [bill] = await store.database.run<{ count: number }>(
        sql`select count(*)::int as count from payments.bills where payment_id = ${payment.id} and status = 'making'`,
      );
      assert.equal(bill?.count, 0);
    }
    await isSound();
  });

  it('should keep what is shown and refuse when no provider gives the other', async () => {
    const payment = await open();
    await stage.control('POST', '/plans', { provider: 'xendit', behaviour: 'channel-not-activated' });
    await assert.rejects(payment.change('VA_BSI'), refuses('payments.provider-unavailable'));
    assert.deepEqual((await payment.now()).instructions, payment.instructions);
    await payment.pay(1);
    await payment.isPaid();
  });

  it('should turn to the next provider when the first one gives no bill', async () => {
    const payment = await open();
    await stage.control('POST', '/plans', { provider: 'xendit', behaviour: 'channel-not-activated' });
    const changed = await payment.change('VA_BNI');
    assert.deepEqual([changed.channel, await billsOf(payment.id)], ['VA_BNI', { 1: 'cancelled', 3: 'open' }]);
    await payment.pay(3);
    await payment.isPaid();
    await isSound();
  });

  it('should show the bill of the next provider and close the old one later when its provider is down', async () => {
    const payment = await open();
    await stage.control('POST', '/faults', { provider: 'xendit', kind: 'error', status: 500, times: 1_000 });
    assert.equal((await payment.change('VA_BNI')).channel, 'VA_BNI');
    stage.clock.advance(2 * MINUTE_MS);
    await stage.sweepBills();
    assert.deepEqual(await billsOf(payment.id), { 1: 'open', 3: 'open' });
    await stage.control('DELETE', '/faults');
    await waitFor('the breaker has closed', async () => {
      const { channels } = await stage.api.listChannels(stage.call, { amountMinor: AMOUNT });
      return channels.find((channel) => channel.code === 'VA_BSI')?.isAvailable;
    });
    stage.clock.advance(MINUTE_MS);
    await stage.sweepBills();
    assert.deepEqual(await billsOf(payment.id), { 1: 'cancelled', 3: 'open' });
  });

  it('should refuse with the reason when the other way is not to be had', async () => {
    const payment = await open({ amountMinor: 20_000_000, channel: 'VA_BNI', expiresInMs: 10 * MINUTE_MS });
    await assert.rejects(payment.change('OVO'), refuses('payments.channel-unknown'));
    await assert.rejects(payment.change('QRIS'), refuses('payments.amount-over-limit'));
    const small = await open({ amountMinor: 9_999 });
    await assert.rejects(small.change('VA_BNI'), refuses('payments.amount-under-limit'));
    const stranger = userCall(newUuid());
    for (const call of [stranger, stage.call]) {
      const wish = { paymentId: payment.id, channel: 'VA_BCA' };
      await assert.rejects(stage.api.changeChannel(call, wish), refuses('payments.not-found'));
    }
    stage.clock.advance(9.5 * MINUTE_MS);
    await assert.rejects(payment.change('VA_BRI'), refuses('payments.expires-too-soon'));
    assert.deepEqual(await billsOf(payment.id), { 1: 'open' });
  });

  it('should refuse when the payment is paid, has ended, or was changed too often', async () => {
    const paid = await open();
    await paid.pay(1);
    await paid.isPaid();
    await assert.rejects(paid.change('VA_BNI'), refuses('payments.already-paid'));
    const ended = await open();
    await stage.api.cancelIntent(stage.call, { intentId: ended.id });
    await assert.rejects(ended.change('VA_BNI'), refuses('payments.not-open'));
    const undecided = await open();
    for (let turn = 0; turn < 19; turn++) await undecided.change(turn % 2 === 0 ? 'VA_BNI' : 'QRIS');
    await assert.rejects(undecided.change('QRIS'), refuses('payments.changed-too-often'));
    assert.deepEqual([(await undecided.now()).channel, (await billsOf(undecided.id))[20]], ['VA_BNI', 'open']);
  });
});
