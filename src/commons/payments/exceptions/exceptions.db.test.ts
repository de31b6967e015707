import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase, waitFor } from '#platform/testing/database';
import { BANK_PRIVATE_KEY, openStage, TEST_SECRETS } from '../../../sandbox/fixtures.ts';
import { openPayments, type PaymentsStage, type SandboxKit } from '../fixtures.ts';

const kit: SandboxKit = { open: openStage, secrets: TEST_SECRETS, bankPrivateKey: BANK_PRIVATE_KEY };
const refuses = (code: string) => (error: unknown) => isRefusal(error, code);
const MINUTE_MS = 60_000;
const ani = userCall(newUuid(), ['ADMIN']);
const budi = userCall(newUuid(), ['ADMIN']);
const ACCOUNT = { bankCode: '008', accountNumber: '1234567890' };

describe('payment cases', () => {
  const store = testDatabase('payments');
  let stage: PaymentsStage;
  before(async () => {
    stage = await openPayments(store.database, kit);
  });
  after(() => stage.close());

  const suspense = () => stage.books.balanceOf('platform:suspense');
  /** A bill that was cancelled and paid all the same. */
  const lateCase = async (channel = 'QRIS') => {
    const payment = await stage.api.createIntent(stage.call, stage.intent({ channel }));
    await stage.api.cancelIntent(stage.call, { intentId: payment.id });
    await stage.pay(payment, { evenWhenClosed: true });
    const found = await waitFor('the case is there', async () =>
      (await stage.api.listExceptions(stage.call, { status: 'open' })).items.find(
        (item) => item.paymentId === payment.id,
      ),
    );
    await stage.settle();
    return found;
  };
  const decide = (
    who: typeof ani,
    exceptionId: string,
    action: 'refund' | 'returned-outside' | 'keep' | 'acknowledge',
    destination?: typeof ACCOUNT,
  ) =>
    stage.api.resolveException(who, {
      exceptionId,
      action,
      note: 'Sudah dicek dengan bank',
      ...(destination ? { destination } : {}),
    });
  const statusOf = async (id: string) =>
    (await stage.api.listExceptions(stage.call, {})).items.find((item) => item.id === id)?.status;
  const resolved = (id: string) =>
    waitFor('the case is resolved', async () => {
      await stage.settle();
      await stage.sweepExceptions();
      return (await statusOf(id)) === 'resolved';
    });

  it('should send late money back when one person proposes it and another approves', async () => {
    const before = await suspense();
    const found = await lateCase();
    assert.deepEqual(
      [found.kind, found.amount.amount, found.expected?.amount, found.status],
      ['late', 150_000, 150_000, 'open'],
    );
    assert.equal((await suspense()) - before, 150_000);
    const proposal = await decide(ani, found.id, 'refund');
    assert.deepEqual([proposal.status, proposal.action, proposal.proposedBy !== null], ['proposed', 'refund', true]);
    await assert.rejects(decide(ani, found.id, 'refund'), refuses('payments.second-person-needed'));
    await assert.rejects(decide(budi, found.id, 'keep'), refuses('payments.proposal-differs'));
    await decide(budi, found.id, 'refund');
    await resolved(found.id);
    assert.equal(await suspense(), before);
    await assert.rejects(decide(budi, found.id, 'refund'), refuses('payments.exception-resolved'));
    const audited = await store.database.run<{ action: string; note: string }>(sql`
      select payload->>'action' as action, payload->'after'->>'note' as note from payments.outbox where event_type = 'audit.recorded' and aggregate_id = ${`payment-exception:${found.id}`} order by id`);
    assert.deepEqual(
      audited.map((entry) => entry.action),
      ['payments.exception-proposed', 'payments.exception-approved'],
    );
    assert.ok(audited.every((entry) => entry.note === 'Sudah dicek dengan bank'));
  });

  it('should be approved once when two people approve at the same moment', async () => {
    const before = await suspense();
    const found = await lateCase();
    await decide(ani, found.id, 'keep');
    const tries = await Promise.allSettled([
      decide(budi, found.id, 'keep'),
      decide(userCall(newUuid(), ['ADMIN']), found.id, 'keep'),
    ]);
    assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 1);
    assert.equal(await suspense(), before);
  });

  it('should book it as kept or as returned when that is what two people decide', async () => {
    const before = await Promise.all(['platform:unclaimed', 'provider:xendit'].map(stage.books.balanceOf));
    const [kept, returned] = [await lateCase(), await lateCase()];
    await decide(ani, kept.id, 'keep');
    assert.equal((await decide(budi, kept.id, 'keep')).status, 'resolved');
    await decide(ani, returned.id, 'returned-outside');
    assert.equal((await decide(budi, returned.id, 'returned-outside')).status, 'resolved');
    const after = await Promise.all(['platform:unclaimed', 'provider:xendit'].map(stage.books.balanceOf));
    assert.deepEqual(
      after.map((balance, index) => balance - (before[index] ?? 0)),
      [150_000, 150_000],
    );
  });

  it('should pay out to an account when money of a virtual account goes back', async () => {
    const before = await suspense();
    const found = await lateCase('VA_BNI');
    await assert.rejects(decide(ani, found.id, 'refund'), refuses('payments.destination-required'));
    await assert.rejects(
      decide(ani, found.id, 'refund', { ...ACCOUNT, accountNumber: '1234560000' }),
      refuses('payments.account-not-found'),
    );
    await assert.rejects(
      decide(ani, found.id, 'refund', { ...ACCOUNT, accountNumber: '1234567777' }),
      refuses('payments.bank-unavailable'),
    );
    await assert.rejects(
      decide(ani, found.id, 'refund', { ...ACCOUNT, bankCode: '999' }),
      refuses('payments.bank-unknown'),
    );
    await decide(ani, found.id, 'refund', ACCOUNT);
    await decide(budi, found.id, 'refund');
    await resolved(found.id);
    assert.equal(await suspense(), before);
  });

  it('should be open again when the money could not be sent back', async () => {
    const before = await suspense();
    const found = await lateCase('VA_BNI');
    await decide(ani, found.id, 'refund', ACCOUNT);
    await stage.control('POST', '/plans', {
      provider: 'xendit',
      thing: 'payout',
      behaviour: 'fail',
      failureCode: 'INVALID_DESTINATION',
    });
    await decide(budi, found.id, 'refund');
    await waitFor('the case is open again', async () => {
      await stage.settle();
      await stage.sweepExceptions();
      return (await statusOf(found.id)) === 'open';
    });
    assert.equal((await suspense()) - before, 150_000);
    await decide(ani, found.id, 'refund', { ...ACCOUNT, accountNumber: '9876543210' });
    await decide(budi, found.id, 'refund');
    await resolved(found.id);
    assert.equal(await suspense(), before);
  });

  it('should be finished by the sweep when the provider was down as it was approved', async () => {
    const found = await lateCase();
    await decide(ani, found.id, 'refund');
    await stage.control('POST', '/faults', { provider: 'xendit', kind: 'drop-answer', match: 'refunds', times: 2 });
    // Its answer was lost, but its notice may be quicker than our second try.
    assert.ok(['resolving', 'resolved'].includes((await decide(budi, found.id, 'refund')).status));
    await waitFor('the case is resolved', async () => {
      stage.clock.advance(MINUTE_MS);
      await stage.control('POST', '/run-due');
      await stage.sweepExceptions();
      return (await statusOf(found.id)) === 'resolved';
    });
    const { refunds } = (await stage.control('GET', '/?limit=500')).body as { refunds: { referenceId: string }[] };
    assert.equal(refunds.filter((refund) => refund.referenceId === found.id).length, 1);
  });

  it('should go on with the refund when staff gives the account that was missing', async () => {
    const input = stage.intent({ channel: 'VA_CIMB' });
    const payment = await stage.api.createIntent(stage.call, input);
    await stage.pay(payment);
    await waitFor(
      'it is paid',
      async () => (await stage.api.getPayment(stage.call, { paymentId: payment.id })).status === 'completed',
    );
    const refundId = newUuid();
    await stage.api.refund(stage.call, {
      refundId,
      paymentId: payment.id,
      orderId: input.allocations[0]?.orderId ?? '',
      amountMinor: 150_000,
      reason: 'Batal',
    });
    const found = (await stage.api.listExceptions(stage.call, { status: 'open' })).items.find(
      (item) => item.refundId === refundId,
    );
    assert.equal(found?.kind, 'refund-account-needed');
    await assert.rejects(decide(ani, found?.id ?? '', 'keep'), refuses('payments.action-not-possible'));
    await decide(ani, found?.id ?? '', 'refund', ACCOUNT);
    await decide(budi, found?.id ?? '', 'refund');
    await waitFor('the refund is done', async () => {
      await stage.settle();
      await stage.sweepRefunds();
      return (await stage.api.getRefund(stage.call, { refundId })).status === 'completed';
    });
  });

  it('should be a case again when the bank sends a finished refund back', async () => {
    const before = await suspense();
    const input = stage.intent({ channel: 'VA_CIMB' });
    const payment = await stage.api.createIntent(stage.call, input);
    await stage.pay(payment);
    await waitFor(
      'it is paid',
      async () => (await stage.api.getPayment(stage.call, { paymentId: payment.id })).status === 'completed',
    );
    await stage.control('POST', '/plans', { provider: 'xendit', thing: 'payout', behaviour: 'reversed' });
    const refundId = newUuid();
    await stage.api.refund(stage.call, {
      refundId,
      paymentId: payment.id,
      orderId: input.allocations[0]?.orderId ?? '',
      amountMinor: 150_000,
      reason: 'Batal',
      destination: ACCOUNT,
    });
    const found = await waitFor('the case is there', async () => {
      await stage.settle();
      return (await stage.api.listExceptions(stage.call, { status: 'open' })).items.find(
        (item) => item.kind === 'refund-returned' && item.refundId === refundId,
      );
    });
    assert.equal((await suspense()) - before, 150_000);
    await assert.rejects(decide(ani, found.id, 'refund'), refuses('payments.destination-required'));
    await decide(ani, found.id, 'refund', { ...ACCOUNT, accountNumber: '5550001112' });
    await decide(budi, found.id, 'refund');
    await resolved(found.id);
    assert.equal(await suspense(), before);
  });

  it('should come newest first, page by page and by status when they are listed', async () => {
    for (let time = 0; time < 3; time++) await lateCase();
    const first = await stage.api.listExceptions(stage.call, { status: 'open', limit: 2 });
    assert.equal(first.items.length, 2);
    const second = await stage.api.listExceptions(stage.call, {
      status: 'open',
      limit: 2,
      cursor: first.nextCursor ?? '',
    });
    assert.ok((second.items[0]?.receivedAt ?? '') <= (first.items[1]?.receivedAt ?? ''));
    assert.ok(!first.items.some((item) => second.items.some((other) => other.id === item.id)));
    const done = await stage.api.listExceptions(stage.call, { status: 'resolved' });
    assert.ok(done.items.length > 0 && done.items.every((item) => item.status === 'resolved'));
    await assert.rejects(stage.api.listExceptions(stage.call, { cursor: 'rubbish' }), refuses('request.invalid'));
    await assert.rejects(decide(ani, newUuid(), 'keep'), refuses('payments.exception-not-found'));
  });
});
