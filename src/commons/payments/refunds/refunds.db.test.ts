import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase, waitFor } from '#platform/testing/database';
import { BANK_PRIVATE_KEY, openStage, TEST_SECRETS } from '../../../sandbox/fixtures.ts';
import { openPayments, type PaymentsStage, type SandboxKit } from '../fixtures.ts';
import { insertRefund } from './refund-queries.ts';

const kit: SandboxKit = { open: openStage, secrets: TEST_SECRETS, bankPrivateKey: BANK_PRIVATE_KEY };
const refuses = (code: string) => (error: unknown) => isRefusal(error, code);
const MINUTE_MS = 60_000;
const ACCOUNT = { bankCode: '008', accountNumber: '1234567890' };

describe('refunds', () => {
  const store = testDatabase('payments');
  let stage: PaymentsStage;
  before(async () => {
    stage = await openPayments(store.database, kit);
  });
  after(() => stage.close());

  type Paid = { id: string; payerId: string; orders: string[] };
  const paidAt = async (
    provider: 'xendit' | 'midtrans',
    wish: Parameters<PaymentsStage['intent']>[0] = {},
  ): Promise<Paid> => {
    if (provider === 'midtrans')
      await stage.control('POST', '/plans', { provider: 'xendit', behaviour: 'channel-not-activated' });
    const input = stage.intent({ parts: [100_000, 50_000], ...wish });
    const payment = await stage.api.createIntent(stage.call, input);
    await stage.control('POST', '/pay', { referenceId: `${payment.id}-${provider === 'midtrans' ? 2 : 1}` });
    await waitFor(
      'it is paid',
      async () => (await stage.api.getPayment(stage.call, { paymentId: payment.id })).status === 'completed',
    );
    return { id: payment.id, payerId: input.payerId, orders: input.allocations.map((part) => part.orderId) };
  };
  const refund = (paid: Paid, amountMinor: number, change: object = {}) =>
    stage.api.refund(stage.call, {
      refundId: newUuid(),
      paymentId: paid.id,
      orderId: paid.orders[0] ?? '',
      amountMinor,
      reason: 'Barang rusak',
      ...change,
    });
  const escrow = (paid: Paid, index = 0) => stage.books.balanceOf(`escrow:order:${paid.orders[index]}`);
  const ended = (refundId: string, status: string) =>
    waitFor(`the refund is ${status}`, async () => {
      await stage.settle();
      return (await stage.api.getRefund(stage.call, { refundId })).status === status;
    });
  const typesOf = async (id: string) => (await stage.eventsOf(id)).map((event) => event.type);

  for (const provider of ['xendit', 'midtrans'] as const) {
    it(`should go back over QRIS through ${provider}, part by part, until nothing is left`, async () => {
      const paid = await paidAt(provider);
      const first = await refund(paid, 30_000);
      await ended(first.refundId, 'completed');
      assert.equal(await escrow(paid), 70_000);
      assert.equal(await stage.books.heldOn(`escrow:order:${paid.orders[0]}`), 0);
      const partly = await stage.api.getPayment(stage.call, { paymentId: paid.id });
      assert.deepEqual([partly.status, partly.refunded.amount], ['partially_refunded', 30_000]);

      await assert.rejects(refund(paid, 70_001), refuses('payments.refund-over-paid'));
      const { refunds } = await stage.api.refundPayment(stage.call, {
        refundId: newUuid(),
        paymentId: paid.id,
        reason: 'Batal',
      });
      assert.deepEqual(refunds.map((one) => one.amountMinor).sort(), [50_000, 70_000]);
      for (const one of refunds) await ended(one.refundId, 'completed');
      const fully = await stage.api.getPayment(stage.call, { paymentId: paid.id });
      assert.deepEqual(
        [fully.status, fully.refunded.amount, await escrow(paid, 0), await escrow(paid, 1)],
        ['refunded', 150_000, 0, 0],
      );
      const last = (await stage.eventsOf(paid.id)).at(-1);
      assert.deepEqual([last?.type, last?.payload.isFull], ['refund.completed', true]);
      assert.deepEqual((await stage.api.verifyPayments(stage.call, {})).problems, []);
    });
  }

  it('should happen once when the same refund is asked for many times at once', async () => {
    const paid = await paidAt('xendit');
    const refundId = newUuid();
    await Promise.all(Array.from({ length: 6 }, () => refund(paid, 40_000, { refundId })));
    await ended(refundId, 'completed');
    await refund(paid, 40_000, { refundId });
    assert.equal(await escrow(paid), 60_000);
    assert.equal((await typesOf(paid.id)).filter((type) => type === 'refund.completed').length, 1);
    await assert.rejects(refund(paid, 40_001, { refundId }), refuses('payments.refund-conflict'));
  });

  it('should never give back more than was paid when many refunds race', async () => {
    const paid = await paidAt('xendit');
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => refund(paid, 20_000)));
    assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 5);
    assert.ok(tries.every((one) => one.status === 'fulfilled' || isRefusal(one.reason, 'payments.refund-over-paid')));
  });

  it('should be refused when there is nothing to give back', async () => {
    const open = await stage.api.createIntent(stage.call, stage.intent());
    const [created] = await stage.eventsOf(open.id);
    const [part] = (created?.payload.allocations ?? []) as { orderId: string }[];
    const ask = (paymentId: string, orderId: string) =>
      stage.api.refund(stage.call, { refundId: newUuid(), paymentId, orderId, amountMinor: 1, reason: 'x' });
    await assert.rejects(ask(open.id, part?.orderId ?? ''), refuses('payments.not-paid'));
    await assert.rejects(ask(open.id, newUuid()), refuses('payments.not-found'));
    await assert.rejects(ask(newUuid(), newUuid()), refuses('payments.not-found'));
    await assert.rejects(
      stage.api.getRefund(stage.call, { refundId: newUuid() }),
      refuses('payments.refund-not-found'),
    );
    const whole = (change: object) =>
      stage.api.refundPayment(stage.call, { refundId: newUuid(), paymentId: open.id, reason: 'x', ...change });
    await assert.rejects(whole({}), refuses('payments.not-paid'));
    await assert.rejects(whole({ orderId: newUuid() }), refuses('payments.not-found'));
    const paid = await paidAt('xendit');
    await assert.rejects(whole({ paymentId: paid.id, amountMinor: 5 }), refuses('payments.order-required'));
    await assert.rejects(
      whole({ paymentId: paid.id, orderId: paid.orders[0], amountMinor: 100_001 }),
      refuses('payments.refund-over-paid'),
    );
  });

  it('should be refused with payments.escrow-too-low and leave no trace when the money has gone to the seller', async () => {
    const paid = await paidAt('xendit');
    stage.clock.advance(5 * MINUTE_MS);
    stage.books.earn(`escrow:order:${paid.orders[0]}`, -100_000);
    const refundId = newUuid();
    await assert.rejects(refund(paid, 1_000, { refundId }), refuses('payments.escrow-too-low'));
    await assert.rejects(stage.api.getRefund(stage.call, { refundId }), refuses('payments.refund-not-found'));
    stage.books.earn(`escrow:order:${paid.orders[0]}`, 100_000);
    await refund(paid, 100_000, { refundId });
    await ended(refundId, 'completed');
  });

  it('should wait a moment for the booking when it follows the payment on its heels', async () => {
    const paid = await paidAt('xendit');
    stage.books.setLate(true);
    setTimeout(() => stage.books.setLate(false), 150);
    const { refundId } = await refund(paid, 10_000);
    await ended(refundId, 'completed');
  });

  it('should give the hold back and raise a case when the provider fails it, and may be tried again', async () => {
    const paid = await paidAt('xendit');
    await stage.control('POST', '/plans', {
      provider: 'xendit',
      thing: 'refund',
      behaviour: 'fail',
      failureCode: 'INSUFFICIENT_BALANCE',
    });
    const failed = await refund(paid, 100_000);
    await ended(failed.refundId, 'failed');
    assert.equal(await stage.books.heldOn(`escrow:order:${paid.orders[0]}`), 0);
    assert.deepEqual((await typesOf(paid.id)).slice(-2).sort(), ['payment.exception', 'refund.failed']);
    const { items } = await stage.api.listExceptions(stage.call, { status: 'open', limit: 1 });
    assert.deepEqual([items[0]?.kind, items[0]?.refundId], ['refund-failed', failed.refundId]);
    const resolved = await stage.api.resolveException(userCall(newUuid(), ['ADMIN']), {
      exceptionId: items[0]?.id ?? '',
      action: 'acknowledge',
      note: 'Dicoba lagi',
    });
    assert.equal(resolved.status, 'resolved');
    const again = await refund(paid, 100_000);
    await ended(again.refundId, 'completed');
  });

  it('should be asked for once when its answer was lost and its notice names what came of it', async () => {
    const paid = await paidAt('xendit');
    await stage.control('POST', '/plans', { provider: 'xendit', thing: 'refund', behaviour: 'answer-lost' });
    const { refundId } = await refund(paid, 100_000);
    await ended(refundId, 'completed');
    const { refunds } = (await stage.control('GET', '/?limit=500')).body as { refunds: { referenceId: string }[] };
    assert.equal(refunds.filter((one) => one.referenceId === refundId).length, 1);
  });

  it('should be finished by the sweep when the answer or the notice was lost', async () => {
    for (const behaviour of ['webhook-lost', 'server-error'] as const) {
      const paid = await paidAt('xendit');
      await stage.control('POST', '/plans', { provider: 'xendit', thing: 'refund', behaviour });
      const { refundId, status } = await refund(paid, 100_000);
      assert.equal(status, 'pending');
      await waitFor('it is done', async () => {
        stage.clock.advance(2 * MINUTE_MS);
        await stage.control('POST', '/run-due');
        await stage.sweepRefunds();
        return (await stage.api.getRefund(stage.call, { refundId })).status === 'completed';
      });
      assert.equal(await escrow(paid), 0);
    }
  });

  it('should be taken up or let go by the sweep when the process died right after it was written down', async () => {
    const [kept, spent] = [await paidAt('xendit'), await paidAt('xendit')];
    stage.books.earn(`escrow:order:${spent.orders[0]}`, -100_000);
    const now = stage.clock.now();
    const ids = [newUuid(), newUuid()];
    for (const [index, paid] of [kept, spent].entries()) {
      await store.database.batch(
        insertRefund({
          id: ids[index] ?? '',
          paymentId: paid.id,
          orderId: paid.orders[0] ?? '',
          amountMinor: 10_000,
          reason: 'x',
          method: 'provider',
          provider: 'xendit',
          requestedBy: null,
          now,
          dueAt: now,
        }),
      );
    }
    await stage.sweepRefunds();
    await ended(ids[0] ?? '', 'completed');
    await assert.rejects(
      stage.api.getRefund(stage.call, { refundId: ids[1] ?? '' }),
      refuses('payments.refund-not-found'),
    );
    const [part] = await store.database.run<{ refunding: number }>(
      sql`select refunding_minor as refunding from payments.allocations where payment_id = ${spent.id} and order_id = ${spent.orders[0]}`,
    );
    assert.equal(part?.refunding, 0);
  });

  it('should go to the account that the payer gives when it cannot go back over a virtual account', async () => {
    const paid = await paidAt('xendit', { channel: 'VA_BNI' });
    const { refundId, status } = await refund(paid, 100_000);
    assert.equal(status, 'account_needed');
    assert.equal((await typesOf(paid.id)).at(-1), 'payment.exception');
    assert.equal(await stage.books.heldOn(`escrow:order:${paid.orders[0]}`), 100_000);

    const give = (who: string) => stage.api.setRefundAccount(userCall(who), { paymentId: paid.id, ...ACCOUNT });
    await assert.rejects(give(newUuid()), refuses('payments.not-found'));
    const given = await give(paid.payerId);
    assert.deepEqual([given.accountNumberMasked, /^[A-Z ]+$/.test(given.accountName)], ['••••••7890', true]);
    await waitFor('the money has gone', async () => {
      await stage.settle();
      await stage.sweepRefunds();
      return (await stage.api.getRefund(stage.call, { refundId })).status === 'completed';
    });
    assert.equal(await escrow(paid), 0);
    const [kept] = await store.database.run<{ sealed: string; status: string }>(sql`
      select p.refund_account_sealed as sealed, e.status from payments.payments p join payments.exceptions e on e.payment_id = p.id where p.id = ${paid.id}`);
    assert.ok(kept && !kept.sealed.includes('1234567890'));
    assert.equal(kept.status, 'resolved');
  });

  it('should ask for another account when the bank does not take the money, and never pay twice', async () => {
    const paid = await paidAt('xendit', { channel: 'VA_BRI' });
    await stage.control('POST', '/plans', {
      provider: 'xendit',
      thing: 'payout',
      behaviour: 'fail',
      failureCode: 'INVALID_DESTINATION',
    });
    const { refundId } = await refund(paid, 100_000, { destination: ACCOUNT });
    await waitFor('another account is asked for', async () => {
      await stage.settle();
      await stage.sweepRefunds();
      return (await stage.api.getRefund(stage.call, { refundId })).status === 'account_needed';
    });
    await Promise.all(
      [1, 2].map(() =>
        stage.api.setRefundAccount(userCall(paid.payerId), {
          paymentId: paid.id,
          bankCode: '014',
          accountNumber: '5551234567',
        }),
      ),
    );
    await waitFor('it is done', async () => {
      await stage.settle();
      await stage.sweepRefunds();
      return (await stage.api.getRefund(stage.call, { refundId })).status === 'completed';
    });
    const payouts = await store.database.run<{ status: string }>(
      sql`select status from payments.payouts where subject_id = ${refundId} order by created_at`,
    );
    assert.deepEqual(
      payouts.map((payout) => payout.status),
      ['failed', 'succeeded'],
    );
  });

  it('should be refused when bank or account are not right', async () => {
    const paid = await paidAt('xendit', { channel: 'VA_BRI' });
    const to = (destination: object) => refund(paid, 1_000, { destination });
    await assert.rejects(to({ ...ACCOUNT, bankCode: '999' }), refuses('payments.bank-unknown'));
    await assert.rejects(to({ ...ACCOUNT, accountNumber: '1234560000' }), refuses('payments.account-not-found'));
    await assert.rejects(to({ ...ACCOUNT, accountNumber: '1234567777' }), refuses('payments.bank-unavailable'));
    const set = (change: object) =>
      stage.api.setRefundAccount(userCall(paid.payerId), { paymentId: paid.id, ...ACCOUNT, ...change });
    await assert.rejects(set({ bankCode: '999' }), refuses('payments.bank-unknown'));
    await assert.rejects(set({ accountNumber: '1234560000' }), refuses('payments.account-not-found'));
    await assert.rejects(set({ accountNumber: '1234567777' }), refuses('payments.bank-unavailable'));
    const whole = (change: object) =>
      stage.api.refundPayment(stage.call, {
        refundId: newUuid(),
        paymentId: paid.id,
        reason: 'x',
        destination: { ...ACCOUNT, ...change },
      });
    await assert.rejects(whole({ bankCode: '999' }), refuses('payments.bank-unknown'));
    await assert.rejects(whole({ accountNumber: '1234560000' }), refuses('payments.account-not-found'));
    await assert.rejects(whole({ accountNumber: '1234567777' }), refuses('payments.bank-unavailable'));
    stage.clock.advance(5 * MINUTE_MS);
    for (const order of paid.orders) stage.books.earn(`escrow:order:${order}`, -100_000);
    await assert.rejects(whole({}), refuses('payments.escrow-too-low'));
  });

  it('should go on where it stopped when a refund of the whole payment is asked for again', async () => {
    const paid = await paidAt('xendit');
    const wish = { refundId: newUuid(), paymentId: paid.id, reason: 'Batal' };
    const first = await stage.api.refundPayment(stage.call, wish);
    const again = await stage.api.refundPayment(stage.call, wish);
    assert.deepEqual(again.refunds.map((one) => one.refundId).sort(), first.refunds.map((one) => one.refundId).sort());
    for (const one of again.refunds) await ended(one.refundId, 'completed');
    assert.equal((await stage.api.getPayment(stage.call, { paymentId: paid.id })).refunded.amount, 150_000);
  });
});
