import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newUuid } from '#platform/ids';
import { testDatabase, waitFor } from '#platform/testing/database';
import { BANK_PRIVATE_KEY, openStage, TEST_SECRETS } from '../../../sandbox/fixtures.ts';
import { openPayments, type PaymentsStage, type SandboxKit } from '../fixtures.ts';

const kit: SandboxKit = { open: openStage, secrets: TEST_SECRETS, bankPrivateKey: BANK_PRIVATE_KEY };
const DAY_MS = 86_400_000;

describe('a payment compared with the list of its provider', () => {
  const store = testDatabase('payments');
  let stage: PaymentsStage;
  before(async () => {
    stage = await openPayments(store.database, kit);
  });
  after(() => stage.close());

  const statusOf = async (paymentId: string) => (await stage.api.getPayment(stage.call, { paymentId })).status;
  const paid = async (channel: string) => {
    const payment = await stage.api.createIntent(stage.call, stage.intent({ channel }));
    await stage.pay(payment);
    await waitFor('it is paid', async () => (await statusOf(payment.id)) === 'completed');
    await stage.settle();
    return payment;
  };
  const feesOf = async (paymentId: string) =>
    (await stage.books.postings()).filter(
      (posting) => posting.kind === 'provider.fee' && posting.reference === `payment:${paymentId}`,
    );

  it('should book what the provider kept, once, when a day has passed', async () => {
    const [qris, transfer] = [await paid('QRIS'), await paid('VA_BCA')];
    const before = await stage.books.balanceOf('provider:xendit');
    stage.clock.advance(DAY_MS + 60_000);
    await stage.sweep();
    await stage.sweep();
    const [fee, ...more] = await feesOf(qris.id);
    assert.deepEqual(more, []);
    // 0,7 % of 150.000 and 11 % tax on it.
    assert.deepEqual(
      fee?.lines.map(({ accountCode, side, amountMinor }) => [accountCode, side, amountMinor]),
      [
        ['platform:provider-fees', 'debit', 1_166],
        ['provider:xendit', 'credit', 1_166],
      ],
    );
    assert.equal((await feesOf(transfer.id))[0]?.lines[0]?.amountMinor, 4_440);
    assert.equal((await stage.books.balanceOf('provider:xendit')) - before, -5_606);
  });

  it('should find a second payment when the notices of both are lost', async () => {
    const payment = await stage.api.createIntent(stage.call, stage.intent());
    await stage.control('POST', '/webhooks/rules', { source: 'xendit', effect: 'drop', times: 2 });
    await stage.pay(payment, { times: 2 });
    await stage.api.checkPayment(stage.call, { paymentId: payment.id });
    assert.equal(await statusOf(payment.id), 'completed');
    const cases = async () =>
      (await stage.api.listExceptions(stage.call, { limit: 100 })).items.filter(
        (item) => item.paymentId === payment.id,
      );
    assert.deepEqual(await cases(), [], 'the bill names the latest payment only');
    stage.clock.advance(DAY_MS + 60_000);
    await stage.sweep();
    await stage.sweep();
    assert.deepEqual(
      (await cases()).map(({ kind, amount }) => [kind, amount.amount]),
      [['double', 150_000]],
    );
    assert.equal((await feesOf(payment.id)).length, 2);
  });

  it('should book the fee of a refund, once, when the refund is done', async () => {
    const payment = await paid('QRIS');
    const order = (await stage.eventsOf(payment.id)).find(({ type }) => type === 'payment.completed');
    const facts = (order?.payload ?? { allocations: [] }) as { allocations: { orderId: string }[] };
    const [allocation] = facts.allocations;
    const refundId = newUuid();
    const wish = {
      refundId,
      paymentId: payment.id,
      orderId: allocation?.orderId ?? '',
      amountMinor: 50_000,
      reason: 'rusak',
    };
    await stage.api.refund(stage.call, wish);
    await waitFor('it is back', async () => {
      await stage.settle();
      return (await stage.api.getRefund(stage.call, { refundId })).status === 'completed';
    });
    await stage.api.refund(stage.call, wish);
    const fees = (await stage.books.postings()).filter(({ reference }) => reference === `refund:${refundId}`);
    assert.deepEqual(
      fees.filter(({ kind }) => kind === 'provider.fee').map(({ lines }) => lines[0]?.amountMinor),
      [1_000],
    );
  });

  it('should go on without when the provider does not show its list', async () => {
    const payment = await paid('QRIS');
    await stage.control('POST', '/faults', { provider: 'xendit', kind: 'error', match: '/transactions', times: 10 });
    stage.clock.advance(DAY_MS + 60_000);
    await stage.sweep();
    assert.deepEqual(await feesOf(payment.id), []);
    assert.equal(await statusOf(payment.id), 'completed');
  });
});
