import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { basic, openStage, type Stage, TEST_SECRETS, until } from '../fixtures.ts';

const AUTHORIZATION = { authorization: basic(TEST_SECRETS.xenditSecretKey) };
const V3 = { ...AUTHORIZATION, 'api-version': '2024-11-11' };
let counter = 0;
const next = () => {
  counter += 1;
  return `ref-${counter}`;
};

describe('Xendit refunds v3', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());
  afterEach(() => {
    stage.heard.length = 0;
  });

  const refund = (body: unknown, headers = {}) =>
    stage.call('POST', '/xendit/v3/refunds', { headers: { ...V3, ...headers }, body });
  async function paid(amount: number, channel = 'QRIS'): Promise<string> {
    const wish = {
      reference_id: next(),
      type: 'PAY',
      country: 'ID',
      currency: 'IDR',
      request_amount: amount,
      channel_code: channel,
      channel_properties: { display_name: 'Sari' },
    };
    const { body } = await stage.call('POST', '/xendit/v3/payment_requests', { headers: V3, body: wish });
    const answer = await stage.control('POST', '/pay', { id: body.payment_request_id });
    return answer.body.payments[0].id;
  }

  it('should refund in parts when something is left of the payment', async () => {
    const payment = await paid(100_000);
    const first = await refund({
      payment_id: payment,
      amount: 60_000,
      reason: 'REQUESTED_BY_CUSTOMER',
      reference_id: next(),
    });
    assert.deepEqual([first.status, first.body.status, first.body.amount], [200, 'PENDING', 60_000]);
    assert.match(first.body.id, /^rfd-/);
    const [heard] = await stage.hears(1, ({ body }) => body.event === 'refund.succeeded');
    assert.equal(heard?.body.data.id, first.body.id);
    const rest = await refund({ payment_id: payment, reason: 'CANCELLATION' });
    assert.equal(rest.body.amount, 40_000);
    const tooMuch = await refund({ payment_id: payment, amount: 1, reason: 'OTHERS' });
    assert.deepEqual([tooMuch.status, tooMuch.body.error_code], [400, 'MAXIMUM_REFUND_AMOUNT_REACHED']);
    const read = await stage.call('GET', `/xendit/v3/refunds/${first.body.id}`, { headers: V3 });
    assert.equal(read.body.status, 'SUCCEEDED');
  });

  it('should refuse when the payment is unknown, by virtual account, or the form is wrong', async () => {
    const codes = await Promise.all([
      refund({ payment_id: 'py-none', reason: 'OTHERS' }),
      refund({ payment_id: await paid(50_000, 'BCA_VIRTUAL_ACCOUNT'), reason: 'OTHERS' }),
      refund({ payment_id: await paid(50_000), reason: 'BECAUSE' }),
      refund({ payment_id: await paid(50_000), amount: 50_001, reason: 'OTHERS' }),
      stage.call('GET', '/xendit/v3/refunds/rfd-none', { headers: V3 }),
    ]);
    assert.deepEqual(
      codes.map(({ body }) => body.error_code),
      [
        'TRANSACTION_NOT_FOUND',
        'REFUND_NOT_SUPPORTED',
        'API_VALIDATION_ERROR',
        'MAXIMUM_REFUND_AMOUNT_REACHED',
        'DATA_NOT_FOUND',
      ],
    );
  });

  it('should give the first refund again when the idempotency key is the same', async () => {
    const wish = { payment_id: await paid(70_000), amount: 10_000, reason: 'OTHERS', reference_id: next() };
    const first = await refund(wish, { 'idempotency-key': 'r-1' });
    assert.equal((await refund(wish, { 'idempotency-key': 'r-1' })).body.id, first.body.id);
    assert.equal(
      (await refund({ ...wish, amount: 1 }, { 'idempotency-key': 'r-1' })).body.error_code,
      'IDEMPOTENCY_ERROR',
    );
    assert.equal((await refund(wish)).body.error_code, 'DUPLICATE_ERROR');
  });

  it('should fail, hang, repeat or keep silent when the refund is a magic amount', async () => {
    const payment = await paid(1_000_000);
    const failed = await refund({ payment_id: payment, amount: 60_101, reason: 'OTHERS' });
    const [heard] = await stage.hears(1, ({ body }) => body.event === 'refund.failed');
    assert.deepEqual([heard?.body.data.id, heard?.body.data.failure_code], [failed.body.id, 'INSUFFICIENT_BALANCE']);

    const stuck = await refund({ payment_id: payment, amount: 60_102, reason: 'OTHERS' });
    await refund({ payment_id: payment, amount: 60_103, reason: 'OTHERS' });
    await stage.hears(2, ({ body }) => body.data?.amount === 60_103);
    assert.equal(
      (await stage.call('GET', `/xendit/v3/refunds/${stuck.body.id}`, { headers: V3 })).body.status,
      'PENDING',
    );
    await stage.control('POST', `/refunds/${stuck.body.id}/settle`, { failureCode: null });
    await stage.hears(1, ({ body }) => body.data?.id === stuck.body.id);

    const silent = await refund({ payment_id: payment, amount: 60_104, reason: 'OTHERS' });
    await until(
      async () =>
        (await stage.call('GET', `/xendit/v3/refunds/${silent.body.id}`, { headers: V3 })).body.status === 'SUCCEEDED',
      () => 'the silent refund',
    );
    assert.equal(stage.heard.filter(({ body }) => body.data?.id === silent.body.id).length, 0);
  });
});

describe('Xendit payouts v2', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());
  afterEach(() => {
    stage.heard.length = 0;
  });

  const wish = (changes: Record<string, unknown> = {}) => ({
    reference_id: next(),
    channel_code: 'ID_BCA',
    channel_properties: { account_number: '1234567890', account_holder_name: 'Sari' },
    amount: 250_000,
    currency: 'IDR',
    description: 'Pencairan',
    ...changes,
  });
  const payout = (body: unknown, key: string = next()) =>
    stage.call('POST', '/xendit/v2/payouts', {
      headers: { ...AUTHORIZATION, ...(key === '' ? {} : { 'idempotency-key': key }) },
      body,
    });
  const get = (id: string) => stage.call('GET', `/xendit/v2/payouts/${id}`, { headers: AUTHORIZATION });

  it('should accept, succeed and tell when the account is in order', async () => {
    const body = wish();
    const created = await payout(body);
    assert.deepEqual([created.status, created.body.status], [200, 'ACCEPTED']);
    assert.match(created.body.id, /^disb-/);
    const [heard] = await stage.hears(1);
    assert.deepEqual(
      [heard?.body.event, heard?.body.data.id, heard?.body.data.status],
      ['payout.succeeded', created.body.id, 'SUCCEEDED'],
    );
    assert.equal(heard?.headers['x-callback-token'], TEST_SECRETS.xenditCallbackToken);
    const listed = await stage.call('GET', `/xendit/v2/payouts?reference_id=${body.reference_id}`, {
      headers: AUTHORIZATION,
    });
    assert.deepEqual(
      [listed.body.data.length, listed.body.has_more, listed.body.data[0].id],
      [1, false, created.body.id],
    );
  });

  it('should give the first answer again when the idempotency key, which it needs, is the same', async () => {
    assert.equal((await payout(wish(), '')).body.error_code, 'API_VALIDATION_ERROR');
    const body = wish();
    const first = await payout(body, 'same');
    assert.equal((await payout(body, 'same')).body.id, first.body.id);
    const other = await payout({ ...body, amount: 10_000 }, 'same');
    assert.deepEqual([other.status, other.body.error_code], [409, 'IDEMPOTENCY_ERROR']);
  });

  it('should fail by the account number when the account cannot take money', async () => {
    for (const [accountNumber, code] of [
      ['1234560000', 'INVALID_DESTINATION'],
      ['1234569999', 'INVALID_DESTINATION'],
      ['1234567777', 'TEMPORARY_TRANSFER_ERROR'],
    ] as const) {
      const created = await payout(wish({ channel_properties: { account_number: accountNumber } }));
      const [heard] = await stage.hears(1, ({ body }) => body.data?.id === created.body.id);
      assert.deepEqual([heard?.body.event, heard?.body.data.failure_code], ['payout.failed', code]);
    }
  });

  it('should be taken back after success when the amount is 50106', async () => {
    const created = await payout(wish({ amount: 50_106 }));
    const heard = await stage.hears(2, ({ body }) => body.data?.id === created.body.id);
    assert.deepEqual(
      heard.map(({ body }) => body.event),
      ['payout.succeeded', 'payout.reversed'],
    );
    assert.equal((await get(created.body.id)).body.status, 'REVERSED');
  });

  it('should wait when the amount is 50107, be cancelled once, and never twice', async () => {
    const created = await payout(wish({ amount: 50_107 }));
    const cancelled = await stage.call('POST', `/xendit/v2/payouts/${created.body.id}/cancel`, {
      headers: AUTHORIZATION,
    });
    assert.equal(cancelled.body.status, 'CANCELLED');
    const again = await stage.call('POST', `/xendit/v2/payouts/${created.body.id}/cancel`, { headers: AUTHORIZATION });
    assert.equal(again.body.error_code, 'INELIGIBLE_TRANSACTION_STATUS');
    assert.equal((await stage.control('POST', `/payouts/${created.body.id}/settle`, {})).body.settled, false);
  });

  it('should fail with the code of the amount when it is 50101 to 50105', async () => {
    const ids = await Promise.all(
      [50_101, 50_102, 50_103, 50_104, 50_105].map(async (amount) => (await payout(wish({ amount }))).body.id),
    );
    await stage.hears(5);
    const codes = await Promise.all(ids.map(async (id) => (await get(id)).body.failure_code));
    assert.deepEqual(codes, [
      'INSUFFICIENT_BALANCE',
      'REJECTED_BY_CHANNEL',
      'TEMPORARY_TRANSFER_ERROR',
      'INVALID_DESTINATION',
      'TRANSFER_ERROR',
    ]);
  });

  it('should refuse when channel or amount are unknown to it', async () => {
    assert.equal((await payout(wish({ channel_code: 'ID_NOWHERE' }))).body.error_code, 'CHANNEL_CODE_NOT_SUPPORTED');
    assert.equal((await payout(wish({ amount: 9_999 }))).body.error_code, 'API_VALIDATION_ERROR');
    assert.equal((await payout(wish({ currency: 'PHP' }))).body.error_code, 'API_VALIDATION_ERROR');
    assert.equal((await get('disb-none')).status, 404);
    assert.equal((await stage.call('GET', '/xendit/v2/payouts/x')).body.error_code, 'INVALID_API_KEY');
  });

  it('should list banks when asked where payouts can go', async () => {
    const { body } = await stage.call('GET', '/xendit/payouts_channels?channel_category=BANK&currency=IDR', {
      headers: AUTHORIZATION,
    });
    const codes = Object.values(body).map((channel) => channel.channel_code);
    assert.ok(codes.includes('ID_BCA') && codes.includes('ID_MANDIRI') && !codes.includes('ID_DANA'));
  });
});
