import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { testDatabase, waitFor } from '#platform/testing/database';
import { BANK_PRIVATE_KEY, openStage, TEST_SECRETS } from '../../../sandbox/fixtures.ts';
import { openPayments, type PaymentsStage, type SandboxKit } from '../fixtures.ts';
import { notificationSignature } from '../providers/midtrans-wire.ts';

const kit: SandboxKit = { open: openStage, secrets: TEST_SECRETS, bankPrivateKey: BANK_PRIVATE_KEY };
const MINUTE_MS = 60_000;

type Delivery = {
  source: string;
  subject: string;
  event: string;
  state: string;
  isForged: boolean;
  body: string;
  headers: Record<string, string>;
  attempts: { status: number }[];
};

describe('webhooks', () => {
  const store = testDatabase('payments');
  let stage: PaymentsStage;
  before(async () => {
    stage = await openPayments(store.database, kit);
  });
  after(() => stage.close());

  const statusOf = async (paymentId: string) => (await stage.api.getPayment(stage.call, { paymentId })).status;
  const typesOf = async (id: string) => (await stage.eventsOf(id)).map((event) => event.type);
  const post = async (path: string, body: string, headers: Record<string, string> = {}) =>
    (await fetch(`${stage.door.url}/webhooks/${path}`, { method: 'POST', body, headers })).status;
  const completed = (payment: { id: string }) =>
    waitFor('the payment is complete', async () => (await statusOf(payment.id)) === 'completed');
  const exceptionsOf = async (paymentId: string) =>
    store.database.run<{ kind: string; amountMinor: number }>(
      sql`select kind, amount_minor as "amountMinor" from payments.exceptions where payment_id = ${paymentId} order by kind`,
    );
  const quiet = async () => {
    await waitFor(
      'all webhooks have arrived',
      async () => ((await stage.control('GET', '/webhooks?limit=1')).body as { underway: number }).underway === 0,
    );
    await stage.settle();
  };
  const deliveries = async () =>
    ((await stage.control('GET', '/webhooks?limit=500')).body as { items: Delivery[] }).items;
  /** A bill at the given provider: Xendit is preferred, so Midtrans gets it while Xendit says no. */
  const billAt = async (provider: 'xendit' | 'midtrans', behaviour?: string) => {
    if (provider === 'midtrans')
      await stage.control('POST', '/plans', { provider: 'xendit', behaviour: 'channel-not-activated' });
    if (behaviour) await stage.control('POST', '/plans', { provider, behaviour });
    const payment = await stage.api.createIntent(stage.call, stage.intent({ parts: [100_000, 50_000] }));
    return { ...payment, referenceId: `${payment.id}-${provider === 'midtrans' ? 2 : 1}` };
  };
  const payBill = (bill: { referenceId: string }, extra: object = {}) =>
    stage.control('POST', '/pay', { referenceId: bill.referenceId, ...extra });

  for (const provider of ['xendit', 'midtrans'] as const) {
    it(`should bring the money into the escrow of each order when ${provider} says paid`, async () => {
      const bill = await billAt(provider);
      await payBill(bill);
      await completed(bill);
      const event = (await stage.eventsOf(bill.id)).at(-1);
      assert.equal(event?.type, 'payment.completed');
      const payload = event?.payload as unknown as {
        provider: string;
        overMinor: number;
        allocations: { orderId: string; amountMinor: number }[];
      };
      assert.deepEqual([payload.provider, payload.overMinor], [provider, 0]);
      for (const part of payload.allocations)
        assert.equal(await stage.books.balanceOf(`escrow:order:${part.orderId}`), part.amountMinor);
    });

    it(`should complete a payment once when ${provider} repeats itself`, async () => {
      const bill = await billAt(provider, 'duplicate');
      await payBill(bill);
      await completed(bill);
      await quiet();
      const [last] = (await deliveries()).filter(
        (one) => one.body.includes(bill.referenceId) && /payment.capture|settlement/.test(one.body),
      );
      assert.ok(last);
      for (let time = 0; time < 3; time++) assert.equal(await post(provider, last.body, last.headers), 200);
      await quiet();
      assert.deepEqual(await typesOf(bill.id), ['payment.created', 'payment.completed']);
      assert.deepEqual(await exceptionsOf(bill.id), []);
    });

    it(`should complete a payment when older news of ${provider} arrive after it`, async () => {
      const bill = await billAt(provider, 'out-of-order');
      await payBill(bill);
      await completed(bill);
      stage.clock.advance(MINUTE_MS);
      await stage.control('POST', '/run-due');
      await quiet();
      assert.deepEqual(await typesOf(bill.id), ['payment.created', 'payment.completed']);
    });

    it(`should change nothing when somebody forges a message of ${provider}`, async () => {
      const bill = await billAt(provider, 'forged');
      await stage.control('POST', '/forge', { referenceId: bill.referenceId });
      await quiet();
      const forged = (await deliveries()).filter((one) => one.isForged && one.body.includes(bill.referenceId));
      assert.ok(forged.length > 0 && forged.every((one) => one.attempts[0]?.status === 401));
      assert.equal(await statusOf(bill.id), 'pending');
      const [kept] = await store.database.run<{ count: number }>(
        sql`select count(*) as count from payments.notices where position(${Buffer.from(forged[0]?.body ?? '')}::bytea in raw_body) > 0`,
      );
      assert.equal(kept?.count, 0);
    });

    it(`should not believe a genuine message of ${provider} when the provider itself does not confirm it`, async () => {
      const bill = await billAt(provider);
      const amount = '150000.00';
      const body =
        provider === 'xendit'
          ? JSON.stringify({
              event: 'payment.capture',
              data: {
                payment_id: `py-${newUuid()}`,
                payment_request_id: 'pr-x',
                reference_id: bill.referenceId,
                status: 'SUCCEEDED',
                request_amount: 150_000,
              },
            })
          : JSON.stringify({
              order_id: bill.referenceId,
              status_code: '200',
              gross_amount: amount,
              transaction_id: newUuid(),
              transaction_status: 'settlement',
              signature_key: notificationSignature(
                { orderId: bill.referenceId, statusCode: '200', grossAmount: amount },
                TEST_SECRETS.midtransServerKey,
              ),
            });
      assert.equal(await post(provider, body, { 'x-callback-token': TEST_SECRETS.xenditCallbackToken }), 200);
      await stage.settle();
      assert.equal(await statusOf(bill.id), 'pending');
    });

    it(`should set money aside and raise a case when ${provider} reports too little, too much, twice or too late`, async () => {
      const before = await stage.books.balanceOf('platform:suspense');
      const short = await billAt(provider, 'short');
      const over = await billAt(provider, 'over');
      const double = await billAt(provider, 'double');
      const late = await billAt(provider);
      await stage.api.cancelIntent(stage.call, { intentId: late.id });
      for (const bill of [short, over, double]) await payBill(bill);
      await payBill(late, { evenWhenClosed: true });
      await waitFor('all cases are there', async () =>
        (await Promise.all([short, over, double, late].map((bill) => exceptionsOf(bill.id)))).every(
          (found) => found.length === 1,
        ),
      );
      assert.deepEqual(await exceptionsOf(short.id), [{ kind: 'short', amountMinor: 149_000 }]);
      assert.deepEqual(await exceptionsOf(over.id), [{ kind: 'over', amountMinor: 1_000 }]);
      assert.deepEqual(await exceptionsOf(double.id), [{ kind: 'double', amountMinor: 150_000 }]);
      assert.deepEqual(await exceptionsOf(late.id), [{ kind: 'late', amountMinor: 150_000 }]);
      assert.deepEqual(await Promise.all([short, over, double, late].map((bill) => statusOf(bill.id))), [
        'failed',
        'completed',
        'completed',
        'cancelled',
      ]);
      assert.equal((await stage.books.balanceOf('platform:suspense')) - before, 149_000 + 1_000 + 150_000 + 150_000);
      assert.deepEqual((await typesOf(late.id)).sort(), ['payment.cancelled', 'payment.created', 'payment.exception']);
    });
  }

  it('should keep money of an unknown bill when it was paid at our account all the same', async () => {
    const before = await stage.books.balanceOf('platform:suspense');
    const referenceId = `toko-lain-${newUuid()}`;
    const made = await fetch(`${await sandboxUrl()}/midtrans/v2/charge`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`${TEST_SECRETS.midtransServerKey}:`).toString('base64')}`,
      },
      body: JSON.stringify({
        payment_type: 'qris',
        transaction_details: { order_id: referenceId, gross_amount: 42_000 },
      }),
    });
    assert.equal(made.status, 200);
    await payBill({ referenceId });
    await waitFor(
      'the case is there',
      async () =>
        (await store.database.run(sql`select 1 from payments.exceptions where kind = 'unmatched'`)).length === 1,
    );
    assert.equal((await stage.books.balanceOf('platform:suspense')) - before, 42_000);
  });

  const sandboxUrl = async () => {
    const urls = (await stage.control('GET', '/webhooks/urls')).body as { xendit: string };
    assert.ok(urls.xendit.startsWith(stage.door.url));
    return stage.sandboxUrl;
  };

  it('should raise a case when the bank takes back what had counted as paid', async () => {
    const bill = await billAt('midtrans');
    await payBill(bill);
    await completed(bill);
    await quiet();
    const { providers } = stage;
    const midtrans = providers.get('midtrans');
    assert.ok(midtrans);
    const seen = await midtrans.getPayment({ reference: bill.referenceId, providerPaymentId: null, captureId: null });
    assert.ok(seen);
    await stage.applyProviderState({ provider: 'midtrans', payment: { ...seen, status: 'failed', captures: [] } });
    await stage.applyProviderState({ provider: 'midtrans', payment: { ...seen, status: 'failed', captures: [] } });
    assert.deepEqual(await exceptionsOf(bill.id), [{ kind: 'withdrawn', amountMinor: 150_000 }]);
    assert.equal((await typesOf(bill.id)).filter((type) => type === 'payment.exception').length, 1);
  });

  it('should answer at once and go on later when the provider cannot be asked just then', async () => {
    const bill = await billAt('xendit');
    await stage.control('POST', '/faults', {
      provider: 'xendit',
      kind: 'error',
      status: 503,
      match: 'GET /xendit/v3',
      times: 2,
    });
    await payBill(bill);
    await quiet();
    assert.equal(await statusOf(bill.id), 'pending');
    stage.clock.advance(5_000);
    await stage.sweepNotices();
    assert.equal(await statusOf(bill.id), 'completed');
    const [open] = await store.database.run<{ count: number }>(
      sql`select count(*) as count from payments.notices where handled_at is null`,
    );
    assert.equal(open?.count, 0);
  });

  it('should be finished by the sweep when the process died right after it had answered', async () => {
    const bill = await billAt('xendit', 'webhook-lost');
    await payBill(bill);
    await quiet();
    const [lost] = (await deliveries()).filter((one) => one.state === 'dropped' && one.body.includes(bill.referenceId));
    assert.ok(lost);
    await store.database.run(sql`
      insert into payments.notices (provider, body_sha256, raw_body, about, received_at, due_at)
      values ('xendit', sha256(${Buffer.from(lost.body)}::bytea), ${Buffer.from(lost.body)}, 'payment', now(), ${stage.clock.now()})`);
    await stage.sweepNotices();
    assert.equal(await statusOf(bill.id), 'completed');
  });

  it('should all be finished by one sweep when a crowd of them waits', async () => {
    await store.database.run(sql`
      insert into payments.notices (provider, body_sha256, raw_body, about, received_at, due_at)
      select 'xendit', sha256(body), body, 'other', now(), ${stage.clock.now()}
      from (select convert_to('{"event":"brand.new","data":{"id":"' || n || '"}}', 'UTF8') as body from generate_series(1, 120) n) crowd`);
    await stage.sweepNotices();
    const [open] = await store.database.run<{ count: number }>(
      sql`select count(*) as count from payments.notices where handled_at is null`,
    );
    assert.equal(open?.count, 0);
  });

  it('should be refused when the body is rubbish, and harmless when it is about nothing we know', async () => {
    const token = { 'x-callback-token': TEST_SECRETS.xenditCallbackToken };
    assert.equal(await post('xendit', '{"event":', token), 400);
    assert.equal(await post('xendit', '', token), 400);
    assert.equal(await post('midtrans', '{}', {}), 400);
    assert.equal(await post('xendit', '{"event":"payment.capture","data":{"reference_id":"\\u0000"}}', {}), 401);
    assert.equal(
      await post(
        'xendit',
        '{"event":"payment.capture","data":{"reference_id":"x\\u0000y","payment_id":"py-\\u0000"}}',
        token,
      ),
      200,
    );
    assert.equal(await post('xendit', '{"event":"brand.new","data":{}}', token), 200);
    assert.equal(await post('iris', '{"reference_no":"x","status":"completed"}', { 'iris-signature': 'no' }), 401);
    await stage.settle();
  });

  it('should book everything once when many payments of both providers go wrong in every way at once', async () => {
    const behaviours = [
      undefined,
      'duplicate',
      'out-of-order',
      'short',
      'over',
      'double',
      'webhook-lost',
      'late',
      'answer-lost',
      'auto-pay',
    ];
    const bills: Awaited<ReturnType<typeof billAt>>[] = [];
    for (let index = 0; index < 40; index++)
      bills.push(await billAt(index % 2 === 0 ? 'xendit' : 'midtrans', behaviours[index % behaviours.length]));
    await Promise.all(bills.map((bill) => payBill(bill)));
    await quiet();
    for (let round = 0; round < 4; round++) {
      stage.clock.advance(11 * MINUTE_MS);
      await stage.control('POST', '/run-due');
      await quiet();
      await stage.sweep();
      await stage.sweepNotices();
    }
    const { items } = (await stage.control('GET', '/bills?limit=500')).body as {
      items: { referenceId: string; status: string; payments: { id: string; amountMinor: number }[] }[];
    };
    const ours = items.filter((bill) => bills.some((one) => one.referenceId === bill.referenceId));
    assert.equal(ours.length, 40);
    const proof = await stage.api.verifyPayments(stage.call, {});
    assert.deepEqual(proof.problems, []);
    const captured = await store.database.run<{ reference: string; total: number; booked: number; times: number }>(sql`
      select reference, sum(amount_minor)::bigint as total, sum(booked_minor)::bigint as booked, count(*) as times from payments.captures group by reference`);
    for (const bill of ours) {
      const kept = captured.find((one) => one.reference === bill.referenceId);
      const paidMinor = bill.payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
      // The twin of a double payment at Midtrans has its own transaction, which the list of bills leaves out.
      assert.ok(kept && kept.total >= paidMinor && kept.total <= 2 * 150_000, bill.referenceId);
      assert.ok(kept.booked === 0 || kept.booked === 150_000);
    }
    const lines = (await stage.books.postings()).flatMap((posting) => posting.lines);
    assert.equal(
      lines.reduce((sum, line) => sum + (line.side === 'debit' ? line.amountMinor : -line.amountMinor), 0),
      0,
    );
  });
});
